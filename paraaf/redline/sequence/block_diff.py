"""Which paragraph, table or row of one text is which of another, also where it was edited or moved."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.lcs import matches

_WORD = re.compile(r"\w+")
_MIN_SIMILARITY = 0.35
"""Two paragraphs with this share of words in common count as one that was edited."""
_MAX_COMPARISONS = 4_000
"""Up to so many comparisons, every old paragraph in a gap is compared with every new one."""
_MIN_MOVED_WORDS = 4
"""A paragraph of fewer words that was deleted and inserted elsewhere need not have been moved."""


class Block:
    """What is known of a paragraph, table, row or control when it is aligned."""

    __slots__ = ("_element", "_text", "key", "kind")

    def __init__(self, kind: str, key: Hashable, text: str | Callable[[Element], str], element: Element = None) -> None:
        self.kind = kind
        self.key = key
        """Equal keys: nothing changed."""
        self._text = text
        self._element = element

    @property
    def text(self) -> str:
        """Return what it says; found out when it is asked, for most blocks stayed as they are."""
        if not isinstance(self._text, str):
            self._text = self._text(self._element)
        return self._text


class Step(NamedTuple):
    """One step from the old text to the new; a place is None where that text has nothing."""

    old: int | None
    new: int | None
    is_same: bool = False
    move: int = 0
    """The number of the move that a deletion and an insertion are the halves of."""


class _BagsOfWords:
    """The words of blocks, counted once."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self._bags: dict[int, Counter[str]] = {}

    def bag(self, at: int) -> Counter[str]:
        if at not in self._bags:
            self._bags[at] = Counter(_WORD.findall(self.blocks[at].text.lower()))
        return self._bags[at]


def align(old: Sequence[Block], new: Sequence[Block], *, match_last: bool, moves: bool = True) -> list[Step]:
    """Return the steps from old to new, in order, deletions before insertions at the same place.

    With `match_last` the last blocks are taken for the same one where both would be unmatched: the last paragraph of a
    text cannot be deleted, so it is edited.
    """
    bags = _BagsOfWords(old), _BagsOfWords(new)
    same = matches([each.key for each in old], [each.key for each in new])
    pairs = [(i, k, True) for i, k in same]
    i = k = 0
    gaps = []
    for to_i, to_k in [*same, (len(old), len(new))]:
        if i < to_i and k < to_k:
            gaps.append((i, to_i, k, to_k))
        i, k = to_i + 1, to_k + 1
    for gap in gaps:
        pairs += [(i, k, False) for i, k in _similar_pairs(bags, gap)]
    pairs.sort()
    last = (len(old) - 1, len(new) - 1)
    if match_last and old and new and old[-1].kind == new[-1].kind and (
        not pairs or (pairs[-1][0] < last[0] and pairs[-1][1] < last[1])
    ):  # fmt: skip
        pairs.append((*last, False))
    steps = _steps(pairs, len(old), len(new))
    return _with_moves(steps, old, new, last if match_last else (-1, -1)) if moves else steps


def _steps(pairs: list[tuple[int, int, bool]], old_count: int, new_count: int) -> list[Step]:
    steps: list[Step] = []
    i = k = 0
    for to_i, to_k, is_same in [*pairs, (old_count, new_count, False)]:
        if i < to_i:
            steps += [Step(at, None) for at in range(i, to_i)]
        if k < to_k:
            steps += [Step(None, at) for at in range(k, to_k)]
        if to_i < old_count:
            steps.append(Step(to_i, to_k, is_same))
        i, k = to_i + 1, to_k + 1
    return steps


