"""The embedded store: documents, audit rows and signals in one SQLite file."""
