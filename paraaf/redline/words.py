"""The text of atoms cut into words, also where a word runs over several runs."""

import re
from collections.abc import Iterable
from dataclasses import replace

from paraaf.redline.atoms import (
    Atom,
    part_of_text,
    path_of,
)

_WORDS = re.compile(r"\d[\d.,:/]*\d|\w+(?:['’]\w+)?|[^\S ]|.", re.DOTALL)


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
    path = path_of(line[0].within)
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
