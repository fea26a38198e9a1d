"""The text of atoms cut into words, also where a word runs over several runs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from paraaf.redline.sequence.atoms import (
    Atom,
    part_of_text,
    wrapper_path,
)

_CONTEXT_WORDS = 5
"""So many words before a difference are looked at one by one."""
_WORDS = re.compile(r"\d[\d.,:/]*\d|\w+(?:['’]\w+)?|[^\S ]|.", re.DOTALL)


def tokenize(atoms: Iterable[Atom]) -> list[Atom]:
    """Return the same atoms with their text cut into words, spaces and punctuation marks.

    Where a word runs over several runs, or a range begins in it, it is one atom all the same, with `fragments`.
    """
    result: list[Atom] = []
    texts: list[Atom] = []
    for atom in atoms:
        if atom.text is not None and (not texts or _continues(texts[-1], atom)):
            texts.append(atom)
            continue
        result += _split_words(texts)
        texts = [atom] if atom.text is not None else []
        if atom.text is None:
            result.append(atom)
    return result + _split_words(texts)


def tokenize_both(old: Sequence[Atom], new: Sequence[Atom]) -> tuple[list[Atom], list[Atom]]:
    """Return the words of two texts; a common prefix and suffix in the same format are in pieces of any length.

    Most of a paragraph that was edited stayed as it was, and need not be cut into words to see that.
    """
    prefix, old, new = _common_prefix(old, new)
    suffix, old, new = _common_suffix(old, new)
    if prefix and prefix[-1][0].text is not None:
        # A difference may begin some words earlier than where the first one is that is not the same.
        one, other = prefix.pop()
        at = _context_start(one.text or "")
        prefix += [(_slice(one, 0, at), _slice(other, 0, at))] if at else []
        old, new = [_slice(one, at), *old], [_slice(other, at), *new]
    return (
        [*(each for each, _ in prefix), *tokenize(old), *(each for each, _ in suffix)],
        [*(each for _, each in prefix), *tokenize(new), *(each for _, each in suffix)],
    )


Pairs = list[tuple[Atom, Atom]]


def _common_prefix(old: Sequence[Atom], new: Sequence[Atom]) -> tuple[Pairs, list[Atom], list[Atom]]:
    pairs: Pairs = []
    at = 0
    rest: tuple[list[Atom], list[Atom]] = ([], [])
    while at < min(len(old), len(new)) and _are_same_format(old[at], new[at]):
        one, other = old[at], new[at]
        if one.text is None or other.text is None:
            pairs.append((one, other))
            at += 1
            continue
        size = _common_prefix_length(one.text, other.text)
        is_whole = size == len(one.text) == len(other.text)
        if not is_whole or not (one.text.endswith(" ") or (_is_object(old, at + 1) and _is_object(new, at + 1))):
            # A word that may go on is not cut; spaces are words of their own.
            size = one.text.rfind(" ", 0, size) + 1
            is_whole = size == len(one.text) == len(other.text)
        if is_whole:
            pairs.append((_slice(one, 0), _slice(other, 0)))
            at += 1
            continue
        if size:
            pairs.append((_slice(one, 0, size), _slice(other, 0, size)))
            rest = [_slice(one, size)], [_slice(other, size)]
            at += 1
        break
    return pairs, [*_with_text(rest[0]), *old[at:]], [*_with_text(rest[1]), *new[at:]]


def _common_suffix(old: list[Atom], new: list[Atom]) -> tuple[Pairs, list[Atom], list[Atom]]:
    pairs: Pairs = []
    to, to_new = len(old), len(new)
    rest: tuple[list[Atom], list[Atom]] = ([], [])
    while min(to, to_new) and _are_same_format(old[to - 1], new[to_new - 1]):
        one, other = old[to - 1], new[to_new - 1]
        if one.text is None or other.text is None:
            pairs.append((one, other))
            to, to_new = to - 1, to_new - 1
            continue
        size = _common_prefix_length(one.text[::-1], other.text[::-1])
        is_whole = size == len(one.text) == len(other.text)
        if not is_whole or not (one.text.startswith(" ") or (_is_object(old, to - 2) and _is_object(new, to_new - 2))):
            space = one.text.find(" ", len(one.text) - size)
            size = 0 if space < 0 else len(one.text) - space
            is_whole = size == len(one.text) == len(other.text)
        if is_whole:
            pairs.append((_slice(one, 0), _slice(other, 0)))
            to, to_new = to - 1, to_new - 1
            continue
        if size and size < min(len(one.text), len(other.text)):
            pairs.append((_slice(one, len(one.text) - size), _slice(other, len(other.text) - size)))
            rest = [_slice(one, 0, len(one.text) - size)], [_slice(other, 0, len(other.text) - size)]
            to, to_new = to - 1, to_new - 1
        break
    return pairs[::-1], [*old[:to], *rest[0]], [*new[:to_new], *rest[1]]


def _context_start(text: str) -> int:
    """Return where the last few words of a text begin."""
    size = len(text)
    for _ in range(_CONTEXT_WORDS):
        size = text.rfind(" ", 0, max(size - 1, 0)) + 1
    return size


def _with_text(atoms: list[Atom]) -> list[Atom]:
    return [each for each in atoms if each.text]


def _common_prefix_length(one: str, other: str) -> int:
    """Return the length of the common prefix of two texts."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _are_same_format(one: Atom, other: Atom) -> bool:
    if one.text is None or other.text is None:
        return one.key == other.key and not one.is_end and not other.is_end
    return one.format == other.format and wrapper_path(one.within) == wrapper_path(other.within)


def _is_object(atoms: Sequence[Atom], at: int) -> bool:
    """Return whether there is something other than text at a place, or nothing."""
    return not 0 <= at < len(atoms) or atoms[at].text is None


def _slice(atom: Atom, start: int, end: int | None = None) -> Atom:
    return part_of_text(atom, (atom.text or "")[start:end], wrapper_path(atom.within), () if start else atom.before)


def _continues(one: Atom, other: Atom) -> bool:
    return (one.within, one.inserted, one.deleted) == (other.within, other.inserted, other.deleted)


def _split_words(atoms: list[Atom]) -> list[Atom]:
    if not atoms:
        return []
    path = wrapper_path(atoms[0].within)
    atom = atoms[0]
    if len(atoms) == 1:
        found = _WORDS.findall(atom.text or "")
        return [part_of_text(atom, word, path, () if at else atom.before) for at, word in enumerate(found)]
    result: list[Atom] = []
    at = used = 0
    length = len(atom.text or "")
    for word in _WORDS.findall("".join(atom.text or "" for atom in atoms)):
        if used + len(word) <= length:
            result.append(part_of_text(atom, word, path, () if used else atom.before))
            used += len(word)
        else:
            pieces: list[Atom] = []
            left = word
            while left:
                if used == length:
                    at, used = at + 1, 0
                    atom = atoms[at]
                    length = len(atom.text or "")
                here = (atom.text or "")[used : used + len(left)]
                pieces.append(part_of_text(atom, here, path, () if used else atom.before))
                left, used = left[len(here) :], used + len(here)
            if len(pieces) > 1:
                whole = part_of_text(pieces[0], word, path, ())
                whole.fragments = tuple(pieces)
                pieces = [whole]
            result += pieces
        if used == length and at + 1 < len(atoms):
            at, used = at + 1, 0
            atom = atoms[at]
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


def fragment_ends(atom: Atom) -> list[int]:
    """Return where the fragments of a word end."""
    found, total = [], 0
    for fragment in atom.fragments or (atom,):
        total += len(fragment.text or "")
        found.append(total)
    return found
