"""Who is on a page: the holder of a link who opened it, and what they sent."""

import hmac
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, Protocol, TypeVar

from fastapi import Path as PathPart
from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from models.dossier import Dossier
from models.enums import Language, LinkPurpose
from models.errors import NotFound
from models.link import Link
from models.state import DossierState
from paraaf.portal.web.sessions import SessionMissingError, Sessions, home
from paraaf.services.access import accounts, signing_in
from paraaf.services.app.unit_of_work import App
from paraaf.services.messaging import links
from paraaf.services.messaging.links import Visit

MAX_FIELDS = 2_000
MAX_FIELD_LENGTH = 1_000_000
"""Bytes of a field that is no file."""
MAX_ANONYMOUS_BODY = 2_000_000
"""Bytes of a form that are read of whoever has no session at all, to give the text back."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What cannot stand in a database, in a Word file or on a screen; tabs and line ends can."""

WITH_CODE = frozenset({LinkPurpose.OWNER, LinkPurpose.SECRETARIAT})
"""The kinds of link whose pages open only after a one-time code: they show, and do, more than one thing."""

LinkId = Annotated[str, PathPart(pattern="^[0-9a-f]{32}$")]


class FormNotOursError(Exception):
    """A form that did not come from one of the link's own pages."""


class SignInNeededError(Exception):
    """The page opens to whoever signed in; that is over, or was never so."""


class CodeNeededError(Exception):
    """The page opens after a one-time code, which is asked for at `home`."""

    def __init__(self, home: str) -> None:
        super().__init__("a one-time code is needed")
        self.home = home


@dataclass(frozen=True)
class Visitor:
    """Somebody on a page of their link."""

    paraaf: App
    visit: Visit
    form_token: str
    session: str = ""
    """The id of their session: the codes that they ask for are theirs alone."""

    @property
    def link(self) -> Link:
        """The link by which they came."""
        return self.visit.link

    @property
    def state(self) -> DossierState:
        """Everything on record of the letter."""
        return self.visit.state

    @property
    def language(self) -> Language:
        """The language in which they are written to."""
        return Language(self.link.language)

    @property
    def home(self) -> str:
        """The path under which the pages of the link stand."""
        return home(self.link.purpose, self.link.id)

    @property
    def dossier(self) -> Dossier:
        """The letter."""
        return self.state.dossier


@dataclass(frozen=True)
class SubmittedForm:
    """A form that somebody sent from a page of ours."""

    form: FormData

    def text(self, name: str) -> str:
        """Return what was typed in a field, with plain line ends and no control characters; empty for no field."""
        value = self.form.get(name)
        return cleaned(value) if isinstance(value, str) else ""

    def texts(self) -> list[tuple[str, str]]:
        """Return the name and the text of every field, as `text` does; of a name that occurs more often, each."""
        return [(name, cleaned(value)) for name, value in self.form.multi_items() if isinstance(value, str)]

    def file(self, name: str) -> UploadFile | None:
        """Return a file that was chosen."""
        value = self.form.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None

    def files(self) -> list[tuple[str, UploadFile]]:
        """Return every file that was chosen, with the name of its field."""
        return [(n, value) for n, value in self.form.multi_items() if isinstance(value, UploadFile) and value.filename]


@dataclass(frozen=True)
class VisitorForm(SubmittedForm):
    """A form that a visitor sent from one of the link's own pages."""

    visitor: Visitor


class WithToken(Protocol):
    """Somebody on pages whose forms carry a token."""

    @property
    def form_token(self) -> str: ...


Who = TypeVar("Who", bound=WithToken)


def visiting(purpose: LinkPurpose, *, before_code: bool = False) -> Callable[[Request, str], Visitor]:
    """Return the dependency of a page that only the holder of such a link can see.

    It raises `SessionMissingError` for whoever did not open the link, or too long ago, `CodeNeededError` for whoever
    did not give the code that such a link asks for (not with `before_code`), and `LinkNotValid` once the link opens
    nothing any more.
    """

    def visitor(request: Request, link_id: LinkId) -> Visitor:
        return _visitor(request, purpose, link_id, before_code=before_code)

    return visitor


def posting(
    purpose: LinkPurpose, *, before_code: bool = False, most_files: int = 1
) -> Callable[[Request, str], AsyncIterator[VisitorForm]]:
    """Return the dependency of what such a holder sends; it raises `FormNotOursError` too, and keeps what was typed."""

    async def sent(request: Request, link_id: LinkId) -> AsyncIterator[VisitorForm]:
        sessions: Sessions = request.app.state.sessions
        async with form_of(
            request,
            lambda: _visitor(request, purpose, link_id, before_code=before_code),
            lambda: sessions.is_ours(request, purpose, link_id),
            most_files=most_files,
        ) as (visitor, form):
            yield VisitorForm(form, visitor)

    return sent


@asynccontextmanager
async def form_of(
    request: Request, find: Callable[[], Who], is_known: Callable[[], bool], *, most_files: int
) -> AsyncIterator[tuple[Who, FormData]]:
    """Yield the sender of a form, and the form; raise `FormNotOursError` if it is not from one of their own pages.

    What was typed is kept first, to be given back if `find` refuses them. Of who is not known at all no long form is
    read.
    """
    if _length(request) > MAX_ANONYMOUS_BODY and not await run_in_threadpool(is_known):
        raise SessionMissingError(is_over=False)
    form = await request.form(max_files=most_files, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD_LENGTH)
    request.state.typed = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    try:
        who = await run_in_threadpool(find)
        token = form.get("form_token")
        is_ours = isinstance(token, str) and hmac.compare_digest(who.form_token.encode(), token.encode())
        if not is_ours or is_elsewhere(request):
            raise FormNotOursError
        yield who, form
    finally:
        await form.close()


def _visitor(request: Request, purpose: LinkPurpose, link_id: str, *, before_code: bool) -> Visitor:
    paraaf: App = request.app.state.paraaf
    sessions: Sessions = request.app.state.sessions
    at = paraaf.clock.wall()
    sessions.check(request, purpose, link_id, at=at)
    visit = links.visit(paraaf, link_id, purpose)
    if visit.link.account:
        return _signed_in(request, paraaf, visit, before_code=before_code)
    if purpose in WITH_CODE and not before_code and not sessions.is_confirmed(request, purpose, link_id, at=at):
        raise CodeNeededError(home(purpose, link_id))
    return Visitor(paraaf, visit, sessions.form_token(link_id), sessions.id_of(request, purpose, link_id))


def _signed_in(request: Request, paraaf: App, visit: Visit, *, before_code: bool) -> Visitor:
    """Return who is on a page by signing in. That is their second proof: no code is asked, and none is sent."""
    if before_code:
        raise NotFound("portal.no_code_needed")
    sessions: Sessions = request.app.state.sessions
    link = visit.link
    sign_in = signing_in.current(paraaf, sessions.sign_in_of(request, link.purpose, link.id))
    if sign_in is None or not accounts.may_open(paraaf, sign_in, visit):
        raise SignInNeededError
    return Visitor(paraaf.signed_in_as(sign_in), visit, sessions.form_token(link.id))


def cleaned(value: str) -> str:
    """Return a text with plain line ends and no control characters."""
    return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))


def is_elsewhere(request: Request) -> bool:
    """Return whether the browser says that another site sent this form."""
    return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


def _length(request: Request) -> int:
    """Return how long a body says it is; a chunked one, of which nobody can say it, counts as too long."""
    length = request.headers.get("content-length", "")
    return int(length) if length.isdecimal() else MAX_ANONYMOUS_BODY + 1
