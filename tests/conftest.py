"""Fixtures that more than one room of tests uses."""

from tests.partners.fixtures import authority, credential, identity, identity_origin

__all__ = ["authority", "credential", "identity", "identity_origin"]
