"""What the app logs of its own settings as it starts, without asking anybody."""

import subprocess
import sys

from tests.doctor.command import ROOT, SOUND

_IMPORT = (
    "import logging; logging.basicConfig(format='%(levelname)s|%(name)s|%(message)s');"
    " import sys, function_app; print([name for name in ('aiohttp', 'azure.identity') if name in sys.modules])"
)
FLOOR = "doctor: refusal-floor-low (REFUSAL_FLOOR_MS): a refusal takes 0 ms at least"


def _started(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _IMPORT],
        cwd=ROOT,
        env={"PATH": "", **environment},
        capture_output=True,
        text=True,
        check=True,
    )


def test_each_unsafe_setting_is_one_line_of_the_log() -> None:
    started = _started(
        **{**SOUND, "REFUSAL_FLOOR_MS": "0", "LOBBY": "off", "PIN_SECRET_DIGITS": "6", "LOG_LEVEL": "DEBUG"}
    )

    assert [line for line in started.stderr.splitlines() if "doctor" in line] == [
        "WARNING|shared.doctor|doctor: lobby-off (LOBBY): LOBBY=off: a redeemed PIN is in the call at once",
        f"WARNING|shared.doctor|{FLOOR}",
    ]
    assert started.stdout == "[]\n"


def test_sound_settings_and_a_laptops_start_silently() -> None:
    assert _started(**SOUND).stderr == ""
    assert _started(REFUSAL_FLOOR_MS="0").stderr == ""
