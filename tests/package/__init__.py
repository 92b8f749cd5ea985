"""What is deployed: its files, its packages, and that it runs where nothing else is."""
