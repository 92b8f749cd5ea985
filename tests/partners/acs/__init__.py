"""A stand-in for Azure Communication Services, Identity and Rooms, as its REST reference tells it."""
