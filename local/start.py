"""From an environment to a running host, or to one line that says why not."""

import asyncio
import logging
import os
import socket
import sys
import traceback
from pathlib import Path

from local.host import Host, build_host
from local.laptop import set_defaults
from local.listening import PortError, listen
from local.runtime import IndexingError, choose_runtime
from local.serve import serve
from local.sign_in_cookie import load_key
from shared.settings import Settings, SettingsError, load

_ROOT = Path(__file__).resolve().parent.parent
_ENDED, _WRONG_APP, _WRONG_SETTING = 0, 1, 2


def start(app_dir: Path) -> int:
    """Serve the app in `app_dir` until told to end. Returns 0 then, 1 for a wrong app, 2 for a wrong setting."""
    try:
        said = set_defaults(os.environ)
        settings = load(os.environ)
        _log_as(settings)
        sockets = listen(settings.door.port)
        host = _host(settings, app_dir)
    except (SettingsError, PortError) as error:
        return _refuse(error, _WRONG_SETTING)
    except IndexingError as error:
        return _refuse(error, _WRONG_APP)
    except Exception:  # noqa: BLE001 - the app's own mistake, told with its trace
        traceback.print_exc()
        return _refuse(f"{app_dir / 'function_app.py'} cannot be imported; the reason is above", _WRONG_APP)
    _serve(host, sockets, [*said, *_addresses(settings.door.port)])
    return _ENDED


def _host(settings: Settings, app_dir: Path) -> Host:
    sys.path.insert(0, str(app_dir))
    return build_host(settings, choose_runtime(), app_dir, _cookie_key(settings.adapters.data_dir), _ROOT)


def _cookie_key(data_dir: Path) -> bytes:
    try:
        return load_key(data_dir)
    except OSError as error:
        raise SettingsError(f"DATA_DIR={data_dir}: cannot be written, {(error.strerror or '').lower()}") from None


def _serve(host: Host, sockets: list[socket.socket], lines: list[str]) -> None:
    def announce() -> None:
        print("\n".join(lines), flush=True)

    asyncio.run(serve(host, sockets, announce))


def _addresses(port: int) -> list[str]:
    return [f"Operator  http://localhost:{port}/operator/", f"Customer  http://localhost:{port}/bank/"]


def _log_as(settings: Settings) -> None:
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("uvicorn").setLevel(logging.WARNING)


def _refuse(reason: object, code: int) -> int:
    print(reason, file=sys.stderr)
    return code
