"""Small forms that do one thing to a letter: tried, and shown again with what was typed if it cannot be done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from models.errors import Fault, InvalidInput, ParaafError
from paraaf.portal.web.field_fault import FieldFault
from paraaf.portal.web.visitors import VisitorForm


@dataclass(frozen=True)
class Refusal:
    """Why something was not done, and what had been typed."""

    faults: Sequence[FieldFault] = ()
    refusal: ParaafError | None = None
    reasons: Sequence[Fault] = ()
    """What is wrong with each part of it, if it has parts."""
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The status of the answer."""
        return 422 if self.faults or self.reasons else 409


def perform(sent: VisitorForm, faults: Sequence[FieldFault], act: Callable[[str, str], object]) -> Refusal | None:
    """Do something to the visitor's letter, by its id and in the visitor's name; return why not, or None when done."""
    return perform_on(sent, sent.visitor.dossier.id, faults, act)


def perform_on(
    sent: VisitorForm, dossier_id: str, faults: Sequence[FieldFault], act: Callable[[str, str], object]
) -> Refusal | None:
    """Do something to a letter in the visitor's name; return why not, or None when it was done."""
    typed = {name: value for name, value in sent.form.items() if isinstance(value, str)}
    if faults:
        return Refusal(faults=faults, typed=typed)
    try:
        act(dossier_id, sent.visitor.link.holder)
    except InvalidInput as error:
        return Refusal(refusal=error, reasons=error.faults, typed=typed)
    except ParaafError as error:
        return Refusal(refusal=error, typed=typed)
    return None


def reason_faults(sent: VisitorForm, act: str) -> list[FieldFault]:
    """Return the fault that the reason for something is lacking."""
    return [] if sent.text(f"{act}_reason").strip() else [FieldFault(f"{act}-reason", "act.fault.reason")]
