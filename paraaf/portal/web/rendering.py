"""Pages from templates: text escaped, in the reader's language."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from models.enums import Language
from models.proposal import is_unplaced, passage_parts, placing_of
from paraaf import wording
from paraaf.portal.texts import LanguageTexts
from paraaf.portal.texts.faults import said
from paraaf.services.app.dropped_parts import describe, from_data

PAGES = Path(__file__).parents[1] / "pages"
STYLE = Path(__file__).parents[1] / "static" / "paraaf.css"
LANGUAGE_COOKIE = "paraaf_language"
_YEAR = 31_536_000


def render(request: Request, page: str, *, status: int = 200, **facts: Any) -> HTMLResponse:
    """Return a page. It is in the language that the reader chose, else that of the link, else of the browser."""
    language = language_of(request, facts.get("visitor"))
    words = LanguageTexts(language)
    content = (
        _environment()
        .get_template(page)
        .render(
            request=request,
            t=words,
            language=language.value,
            other_language=_other(language).value,
            day=lambda value: wording.day(value, language),
            clock=lambda value: wording.clock_time(value, language),
            verdict=lambda value: wording.VERDICTS[language][value],
            dossier_status=lambda value: wording.DOSSIERS[language][value],
            said=lambda fault: said(fault, language),
            each_said=lambda faults: list(dict.fromkeys(said(fault, language) for fault in faults)),
            left_out=lambda dropped: describe(from_data(dropped), language),
            style=_asset(STYLE.name),
            asset=_asset,
            placing_of=placing_of,
            is_unplaced=is_unplaced,
            pieces=passage_parts,
            can_sign_in=_can_sign_in(request),
            **{"visitor": None, "faults": (), "is_about_no_letter": False, **facts},
        )
    )
    response = HTMLResponse(content, status_code=status)
    if _asked_for(request) is not None:
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=_YEAR, httponly=True, samesite="lax")
    return response


def _can_sign_in(request: Request) -> bool:
    """Return whether people sign in with an account here."""
    portal = request.scope.get("app")
    return portal is not None and portal.state.paraaf.identity is not None


def language_of(request: Request, visitor: Any = None) -> Language:
    """Return the language in which somebody reads."""
    if chosen := _asked_for(request) or _known(request.cookies.get(LANGUAGE_COOKIE)):
        return chosen
    if visitor is not None and visitor.language is not None:
        return Language(visitor.language)
    first = request.headers.get("accept-language", "")[:2].lower()
    return _known(first) or Language.DUTCH


def _asked_for(request: Request) -> Language | None:
    return _known(request.query_params.get("language"))


def _known(value: str | None) -> Language | None:
    return Language(value) if value in list(Language) else None


def _other(language: Language) -> Language:
    return Language.ENGLISH if language is Language.DUTCH else Language.DUTCH


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(PAGES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    """Return the address of a file of ours: another one when it changed, so that no browser keeps an old one."""
    return f"/static/{name}?v={hashlib.sha256((STYLE.parent / name).read_bytes()).hexdigest()[:12]}"
