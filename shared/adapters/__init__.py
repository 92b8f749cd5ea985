"""What stands behind the ports. Adapters know their one neighbour, and never each other."""
