"""Fields as atoms: where one begins and ends among the atoms of a paragraph, with the fields in it."""

from collections.abc import Hashable, Sequence

from paraaf.redline.plain_text.reader import LONGEST_MOMENT, LONGEST_NUMBER, MOMENTS, NUMBERS
from paraaf.redline.screening.field_watch import keyword
from paraaf.redline.sequence.atoms import Atom, Field
from paraaf.redline.wml.names import DEL_INSTR, INSTR, qn

_MARK, _SORT = qn("w:fldChar"), qn("w:fldCharType")


def joined_fields(atoms: Sequence[Atom], *, every: bool) -> list[Atom]:
    """Return the atoms with each field that begins and ends among them as one: half a field is not a field.

    Unless it is every field, only those are made one whose result changes by itself.
    """
    result: list[Atom] = []
    opened: list[int] = []
    for atom in atoms:
        mark = _sort(atom)
        result.append(atom)
        if mark == "begin":
            opened.append(len(result) - 1)
        elif mark == "end" and opened:
            start = opened.pop()
            inner = result[start:]
            if all((each.within, each.inserted, each.deleted) == (atom.within, atom.inserted, atom.deleted)
                   and not each.is_whole for each in inner):  # fmt: skip
                field = _field(inner)
                if every or field.is_volatile:
                    result[start:] = [field]
    return result


def _sort(atom: Atom) -> str:
    """Return which mark of a field an atom is: begin, separate or end; "" if it is none, or a whole field."""
    return atom.pieces[0].get(_SORT, "") if atom.pieces and atom.pieces[0].tag == _MARK else ""


def _field(inner: Sequence[Atom]) -> Field:
    """Return atoms as one field. The fields in it are part of it, and take no atoms of their own."""
    parts = [part for atom in inner for part in (atom.parts if isinstance(atom, Field) else (atom,))]
    kind, size = _instruction(parts).strip(), _shown(parts)
    name = keyword(kind)
    is_volatile = (name in NUMBERS and size <= LONGEST_NUMBER) or (name in MOMENTS and size <= LONGEST_MOMENT)
    # What changes by itself in a field that does not says nothing there either.
    key: Hashable = ("field", kind) if is_volatile else ("field", *((each.key, each.format) for each in inner))
    first = inner[0]
    return Field(
        key, None, (), None, None, first.within, tuple(each for atom in inner for each in atom.before), False, None,
        first.inserted, first.deleted, parts=tuple(parts), is_volatile=is_volatile,
    )  # fmt: skip


def _instruction(parts: Sequence[Atom]) -> str:
    """Return the instruction of a field, without those of the fields in it."""
    said: list[str] = []
    depth = 0
    for atom in parts:
        depth += {"begin": 1, "end": -1}.get(_sort(atom), 0)
        if depth == 1 and atom.pieces[0].tag in (INSTR, DEL_INSTR):
            said.append(atom.pieces[0].text or "")
    return "".join(said)


def _shown(parts: Sequence[Atom]) -> int:
    """Return how many characters of a field are shown: those that are in no instruction."""
    is_result: list[bool] = []
    size = 0
    for atom in parts:
        mark = _sort(atom)
        if mark == "begin":
            is_result.append(False)
        elif mark == "separate" and is_result:
            is_result[-1] = True
        elif mark == "end" and is_result:
            is_result.pop()
        elif all(is_result):
            size += len(atom.text) if atom.text is not None else 1
    return size
