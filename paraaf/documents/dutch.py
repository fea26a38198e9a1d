"""The Dutch that documents are written in: dates, enumerations and the words for closed lists."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.enums import CommitmentKind, LetterMark, Placing, Verdict, Weight
from paraaf import wording

UNREACHED = "niet bereikt"
"""In the place of a position: the invitation was not delivered."""
POSITIONS = wording.POSITIONS["nl"]
WEIGHTS = {Weight.CONDITION: "voorwaarde", Weight.SUGGESTION: "suggestie", Weight.OBSERVATION: "kanttekening"}
VERDICTS = {
    Verdict.ACCEPTED: "Overgenomen",
    Verdict.PARTLY: "Gedeeltelijk overgenomen",
    Verdict.REJECTED: "Niet overgenomen",
}
PROPOSALS = {
    None: "Voorstel",
    Placing.WORDS: "Voorstel, in de plaats van die woorden",
    Placing.PASSAGE: "Voorstel, in de plaats van de hele passage",
    Placing.AFTER: "Voorstel, erna toe te voegen",
}
COMMITMENTS = {CommitmentKind.MOTION: "Motie", CommitmentKind.COMMITMENT: "Toezegging"}
MARKS = {LetterMark.CONCEPT: "CONCEPT", LetterMark.FOR_SIGNATURE: "CONCEPT – ter ondertekening", LetterMark.SIGNED: ""}
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
NONE = "–"

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_NUMBERS = ("geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")


def day(value: date | datetime | None) -> str:
    """Return a day as people write it, Dutch time: "12 november 2025"; a dash for no day."""
    if value is None:
        return NONE
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(_AMSTERDAM)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def number(value: int) -> str:
    """Return a small number in words, a larger one in digits."""
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else str(value)


def listed(names: Sequence[str]) -> str:
    """Return names as a Dutch enumeration: "FIN, OCW en DEF"."""
    return " en ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def sentence(text: str) -> str:
    """Return text on one line and ending as a sentence does."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if not line or line[-1] in ".!?…" or line[-2:-1] in (".", "!", "?") else f"{line}."


def capital(text: str) -> str:
    """Return text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
