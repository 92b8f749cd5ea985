"""A stand-in for Azure Key Vault's secrets over TLS, as far as the service's REST reference describes them."""
