"""What a call's document tells of its own history: the rows that the audit must have."""

from collections import Counter
from typing import Any


def changes_told_by(kept: dict[str, Any]) -> dict[str, int]:
    """Numbers of audit rows by type."""
    people = list(kept["participants"].values())
    states = Counter(who["state"] for who in people)
    return {
        "call_created": 1,
        "call_ended": int(kept["state"] == "ended"),
        "pin_issued": kept["generation"],
        "pin_redeemed": len(people),
        "pin_attempted": len(people) + kept["failures"],
        "match_code_tried": sum(who["match_attempts"] for who in people),
        "participant_admitted": sum(who["admitted_at"] is not None for who in people),
        "participant_left": states["left"],
        "participant_turned_away": states["turned_away"],
        "identity_issued": sum(who["user_id"] is not None for who in people),
    }
