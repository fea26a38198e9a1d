"""A paragraph as a row of atoms: words, signs, pictures, notes, formulas and fields, and its end."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from paraaf.redline.fields import keyword
from paraaf.redline.keys import Key, Keys
from paraaf.redline.marks import CHANGES, WRAPPERS
from paraaf.redline.model import Source
from paraaf.redline.names import (
    ALTERNATE,
    BOX,
    DEL,
    DEL_INSTR,
    DEL_TEXT,
    FALLBACK,
    INSTR,
    NOTHING,
    PPR,
    RPR,
    SDT,
    SDT_CONTENT,
    SECTPR,
    XML_SPACE,
    P,
    R,
    T,
    qn,
    qns,
)
from paraaf.redline.package import Element
from paraaf.redline.reading import MOMENTS, NUMBERS

_WORDS = re.compile(r"\d[\d.,:/]*\d|\w+(?:['’]\w+)?|[^\S ]|.", re.DOTALL)
_INSIDE = frozenset(qns("hyperlink fldSimple customXml dir bdo"))
_TRANSPARENT = frozenset([qn("w:smartTag"), SDT_CONTENT])
_PROPERTIES = frozenset(qns("sdtPr sdtEndPr customXmlPr smartTagPr"))
COMMENT_REFERENCE = qn("w:commentReference")
NOTE_REFERENCES = qns("footnoteReference endnoteReference")
_MARK_CHARACTERS = ("begin", "end")
_DROPPED = frozenset([qn("w:lastRenderedPageBreak"), qn("w:proofErr"), *CHANGES])


@dataclass(frozen=True)
class Stamp:
    """Who made a change, and when."""

    author: str
    date: str = ""
    move: str = ""
    """The name of the move that it is half of."""
    sources: tuple[Source, ...] = ()
    """For a merge: whose it is."""


@dataclass(eq=False)
class Wrapper:
    """A hyperlink, content control or simple field that atoms are in."""

    element: Element
    signature: Key


@dataclass(eq=False, slots=True)
class Atom:
    """What a paragraph is made of; `key` says when two of them are the same."""

    key: Hashable
    text: str | None = None
    """The characters of a word; None for anything else."""
    pieces: tuple[Element, ...] = ()
    """Children of runs, or `whole` elements that stand in the paragraph themselves."""
    properties: Element | None = None
    format: Key = None
    within: tuple[Wrapper, ...] = ()
    before: list[Element] = field(default_factory=list)
    """Beginnings and ends of ranges that stand before it."""
    is_whole: bool = False
    paragraph: Element | None = None
    """For the end of a paragraph: the paragraph."""
    inserted: Stamp | None = None
    deleted: Stamp | None = None
    under: tuple[Element, ...] = ()
    """For a copy edited without tracking: the same children of runs in the base compared with it."""
    fragments: tuple["Atom", ...] = ()
    """A word of several looks, or with a range that begins in it."""

    @property
    def is_end(self) -> bool:
        """Return whether it is the end of a paragraph."""
        return self.paragraph is not None

    def longer(self, text: str) -> "Atom":
        """Return the same with more text."""
        return part_of_text(self, (self.text or "") + text, (), self.before)


class Reader:
    """Makes atoms of the paragraphs of one part."""

    def __init__(
        self, keys: Keys, stamp: Callable[[Element], Stamp] | None = None, *, whole_fields: bool = True
    ) -> None:
        self.keys = keys
        self.whole_fields = whole_fields
        self.stamp = stamp or stamp_of

    def read(self, paragraph: Element) -> list[Atom]:
        """Return the atoms of a paragraph, text in pieces as long as its runs; the last is its end."""
        found: list[Atom] = []
        waiting: list[Element] = []
        self._inline(paragraph, (), None, None, found, waiting)
        found = _fields(found, every=self.whole_fields)
        properties = paragraph.find(PPR)
        section = None if properties is None else properties.find(SECTPR)
        mark = None if properties is None else properties.find(RPR)
        end = Atom(("end", section is not None), pieces=(), properties=mark, format=self._format(mark),
                   before=waiting, paragraph=paragraph)  # fmt: skip
        if mark is not None:
            for each in mark:
                if each.tag in WRAPPERS:
                    self._mark(end, each)
        found.append(end)
        return found

    def _mark(self, atom: Atom, mark: Element) -> None:
        if mark.tag in (WRAPPERS[0], WRAPPERS[3]):
            atom.inserted = self.stamp(mark)
        else:
            atom.deleted = self.stamp(mark)

    def _format(self, properties: Element | None) -> Key:
        return self.keys.format(properties)

    def _inline(
        self, container: Element, within: tuple[Wrapper, ...], inserted: Stamp | None, deleted: Stamp | None,
        found: list[Atom], waiting: list[Element],
    ) -> None:  # fmt: skip
        for each in container:
            tag = each.tag
            if tag == R:
                self._run(each, within, inserted, deleted, found, waiting)
            elif tag in NOTHING:
                if tag != qn("w:proofErr"):
                    waiting.append(each)
            elif tag in WRAPPERS:
                stamp = self.stamp(each)
                adds = tag in (WRAPPERS[0], WRAPPERS[3])
                self._inline(each, within, stamp if adds else inserted, deleted if adds else stamp, found, waiting)
            elif tag == PPR or tag in _PROPERTIES:
                continue
            elif tag in _TRANSPARENT:
                self._inline(each, within, inserted, deleted, found, waiting)
            elif tag == SDT or tag in _INSIDE:
                wrapper = Wrapper(each, self._signature(each))
                count = len(found)
                self._inline(each, (*within, wrapper), inserted, deleted, found, waiting)
                if len(found) == count:
                    waiting.append(each)
            else:
                key = ("whole", self.keys.of(each), _path(within))
                found.append(Atom(key, None, (each,), None, None, within, list(waiting), True, None, inserted, deleted))
                waiting.clear()

    def _run(
        self, run: Element, within: tuple[Wrapper, ...], inserted: Stamp | None, deleted: Stamp | None,
        found: list[Atom], waiting: list[Element],
    ) -> None:  # fmt: skip
        properties = run.find(RPR)
        format_ = self._format(properties)
        for each in run:
            tag = each.tag
            if tag == RPR or tag in _DROPPED:
                continue
            if tag == COMMENT_REFERENCE:
                waiting.append(run if sum(child.tag != RPR for child in run) == 1 else each)
                continue
            text = None
            if tag in (T, DEL_TEXT):
                text = re.sub(r"[\t\r\n]", " ", each.text or "")
                text = text if each.get(XML_SPACE) == "preserve" else text.strip(" ")
                if not text:
                    continue
                key: Hashable = (text, _path(within))
            else:
                key = ("piece", self._piece(each), _path(within))
            found.append(
                Atom(key, text, (each,), properties, format_, within, list(waiting), False, None, inserted, deleted)
            )
            waiting.clear()

    def _piece(self, element: Element) -> Key:
        if element.tag in NOTE_REFERENCES:
            # Which note it is shows in the note itself.
            return str(element.tag)
        if element.tag in (INSTR, DEL_INSTR):
            return (INSTR, element.text)
        boxes = sum(1 for _ in boxes_of(element))
        return (self.keys.of(element), boxes)

    def _signature(self, element: Element) -> Key:
        if element.tag == SDT:
            about = element.find(qn("w:sdtPr"))
            names = qns("tag alias dataBinding")
            named = [] if about is None else [self.keys.of(each) for each in about if each.tag in names]
            if not named and about is not None:
                named = [self.keys.of(about.find(qn("w:id")))]
            return (SDT, *named)
        return (element.tag, self.keys.of_alone(element))


def boxes_of(element: Element) -> Iterator[Element]:
    """Return the text boxes in a drawing, also those of the copy for older programs, but not boxes within boxes."""
    return (box for box in element.iter(BOX) if not any(up.tag == BOX for up in _up_to(box, element)))


def _up_to(inner: Element, outer: Element) -> Iterator[Element]:
    for each in inner.iterancestors():
        if each is outer:
            return
        yield each


def stamp_of(mark: Element) -> Stamp:
    """Return who a mark is by."""
    return Stamp(mark.get(qn("w:author"), ""), mark.get(qn("w:date"), ""))


def _path(within: tuple[Wrapper, ...]) -> Key:
    return within and tuple(each.signature for each in within)


def words(atoms: Iterable[Atom]) -> list[Atom]:
    """Return the same atoms with their text cut into words, spaces and signs.

    Where a word runs over several runs, or a range begins in it, it is one atom all the same, with `fragments`.
    """
    result: list[Atom] = []
    line: list[Atom] = []
    for atom in atoms:
        if atom.text is not None and (not line or _goes_on(line[-1], atom)):
            line.append(atom)
            continue
        result += _cut(line)
        line = [atom] if atom.text is not None else []
        if atom.text is None:
            result.append(atom)
    return result + _cut(line)


def _goes_on(one: Atom, other: Atom) -> bool:
    return (one.within, one.inserted, one.deleted) == (other.within, other.inserted, other.deleted)


def _cut(line: list[Atom]) -> list[Atom]:
    if not line:
        return []
    path = _path(line[0].within)
    result: list[Atom] = []
    at = used = 0
    atom = line[0]
    length = len(atom.text or "")
    for word in _WORDS.findall("".join(atom.text or "" for atom in line)):
        if used + len(word) <= length:
            result.append(part_of_text(atom, word, path, [] if used else atom.before))
            used += len(word)
        else:
            pieces: list[Atom] = []
            left = word
            while left:
                if used == length:
                    at, used = at + 1, 0
                    atom = line[at]
                    length = len(atom.text or "")
                here = (atom.text or "")[used : used + len(left)]
                pieces.append(part_of_text(atom, here, path, [] if used else atom.before))
                left, used = left[len(here) :], used + len(here)
            if len(pieces) > 1:
                whole = part_of_text(pieces[0], word, path, [])
                whole.fragments = tuple(pieces)
                pieces = [whole]
            result += pieces
        if used == length and at + 1 < len(line):
            at, used = at + 1, 0
            atom = line[at]
            length = len(atom.text or "")
    return result


def part_of_text(atom: Atom, text: str, path: Key, before: list[Element]) -> Atom:
    """Return a piece of the text of an atom; made by hand, for there are as many as there are words."""
    return Atom(
        (text, path) if path else text,
        text,
        atom.pieces,
        atom.properties,
        atom.format,
        atom.within,
        before,
        False,
        None,
        atom.inserted,
        atom.deleted,
    )


def split_at(atom: Atom, places: Iterable[int]) -> list[Atom]:
    """Return a word cut at these places, and where its fragments end."""
    cuts = sorted({*places, 0, len(atom.text or "")})
    result: list[Atom] = []
    start = 0
    for fragment in atom.fragments or (atom,):
        text = fragment.text or ""
        inner = [cut - start for cut in cuts if start < cut < start + len(text)]
        for begin, end in zip([0, *inner], [*inner, len(text)], strict=True):
            before = fragment.before if begin == 0 else []
            result.append(replace(fragment, text=text[begin:end], before=before, fragments=()))
        start += len(text)
    return result


def ends(atom: Atom) -> list[int]:
    """Return where the fragments of a word end."""
    found, total = [], 0
    for fragment in atom.fragments or (atom,):
        total += len(fragment.text or "")
        found.append(total)
    return found


def said(atoms: Iterable[Atom]) -> str:
    """Return the text of atoms."""
    return "".join(atom.text or "" for atom in atoms)


def paragraph_key(atoms: list[Atom], keys: Keys, numbers: dict[str, Key]) -> Key:
    """Return when two paragraphs are the same, however their text is cut into runs."""
    parts: list[Hashable] = []
    text: list[str] = []
    last: tuple[Hashable, ...] | None = None
    for atom in atoms[:-1]:
        anchors = tuple(numbers.get(each, ()) for each in _comment_starts(atom))
        if atom.text is not None:
            now = (atom.format, _path(atom.within))
            if now == last and not anchors:
                text.append(atom.text)
                continue
            if text:
                parts.append("".join(text))
            text, last = [atom.text], now
            parts += [now, *anchors]
        else:
            if text:
                parts.append("".join(text))
            text, last = [], None
            parts += [atom.key, atom.format, tuple(_box_text(piece) for piece in all_pieces(atom)), *anchors]
    if text:
        parts.append("".join(text))
    end = atoms[-1]
    assert end.paragraph is not None
    properties = end.paragraph.find(PPR)
    section = None if properties is None else properties.find(SECTPR)
    anchors = tuple(numbers.get(each, ()) for each in _comment_starts(end))
    return (*parts, keys.paragraph_format(properties), end.format, keys.of(section), *anchors)


def _comment_starts(atom: Atom) -> list[str]:
    return [each.get(qn("w:id"), "") for each in atom.before if each.tag == qn("w:commentRangeStart")] + [
        reference.get(qn("w:id"), "") for each in atom.before for reference in each.iter(COMMENT_REFERENCE)
    ]


def _box_text(piece: Element) -> Key:
    boxes = list(boxes_of(piece)) if len(piece) else []
    return tuple(
        "".join(each.text or "" if each.tag != P else "\n" for each in box.iter(T, DEL_TEXT, P)) for box in boxes
    )


def all_pieces(atom: Atom) -> Iterator[Element]:
    """Return the elements that an atom is made of, also those of a whole field."""
    yield from atom.pieces
    for part in atom.parts if isinstance(atom, Field) else ():
        yield from all_pieces(part)


def _fields(atoms: list[Atom], *, every: bool) -> list[Atom]:
    """Return the atoms with each field that begins and ends among them as one: half a field is not a field.

    Unless it is every field, only those are made one whose result changes by itself.
    """
    if not any(atom.pieces and atom.pieces[0].tag == qn("w:fldChar") for atom in atoms):
        return atoms
    result: list[Atom] = []
    opened: list[int] = []
    for atom in atoms:
        mark = atom.pieces[0].get(qn("w:fldCharType")) if atom.pieces[0].tag == qn("w:fldChar") else ""
        result.append(atom)
        if mark == "begin":
            opened.append(len(result) - 1)
        elif mark == "end" and opened:
            start = opened.pop()
            inner = result[start:]
            if all((each.within, each.inserted, each.deleted) == (atom.within, atom.inserted, atom.deleted)
                   and not each.is_whole for each in inner):  # fmt: skip
                field_ = _field(inner)
                if every or field_.is_volatile:
                    result[start:] = [field_]
    return result


def _field(inner: list[Atom]) -> "Field":
    instruction: list[str] = []
    depth = 0
    for atom in inner:
        piece = atom.pieces[0]
        if piece.tag == qn("w:fldChar"):
            depth += {"begin": 1, "end": -1}.get(piece.get(qn("w:fldCharType"), ""), 0)
        elif piece.tag in (INSTR, DEL_INSTR) and depth == 1:
            instruction.append(piece.text or "")
    kind = "".join(instruction).strip()
    is_volatile = keyword(kind) in NUMBERS | MOMENTS
    key: Hashable = ("field", kind) if is_volatile else ("field", *((each.key, each.format) for each in inner))
    first = inner[0]
    return Field(
        key, None, (), None, None, first.within, [each for atom in inner for each in atom.before], False, None,
        first.inserted, first.deleted, parts=tuple(inner), is_volatile=is_volatile,
    )  # fmt: skip


@dataclass(eq=False, slots=True)
class Field(Atom):
    """A whole field: its instruction and its result."""

    parts: tuple[Atom, ...] = ()
    is_volatile: bool = False


__all__ = [
    "ALTERNATE",
    "DEL",
    "FALLBACK",
    "Atom",
    "Field",
    "Reader",
    "Stamp",
    "Wrapper",
    "ends",
    "paragraph_key",
    "split_at",
    "words",
]
