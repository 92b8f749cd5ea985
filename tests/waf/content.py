"""What honest people and their browsers send: names, subjects, languages, PINs as they are typed."""

import json
import random
import re
from pathlib import Path

_HONEST = Path(__file__).parent / "honest"


def _lines(file: str) -> tuple[str, ...]:
    return tuple((_HONEST / file).read_text(encoding="utf-8").splitlines())


_OFFER, _ANSWER = ("\r\n".join(_lines(file)) + "\r\n" for file in ("offer.sdp", "answer.sdp"))
"""What Chromium says of itself, with microphone, camera and a data channel (RFC 8866 ends lines with CRLF)."""
_FIRST, _LAST, _SUBJECTS = _lines("first-names.txt"), _lines("last-names.txt"), _lines("subjects.txt")
AGENTS, LANGUAGES = _lines("agents.txt"), _lines("languages.txt")
MOST_OF_A_NAME = 40
MOST_OF_A_SUBJECT = 120


def name(chance: random.Random) -> str:
    """What somebody calls themselves, of at most 40 characters."""
    return f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"[:MOST_OF_A_NAME].strip()


def names() -> list[str]:
    """Every first name with every last name."""
    return [f"{first} {last}"[:MOST_OF_A_NAME].strip() for first in _FIRST for last in _LAST]


def subject(chance: random.Random) -> str:
    """What an operator notes of a call, of at most 120 characters."""
    return " / ".join(chance.sample(_SUBJECTS, chance.choice((1, 1, 1, 2))))[:MOST_OF_A_SUBJECT].strip()


def subjects() -> tuple[str, ...]:
    """Each of them alone."""
    return _SUBJECTS


def as_typed(pin: str, chance: random.Random) -> str:
    """A PIN with the spaces and dashes of whoever types or pastes it."""
    gap = chance.choice(("", " ", "-", "\u00a0", "  ", " - "))
    return chance.choice(("", " ", "\u00a0")) + gap.join((pin[:3], pin[3:6], pin[6:])) + chance.choice(("", " "))


def signal(kind: str, chance: random.Random) -> str:
    """What the two browsers of a local call write to each other."""
    letter: dict[str, object] = {"me": f"{chance.getrandbits(128):032x}", "to": f"{chance.getrandbits(128):032x}"}
    if kind in {"offer", "answer"}:
        letter |= {"description": {"type": kind, "sdp": _described(_OFFER if kind == "offer" else _ANSWER, chance)}}
        letter |= {"labels": {"microphone": "0", "camera": "1", "screen": ""}}
    elif kind == "candidate":
        letter |= {"candidates": [_candidate(chance) for _ in range(chance.randint(1, 4))]}
    return json.dumps(letter)


def _described(sdp: str, chance: random.Random) -> str:
    fingerprint = ":".join(f"{chance.getrandbits(8):02X}" for _ in range(32))
    sdp = re.sub(r"ice-ufrag:\S+", f"ice-ufrag:{_base64(chance, 4)}", sdp)
    sdp = re.sub(r"ice-pwd:\S+", f"ice-pwd:{_base64(chance, 24)}", sdp)
    sdp = re.sub(r"cname:\S+", f"cname:{_base64(chance, 16)}", sdp)
    return re.sub(r"fingerprint:sha-256 \S+", f"fingerprint:sha-256 {fingerprint}", sdp)


def _candidate(chance: random.Random) -> dict[str, object]:
    host = f"{chance.getrandbits(32):08x}-bd4c-46e2-8b33-{chance.getrandbits(48):012x}.local"
    mark = _base64(chance, 4)
    line = f"candidate:{chance.getrandbits(31)} 1 udp 2113937151 {host} {chance.randint(1024, 65535)} typ host"
    line += f" generation 0 ufrag {mark} network-cost 999"
    return {"candidate": line, "sdpMid": "0", "sdpMLineIndex": 0, "usernameFragment": mark}


def _base64(chance: random.Random, characters: int) -> str:
    """As WebRTC writes random text (RFC 8839, `ice-char`)."""
    return "".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", k=characters))
