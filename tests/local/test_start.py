"""Starting: what is printed, how soon, and what a refusal says."""

import socket
import time
from pathlib import Path

import httpx
import pytest

from tests.local.conftest import RUNTIMES
from tests.local.host_process import HostProcess, host, until

_HEAD = "import azure.functions as func\napp = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)\n"


def _app(folder: Path, source: str) -> Path:
    (folder / "function_app.py").write_text(_HEAD + source, encoding="utf-8")
    return folder


def _refusal(started: HostProcess) -> tuple[int, str]:
    return started.process.wait(10), started.logged


@pytest.fixture(params=RUNTIMES.values(), ids=RUNTIMES)
def python(request: pytest.FixtureRequest) -> str:
    """The interpreter to start the host with."""
    return str(request.param)


def test_it_prints_the_two_addresses_once_they_work(python: str) -> None:
    with host(python) as started:
        started.until_ready()

        assert started.printed[-2:] == [
            f"Operator  {started.origin}/operator/",
            f"Customer  {started.origin}/bank/",
        ]
        assert httpx.get(f"{started.origin}/bank/").status_code == 200


def test_it_starts_within_a_second_and_a_half(python: str) -> None:
    """The best of three: the machine may be busy."""
    times = []
    for _ in range(3):
        began = time.monotonic()
        with host(python) as started:
            started.until_ready()
            times.append(time.monotonic() - began)
    assert min(times) < 1.5


def test_both_loopback_addresses_are_served_and_no_other() -> None:
    with host() as started:
        started.until_ready()

        for address in ("127.0.0.1", "::1"):
            with socket.create_connection((address, started.port), timeout=2):
                pass
        assert f"{started.port:04X}" not in _listening_on_every_address()


def _listening_on_every_address() -> list[str]:
    lines = [
        line.split() for table in ("tcp", "tcp6") for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
    ]
    return [
        port for address, port in (line[1].split(":") for line in lines if line[3] == "0A") if set(address) == {"0"}
    ]


def test_it_says_how_it_loosened_the_limits() -> None:
    with host() as started:
        assert "NETWORK_FAILURES_10M=50 and NETWORK_FAILURES_DAY=1000" in started.until_ready().printed[0]


def test_given_limits_stand_and_nothing_is_said() -> None:
    with host(NETWORK_FAILURES_10M="5", NETWORK_FAILURES_DAY="20") as started:
        assert len(started.until_ready().printed) == 2


def test_a_tight_limit_for_the_day_alone_is_no_error() -> None:
    with host(NETWORK_FAILURES_DAY="20") as started:
        assert "NETWORK_FAILURES_10M=20." in started.until_ready().printed[0]


def test_a_front_door_id_is_made_up_where_none_is_given() -> None:
    with host(FRONT_DOOR_ID="") as started:
        started.until_ready()
        seen = httpx.get(f"{started.origin}/api/show-plainly").json()["headers"]

    assert len(seen["x-azure-fdid"]) == 36


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, host(PORT=str(other.getsockname()[1])) as started:
        code, said = _refusal(started)

        assert code == 2
        assert said.startswith(f"PORT={started.port}: taken by another program")
        assert said.count("\n") == 1


def test_a_port_taken_on_the_other_loopback_address_is_named_too() -> None:
    other = socket.create_server(("::1", 0), family=socket.AF_INET6)
    with other, host(PORT=str(other.getsockname()[1])) as started:
        assert _refusal(started)[0] == 2


def test_a_second_host_on_the_same_port_is_refused() -> None:
    with host() as first:
        first.until_ready()
        with host(PORT=str(first.port)) as second:
            code, said = _refusal(second)

            assert (code, said.startswith(f"PORT={first.port}: ")) == (2, True)
        assert not first.ended


@pytest.mark.parametrize(
    ("setting", "value", "line"),
    [
        ("PIN_TTL_SECONDS", "9000", "PIN_TTL_SECONDS=9000: at most 600\n"),
        ("PORT", "http", "PORT=http: a whole number is needed\n"),
        ("FRONT_DOOR_ID", "x", "FRONT_DOOR_ID=x: a GUID is needed\n"),
    ],
)
def test_a_wrong_setting_is_one_line(setting: str, value: str, line: str) -> None:
    with host(**{"PORT": "7071", setting: value}) as started:
        assert _refusal(started) == (2, line)


def test_a_folder_that_cannot_be_written_is_a_wrong_setting(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with host(DATA_DIR=str(tmp_path / "file" / "data")) as started:
        code, said = _refusal(started)

    assert (code, said.count("\n")) == (2, 1)
    assert said.startswith(f"DATA_DIR={tmp_path}/file/data: cannot be written")


def test_a_setting_refused_while_the_app_is_imported_is_one_line_too(tmp_path: Path, python: str) -> None:
    source = (
        "from shared.settings import SettingsError\nraise SettingsError('STORE=cosmos: COSMOS_ENDPOINT is needed')\n"
    )

    with host(python, _app(tmp_path, source)) as started:
        assert _refusal(started) == (2, "STORE=cosmos: COSMOS_ENDPOINT is needed\n")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "@app.function_name('greet')\n@app.route('api/greet')\n"
            "async def greet(request: func.HttpRequest) -> func.HttpResponse: ...\n",
            "cannot load the greet function: ",
        ),
        (
            "@app.function_name('greet')\n@app.route('api/{a:regex(^x$)}')\n"
            "async def greet(req: func.HttpRequest) -> func.HttpResponse: ...\n",
            "cannot load the greet function: route api/api/{a:regex(^x$)}: ",
        ),
        (
            "@app.function_name('sweep')\n@app.timer_trigger(arg_name='timer', schedule='0 5 * * *')\n"
            "async def sweep(timer: func.TimerRequest) -> None: ...\n",
            "cannot load the sweep function: schedule 0 5 * * *: ",
        ),
        (
            "for path in ('one', 'two'):\n"
            "    @app.function_name('twice')\n    @app.route(path)\n"
            "    async def twice(req: func.HttpRequest) -> func.HttpResponse: ...\n",
            "Function twice does not have a unique function name",
        ),
        ("other = func.FunctionApp()\n", "ore than one"),
    ],
)
def test_an_app_that_cannot_be_indexed_says_which_function_and_why(
    tmp_path: Path, python: str, source: str, said: str
) -> None:
    with host(python, _app(tmp_path, source)) as started:
        code, logged = _refusal(started)

    assert code == 1
    assert said in logged
    assert "Traceback" not in logged


def test_an_app_that_cannot_be_imported_shows_its_trace(tmp_path: Path, python: str) -> None:
    with host(python, _app(tmp_path, "import unheard_of\n")) as started:
        code, logged = _refusal(started)

    assert code == 1
    assert "unheard_of" in logged
    assert logged.endswith(f"{tmp_path}/function_app.py cannot be imported; the reason is above\n")


def test_a_port_left_a_moment_ago_is_free_again() -> None:
    with host() as first:
        first.until_ready()
        httpx.get(f"{first.origin}/api/text")
        first.process.terminate()
        until(lambda: first.ended, 3)
        with host(PORT=str(first.port)) as second:
            second.until_ready()
