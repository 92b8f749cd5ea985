"""`CallService` of Azure Communication Services: Identity and Rooms."""
