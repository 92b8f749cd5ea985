"""Azure Cosmos DB: calls and pointers in one container, audit rows in another."""
