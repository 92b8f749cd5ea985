"""The demo bank's loan form, in the visitor's language, and the files beside it."""

import json
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from local.calling_sdk import IMPORT_MAP_TAG
from local.languages import choose_language, language_links
from shared.settings import CallsKind

_FOLDER = Path(__file__).parent / "bank"
_SPOKEN = ("cs", "en")  # in any other language the form is in English, the widget in the language asked for


class BankFiles(StaticFiles):
    """Files of one folder, which may not be there yet."""

    async def check_config(self) -> None:
        """Accept a folder that is built later: until then every file in it is a 404."""


def bank_files() -> BankFiles:
    """The page's style sheets and modules."""
    return BankFiles(directory=_FOLDER / "public")


def widget_files(root: Path) -> BankFiles:
    """The widget's own build, as the bank would have it from npm."""
    return BankFiles(directory=root / "widget-npm" / "dist", check_dir=False)


def sdk_files(root: Path) -> BankFiles:
    """Microsoft's calling SDK, as `make setup` bundles it from npm."""
    return BankFiles(directory=root / "widget-npm" / "build" / "calling-sdk", check_dir=False)


def bank_page(request: Request, calls: CallsKind) -> Response:
    """The page. `?test-block=1` paints a block of a known colour, for tests that look at the shared picture."""
    asked = choose_language([request.query_params.get("lang")], request.headers.get("accept-language", ""))
    spoken = asked if asked in _SPOKEN else "en"
    texts = _texts(spoken)
    html = _template("index.html").substitute(
        {name: escape(text) for name, text in texts.items()},
        language=spoken,
        widget_language=asked,
        languages=language_links(request.query_params, spoken, _SPOKEN),
        import_map=IMPORT_MAP_TAG if calls == "acs" else "",
        texts=json.dumps(texts, ensure_ascii=False).replace("<", "\\u003c"),
        test_block=_template("test-block.html").template if "test-block" in request.query_params else "",
    )
    return HTMLResponse(html, headers={"Content-Language": spoken})


@cache
def _texts(language: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((_FOLDER / "texts" / f"{language}.json").read_text(encoding="utf-8"))
    return texts


@cache
def _template(name: str) -> Template:
    return Template((_FOLDER / name).read_text(encoding="utf-8"))
