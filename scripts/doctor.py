"""Judge settings by named rules: what is wrong, why it matters and what to set. docs/doctor.md lists the rules.

Without a command it judges the settings of this environment, or of a file. `drift` compares a deployed app with what
was declared. Exit code 0: nothing is unsafe; 1: something is, or has drifted; 2: the command line is wrong, or a file
cannot be read.
"""

import argparse
import asyncio
import io
import logging
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn, TypeVar, get_args

Value = TypeVar("Value")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from shared import setting_values as to  # noqa: E402
from shared import settings as app  # noqa: E402
from shared.doctor.asked import shared  # noqa: E402
from shared.doctor.az_outputs import app_settings, declared, parsed, properties  # noqa: E402
from shared.doctor.drift import drift, likest  # noqa: E402
from shared.doctor.findings import Finding, printable  # noqa: E402
from shared.doctor.platform import of_sign_in, of_web  # noqa: E402
from shared.doctor.report import bad, report  # noqa: E402
from shared.doctor.unsafe import unsafe  # noqa: E402
from shared.errors import Unavailable  # noqa: E402
from shared.instants import Instant  # noqa: E402
from shared.json_values import Json  # noqa: E402
from shared.settings import CredentialKind, Settings  # noqa: E402
from shared.usecases.examination import examine  # noqa: E402
from shared.wiring import wire  # noqa: E402

AS_IN_AZURE = {"WEBSITE_SITE_NAME": "as-in-azure", "WEBSITE_AUTH_ENABLED": "true"}
"""What the platform sets itself, so that no file has it; whether sign-in is on `drift --auth` tells."""


def main() -> int:
    """Do what the command line says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    logging.getLogger("azure").setLevel(logging.CRITICAL)
    parser = _parser()
    arguments = parser.parse_args()
    if arguments.other_vault_url is not None and not arguments.ask:
        parser.error("--other-vault-url goes with --ask")
    if arguments.command == "drift" and (arguments.web or arguments.auth) and len(arguments.deployed) != 1:
        parser.error("--web and --auth are one app's: give one --deployed with them")
    if arguments.command == "drift":
        findings, healthy = _drifted(arguments), "Nothing has drifted: the settings are what was declared."
    else:
        findings, healthy = _judged(arguments)
    _print(report(findings, healthy))
    return 1 if bad(findings) else 0


def _print(lines: Iterable[str]) -> None:
    """Whoever closes the pipe has read enough; the verdict stays."""
    try:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
    except BrokenPipeError:
        # Else Python flushes once more as it ends, and complains.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _judged(arguments: argparse.Namespace) -> tuple[list[Finding], str]:
    said = None if arguments.settings is None else _read(arguments.settings, app_settings)
    if arguments.as_in_azure:
        said = {**AS_IN_AZURE, **(app.environment() if said is None else said)}
    settings, stops = app.judged(said)
    told = {finding.setting for finding in stops}
    findings = [*stops, *(finding for finding in unsafe(settings) if finding.setting not in told)]
    if not arguments.ask:
        return findings, "Nothing wrong with the settings; the neighbours were not asked (--ask)."
    if stops:
        sys.stderr.write("The neighbours are not asked: what stops the start comes first.\n")
        return findings, ""
    if arguments.credential is not None:
        settings = replace(settings, azure=replace(settings.azure, credential=arguments.credential))
    asked = asyncio.run(_ask(settings, arguments.other_vault_url))
    return [*findings, *asked], "Nothing wrong: the settings and the neighbours keep every rule."


async def _ask(settings: Settings, other_vault_url: str | None) -> list[Finding]:
    wired = wire(settings, _now)
    try:
        findings = await examine(wired.ports, settings.environment, _now())
        if other_vault_url is not None:
            findings += await _compared(settings, other_vault_url)
    finally:
        await wired.close()
    return findings


async def _compared(settings: Settings, other_vault_url: str) -> list[Finding]:
    """Whether another vault holds the same secrets, by their fingerprints."""
    there = replace(settings, azure=replace(settings.azure, key_vault_url=other_vault_url))
    ours, theirs = wire(settings, _now), wire(there, _now)
    try:
        both = await ours.ports.secrets.facts(), await theirs.ports.secrets.facts()
        return list(shared(*both, other_vault_url))
    except Unavailable:
        _refuse(f"{other_vault_url} could not be compared: both vaults must answer, and let us read secrets")
    finally:
        await ours.close()
        await theirs.close()


def _drifted(arguments: argparse.Namespace) -> list[Finding]:
    wanted = _read(arguments.declared, declared)
    findings: list[Finding] = []
    for path in arguments.deployed:
        there = _read(path, app_settings)
        findings += drift(likest(wanted, there), there)
        surface, door = there.get("SURFACE", "all"), there.get("FRONT_DOOR_ID", "")
        if arguments.web is not None:
            findings += of_web(_read(arguments.web, properties), surface, door)
        if arguments.auth is not None:
            findings += of_sign_in(_read(arguments.auth, properties), surface)
    return findings


def _read(path: Path, understand: Callable[[Json], Value]) -> Value:
    try:
        # PowerShell puts a byte order mark first.
        return understand(parsed(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        _refuse(f"{path}: cannot be read ({type(error).__name__})")
    except UnicodeDecodeError:
        _refuse(f"{path}: it is not text in UTF-8")
    except ValueError as error:
        _refuse(f"{path}: {error}")


def _refuse(line: str) -> NoReturn:
    sys.stderr.write(f"{printable(line)}\n")
    sys.exit(2)


def _now() -> Instant:
    return Instant(time.time_ns() // 1_000_000)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--settings", type=Path, help="JSON: a flat object, or what `appsettings list` prints")
    parser.add_argument("--as-in-azure", action="store_true", help="judge as if this were the deployed app")
    parser.add_argument("--ask", action="store_true", help="ask the neighbours as well")
    parser.add_argument("--credential", choices=get_args(CredentialKind), help="who asks, whatever the settings say")
    parser.add_argument("--other-vault-url", type=_vault_url, help="with --ask: another environment's vault")
    commands = parser.add_subparsers(dest="command")
    drifting = commands.add_parser("drift", help="a deployed app against what was declared")
    drifting.add_argument(
        "--declared", type=Path, required=True, help="the outputs of the deployment, of `az` or `azd`, or a flat object"
    )
    drifting.add_argument("--deployed", type=Path, required=True, nargs="+", help="what `appsettings list` prints")
    drifting.add_argument("--web", type=Path, help="the app's config/web, as `az resource show` prints it")
    drifting.add_argument("--auth", type=Path, help="the app's config/authsettingsV2")
    return parser


def _vault_url(text: str) -> str:
    try:
        return to.vault(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


if __name__ == "__main__":
    sys.exit(main())
