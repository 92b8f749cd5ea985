"""Azure Key Vault behind `SecretStore`: each key, pepper and connection string is a secret with versions."""
