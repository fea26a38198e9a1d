"""A catalogue: the sentence for each code, with its values filled in."""

import string
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from models.errors import Fault, InvalidInput, ParaafError
from models.route import Wording
from paraaf import wording

_SOME = 3
_MORE = {"nl": "en meer", "en": "and more"}

Texts = Mapping[str, tuple[str, str]]
"""The sentence for a code: Dutch first, English second. `{name}` stands for the value with that name.

Beside `code` there may be `code.none` and `code.one`: the sentences for none and for one of what is counted. Counted is
the value `count`, or else the first value that is a list.
"""


class Catalogue:
    """The sentences of one place where refusals are shown, such as the command line."""

    def __init__(self, *texts: Texts) -> None:
        """Make a catalogue; what is said in more than one of `texts` is taken from the last."""
        self.texts = {code: pair for each in texts for code, pair in each.items()}

    def sentence(self, fault: Fault | ParaafError, language: str) -> str:
        """Return what is wrong, in one sentence, in `nl` or `en`; raise `KeyError` if code or value is unknown."""
        pair = self.texts[self._counted(fault)]
        return _Filling(self, language).vformat(pair[0 if language == "nl" else 1], (), fault.values)

    def line(self, fault: Fault, language: str) -> str:
        """Return what is wrong with its line and place in front, where these are known."""
        line = {"nl": "regel", "en": "line"}[language]
        where = ", ".join(filter(None, [f"{line} {fault.line}" if fault.line else "", fault.place]))
        said = self.sentence(fault, language)
        return f"{where}: {said}" if where else said

    def whole(self, error: ParaafError, language: str) -> str:
        """Return a refusal as the command line shows it: a sentence, and a line for each fault."""
        faults = error.faults if isinstance(error, InvalidInput) else []
        return "\n".join([self.sentence(error, language), *(f"  - {self.line(fault, language)}" for fault in faults)])

    def _counted(self, fault: Fault | ParaafError) -> str:
        """Return the code with `.none` or `.one` behind it, if there is such a sentence for so many."""
        lists = (value for value in fault.values.values() if isinstance(value, list | tuple))
        count = fault.values.get("count", next((len(each) for each in lists), None))
        ending = {0: ".none", 1: ".one"}.get(count) if isinstance(count, int) else None
        return f"{fault.code}{ending}" if ending and f"{fault.code}{ending}" in self.texts else fault.code


class _Filling(string.Formatter):
    """Values as they are read in one language: days written out, lists with commas, words for what has a word.

    `{day:iso}` gives 2026-03-09, `{at:time}` a moment with its time, `{status:raw}` the value as it is stored,
    `{late_by:days}` so many working days, `{places:some}` three of a list at most, and `{faults:lines}` a list with a
    line for each.
    """

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self._catalogue, self._language = catalogue, language

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Fault):
            return self._catalogue.line(value, self._language)
        if isinstance(value, ParaafError):
            return self._catalogue.sentence(value, self._language)
        if format_spec == "raw":
            return str(value)
        if format_spec == "days":
            return wording.working_days(value, self._language)
        if isinstance(value, Wording):
            return str(getattr(value, self._language))
        if isinstance(value, StrEnum):
            return wording.word(value, self._language)
        if isinstance(value, datetime) and format_spec == "time":
            return wording.clock_time(value, self._language)
        if isinstance(value, date):
            if format_spec == "iso":
                return value.isoformat()
            return wording.day(value, self._language)
        if isinstance(value, Sequence) and not isinstance(value, str):
            lines = [self.format_field(each, "") for each in value]
            if format_spec == "some" and len(lines) > _SOME:
                lines[_SOME:] = [_MORE[self._language]]
            if format_spec == "lines":
                return "".join(f"\n  - {line}" for line in lines)
            return (f" {format_spec} " if format_spec in ("and", "en") else ", ").join(lines)
        return str(super().format_field(value, format_spec))
