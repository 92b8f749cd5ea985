"""What the product does, one verb a file. Time and identity come in as arguments; refusals go out as `Refused`."""
