"""The copies of a letter that came back, put together; what was changed and remarked in them, point by point."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.enums import CommentSource, Weight
from paraaf import documents, redline
from paraaf.services.consultation import point_texts
from paraaf.services.consultation.change_groups import (
    ADDED,
    REMOVED,
    TEXT_KINDS,
    grouped,
    is_cut_and_pasted,
    is_move,
    noise_in,
    plain,
    words_of,
)

_CONTEXT = 70
"""How many characters of the paragraph are quoted on either side of a change."""

_WEIGHT_WORDS = (
    (Weight.CONDITION, re.compile(r"\s*(voorwaarde|condition)\s*[:.\-–—]\s*", re.IGNORECASE)),
    (
        Weight.OBSERVATION,
        re.compile(r"\s*(kanttekening|aandachtspunt|ter informatie|observation)\s*[:.\-–—]\s*", re.IGNORECASE),
    ),
    (Weight.SUGGESTION, re.compile(r"\s*(suggestie|suggestion)\s*[:.\-–—]\s*", re.IGNORECASE)),
)
"""The words with which a comment in Word begins to say what it asks. Without one of them it is a suggestion."""


@dataclass(frozen=True)
class CopyPoint:
    """A change or comment of one party in its returned copy."""

    party: str
    source: CommentSource
    author: str
    """As the copy names it; empty if it does not."""
    weight: Weight
    text: str
    passage: str = ""
    old_text: str = ""
    proposed_text: str = ""
    marks: tuple[str, ...] = ()
    """The ids of its changes, or of its comment, in the consolidated copy; none if it is not in there."""


@dataclass(frozen=True)
class Consolidated:
    """All copies in one Word file, and the points in them, party by party, each in the order of the text."""

    docx: bytes
    points: tuple[CopyPoint, ...]


def consolidate(letter: bytes, copies: Mapping[str, bytes]) -> Consolidated:
    """Return the copies of a letter as one, and the points that each party, by its code, made in its copy.

    A change that a word processor makes by itself when it saves is no point, and is not in the consolidated copy:
    a change without tracking that leaves the words as they were, and holds nothing that somebody said.
    Raises `redline.Unmergeable` for a copy of another text, with the party.
    """
    given = {party: documents.restore_fields(copy) for party, copy in copies.items()}
    merged = redline.merge(letter, given, words=redline.DUTCH)
    labels = {each.party: each.author for each in merged.untracked}
    found = redline.revisions(merged.docx)
    docx, noise, numbers = _without_noise(merged, found, noise_in(found, merged.changes, labels))
    points: list[CopyPoint] = []
    for party in copies:
        own = [each for each in found if each.id not in noise and _is_of(party, merged.changes.get(each.id, ()))]
        changes = [_change_point(party, group, merged.changes, labels, numbers) for group in grouped(own)]
        remarks = _remark_points(party, redline.comments(docx), merged.comments)
        unplaced = [each for each in merged.unplaced if each.party == party]
        lost = [_unplaced_point(each) for each in unplaced if each.author != labels.get(party)]
        points += [point for _, point in sorted((*changes, *remarks), key=lambda placed: placed[0])]
        points += lost
    return Consolidated(docx, tuple(points))


def points_of(letter: bytes, party: str, copy: bytes) -> list[CopyPoint]:
    """Return the points of one copy. They have no marks, since they are in no consolidated copy.

    Raises `redline.Unmergeable` for a copy of another text.
    """
    return [replace(point, marks=()) for point in consolidate(letter, {party: copy}).points]


def weight_of(text: str) -> Weight:
    """Return what a comment in Word asks: its first word says so ("Voorwaarde: ..."), else it is a suggestion."""
    return next((weight for weight, word in _WEIGHT_WORDS if word.match(text)), Weight.SUGGESTION)


def _without_noise(
    merged: redline.Merged, found: Sequence[redline.Revision], noise: Sequence[set[int]]
) -> tuple[bytes, set[int], dict[int, int]]:
    """Return a merged file without its noise, what that was, and under which number each other change stands in it.

    Counted before and after: noise with which a comment or another change would go stays.
    """
    if not noise:
        return merged.docx, set(), {each.id: each.id for each in found}
    remarks = redline.comments(merged.docx)
    for some in (noise, [one for one in noise if not _holds_something(one, found, remarks)]):
        gone = set().union(*some)
        docx = redline.reject(merged.docx, gone)
        left = redline.revisions(docx)
        same_words = _words_by(left) == _words_by([each for each in found if each.id not in gone])
        if same_words and len(redline.comments(docx)) == len(remarks):
            return docx, gone, _numbers_after([each for each in found if each.id not in gone], left)
    return merged.docx, set(), {each.id: each.id for each in found}


def _words_by(changes: Sequence[redline.Revision]) -> Counter[tuple[str, str]]:
    """Return how many characters each author put in and took out, in each way; spaces do not count."""
    count: Counter[tuple[str, str]] = Counter()
    for each in changes:
        if each.kind in (*ADDED, *REMOVED):
            count[each.author, each.kind] += sum(map(len, each.text.split()))
    return count


def _holds_something(
    noise: set[int], found: Sequence[redline.Revision], comments: Sequence[redline.Comment]
) -> bool:  # fmt: skip
    """Return whether a comment or another change stands in a paragraph in which noise is."""
    spots = {(each.place.story, each.place.paragraph) for each in found if each.id in noise}
    others = [each.place for each in found if each.id not in noise]
    others += [each.place for each in comments if each.place is not None]
    return any((place.story, place.paragraph) in spots for place in others)


def _numbers_after(before: Sequence[redline.Revision], after: Sequence[redline.Revision]) -> dict[int, int]:
    """Return under which number each change stands in a file from which the noise was taken out."""
    left = iter(before)
    numbers: dict[int, int] = {}
    for now in after:
        for each in left:
            if (each.author, each.kind, each.text) == (now.author, now.kind, now.text):
                numbers[each.id] = now.id
                break
    return numbers


# Points


def _change_point(
    party: str,
    group: Sequence[redline.Revision],
    sources: Mapping[int, Sequence[redline.Source]],
    labels: Mapping[str, str],
    numbers: Mapping[int, int],
) -> tuple[tuple[int, str, int, int], CopyPoint]:
    # A move stands where its words come from, for the passage is quoted from the letter that was sent.
    first = next((each for each in group if each.kind == "moved from"), group[0])
    old, new = words_of(group, REMOVED), words_of(group, ADDED)
    text = point_texts.change(first.kind, old.strip("\n"), new.strip("\n"), first.properties, first.text)
    if is_move(group):
        text = _move_text(group, new)
    marks = tuple(str(numbers[each.id]) for each in group if each.id in numbers)
    authors = dict.fromkeys(
        source.author for each in group for source in sources[each.id]
        if source.party == party and source.author not in (labels.get(party), "")
    )  # fmt: skip
    point = CopyPoint(
        party=party,
        source=CommentSource.CHANGE,
        author=", ".join(authors)[:200],
        weight=Weight.SUGGESTION,
        text=text,
        passage=_passage(first, old),
        old_text=old.strip("\n"),
        proposed_text=new.strip("\n"),
        marks=marks if len(marks) == len(group) else (),
    )
    return (*_order(first.place), first.offset), point


def _move_text(group: Sequence[redline.Revision], new: str) -> str:
    if is_cut_and_pasted(group):
        return point_texts.move(new, is_later=_order(group[-1].place) >= _order(group[0].place), into="")
    source, target = (next((each for each in group if each.kind == kind), group[0]) for kind in TEXT_KINDS[2:])
    around = target.place.passage
    into = "" if plain(around) == plain(new) or "\n" in new.strip("\n") else around
    return point_texts.move(new, is_later=_order(target.place) >= _order(source.place), into=into)


def _passage(first: redline.Revision, old: str) -> str:
    """Return what stood around a change, in the words of the letter that was sent."""
    original = first.place.original
    if not original.strip():
        return ""
    if first.kind in ("formatting", "numbering"):
        old = first.text
    end = min(first.offset + len(old), len(original))
    before, after = original[: first.offset], original[end:]
    if len(before) > _CONTEXT:
        before = f"… {before[-_CONTEXT:].split(' ', 1)[-1]}"
    if len(after) > _CONTEXT:
        after = f"{after[:_CONTEXT].rsplit(' ', 1)[0]} …"
    middle = original[first.offset : end]
    where = "" if first.place.story == "body" else f"{point_texts.story(first.place.story)}: "
    return f"{where}{before}{middle}{after}".strip()


def _remark_points(
    party: str, comments: Sequence[redline.Comment], sources: Mapping[str, Sequence[redline.Source]]
) -> list[tuple[tuple[int, str, int, int], CopyPoint]]:
    """Return one party's comments, each with the replies to it that the same copy has."""
    own = {each.id: each for each in comments if _is_of(party, sources.get(each.id, ()))}
    points = []
    for comment in own.values():
        if comment.parent in own:
            continue
        said = comment.text.strip()
        replies = [own[number] for number in _thread(comment, own)]
        text = "\n".join([said, *(f"{reply.author or party}: {reply.text.strip()}" for reply in replies)]).strip()
        if not text:
            continue
        place = comment.place
        point = CopyPoint(
            party=party,
            source=CommentSource.WORD_COMMENT,
            author=comment.author[:200],
            weight=Weight.OBSERVATION if comment.resolved else weight_of(said),
            text=text,
            passage=plain(comment.anchored) or (plain(place.passage) if place else ""),
            marks=(comment.id,),
        )
        points.append(((*_order(place), 1_000_000), point))
    return points


def _thread(comment: redline.Comment, own: Mapping[str, redline.Comment]) -> list[str]:
    found: list[str] = []
    for number in comment.replies:
        if number in own and number not in found:
            found += [number, *_thread(own[number], own)]
    return found


def _unplaced_point(each: redline.Unplaced) -> CopyPoint:
    return CopyPoint(
        party=each.party,
        source=CommentSource.CHANGE,
        author=each.author[:200],
        weight=Weight.SUGGESTION,
        text=point_texts.unplaced(each.what, each.text),
    )


def _is_of(party: str, sources: Sequence[redline.Source]) -> bool:
    return any(source.party == party for source in sources)


def _order(place: redline.Place | None) -> tuple[int, str, int]:
    """Return where a place stands in the reading order: the body first."""
    if place is None:
        return (2, "", 0)
    return (0 if place.story == "body" else 1, place.story, place.paragraph)
