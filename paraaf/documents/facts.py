"""What the documents are made from: plain values, gathered by the services, with nothing left to decide."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from models.enums import CommitmentKind, LetterMark, PartyKind, Placing, Position, Verdict, Weight


@dataclass(frozen=True)
class Section:
    """A part of a letter.

    The text is a subset of Markdown: paragraphs, bullet and ordered lists nested to three levels, bold, italic,
    https links and pipe tables. Anything else, raw HTML too, stands in the letter as it was typed.
    """

    heading: str
    text: str


@dataclass(frozen=True)
class LetterFacts:
    """What stands on a letter to parliament; `addressee` holds address lines, `attachments` titles."""

    title: str
    subject: str
    kenmerk: str
    dossier_number: str
    ministry: str
    addressee: tuple[str, ...]
    sections: tuple[Section, ...]
    attachments: tuple[str, ...]
    signatory_name: str
    signatory_function: str
    author: str


@dataclass(frozen=True)
class Stamp:
    """What the header says a letter is: which version, of which day, and what it may be taken for."""

    number: int
    day: date
    mark: LetterMark


@dataclass(frozen=True)
class Signing:
    """Who signed, as what, and when."""

    name: str
    function: str
    at: datetime


@dataclass(frozen=True)
class Edit:
    """One change to a letter; `passage` must stand in its text exactly once.

    `insert_after` puts paragraphs after the one of the passage; `add` puts text right after the passage, in the same
    paragraph, or in the next one after a heading.
    """

    kind: Literal["replace", "insert_after", "add", "delete"]
    passage: str
    text: str = ""
    words: str = ""
    """Which words of the passage are replaced or taken out; empty for all of it. They stand in it once."""
    comment: int = 0
    """The number of the comment whose text it is; 0 for an edit of the owner."""


@dataclass(frozen=True)
class ReactionRow:
    """One comment of one party, with the owner's answer; without a verdict it is still to be answered."""

    number: int
    party: str
    contact: str
    passage: str
    comment: str
    proposed_text: str
    weight: Weight
    verdict: Verdict | None
    reason: str
    is_reason: bool = False
    """Whether it is why its party objects."""
    is_change: bool = False
    """Whether it is a change to the text; without a passage it is a new paragraph."""
    words: str = ""
    """Which words of the passage it is about; empty for the whole of it."""
    placing: Placing | None = None
    """Where the proposed text goes; None if nobody said it."""


@dataclass(frozen=True)
class PartyPosition:
    """What one party said in one round."""

    party: str
    position: Position | None
    by: str
    at: datetime | None
    version: int
    remark: str
    is_taken_out: bool = False
    """It was asked by mistake; who took it out of the round, when and why stand in `by`, `at` and `remark`."""


@dataclass(frozen=True)
class ReactionTableFacts:
    """One consultation round: who said what, and what the owner did with it."""

    title: str
    kenmerk: str
    dossier_number: str
    stage_label: str
    round_number: int
    letter_version: int
    letter_fingerprint: str
    opened: date
    due: date
    closed: date
    day: date
    positions: tuple[PartyPosition, ...]
    rows: tuple[ReactionRow, ...]
    author: str
    answered: bool


@dataclass(frozen=True)
class KeyPoint:
    """One item of a nested list, with the items under it; three levels at most."""

    text: str
    points: tuple["KeyPoint", ...] = ()


@dataclass(frozen=True)
class CommitmentFacts:
    """A motion or promise; `discharged` says that `passage` was found in the letter."""

    kind: CommitmentKind
    by: str
    subject: str
    day: date | None
    reference: str
    passage: str
    discharged: bool


@dataclass(frozen=True)
class Stance:
    """The last recorded position of one consulted party; `changed_since`: the text changed after that reaction."""

    party: str
    kind: PartyKind
    position: Position | None
    version: int | None
    at: datetime | None
    remarks: tuple[str, ...]
    changed_since: bool
    informed_of: int | None = None
    """The version of which the owner told this party, after it agreed to an earlier one."""
    late: "LateReaction | None" = None
    """What it said after the round closed, and which does not count."""
    is_unreached: bool = False
    """Whether its silence is that of a party that did not get its invitation, or could not answer it."""
    had_nobody_left: bool = False
    """Whether it did get its invitation, but nobody who got it could answer any more."""


@dataclass(frozen=True)
class LateReaction:
    """A reaction that came in too late to count."""

    position: Position
    at: datetime
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Escalation:
    """A decision, recorded by the owner, on a position that stood in the way."""

    party: str
    decided_by: str
    level: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class ReturnRemark:
    """Why an earlier version came back."""

    by: str
    at: datetime
    remarks: str


@dataclass(frozen=True)
class NoteSection:
    """A further part of the advice note, in Markdown as in `Section`; not public: left out of the public version."""

    key: str
    heading: str
    text: str
    public: bool


@dataclass(frozen=True)
class AdviceNoteFacts:
    """What the minister reads before signing; `number` is the note's own version."""

    title: str
    subject: str
    kenmerk: str
    dossier_number: str
    ministry: str
    to: str
    author: str
    unit: str
    day: date
    number: int
    letter_version: int
    letter_fingerprint: str
    occasion: str
    advised_decision: str
    key_points: tuple[KeyPoint, ...]
    political_context: tuple[KeyPoint, ...]
    commitments: tuple[CommitmentFacts, ...]
    stances: tuple[Stance, ...]
    field_remarks: tuple[KeyPoint, ...]
    escalations: tuple[Escalation, ...]
    returns: tuple[ReturnRemark, ...]
    sections: tuple[NoteSection, ...]
    attachments: tuple[str, ...]
    public: bool
