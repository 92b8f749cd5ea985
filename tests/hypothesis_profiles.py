"""How hard properties are tried: the same examples in every run, or, with `PROPERTIES=deep`, many new ones.

A deep run prints how to see a failure again (`@reproduce_failure`); neither leaves anything behind.
"""

import atexit
import os
import tempfile

from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

DEEP = 5_000
_home = tempfile.TemporaryDirectory(prefix="assisted-chat-hypothesis-")
atexit.register(_home.cleanup)
set_hypothesis_home_dir(_home.name)
_BOTH = {"deadline": None, "database": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("steady", derandomize=True, max_examples=150, **_BOTH)
settings.register_profile("deep", derandomize=False, max_examples=DEEP, print_blob=True, **_BOTH)
settings.load_profile("deep" if os.environ.get("PROPERTIES") == "deep" else "steady")
