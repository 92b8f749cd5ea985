"""The app's secrets in Azure Key Vault: make the first ones, rotate them, list them. No value is ever shown.

Whoever runs this needs the role Key Vault Secrets Officer on the vault. Exit code 1: it was not done, and the last line
says why; 2: the command line is wrong.
"""

import argparse
import asyncio
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, get_args

Value = TypeVar("Value")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from shared import setting_values as to  # noqa: E402
from shared.adapters.azure.asking import Neighbour  # noqa: E402
from shared.adapters.azure.credential import Credential, CredentialKind  # noqa: E402
from shared.adapters.key_vault.caretaker import Caretaker, NotDoneError  # noqa: E402
from shared.adapters.key_vault.vault import Vault  # noqa: E402
from shared.errors import Unavailable  # noqa: E402
from shared.instants import Instant  # noqa: E402
from shared.signing_keys import KeyPurpose  # noqa: E402

PATIENCE_SECONDS = 30.0
"""A person waits longer than a request, and `az` takes seconds to give out a token."""
ACCESS = {
    "azure_cli": "`az login` and the role Key Vault Secrets Officer of who is signed in",
    "managed_identity": "the role Key Vault Secrets Officer of this machine's managed identity",
}


def main() -> int:
    """Do what the command line says."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    logging.getLogger("azure").setLevel(logging.CRITICAL)
    arguments = _parser().parse_args()
    try:
        asyncio.run(_do(arguments))
    except NotDoneError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except Unavailable:
        # The log has said what failed; a write may have happened all the same.
        if arguments.command != "list":
            sys.stderr.write("Not known to be done: `list` shows what there is.\n")
        return 1
    except KeyboardInterrupt:
        return 1
    return 0


async def _do(arguments: argparse.Namespace) -> None:
    access = ACCESS[arguments.credential]
    neighbour = Neighbour("Key Vault", "--vault-url", access, PATIENCE_SECONDS, f"--credential, {access}")
    credential = Credential(arguments.credential, arguments.client_id)
    vault = Vault(arguments.vault_url, credential, arguments.tls_ca_file, neighbour)
    caretaker = Caretaker(vault, lambda: Instant(time.time_ns() // 1_000_000), _say, arguments.environment)
    try:
        match arguments.command:
            case "bootstrap":
                await caretaker.bootstrap()
            case "rotate-key":
                await caretaker.rotate_key(arguments.purpose)
            case "rotate-pepper":
                await caretaker.rotate_pepper(at_once=arguments.at_once)
            case _:
                await caretaker.overview()
    finally:
        await vault.close()
        await credential.close()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _parser() -> argparse.ArgumentParser:
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument("--vault-url", type=_parsed(to.vault), required=True, help="https://NAME.vault.azure.net")
    where.add_argument("--credential", choices=get_args(CredentialKind), default="azure_cli", help="who asks")
    where.add_argument("--client-id", type=_parsed(to.guid), help="of a managed identity that a user assigned")
    where.add_argument(
        "--tls-ca-file", type=_parsed(to.certificates), help="certificate authorities of your own, in PEM"
    )
    where.add_argument(
        "--environment", type=_parsed(to.environment), help="tag what is made with it, as the app's ENVIRONMENT says"
    )
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("bootstrap", parents=[where], help="make what is not there yet; change nothing else")
    rotate_key = commands.add_parser("rotate-key", parents=[where], help="add a signing key")
    rotate_key.add_argument("purpose", choices=get_args(KeyPurpose))
    rotate_pepper = commands.add_parser("rotate-pepper", parents=[where], help="add a pepper")
    rotate_pepper.add_argument("--at-once", action="store_true", help="even if that ends PINs that are in use")
    commands.add_parser("list", parents=[where], help="names, versions, dates, kids")
    return parser


def _parsed(parse: Callable[[str], Value]) -> Callable[[str], Value]:
    """The app's own parser, for the command line."""

    def checked(text: str) -> Value:
        try:
            return parse(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"{text}: {error}") from None

    return checked


if __name__ == "__main__":
    sys.exit(main())
