"""What a doctor knows: named rules, what each is for, and what breaks them. Asks nobody; use cases and commands do."""
