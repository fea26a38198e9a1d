"""Which words of one paragraph are which of another, as a person would see it."""

from collections.abc import Sequence

from paraaf.redline.atoms import Atom
from paraaf.redline.diffing import Pairs, matches


def word_pairs(old: Sequence[Atom], new: Sequence[Atom]) -> Pairs:
    """Return the atoms that stayed, as increasing pairs of places.

    Spaces and signs that only happen to be the same between two changes are no reason to cut one change in two.
    """
    pairs = matches([each.key for each in old], [each.key for each in new])
    return _without_islands(old, new, pairs)


def _without_islands(old: Sequence[Atom], new: Sequence[Atom], pairs: Pairs) -> Pairs:
    runs: list[Pairs] = []
    for pair in pairs:
        if runs and (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1) == pair:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    total = sum(_length(each) for each in (*old, *new)) or 1
    shared = 2 * sum(_length(old[i]) for i, _ in pairs)
    is_rewritten = shared < total * 0.4
    changed = True
    while changed:
        changed = False
        for at, run in enumerate(runs):
            before = _gap(runs, at - 1, old, new)
            after = _gap(runs, at, old, new)
            atoms = [old[i] for i, _ in run]
            if any(each.text is None for each in atoms) or not before or not after:
                continue
            size = sum(_length(each) for each in atoms)
            has_word = any((each.text or "").strip() and (each.text or "")[0].isalnum() for each in atoms)
            if (not has_word and size <= 3) or (is_rewritten and size <= min(before, after)):
                del runs[at]
                changed = True
                break
    return [pair for run in runs for pair in run]


def _gap(runs: list[Pairs], at: int, old: Sequence[Atom], new: Sequence[Atom]) -> int:
    """Return how much text changed after a run of pairs: the longer of what went and what came."""
    i, k = (runs[at][-1][0] + 1, runs[at][-1][1] + 1) if at >= 0 else (0, 0)
    to_i, to_k = (runs[at + 1][0]) if at + 1 < len(runs) else (len(old), len(new))
    return max(sum(_length(each) for each in old[i:to_i]), sum(_length(each) for each in new[k:to_k]))


def _length(atom: Atom) -> int:
    return len(atom.text) if atom.text is not None else 1
