"""Sentences of examples: patterns with slots, and what stands in each slot."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from models.enums import DocumentKind, MessageKind, MessageStatus, Position
from models.process import OWNER, SECRETARIAT, StepKind
from models.working_days import AMSTERDAM
from paraaf import wording
from paraaf.services.access.one_time_codes import CodeResult
from tests.support import acts

Others = Callable[[str, Any], Iterable[str]]


@dataclass(frozen=True)
class Slot:
    """What can stand in a place of a sentence: how it reads, what it means, how the truth is shown.

    `others` gives what could stand there instead, from what stands there and what is really so; `holds` says
    whether what stands there is so.
    """

    regex: str
    read: Callable[[str], Any]
    others: Others
    show: Callable[[Any], str] = str
    holds: Callable[[Any, Any], bool] = lambda stated, real: bool(stated == real)


def _one_of(words: Mapping[str, Any]) -> Slot:
    """Return the slot for a closed list of words."""
    regex = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    shown = {str(value): word for word, value in words.items()}
    return Slot(
        regex, words.__getitem__, lambda text, _: [w for w in words if words[w] != words[text]],
        lambda value: shown.get(str(value), str(value)),
    )  # fmt: skip


_CODE = r"(?:[A-Z]{2,4}2?)"
_NAMED = {"the owner": OWNER, "the secretariat": SECRETARIAT, "the minister": "MIN", "parliament": "TK"}
_PARTY = f"(?:{'|'.join(_NAMED)}|{_CODE})"
_DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"


def _parties(text: str) -> list[str]:
    return [] if text == "nobody" else [_NAMED.get(name, name) for name in re.split(r", | and ", text)]


def _day(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").replace(tzinfo=AMSTERDAM).date()


def _moment(text: str) -> datetime:
    day, _, at = text.partition(" at ")
    return datetime.combine(_day(day), time.fromisoformat(at), AMSTERDAM)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", text)))


def _days(text: str) -> float | None:
    return None if text == "no turnaround" else _numbers(text)[0]


def _reason(text: str) -> str:
    return " " if "without" in text else text.partition('"')[2].rstrip('"') or "Zo is het."


def _pieces(real: Any) -> list[str]:
    """Return a piece of a text, so that one can say that it is not in there."""
    return [f'"{piece}"' for piece in str(real).replace('"', "\n").splitlines() if piece.strip()][:1]


_OPINIONS = {
    "agree": (Position.AGREE, []),
    "agree on condition": (Position.AGREE_ON_CONDITION, [acts.CONDITION]),
    "agree with a comment": (Position.AGREE_WITH_COMMENTS, [acts.SUGGESTION]),
    "agree with two comments": (Position.AGREE_WITH_COMMENTS, [acts.SUGGESTION, acts.OBSERVATION]),
    "object": (Position.OBJECT, [acts.CONDITION]),
}
_WORDS = r'"[^"]+"'
_STEPS = {
    "notify": StepKind.NOTIFY,
    "wait for reactions": StepKind.AWAIT_REACTIONS,
    "close consultation round": StepKind.CLOSE_ROUND,
    "set the signed letter": StepKind.SET_SIGNED,
}
_STAGES = {
    "departments": "departments",
    "stakeholders": "stakeholders",
    "sign-off route": "sign_off",
    "minister": "minister",
    "dispatch": "dispatch",
}

FILES = {
    "letter": (DocumentKind.DRAFT, DocumentKind.NEXT_VERSION),
    "letter for signature": (DocumentKind.FOR_SIGNATURE,),
    "reaction table": (DocumentKind.REACTION_TABLE,),
    "advice note": (DocumentKind.ADVICE_NOTE,),
    "public note": (DocumentKind.PUBLIC_ADVICE_NOTE,),
    "returned copy": (DocumentKind.RETURNED_COPY,),
    "consolidated copy": (DocumentKind.CONSOLIDATED_COPY,),
    "answered copy": (DocumentKind.ANSWERED_COPY,),
    "signed letter": (DocumentKind.SIGNED,),
    "dispatch package": (DocumentKind.DISPATCH_PACKAGE,),
}
_TEXTS = [*FILES, "status page", "record", "run's parameters"]
_THINGS = "run|round|reaction|answer|reaction table|advice note|signature|invitation|reminder"
HAND_INS = ["accepts", "takes", "rejects", "makes", "hands", "puts", "changes", "has", "informs", "asks", "goes"]
"""The words with which what the owner hands in begins."""
_ROWS = {"a reaction": "reaction", "a comment": "comment", "an audit event": "audit_event"}

_FIELDS = {
    "owner's address": ("owner", "address"),
    "departments": ("departments",),
    "passage of the motion": ("commitments", 0, "passage"),
}

SLOTS: dict[str, Slot] = {
    "party": Slot(_PARTY, lambda text: _NAMED.get(text, text), lambda text, _: ["VNO" if text != "VNO" else "FIN"]),
    "code": Slot(_CODE, str, lambda *_: []),
    "parties": Slot(
        f"nobody|{_PARTY}(?:, {_PARTY})*(?: and {_PARTY})?", _parties,
        lambda text, _: ["FIN"] if text == "nobody" else ["nobody", f"{text.replace(' and ', ', ')} and BBR"],
        lambda codes: ", ".join(codes) or "nobody",
    ),
    "number": Slot(r"\d+", int, lambda text, _: [str(int(text) + 1)]),
    "day": Slot(_DAY, _day, lambda text, _: [wording.day(_day(text) + timedelta(days=1), "en")]),
    "moment": Slot(rf"{_DAY} at \d\d:\d\d", _moment, lambda *_: []),
    "time": Slot(r"\d\d:\d\d", time.fromisoformat, lambda *_: []),
    "aside": Slot(r"(?: \([^)]+\))?", str, lambda *_: []),
    "reason": Slot(rf"(?:, since {_WORDS}| without a reason)?", _reason, lambda *_: []),
    "name": Slot(r"[A-Z]\. [A-Z][a-z]+", str, lambda *_: ["N. Niemand"]),
    "words": Slot(
        _WORDS, lambda text: text[1:-1], lambda text, _: [f'{text[:-1]} of niet"'],
        lambda real: str(real)[:3000], lambda stated, real: stated in real,
    ),
    "no_words": Slot(
        _WORDS, lambda text: text[1:-1], lambda _, real: _pieces(real),
        lambda real: str(real)[:3000], lambda stated, real: stated not in real,
    ),
    "opinion": Slot(
        "|".join(re.sub("^(agree|object)", r"\1s?", word) for word in sorted(_OPINIONS, reverse=True)),
        lambda text: _OPINIONS[re.sub("^(agree|object)s", r"\1", text)], lambda *_: [],
    ),
    "position": _one_of({word: position for position, word in wording.POSITIONS["en"].items()}),
    "said": Slot("[a-z_]+", Position, lambda *_: []),
    "comments": _one_of({"no comment": (), "a suggestion": (acts.SUGGESTION,), "a condition": (acts.CONDITION,)}),
    "round": _one_of({word: status for status, word in wording.ROUNDS["en"].items()}),
    "letter": _one_of({word: status for status, word in wording.DOSSIERS["en"].items()} | {"on hold": "on hold"}),
    "sign_off": _one_of({word: status for status, word in wording.SIGN_OFFS["en"].items()}),
    "decision": _one_of({word: status for status, word in wording.DECISIONS["en"].items()}),
    "message": _one_of({status.value: status for status in MessageStatus}),
    "kind": _one_of({wording.message_kind(kind, "en"): kind for kind in MessageKind}),
    "step": _one_of(_STEPS),
    "stage": _one_of(_STAGES),
    "file": _one_of({name: name for name in FILES}),
    "same": Slot(
        "|".join(sorted(FILES, reverse=True)), str, lambda text, real: [name for name in FILES if name not in real],
        " and ".join, lambda stated, real: stated in real,
    ),
    "text": _one_of({name: name for name in _TEXTS}),
    "thing": Slot(f"(?:{_THINGS})s?", lambda text: text.rstrip("s"), lambda *_: []),
    "row": _one_of(_ROWS),
    "field": _one_of(_FIELDS),
    "copy": _one_of({
        "a Word file with changes": "changes", "a Word file with a condition": "condition",
        "the earlier version": "earlier", "a PDF": "pdf",
    }),
    "verdict": _one_of({"right": CodeResult.RIGHT, "wrong": CodeResult.WRONG, "of no use": CodeResult.OVER}),
    "workday": _one_of({"a working day": True, "no working day": False}),
    "turnaround": Slot(
        r"no turnaround|a turnaround of \d+ working days?", _days,
        lambda text, _: ["a turnaround of 99 working days", *(["no turnaround"] if _days(text) is not None else [])],
        lambda days: "no turnaround" if days is None else f"a turnaround of {days:g} working days",
    ),
    "part": Slot(
        r"\d+ of \d+", _numbers,
        lambda text, _: [re.sub(r"\d+$", "99", text), re.sub(r"^\d+", "99", text)],
        lambda numbers: "{} of {}".format(*numbers),
    ),
    "who": _one_of({"": "required", " of those who need not answer": "optional"}),
    "outcome": _one_of({"late": "late", "silent": "silent", "tacit": "tacit"}),
    "values": Slot(r"\d+(?:, \d+)* and \d+", _numbers, lambda *_: []),
    "measure": _one_of({"median": "median", "90th percentile": "p90", "number": "count"}),
    "hand_in": Slot(f"(?:{'|'.join(HAND_INS)}).*", str, lambda *_: []),
}  # fmt: skip


_VARIANTS = {"(s)": "s?", "(es)": "(?:es)?"} | {
    words: f"(?:{words})" for words in ("is|are", "does|do", "has|have", "was|were")
}
"""How one pattern reads for one and for more."""


@dataclass(frozen=True)
class Pattern:
    """A kind of sentence: how it reads, and what it does or asks. `{slot!}` marks what is compared with the truth."""

    text: str
    act: Callable[..., Any]

    @property
    def names(self) -> list[str]:
        """The names of its slots, in order."""
        return [name.rstrip("!") for name in re.findall(r"\{(\w+!?)\}", self.text)]

    @property
    def stated(self) -> int:
        """The place among its slots of what is compared with the truth: the marked one, or else the last."""
        marks = [name.endswith("!") for name in re.findall(r"\{(\w+!?)\}", self.text)]
        return marks.index(True) if any(marks) else len(marks) - 1

    def match(self, sentence: str) -> re.Match[str] | None:
        """Return how a sentence fills the slots, if it is of this kind."""
        pattern = re.escape(self.text)
        for written, meant in _VARIANTS.items():
            pattern = pattern.replace(re.escape(written), meant)
        return re.fullmatch(re.sub(r"\\\{(\w+)!?\\\}", lambda m: f"({SLOTS[m[1]].regex})", pattern), sentence)

    def values(self, found: re.Match[str]) -> list[Any]:
        """Return what stands in the slots."""
        return [SLOTS[name].read(text) for name, text in zip(self.names, found.groups(), strict=True)]


def pattern_of(sentence: str, patterns: Sequence[Pattern]) -> tuple[Pattern, re.Match[str]]:
    """Return the one pattern that a sentence is of; raise `AssertionError` if there is none, or more than one."""
    found = [(pattern, match) for pattern in patterns if (match := pattern.match(sentence))]
    assert found, "no sentence reads like this; see tests/rules/ for those that there are"
    assert len(found) == 1, f"this can be read as {' and as '.join(repr(pattern.text) for pattern, _ in found)}"
    return found[0]
