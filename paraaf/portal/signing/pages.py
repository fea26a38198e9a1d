"""What the pages of an official and of the minister do alike: read, choose, confirm, receipt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from models.errors import AlreadyDone
from models.state import DossierState
from paraaf.portal.signing.form import Choice, chosen, faults_of, file_of, forget, keep_choice, shared, to
from paraaf.portal.web.rendering import render
from paraaf.portal.web.visitors import Visitor, VisitorForm
from paraaf.services.signing.queries import DecisionAsked, SignOffAsked

Asked = TypeVar("Asked", SignOffAsked, DecisionAsked)


@dataclass(frozen=True)
class Pages(Generic[Asked]):
    """The pages of one kind of decision."""

    kind: str
    """How the names of their texts begin."""
    choices: Mapping[str, str]
    """What can be chosen, and what lacking remarks are called where they are needed."""
    read: Callable[[DossierState, str], Asked]

    def asked(self, visitor: Visitor) -> Asked:
        """Return what the visitor is asked."""
        return self.read(visitor.state, visitor.link.about)

    def can_decide(self, visitor: Visitor) -> bool:
        """Return whether there is still something to decide."""
        return _can_decide(visitor, self.asked(visitor))

    def show(self, request: Request, visitor: Visitor, *, check: bool, **facts: Any) -> Response:
        """Show what is asked, who agrees, the note, the letter and the form; the receipt once it was decided."""
        asked, choice = self.asked(visitor), chosen(visitor)
        if asked.is_decided:
            return to(visitor, "/receipt")
        facts |= {"kind": self.kind, "asked": asked, **shared(request, visitor, asked.basis, asked.due)}
        if not _can_decide(visitor, asked):
            why = "over" if visitor.dossier.is_over else asked.outcome.status.value
            return render(request, "deciding_closed.html", why=why, **facts)
        faults = faults_of(choice, self.choices) if check else ()
        return render(request, "deciding.html", choice=choice, choices=tuple(self.choices), faults=faults, **facts)

    def choose(self, sent: VisitorForm) -> Response:
        """Keep what was chosen, and go on to the confirmation."""
        return to(sent.visitor, "?check=true" if faults_of(keep_choice(sent), self.choices) else "/confirm")

    def confirm(
        self, request: Request, visitor: Visitor, *, has_changed: bool, needs_code: bool, **facts: Any
    ) -> Response:
        """Show what is going to be recorded, about which text, and ask whether that is right."""
        asked, choice = self.asked(visitor), chosen(visitor)
        if not _can_decide(visitor, asked) or faults_of(choice, self.choices):
            return to(visitor)
        return render(
            request,
            "deciding_confirm.html",
            visitor=visitor,
            kind=self.kind,
            asked=asked,
            choice=choice,
            has_changed=has_changed,
            needs_code=needs_code,
            **facts,
        )

    def elsewhere(self, sent: VisitorForm) -> Response | None:
        """Return where it leads if nothing can be recorded now: it was already, or something else was shown."""
        visitor, choice = sent.visitor, chosen(sent.visitor)
        if self.asked(visitor).is_decided:
            return to(visitor, "/receipt?already=true")
        if faults_of(choice, self.choices):
            return to(visitor)
        if sent.text("seen") != choice.digest:
            return to(visitor, "/confirm?changed=true")
        return None

    def decide(self, visitor: Visitor, record: Callable[[Choice], None]) -> Response:
        """Record what was confirmed, and lead to the receipt."""
        try:
            record(chosen(visitor))
        except AlreadyDone:
            return to(visitor, "/receipt?already=true")
        forget(visitor)
        return to(visitor, "/receipt")

    def receipt(self, request: Request, visitor: Visitor, *, already: bool, **facts: Any) -> Response:
        """Show what was recorded: who, when, about which text."""
        asked = self.asked(visitor)
        if not asked.has_receipt:
            return to(visitor)
        facts = {"can_undo": False, "refused": None, "faults": (), "typed": {}} | facts
        facts |= {"kind": self.kind, "asked": asked, **shared(request, visitor, asked.basis, asked.due)}
        return render(request, "deciding_receipt.html", already=already, **facts)

    def file(self, visitor: Visitor, seq: int) -> Response:
        """Give one of the files that the visitor decides on."""
        return file_of(visitor, self.asked(visitor).basis, seq)


def _can_decide(visitor: Visitor, asked: SignOffAsked | DecisionAsked) -> bool:
    return asked.is_open and not visitor.dossier.is_over
