"""The form with which the holder of a link asks for a one-time code and gives it, as part of a page."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends

from models.errors import GatewayError
from models.one_time_code import LIFETIME, MAX_TRIES
from paraaf.portal.web.field_fault import FieldFault
from paraaf.portal.web.visitors import Visitor, VisitorForm
from paraaf.services.access import one_time_codes
from paraaf.services.access.one_time_codes import CodeResult


@dataclass(frozen=True)
class Tried:
    """What became of what was tried last, as the address of the page says."""

    wrong: bool = False
    over: bool = False
    empty: bool = False
    unsent: bool = False


LastTry = Annotated[Tried, Depends()]


@dataclass(frozen=True)
class GivenCode:
    """A code that was given."""

    fault: str
    """The name of what is wrong with it, as one of `Tried`; empty if it is right."""
    sent_to: str = ""
    """Where it had been sent."""


def code_facts(visitor: Visitor, tried: Tried) -> dict[str, Any]:
    """Return what `code_form.html` shows: whether a code was sent, until when it holds, what is wrong."""
    code = None if tried.unsent else one_time_codes.sent_code(visitor.paraaf, visitor.link.id, asker=visitor.session)
    faults = []
    if tried.wrong and code:
        faults = [FieldFault("code", "code.wrong", (("left", MAX_TRIES - code.tries),))]
    elif tried.empty:
        faults = [FieldFault("code", "code.empty")]
    return {
        "code": code,
        "code_until": code.sent_at + LIFETIME if code else None,
        "code_is_over": tried.over or (tried.wrong and code is None),
        "is_unsent": tried.unsent,
        "faults": faults,
    }


def is_sent(visitor: Visitor) -> bool:
    """Send a code, and return whether its channel took it."""
    try:
        one_time_codes.send_code(visitor.paraaf, visitor.link.id, asker=visitor.session)
    except GatewayError:
        return False
    return True


def given_code(sent: VisitorForm) -> GivenCode:
    """Return whether the code that was given is the one that was sent; it can be right once."""
    visitor = sent.visitor
    if not sent.text("code").strip():
        return GivenCode("empty")
    asker = visitor.session
    code = one_time_codes.sent_code(visitor.paraaf, visitor.link.id, asker=asker)
    verdict = one_time_codes.check_code(visitor.paraaf, visitor.link.id, sent.text("code"), asker=asker)
    if verdict is not CodeResult.RIGHT or code is None:
        return GivenCode("over" if verdict is CodeResult.RIGHT else verdict)
    return GivenCode("", code.sent_to)
