"""Which words of one paragraph are which of another, as a person would see it."""

from collections.abc import Sequence

from paraaf.redline.sequence.atoms import Atom
from paraaf.redline.sequence.lcs import Pairs, matches


def word_pairs(old: Sequence[Atom], new: Sequence[Atom]) -> Pairs:
    """Return the atoms that stayed, as increasing pairs of places.

    Spaces and signs that only happen to be the same between two changes are no reason to cut one change in two.
    """
    pairs = matches([each.key for each in old], [each.key for each in new])
    return _slid_to_boundaries(old, new, _semantic_cleanup(old, new, pairs))


def _semantic_cleanup(old: Sequence[Atom], new: Sequence[Atom], pairs: Pairs) -> Pairs:
    runs: list[Pairs] = []
    for pair in pairs:
        if runs and _following(runs[-1][-1]) == pair:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    last = (len(old), len(new))
    if all(run[0] == (0, 0) or _following(run[-1]) == last for run in runs):
        # There is no more than one change: nothing stands between two.
        return pairs
    total = sum(_length(each) for each in (*old, *new)) or 1
    shared = 2 * sum(_length(old[i]) for i, _ in pairs)
    is_rewritten = shared < total * 0.4
    changed = True
    while changed:
        changed = False
        for at, run in enumerate(runs):
            before = _changed_length(runs, at - 1, old, new)
            after = _changed_length(runs, at, old, new)
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


def _following(pair: tuple[int, int]) -> tuple[int, int]:
    return pair[0] + 1, pair[1] + 1


def _slid_to_boundaries(old: Sequence[Atom], new: Sequence[Atom], pairs: Pairs) -> Pairs:
    """Return the pairs with each insertion or deletion slid to where it begins and ends with a sentence or word.

    Before "De lessen" both "De programma's. " and, after its first word, "programma's. De " may have been inserted.
    """
    result = list(pairs)
    for at in range(len(pairs)):
        i, k = result[at]
        to_i, to_k = result[at + 1] if at + 1 < len(result) else (len(old), len(new))
        if (to_i == i + 1) == (to_k == k + 1):
            continue
        side = 1 if to_i == i + 1 else 0
        steps = _best_slide((old, new), result, at, (to_i, to_k), side)
        for step in range(steps):
            one, other = result[at - step]
            result[at - step] = (one, to_k - 1 - step) if side else (to_i - 1 - step, other)
    return result


def _best_slide(
    texts: tuple[Sequence[Atom], Sequence[Atom]], pairs: Pairs, at: int, end: tuple[int, int], side: int
) -> int:
    """Return by how many words an insertion (`side` 1) or deletion (0) should slide to the left."""
    text = texts[side]
    start, stop = pairs[at][side] + 1, end[side]
    best, steps, step = _boundary_score(text, start) + _boundary_score(text, stop), 0, 0
    while step < stop - start and at - step >= 0:
        pair = pairs[at - step]
        if step and (pairs[at - step + 1][0] - pair[0], pairs[at - step + 1][1] - pair[1]) != (1, 1):
            break
        if not _can_slide(text[pair[side]], text[stop - 1 - step], texts[1 - side][pair[1 - side]]):
            break
        step += 1
        score = _boundary_score(text, start - step) + _boundary_score(text, stop - step)
        if score > best:
            best, steps = score, step
    return steps


def _can_slide(one: Atom, other: Atom, opposite: Atom) -> bool:
    if one.text is None or one.key != other.key or one.format != other.format or opposite.format != one.format:
        return False
    return not (one.before or other.before or opposite.before or one.fragments or other.fragments)


def _boundary_score(text: Sequence[Atom], at: int) -> int:
    """Return how good a boundary a place is: the ends of a text, of sentences, of words."""
    if at in (0, len(text)):
        return 6
    last, following = text[at - 1].text or "", text[at].text or ""
    if last == " ":
        before = (text[at - 2].text or "")[-1:] if at > 1 else ""
        return 5 if before and before in ".!?" else 3 if before and before in ",;:" else 2
    if last.endswith(" "):
        return 5 if last[-2:-1] and last[-2:-1] in ".!?" else 2
    if following.startswith(" "):
        return 4 if last and last in ".!?" else 1
    return 0


def _changed_length(runs: list[Pairs], at: int, old: Sequence[Atom], new: Sequence[Atom]) -> int:
    """Return how much text changed after a run of pairs: the longer of what went and what came."""
    i, k = (runs[at][-1][0] + 1, runs[at][-1][1] + 1) if at >= 0 else (0, 0)
    to_i, to_k = (runs[at + 1][0]) if at + 1 < len(runs) else (len(old), len(new))
    return max(sum(_length(each) for each in old[i:to_i]), sum(_length(each) for each in new[k:to_k]))


def _length(atom: Atom) -> int:
    return len(atom.text) if atom.text is not None else 1
