"""Everything that Paraaf refuses or cannot do, as one tree.

    ParaafError
    +-- DomainError             the rules of the road forbid it (HTTP 409)
    |   +-- TransitionNotAllowed    not from this state
    |   +-- NotYourTurn             not by this person, or not now
    |   +-- RoundClosed             the round no longer takes reactions
    |   +-- StaleVersion            it was about an older text
    |   +-- AlreadyDone             it is on record, and stays as it was
    |   |   +-- AnsweredMeanwhile       another answer stands than the one that was seen
    |   +-- OnHold                  the letter stands still until somebody releases it
    |   +-- TooManyAttempts         too much was tried that was wrong; later it can be again
    |   +-- TooManyCodes            codes were asked for too often; later they can be again
    +-- NotFound                there is no such thing (404)
    |   +-- LinkNotValid            a link that leads nowhere
    |       +-- LinkOver                a link that was right, and opens nothing any more
    +-- InvalidInput            what was handed in has faults, all listed (422)
    |   +-- InvalidDossier          in a dossier file
    |   +-- InvalidParties          in a party directory
    |   +-- InvalidAnswers          in the owner's answers or edits
    |   +-- UnsafeDocument          a file that may not be opened
    +-- TemplateError           a template of Paraaf's cannot be filled
    +-- ConfigurationError      settings, database or folders are not in order
    +-- DocumentDamaged         a stored file is gone or not what was stored
    +-- SignInFailed            somebody came back from the OpenID provider with what cannot be trusted
    |   +-- SignInDenied            the provider, or the person there, said no
    |   +-- NoRole                  an account that has nothing to do here
    +-- GatewayError            something outside did not answer; the only kind that is retried
        +-- DeliveryFailed          a channel did not take a message; its `outcome` says how far it came
        +-- ProviderUnavailable     the OpenID provider

A refusal says what is wrong by a code and values, such as `round.closed` with the number of the round; the words are
made where they are shown (`paraaf.faults`). No code looks at the words of a refusal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from models.enums import Outcome


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where (`place`), what (`code` with `values`), and at which line of the file if known.

    Values are text, numbers, days, moments, members of an enumeration, other faults, or lists of these.
    """

    place: str
    code: str
    line: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def at(self, place: str, line: int | None = None) -> "Fault":
        """Return the same fault at another place."""
        return replace(self, place=place, line=line)

    def __str__(self) -> str:
        where = ", ".join(filter(None, [f"line {self.line}" if self.line else "", self.place]))
        what = _in_log(self.code, self.values)
        return f"{where}: {what}" if where else what


def fault(place: str, code: str, **values: Any) -> Fault:
    """Return a fault at a place, with the values that its sentence needs."""
    return Fault(place, code, values=values)


def _in_log(code: str, values: Mapping[str, Any]) -> str:
    """Return a code with its values as they stand in a log."""
    return f"{code} ({', '.join(f'{name}={value}' for name, value in values.items())})" if values else code


class ParaafError(Exception):
    """Anything that Paraaf refuses or cannot do: a `code`, and the `values` that its sentence needs.

    Its text is for logs: the code with its values. What a user reads comes from a catalogue (`paraaf.faults`).
    """

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values

    def __str__(self) -> str:
        return _in_log(self.code, self.values)


class DomainError(ParaafError):
    """The rules of the road forbid it."""


class TransitionNotAllowed(DomainError):
    """A thing in this state does not allow this action."""


class NotYourTurn(DomainError):
    """This person was not asked, or not now."""


class OwnLetter(NotYourTurn):
    """Whoever owns a letter tried to sign it off, and its route does not allow that."""


class RoundClosed(DomainError):
    """The round no longer takes reactions."""


class StaleVersion(DomainError):
    """What was read is not the text that stands now."""


class AlreadyDone(DomainError):
    """It was done before and is on record; the record stays as it was."""


class AnsweredMeanwhile(AlreadyDone):
    """The answer that stands is not the one that was to be revised; it stays until somebody saw it."""


class OnHold(DomainError):
    """The letter is on hold: nothing is decided until it is released."""


class TooManyAttempts(DomainError):
    """Too much was tried from one place that was wrong; after a while it can be again."""


class TooManyCodes(DomainError):
    """One-time codes were asked for too often; after an hour they can be again."""


class NotFound(ParaafError):
    """There is no such thing."""


class LinkNotValid(NotFound):
    """A link that leads nowhere: wrong, revoked, expired or of somebody who is not asked any more."""


class LinkOver(LinkNotValid):
    """A link that was right, and is revoked, expired or of somebody who is not asked any more."""


class InvalidInput(ParaafError):
    """What was handed in has faults; `faults` holds all of them, in the order of the input."""

    def __init__(self, code: str, faults: Sequence[Fault] = (), /, **values: Any) -> None:
        super().__init__(code, **values)
        self.faults = list(faults)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  - {fault}" for fault in self.faults)])


class InvalidDossier(InvalidInput):
    """A dossier file has faults."""


class InvalidParties(InvalidInput):
    """A party directory has faults."""


class InvalidAnswers(InvalidInput):
    """The owner's answers or edits have faults."""


class UnsafeDocument(InvalidInput):
    """A file from outside may not be opened; the faults say why."""


class TemplateError(ParaafError):
    """A template of Paraaf's cannot be filled."""


class ConfigurationError(ParaafError):
    """Settings, database or folders are not in order."""


class DocumentDamaged(ParaafError):
    """A stored file is gone, or not what was stored."""


class GatewayError(ParaafError):
    """Something outside (mail, Prefect, storage) did not answer; trying again may help."""


class DeliveryFailed(GatewayError):
    """A channel did not take a message: `outcome` says how far it came, `answer` what the channel said, if anything."""

    def __init__(self, code: str, outcome: Outcome, /, *, answer: str = "", **values: Any) -> None:
        super().__init__(code, **values)
        self.outcome = outcome
        self.answer = answer


class ProviderUnavailable(GatewayError):
    """The OpenID provider does not answer, or not as one."""


class SignInFailed(ParaafError):
    """Somebody came back from the OpenID provider with something that cannot be trusted; the text says what."""


class SignInDenied(SignInFailed):
    """The OpenID provider, or the person there, said no."""


class NoRole(SignInFailed):
    """Somebody signed in with an account that has no role here, or is nobody that this installation knows."""
