"""What the adapters of Azure's services share: one credential, one way of asking, one way of telling what failed."""