def _similar_pairs(bags: tuple[_BagsOfWords, _BagsOfWords], gap: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    """Return which blocks between two fixed points are edited versions of each other."""
    i, j, k, m = gap
    if (j - i) * (m - k) <= _MAX_COMPARISONS:
        return _best_pairs(bags, gap)
    # Too many for all against all: those that share rare words first, and then what is left between them.
    found = _pairs_by_rare_words(bags, gap)
    result = list(found)
    for to_i, to_k in [*found, (j, m)]:
        if i < to_i and k < to_k:
            if (to_i - i) * (to_k - k) <= _MAX_COMPARISONS:
                result += _best_pairs(bags, (i, to_i, k, to_k))
            else:
                # What is left has nothing rare in common: only neighbours can still be each other's.
                width = min(to_i - i, to_k - k)
                result += [(i + n, k + n) for n in range(width) if similarity(bags, i + n, k + n) >= _MIN_SIMILARITY]
        i, k = to_i + 1, to_k + 1
    return sorted(result)


def similarity(bags: tuple[_BagsOfWords, _BagsOfWords], at: int, to: int) -> float:
    """Return the share of words that two blocks have in common: 0 to 1."""
    one, other = bags[0].blocks[at], bags[1].blocks[to]
    if one.kind != other.kind:
        return 0.0
    if one.text == other.text:
        return 1.0
    a, b = bags[0].bag(at), bags[1].bag(to)
    total = a.total() + b.total()
    if not total:
        return 0.5
    if len(a) > len(b):
        a, b = b, a
    return 2 * sum(min(count, b[word]) for word, count in a.items() if word in b) / total


def _best_pairs(bags: tuple[_BagsOfWords, _BagsOfWords], gap: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    i, j, k, m = gap
    width = m - k
    thresholds = {"tbl": 0.05, "sdt": 0.05, "tr": 0.25, "tc": 0.0}
    scores = []
    for at in range(i, j):
        threshold = thresholds.get(bags[0].blocks[at].kind, _MIN_SIMILARITY)
        row = [similarity(bags, at, to) for to in range(k, m)]
        scores.append([score if score >= threshold and score > 0 else 0.0 for score in row])
    best = [[0.0] * (width + 1) for _ in range(j - i + 1)]
    for x in reversed(range(j - i)):
        for y in reversed(range(width)):
            here = scores[x][y] + best[x + 1][y + 1] if scores[x][y] else 0.0
            best[x][y] = max(here, best[x + 1][y], best[x][y + 1])
    pairs: list[tuple[int, int]] = []
    x = y = 0
    while x < j - i and y < width:
        if scores[x][y] and best[x][y] == scores[x][y] + best[x + 1][y + 1]:
            pairs.append((i + x, k + y))
            x, y = x + 1, y + 1
        elif best[x][y] == best[x + 1][y]:
            x += 1
        else:
            y += 1
    return _with_lone_pairs(bags, gap, pairs)


def _with_lone_pairs(
    bags: tuple[_BagsOfWords, _BagsOfWords], gap: tuple[int, int, int, int], pairs: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Add pairs of blocks that stand alone between others, if they are tables or short: what else could they be."""
    i, j, k, m = gap
    result: list[tuple[int, int]] = []
    for to_i, to_k in [*pairs, (j, m)]:
        if to_i - i == 1 and to_k - k == 1:
            one, other = bags[0].blocks[i], bags[1].blocks[k]
            is_short = min(bags[0].bag(i).total(), bags[1].bag(k).total()) <= 2
            if one.kind == other.kind and (one.kind != "p" or is_short):
                result.append((i, k))
        if to_i < j:
            result.append((to_i, to_k))
        i, k = to_i + 1, to_k + 1
    return result


def _pairs_by_rare_words(
    bags: tuple[_BagsOfWords, _BagsOfWords], gap: tuple[int, int, int, int]
) -> list[tuple[int, int]]:
    i, j, k, m = gap
    holders: dict[str, list[int]] = {}
    for at in range(i, j):
        for word in bags[0].bag(at):
            holders.setdefault(word, []).append(at)
    candidates: list[tuple[int, int]] = []
    for to in range(k, m):
        votes: Counter[int] = Counter()
        for word in bags[1].bag(to):
            found = holders.get(word, ())
            if 0 < len(found) <= 8:
                votes.update(found)
        likely = sorted(votes.items(), key=lambda vote: (-vote[1], abs(vote[0] - i - (to - k))))[:4]
        scored = [(similarity(bags, at, to), -abs(at - i - (to - k)), at) for at, _ in likely]
        if scored and max(scored)[0] >= 0.5:
            candidates.append((max(scored)[2], to))
    candidates.sort()
    # One old block is one new block; of crossing pairs the longest run in order stays.
    return _longest_increasing(candidates)


def _longest_increasing(candidates: list[tuple[int, int]]) -> list[tuple[int, int]]:
    best: list[tuple[int, int]] = []
    tails: list[tuple[int, int]] = []
    back: dict[tuple[int, int], tuple[int, int] | None] = {}
    # Descending on the second among equals on the first, so that no two of them follow each other.
    for pair in sorted(candidates, key=lambda each: (each[0], -each[1])):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if tails[middle][1] < pair[1] else (low, middle)
        back[pair] = tails[low - 1] if low else None
        tails[low : low + 1] = [pair]
    step = tails[-1] if tails else None
    while step is not None:
        best.append(step)
        step = back[step]
    return best[::-1]


def _with_moves(steps: list[Step], old: Sequence[Block], new: Sequence[Block], last: tuple[int, int]) -> list[Step]:
    deleted: dict[str, list[int]] = {}
    inserted: dict[str, list[int]] = {}
    for at, step in enumerate(steps):
        if step.new is None and step.old is not None and step.old != last[0] and old[step.old].kind == "p":
            deleted.setdefault(old[step.old].text, []).append(at)
        elif step.old is None and step.new is not None and step.new != last[1] and new[step.new].kind == "p":
            inserted.setdefault(new[step.new].text, []).append(at)
    once = [text for text in deleted if len(deleted[text]) == 1 == len(inserted.get(text, ()))]
    moved = [(deleted[text][0], inserted[text][0]) for text in once if len(_WORD.findall(text)) >= _MIN_MOVED_WORDS]
    result = list(steps)
    for number, (source, target) in enumerate(sorted(moved), 1):
        result[source] = Step(steps[source].old, None, move=number)
        result[target] = Step(None, steps[target].new, move=number)
    return result
