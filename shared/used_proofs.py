"""A proof is good for one request: who has seen it on its way cannot send it again (RFC 9449, 11.1)."""

from shared.errors import ProofInvalid
from shared.instants import Instant
from shared.ports import Ports
from shared.proof_memory import KEPT_SECONDS
from shared.proofs import Proof


async def use_once(ports: Ports, proof: Proof, now: Instant, *, everywhere: bool) -> None:
    """Raises ProofInvalid when the proof was used before.

    `everywhere`: on any instance, for one write to the store. Without it on this instance alone, which is enough for
    questions: whoever repeats one elsewhere, with the token that belongs to it, changes nothing and gets nothing
    that is good for another request.
    """
    if not ports.proofs_used_here.add(proof.document_id, now):
        raise ProofInvalid
    if not everywhere:
        return
    used: dict[str, str | int] = {"id": proof.document_id, "type": "proof", "ttl": KEPT_SECONDS}
    if not await ports.documents.create(used):
        raise ProofInvalid
