"""The text of atoms cut into words, also where a word runs over several runs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from paraaf.redline.sequence.atoms import (
    Atom,
    part_of_text,
    path_of,
)

_SPARE = 5
"""So many words before a difference are looked at one by one."""
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


def words_of_both(old: Sequence[Atom], new: Sequence[Atom]) -> tuple[list[Atom], list[Atom]]:
    """Return the words of two texts; what both begin with and end with, and looks the same, is in pieces of any length.

    Most of a paragraph that was edited stayed as it was, and need not be cut into words to see that.
    """
    head, old, new = _head(old, new)
    tail, old, new = _tail(old, new)
    if head and head[-1][0].text is not None:
        # A difference may begin some words earlier than where the first one is that is not the same.
        one, other = head.pop()
        at = _cut_before(one.text or "")
        head += [(_piece(one, 0, at), _piece(other, 0, at))] if at else []
        old, new = [_piece(one, at), *old], [_piece(other, at), *new]
    return (
        [*(each for each, _ in head), *words(old), *(each for each, _ in tail)],
        [*(each for _, each in head), *words(new), *(each for _, each in tail)],
    )


Pairs = list[tuple[Atom, Atom]]


def _head(old: Sequence[Atom], new: Sequence[Atom]) -> tuple[Pairs, list[Atom], list[Atom]]:
    pairs: Pairs = []
    at = 0
    rest: tuple[list[Atom], list[Atom]] = ([], [])
    while at < min(len(old), len(new)) and _looks_same(old[at], new[at]):
        one, other = old[at], new[at]
        if one.text is None or other.text is None:
            pairs.append((one, other))
            at += 1
            continue
        size = _alike(one.text, other.text)
        is_whole = size == len(one.text) == len(other.text)
        if not is_whole or not (one.text.endswith(" ") or (_is_thing(old, at + 1) and _is_thing(new, at + 1))):
            # A word that may go on is not cut; spaces are words of their own.
            size = one.text.rfind(" ", 0, size) + 1
            is_whole = size == len(one.text) == len(other.text)
        if is_whole:
            pairs.append((_piece(one, 0), _piece(other, 0)))
            at += 1
            continue
        if size:
            pairs.append((_piece(one, 0, size), _piece(other, 0, size)))
            rest = [_piece(one, size)], [_piece(other, size)]
            at += 1
        break
    return pairs, [*_said(rest[0]), *old[at:]], [*_said(rest[1]), *new[at:]]


def _tail(old: list[Atom], new: list[Atom]) -> tuple[Pairs, list[Atom], list[Atom]]:
    pairs: Pairs = []
    to, to_new = len(old), len(new)
    rest: tuple[list[Atom], list[Atom]] = ([], [])
    while min(to, to_new) and _looks_same(old[to - 1], new[to_new - 1]):
        one, other = old[to - 1], new[to_new - 1]
        if one.text is None or other.text is None:
            pairs.append((one, other))
            to, to_new = to - 1, to_new - 1
            continue
        size = _alike(one.text[::-1], other.text[::-1])
        is_whole = size == len(one.text) == len(other.text)
        if not is_whole or not (one.text.startswith(" ") or (_is_thing(old, to - 2) and _is_thing(new, to_new - 2))):
            space = one.text.find(" ", len(one.text) - size)
            size = 0 if space < 0 else len(one.text) - space
            is_whole = size == len(one.text) == len(other.text)
        if is_whole:
            pairs.append((_piece(one, 0), _piece(other, 0)))
            to, to_new = to - 1, to_new - 1
            continue
        if size and size < min(len(one.text), len(other.text)):
            pairs.append((_piece(one, len(one.text) - size), _piece(other, len(other.text) - size)))
            rest = [_piece(one, 0, len(one.text) - size)], [_piece(other, 0, len(other.text) - size)]
            to, to_new = to - 1, to_new - 1
        break
    return pairs[::-1], [*old[:to], *rest[0]], [*new[:to_new], *rest[1]]


def _cut_before(text: str) -> int:
    """Return where the last few words of a text begin."""
    size = len(text)
    for _ in range(_SPARE):
        size = text.rfind(" ", 0, max(size - 1, 0)) + 1
    return size


def _said(atoms: list[Atom]) -> list[Atom]:
    return [each for each in atoms if each.text]


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts have in common at the beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _looks_same(one: Atom, other: Atom) -> bool:
    if one.text is None or other.text is None:
        return one.key == other.key and not one.is_end and not other.is_end
    return one.format == other.format and path_of(one.within) == path_of(other.within)


def _is_thing(atoms: Sequence[Atom], at: int) -> bool:
    """Return whether there is something other than text at a place, or nothing."""
    return not 0 <= at < len(atoms) or atoms[at].text is None


def _piece(atom: Atom, start: int, end: int | None = None) -> Atom:
    return part_of_text(atom, (atom.text or "")[start:end], path_of(atom.within), () if start else atom.before)


def _goes_on(one: Atom, other: Atom) -> bool:
    return (one.within, one.inserted, one.deleted) == (other.within, other.inserted, other.deleted)


def _cut(line: list[Atom]) -> list[Atom]:
    if not line:
        return []
    path = path_of(line[0].within)
    atom = line[0]
    if len(line) == 1:
        found = _WORDS.findall(atom.text or "")
        return [part_of_text(atom, word, path, () if at else atom.before) for at, word in enumerate(found)]
    result: list[Atom] = []
    at = used = 0
    length = len(atom.text or "")
    for word in _WORDS.findall("".join(atom.text or "" for atom in line)):
        if used + len(word) <= length:
            result.append(part_of_text(atom, word, path, () if used else atom.before))
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
                pieces.append(part_of_text(atom, here, path, () if used else atom.before))
                left, used = left[len(here) :], used + len(here)
            if len(pieces) > 1:
                whole = part_of_text(pieces[0], word, path, ())
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
            before = fragment.before if begin == 0 else ()
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
