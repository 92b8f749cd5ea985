"""The registrations in Microsoft Entra ID: the operators' (before and after the deployment), the workflow's.

Nothing here makes a secret: App Service proves itself with the app's managed identity, the workflow with its own
tokens. Running it twice changes nothing. Whoever runs this needs the role Cloud Application Administrator, or has made
the registrations. Exit code 1: it was not done, and the last line says why; 2: the command line is wrong.
"""

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.deploying import operator_registration, pipeline_registration  # noqa: E402
from scripts.deploying.access import CredentialKind, NotDoneError, access  # noqa: E402
from scripts.deploying.graph import SCOPE, Directory  # noqa: E402
from scripts.deploying.service import Service  # noqa: E402

_GUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


def main() -> int:
    """Do what the command line says; ids on standard output, everything else on standard error."""
    arguments = _parser().parse_args()
    who = access(arguments.credential, arguments.client_id, arguments.tls_ca_file)
    try:
        with Service("Microsoft Graph", arguments.graph, SCOPE, who) as graph:
            _do(arguments, Directory(graph))
    except NotDoneError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 1
    return 0


def _do(arguments: argparse.Namespace, directory: Directory) -> None:
    match arguments.command:
        case "before":
            sys.stdout.write(f"{operator_registration.before(directory, arguments.environment)}\n")
        case "after":
            operator_registration.after(
                directory,
                arguments.environment,
                arguments.operator_url,
                arguments.tenant,
                arguments.identity,
            )
            sys.stderr.write(f"Operators sign in at {arguments.operator_url}; assign people and groups to a role.\n")
        case _:
            made = pipeline_registration.pipeline(directory, arguments.repository, arguments.environment)
            sys.stdout.write(f"AZURE_CLIENT_ID={made.client_id}\nDEPLOYER_PRINCIPAL_ID={made.object_id}\n")
            sys.stderr.write("An owner of the subscription runs once:\n")
            for command in pipeline_registration.commands(made, arguments.subscription):
                sys.stderr.write(f"{command}\n")


def _parser() -> argparse.ArgumentParser:
    every = argparse.ArgumentParser(add_help=False)
    every.add_argument("--environment", type=_form(r"[A-Za-z0-9]{3,12}", "dev"), required=True, help="dev, prod, ...")
    every.add_argument("--credential", choices=get_args(CredentialKind), default="azure_cli", help="who asks")
    every.add_argument("--client-id", help="of a managed identity that a user assigned")
    every.add_argument("--graph", default="https://graph.microsoft.com", help="of another cloud")
    every.add_argument("--tls-ca-file", type=Path, help="certificate authorities of your own, in PEM")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("before", parents=[every], help="the operators' registration; prints its client id")
    after = commands.add_parser("after", parents=[every], help="where sign-ins return to, and the app's identity")
    after.add_argument("--operator-url", type=_form(r"https://[a-z0-9.-]+/?", "https://HOST"), required=True)
    after.add_argument("--tenant", type=_form(_GUID, "a GUID"), required=True, help="the tenant's id")
    after.add_argument("--identity", type=_form(_GUID, "a GUID"), required=True, help="its object (principal) id")
    pipeline = commands.add_parser("pipeline", parents=[every], help="the identity of the deployment workflow")
    pipeline.add_argument("--repository", type=_form(r"[\w.-]+/[\w.-]+", "OWNER/NAME"), required=True)
    pipeline.add_argument("--subscription", type=_form(_GUID, "a GUID"), required=True, help="where it may deploy")
    return parser


def _form(pattern: str, example: str) -> Callable[[str], str]:
    def checked(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise argparse.ArgumentTypeError(f"{text}: {example} is needed")
        return text

    return checked


if __name__ == "__main__":
    sys.exit(main())
