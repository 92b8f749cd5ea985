"""What schemathesis is given: who asks, ids that are real, waits that end soon, and the contract's own promises.

Loaded by the command line (schemathesis.toml); fuzzing.py says by environment which persona it is.
"""

import os
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis import AuthContext, Case, CheckContext, HookContext, Response
from schemathesis.core.failures import Failure
from schemathesis.openapi.checks import RejectedPositiveData

from tests.openapi import promises
from tests.openapi.caller import Caller
from tests.openapi.personas import PERSONAS
from tests.openapi.walk import Walk
from tests.openapi.workable import Workable, operation_of, phase_of

ORIGIN = os.environ["FUZZED_ORIGIN"]
MET = Path(os.environ["FUZZED_MET"])
"""Where each answer is noted: operation, status, phase."""
_SPOILING = {"end-call", "turn-away", "admit", "issue-pin", "redeem-pin"}

_persona = PERSONAS[os.environ["FUZZED_PERSONA"]]
_caller = Caller(ORIGIN, _persona)
_workable = Workable(os.environ["FUZZED_SEED"])
_walk = Walk()


if _persona.is_somebody:

    @schemathesis.auth(refresh_interval=None)
    class AsThePersona:
        """Cookie, bearer or both."""

        def get(self, case: Case, context: AuthContext) -> dict[str, str]:
            return _caller.headers()

        def set(self, case: Case, data: dict[str, str], context: AuthContext) -> None:
            _caller.enter(case, data)


@schemathesis.hook
def before_call(context: HookContext, case: Case, kwargs: dict[str, Any]) -> None:
    """Put what is real in place of what is merely of the right form: a wrong field stays wrong."""
    _workable.end_waits_soon(case)
    _workable.leave_out_what_only_a_bank_knows(case)
    if phase_of(case) == "stateful":
        _walk.go_on(case)
    else:
        _workable.name_what_is_there(case, _caller.place(operation_of(case)))
        _caller.prove(case)


@schemathesis.hook
def after_call(context: HookContext, case: Case, response: Response) -> None:
    """Note what was met, and take a fresh place where this one was spoilt."""
    operation = operation_of(case)
    with MET.open("a", encoding="utf-8") as met:
        met.write(f"{operation} {response.status_code} {phase_of(case)}\n")
    if phase_of(case) == "stateful":
        _walk.remember(case, response)
    elif response.status_code < 300 and operation in _SPOILING:
        _caller.leave()


@schemathesis.hook
def filter_failure(context: HookContext, failure: Failure, case: Case, response: Response) -> bool:
    """A valid request may be refused by a rule that no schema can say."""
    return not (isinstance(failure, RejectedPositiveData) and promises.is_beyond_a_schema(response, case))


@schemathesis.check
def the_contracts_own_promises(ctx: CheckContext, response: Response, case: Case) -> None:
    """Headers of every answer, codes that are declared, no body accepted that the document refuses."""
    promises.check(ORIGIN, response, case)
