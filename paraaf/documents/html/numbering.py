"""The numbers and bullets of lists, counted as Word counts them."""

import re
from dataclasses import dataclass

from paraaf.documents.html.styles import Styles, value
from paraaf.redline.opc.package import Element
from paraaf.redline.plain_text.reader import attribute, child, is_on, prefixed_name

_TYPES = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST = 9_999
"""Past this a number is written in digits, whatever the list says."""


@dataclass(frozen=True)
class Marker:
    """What stands before an item of a list."""

    list_id: str
    level: int
    label: str
    """As Word shows it: "1.", "2.3", "a)"; "" for a bullet."""
    number: int
    type: str
    """The type that HTML has for this kind of number, if a browser would write the same label; "" if not."""

    @property
    def is_ordered(self) -> bool:
        """Return whether the list has numbers."""
        return bool(self.label)


@dataclass(frozen=True)
class _Level:
    format: str
    text: str
    start: int
    restarts: bool
    in_digits: bool


class Numbering:
    """The lists of one file; `next` counts on."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._numbers: dict[str, Element] = {}
        for each in [] if root is None else root:
            if prefixed_name(each) == "w:abstractNum":
                self._abstract[attribute(each, "abstractNumId") or ""] = each
            elif prefixed_name(each) == "w:num":
                self._numbers[attribute(each, "numId") or ""] = each
        self._levels: dict[tuple[str, int], _Level | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, number: str, level: int) -> Marker | None:
        """Return the marker of the next item at this level of a list; None if it shows none."""
        this = self._level(number, level)
        if this is None:
            return None
        counts = self._count(number, level, this)
        if this.format == "bullet":
            return Marker(number, level, "", 0, "")
        label = _PLACE.sub(lambda place: self._written(number, int(place[1]) - 1, counts, this), this.text).strip()
        if not label:
            return None
        type_ = _TYPES.get(this.format, "") if this.text.strip() == f"%{level + 1}." else ""
        return Marker(number, level, label, counts[level], type_)

    def _count(self, number: str, level: int, this: _Level) -> dict[int, int]:
        counts = self._counts.setdefault(self._family(number), {})
        override = self._start_override(number, level)
        if override is not None and (number, level) not in self._begun:
            counts[level] = override
        else:
            counts[level] = counts[level] + 1 if level in counts else this.start
        self._begun.add((number, level))
        for deeper in [each for each in counts if each > level]:
            below = self._level(number, deeper)
            if below is None or below.restarts:
                del counts[deeper]
        return counts

    def _written(self, number: str, level: int, counts: dict[int, int], asking: _Level) -> str:
        this = self._level(number, level)
        if this is None:
            return ""
        count = counts.get(level, this.start)
        return str(count) if asking.in_digits else _number(count, this.format)

    def _family(self, number: str) -> str:
        """Return what all lists share that count on from each other."""
        return value(child(self._numbers[number], "w:abstractNumId"))

    def _start_override(self, number: str, level: int) -> int | None:
        override = self._override(number, level)
        start = value(None if override is None else child(override, "w:startOverride"))
        return int(start) if start.isdecimal() and len(start) < 6 else None

    def _override(self, number: str, level: int) -> Element | None:
        for each in self._numbers[number]:
            if prefixed_name(each) == "w:lvlOverride" and attribute(each, "ilvl") == str(level):
                return each
        return None

    def _level(self, number: str, level: int) -> _Level | None:
        if (number, level) not in self._levels:
            self._levels[number, level] = self._find_level(number, level)
        return self._levels[number, level]

    def _find_level(self, number: str, level: int) -> _Level | None:
        if number not in self._numbers:
            return None
        override = self._override(number, level)
        own = None if override is None else child(override, "w:lvl")
        abstract = self._abstract.get(self._family(number))
        if own is None and abstract is not None:
            style = value(child(abstract, "w:numStyleLink"))
            linked = self._numbers.get(self._styles.list_of_style(style)) if style else None
            if linked is not None:
                abstract = self._abstract.get(value(child(linked, "w:abstractNumId")), abstract)
            levels = [] if abstract is None else [each for each in abstract if prefixed_name(each) == "w:lvl"]
            own = next((each for each in levels if attribute(each, "ilvl") == str(level)), None)
        if own is None:
            return None
        start = value(child(own, "w:start"))
        return _Level(
            value(child(own, "w:numFmt")) or "decimal",
            value(child(own, "w:lvlText")),
            int(start) if start.isdecimal() and len(start) < 6 else 0,
            value(child(own, "w:lvlRestart")) != "0",
            is_on(child(own, "w:isLgl")),
        )


def _number(count: int, format_: str) -> str:
    if format_ == "none":
        return ""
    if format_ in ("lowerLetter", "upperLetter") and 0 < count <= _LARGEST:
        times, at = divmod(count - 1, 26)
        letter = chr(ord("a") + at) * (times + 1)
        return letter.upper() if format_ == "upperLetter" else letter
    if format_ in ("lowerRoman", "upperRoman") and 0 < count <= _LARGEST:
        roman = _roman(count)
        return roman.upper() if format_ == "upperRoman" else roman
    if format_ == "decimalZero":
        return f"{count:02d}"
    return f"{count}e" if format_ == "ordinal" else str(count)


def _roman(count: int) -> str:
    found = ""
    for size, sign in _ROMAN:
        times, count = divmod(count, size)
        found += sign * times
    return found
