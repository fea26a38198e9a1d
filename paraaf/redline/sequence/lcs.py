"""What two sequences have in common, in order: quick where they are alike, and never slow where they are not.

Elements that occur once in both are the anchors, as in a patience diff. Between them, short regions are matched
exactly (the longest common subsequence) and long ones at their rarest common elements, as in a histogram diff.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

_MAX_EXACT_COMPARISONS = 160_000
"""How many comparisons an exact match of one region may take."""
_MAX_OCCURRENCES = 64
"""An element that occurs more often than this is no anchor."""

Pairs = list[tuple[int, int]]


def matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    """Return the places of equal elements, as increasing pairs of indexes in `old` and `new`."""
    numbers: dict[Hashable, int] = {}
    a = [numbers.setdefault(each, len(numbers)) for each in old]
    b = [numbers.setdefault(each, len(numbers)) for each in new]
    found: Pairs = []
    regions = [(0, len(a), 0, len(b))]
    while regions:
        i, j, k, m = regions.pop()
        while i < j and k < m and a[i] == b[k]:
            found.append((i, k))
            i, k = i + 1, k + 1
        while i < j and k < m and a[j - 1] == b[m - 1]:
            j, m = j - 1, m - 1
            found.append((j, m))
        if i == j or k == m:
            continue
        anchors = _anchors(a, b, (i, j, k, m))
        if not anchors:
            found += _match_region(a, b, (i, j, k, m))
            continue
        for at, to in anchors:
            regions.append((i, at, k, to))
            found.append((at, to))
            i, k = at + 1, to + 1
        regions.append((i, j, k, m))
    return sorted(found)


def _anchors(a: list[int], b: list[int], region: tuple[int, int, int, int]) -> Pairs:
    """Return the elements that occur once on both sides, as many as stand in the same order."""
    i, j, k, m = region
    in_a, in_b = Counter(a[i:j]), Counter(b[k:m])
    places = {b[at]: at for at in range(k, m)}
    return _longest_increasing([(at, places[a[at]]) for at in range(i, j) if in_a[a[at]] == 1 and in_b[a[at]] == 1])


def _longest_increasing(pairs: Pairs) -> Pairs:
    """Return the longest run of pairs that increases on both sides; they increase on the first already."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            ends.append(number)
        else:
            tails[at], ends[at] = place, number
    chain: Pairs = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _match_region(a: list[int], b: list[int], region: tuple[int, int, int, int]) -> Pairs:
    i, j, k, m = region
    in_b = set(b[k:m])
    in_a = set(a[i:j])
    # What only one side has cannot match.
    left = [at for at in range(i, j) if a[at] in in_b]
    right = [at for at in range(k, m) if b[at] in in_a]
    if not left or not right:
        return []
    if len(left) * len(right) <= _MAX_EXACT_COMPARISONS:
        return [
            (left[x], right[y]) for x, y in _longest_common_subsequence([a[at] for at in left], [b[at] for at in right])
        ]
    return _match_rarest(a, b, left, right)


def _longest_common_subsequence(a: list[int], b: list[int]) -> Pairs:
    """Return the longest common subsequence, by dynamic programming."""
    width = len(b) + 1
    table = [[0] * width]
    for each in a:
        above, row = table[-1], [0] * width
        for at, other in enumerate(b, 1):
            if each == other:
                row[at] = above[at - 1] + 1
            else:
                row[at] = above[at] if above[at] >= row[at - 1] else row[at - 1]
        table.append(row)
    pairs: Pairs = []
    x, y = len(a), len(b)
    while x and y:
        if a[x - 1] == b[y - 1]:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        elif table[x - 1][y] >= table[x][y - 1]:
            x -= 1
        else:
            y -= 1
    return pairs[::-1]


def _match_rarest(a: list[int], b: list[int], left: list[int], right: list[int]) -> Pairs:
    """Return matches of a region too long for the table: the n-th of a rare element is the n-th on the other side."""
    in_a, in_b = Counter(a[at] for at in left), Counter(b[at] for at in right)
    seen: Counter[int] = Counter()
    places: dict[tuple[int, int], int] = {}
    for at in right:
        seen[b[at]] += 1
        places[b[at], seen[b[at]]] = at
    seen.clear()
    pairs: Pairs = []
    for at in left:
        each = a[at]
        seen[each] += 1
        if max(in_a[each], in_b[each]) <= _MAX_OCCURRENCES and (each, seen[each]) in places:
            pairs.append((at, places[each, seen[each]]))
    return _longest_increasing(pairs)
