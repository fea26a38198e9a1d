"""Who is on the pages where letters are started: by a link of a secretariat, or signed in with an account.

The pages are the same for both. Which of the two somebody is, is told by the address: it holds a link, or for whom
letters are started.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Path as PathPart
from fastapi import Request

from models.enums import Language, LinkPurpose
from models.sign_in import SignIn
from paraaf.portal.web.account_sessions import PATH, AccountSessions
from paraaf.portal.web.sessions import Sessions
from paraaf.portal.web.visitors import LinkId, SignInNeededError, SubmittedForm, Visitor, form_of, visiting
from paraaf.services.access import signing_in
from paraaf.services.app.unit_of_work import App
from paraaf.services.intake import permissions
from paraaf.services.intake.permissions import AsOwner, ByLink, ForSecretariat, Starter, Way

BY_LINK = "/secretariat/{link_id}/start"
SIGNED_IN = f"{PATH}/start/{{whose}}"
OWN = "@me"
"""Under which code an owner who signed in starts letters; no party has such a code."""

Whose = Annotated[str, PathPart(pattern=r"^(@me|[A-Za-z0-9][A-Za-z0-9_.&-]{0,39})$")]


@dataclass(frozen=True)
class Starting:
    """Somebody on the pages where letters are started."""

    paraaf: App
    way: Way
    starter: Starter
    home: str
    """Where their other pages stand."""
    start: str
    """The path under which these pages stand."""
    form_token: str
    visitor: Visitor | None = None
    """The holder of a link; None for whoever signed in."""

    @property
    def language(self) -> Language | None:
        """The language in which they are written to, if that is known."""
        return self.visitor.language if self.visitor else None


@dataclass(frozen=True)
class StarterForm(SubmittedForm):
    """A form that they sent from one of these pages."""

    starting: Starting


def with_link(link_id: LinkId) -> None:
    """Say that an address holds a link."""


def with_whose(whose: Whose) -> None:
    """Say that an address holds for whom letters are started."""


def current(request: Request) -> SignIn | None:
    """Return who is signed in, if anybody is."""
    sessions: AccountSessions = request.app.state.account_sessions
    return signing_in.current(request.app.state.paraaf, sessions.read(request))


def path_of(way: AsOwner | ForSecretariat) -> str:
    """Return where letters are started in this way, by whoever signed in."""
    return f"{PATH}/start/{way.code if isinstance(way, ForSecretariat) else OWN}"


def starting(request: Request) -> Starting:
    """Return who is on such a page; raise what `visiting` does, `SignInNeededError`, or `NotFound` for anybody else."""
    link_id = request.path_params.get("link_id")
    return _by_link(request, link_id) if link_id is not None else _signed_in(request)


def submitting(*, most_files: int = 1) -> Callable[[Request], AsyncIterator[StarterForm]]:
    """Return the dependency of what somebody sends from such a page; it raises `FormNotOursError` too."""

    async def handed_in(request: Request) -> AsyncIterator[StarterForm]:
        async with form_of(request, lambda: starting(request), lambda: _is_known(request), most_files=most_files) as (
            who,
            form,
        ):
            yield StarterForm(form, who)

    return handed_in


def _by_link(request: Request, link_id: str) -> Starting:
    visitor = visiting(LinkPurpose.SECRETARIAT)(request, link_id)
    way = ByLink(visitor.link.id)
    found = permissions.starter(visitor.paraaf, way)
    return Starting(visitor.paraaf, way, found, visitor.home, f"{visitor.home}/start", visitor.form_token, visitor)


def _signed_in(request: Request) -> Starting:
    sign_in = current(request)
    if sign_in is None:
        raise SignInNeededError
    sessions: Sessions = request.app.state.sessions
    app: App = request.app.state.paraaf.signed_in_as(sign_in)
    whose = request.path_params["whose"]
    way = AsOwner() if whose == OWN else ForSecretariat(whose)
    return Starting(app, way, permissions.starter(app, way), PATH, path_of(way), sessions.form_token(sign_in.id))


def _is_known(request: Request) -> bool:
    """Return whether anybody is there, before a long form is read."""
    link_id = request.path_params.get("link_id")
    if link_id is None:
        return current(request) is not None
    sessions: Sessions = request.app.state.sessions
    return sessions.is_ours(request, LinkPurpose.SECRETARIAT, link_id)
