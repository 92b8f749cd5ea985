"""Properties are tried on the same examples in every run, and leave nothing behind."""

from tests import hypothesis_profiles  # noqa: F401 (choosing the profile is what it does)
