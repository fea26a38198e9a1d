"""Fields as atoms: where one begins and ends among the atoms of a paragraph, with the fields in it."""

from collections.abc import Hashable, Sequence

from paraaf.redline.sequence.atoms import Atom, FieldAtom
from paraaf.redline.wml.field_codes import is_volatile, keyword
from paraaf.redline.wml.names import DEL_INSTR, INSTR, qn

_FIELD_CHAR, _FIELD_CHAR_TYPE = qn("w:fldChar"), qn("w:fldCharType")


def join_fields(atoms: Sequence[Atom], *, every_field: bool) -> list[Atom]:
    """Return the atoms with each field that begins and ends among them as one: half a field is not a field.

    Unless it is every field, only those are made one whose result changes by itself.
    """
    result: list[Atom] = []
    open_fields: list[int] = []
    for atom in atoms:
        field_mark = _field_mark(atom)
        result.append(atom)
        if field_mark == "begin":
            open_fields.append(len(result) - 1)
        elif field_mark == "end" and open_fields:
            start = open_fields.pop()
            members = result[start:]
            if all((each.within, each.inserted, each.deleted) == (atom.within, atom.inserted, atom.deleted)
                   and not each.is_whole for each in members):  # fmt: skip
                field = _field_atom(members)
                if every_field or field.is_volatile:
                    result[start:] = [field]
    return result


def _field_mark(atom: Atom) -> str:
    """Return which mark of a field an atom is: begin, separate or end; "" if it is none, or a whole field."""
    return atom.pieces[0].get(_FIELD_CHAR_TYPE, "") if atom.pieces and atom.pieces[0].tag == _FIELD_CHAR else ""


def _field_atom(members: Sequence[Atom]) -> FieldAtom:
    """Return atoms as one field. The fields in it are part of it, and take no atoms of their own."""
    parts = [part for atom in members for part in (atom.parts if isinstance(atom, FieldAtom) else (atom,))]
    instruction, length = _instruction(parts).strip(), _result_length(parts)
    changes_by_itself = is_volatile(keyword(instruction), length)
    # What changes by itself in a field that does not says nothing there either.
    key: Hashable = (
        ("field", instruction) if changes_by_itself else ("field", *((each.key, each.format) for each in members))
    )
    first = members[0]
    return FieldAtom(
        key, None, (), None, None, first.within, tuple(each for atom in members for each in atom.before), False, None,
        first.inserted, first.deleted, parts=tuple(parts), is_volatile=changes_by_itself,
    )  # fmt: skip


def _instruction(parts: Sequence[Atom]) -> str:
    """Return the instruction of a field, without those of the fields in it."""
    texts: list[str] = []
    depth = 0
    for atom in parts:
        depth += {"begin": 1, "end": -1}.get(_field_mark(atom), 0)
        if depth == 1 and atom.pieces[0].tag in (INSTR, DEL_INSTR):
            texts.append(atom.pieces[0].text or "")
    return "".join(texts)


def _result_length(parts: Sequence[Atom]) -> int:
    """Return how many characters of a field are shown: those that are in no instruction."""
    is_result: list[bool] = []
    size = 0
    for atom in parts:
        mark = _field_mark(atom)
        if mark == "begin":
            is_result.append(False)
        elif mark == "separate" and is_result:
            is_result[-1] = True
        elif mark == "end" and is_result:
            is_result.pop()
        elif all(is_result):
            size += len(atom.text) if atom.text is not None else 1
    return size
