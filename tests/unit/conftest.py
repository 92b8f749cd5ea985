"""Properties are tried on the same examples in every run, and leave nothing behind."""

import atexit
import tempfile

from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

_home = tempfile.TemporaryDirectory(prefix="assisted-chat-hypothesis-")
atexit.register(_home.cleanup)
set_hypothesis_home_dir(_home.name)
settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")
