"""Deploy the package to both function apps, or go back to an earlier one.

The apps' SCM sites admit Front Door alone, so the package goes through Resource Manager: it is kept in the container
`packages` of a storage account that no app can write, under its sha256, and the platform fetches it by an address that
lives for minutes. Whoever runs this needs Website Contributor on the two apps and Storage Blob Data Contributor on that
container. Running it twice does nothing the second time. Exit code 1: it was not done, and the last line says why;
2: the command line is wrong.
"""

import argparse
import re
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import get_args

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.deploying.access import Access, CredentialKind, NotDoneError, access  # noqa: E402
from scripts.deploying.declared import SURFACES, Declared  # noqa: E402
from scripts.deploying.function_app import SCOPE, FunctionApp  # noqa: E402
from scripts.deploying.packages import Package, Packages  # noqa: E402
from scripts.deploying.rollout import Rollout  # noqa: E402
from scripts.deploying.service import Service  # noqa: E402

PATIENCE_SECONDS = 900.0


def main() -> int:
    """Do what the command line says."""
    arguments = _parser().parse_args()
    try:
        _do(arguments, access(arguments.credential, arguments.client_id, arguments.tls_ca_file))
    except NotDoneError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted; a deployment that has begun goes on.\n")
        return 1
    return 0


def _do(arguments: argparse.Namespace, who: Access) -> None:
    declared = Declared.read(arguments.deployment)
    with ExitStack() as stack:
        arm = stack.enter_context(Service("Resource Manager", arguments.resource_manager, SCOPE, who))
        packages = {surface: Packages(declared.releases, who, surface) for surface in SURFACES}
        for each in packages.values():
            stack.callback(each.close)
        rollout = Rollout(
            apps={
                surface: FunctionApp(arm, declared.resource_id(arguments.subscription, surface), arguments.patience)
                for surface in SURFACES
            },
            packages=packages,
            doors={
                surface: stack.enter_context(Service("Front Door", declared.urls[surface], None, who))
                for surface in SURFACES
            },
            patience=arguments.patience,
            say=_say,
        )
        if arguments.rollback_to:
            rollout.back(arguments.rollback_to)
        else:
            rollout.forward(Package.read(arguments.package), again=arguments.again)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("package", nargs="?", type=Path, help="build/package/assisted-chat-VERSION.zip")
    what.add_argument("--rollback-to", type=_sha256_or_previous, metavar="SHA256|previous", help="an earlier package")
    parser.add_argument("--deployment", type=Path, required=True, help="a JSON file with the outputs of main.bicep")
    parser.add_argument("--subscription", required=True, help="the subscription's id")
    parser.add_argument("--again", action="store_true", help="deploy it even where it runs already")
    parser.add_argument("--patience", type=float, default=PATIENCE_SECONDS, help="seconds that each wait may take")
    parser.add_argument("--credential", choices=get_args(CredentialKind), default="azure_cli", help="who asks")
    parser.add_argument("--client-id", help="of a managed identity that a user assigned")
    parser.add_argument("--resource-manager", default="https://management.azure.com", help="of another cloud")
    parser.add_argument("--tls-ca-file", type=Path, help="certificate authorities of your own, in PEM")
    return parser


def _sha256_or_previous(text: str) -> str:
    if text != "previous" and not re.fullmatch(r"[0-9a-f]{64}", text):
        raise argparse.ArgumentTypeError("`previous`, or the 64 hexadecimal digits of a sha256")
    return text


if __name__ == "__main__":
    sys.exit(main())
