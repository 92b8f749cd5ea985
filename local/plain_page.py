"""The host's own small pages: choose who signs in, signed out, and where to start. They work without a script."""

import json
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import TypedDict
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from local.languages import choose_language, language_links
from local.personas import PERSONAS, Persona
from local.security_headers import PLAIN_PAGE

_FOLDER = Path(__file__).parent / "plain"


class _SignIn(TypedDict):
    title: str
    lead: str
    note: str
    roles: dict[str, str]


class _SignedOut(TypedDict):
    title: str
    lead: str
    note: str
    again: str
    again_what: str


class _Start(TypedDict):
    title: str
    lead: str
    note: str
    operator: str
    operator_what: str
    customer: str
    customer_what: str


class _Texts(TypedDict):
    languages: str
    sign_in: _SignIn
    signed_out: _SignedOut
    start: _Start


def sign_in_page(request: Request, target: str) -> Response:
    """The personas, each a button that signs in and goes on to `target`."""
    language = _language(request, target)
    texts = _texts()[language]["sign_in"]
    choices = _list(_person(persona, texts["roles"]) for persona in PERSONAS.values())
    form = (
        '<form action="/.auth/login/aad" method="get">'
        f'<input type="hidden" name="post_login_redirect_uri" value="{escape(target)}">{choices}</form>'
    )
    return _page(request, language, texts, form)


def signed_out_page(request: Request) -> Response:
    """What a sign-out without a target of its own ends on."""
    language = _language(request)
    texts = _texts()[language]["signed_out"]
    return _page(request, language, texts, _list([_link("/operator/", "→", texts["again"], texts["again_what"])]))


def start_page(request: Request) -> Response:
    """The two addresses, for whoever opens the bare origin."""
    language = _language(request)
    texts = _texts()[language]["start"]
    links = (
        _link("/operator/", "O", texts["operator"], texts["operator_what"]),
        _link("/bank/", "Z" if language == "cs" else "C", texts["customer"], texts["customer_what"]),
    )
    return _page(request, language, texts, _list(links))


def style_sheet() -> Response:
    """The one style sheet of these pages."""
    return FileResponse(_FOLDER / "page.css", headers=PLAIN_PAGE)


@cache
def _texts() -> dict[str, _Texts]:
    texts: dict[str, _Texts] = json.loads((_FOLDER / "texts.json").read_text(encoding="utf-8"))
    return texts


@cache
def _template() -> Template:
    return Template((_FOLDER / "page.html").read_text(encoding="utf-8"))


def _language(request: Request, target: str = "") -> str:
    """The operator app's own `?lang=` counts too: whoever came from it should not be asked in another language."""
    of_target = dict(parse_qsl(urlsplit(target).query)).get("lang")
    asked = (request.query_params.get("lang"), of_target)
    return choose_language(asked, request.headers.get("accept-language", ""))


def _page(request: Request, language: str, texts: _SignIn | _SignedOut | _Start, content: str) -> Response:
    html = _template().substitute(
        language=language,
        title=escape(texts["title"]),
        lead=escape(texts["lead"]),
        note=escape(texts["note"]),
        content=content,
        languages_label=escape(_texts()[language]["languages"]),
        languages=language_links(request.query_params, language),
    )
    return HTMLResponse(html, headers=PLAIN_PAGE | {"Content-Language": language})


def _list(items: Iterable[str]) -> str:
    return '<ul class="choices">' + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _person(persona: Persona, roles: dict[str, str]) -> str:
    initials = "".join(word[0] for word in persona.name.split())
    what = roles[persona.roles[0] if persona.roles else ""]
    return f'<button class="choice" name="as" value="{persona.id}">{_card(initials, persona.name, what)}</button>'


def _link(href: str, sign: str, who: str, what: str) -> str:
    return f'<a class="choice" href="{href}">{_card(sign, who, what)}</a>'


def _card(sign: str, who: str, what: str) -> str:
    return (
        f'<span class="initials" aria-hidden="true">{escape(sign)}</span>'
        f'<span><span class="who">{escape(who)}</span><span class="what">{escape(what)}</span></span>'
    )
