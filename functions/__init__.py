"""One file per HTTP function: parse, call, reply."""
