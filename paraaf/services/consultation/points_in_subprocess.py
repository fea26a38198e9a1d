"""Points made of returned copies, in a process of its own with limits of time and memory, which may die."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from models.enums import CommentSource, Weight
from models.errors import UnsafeDocument, fault
from paraaf import documents, redline
from paraaf.bounded import BoundedWorker, BrokenWork, TooMuchWork
from paraaf.services.app.files import faults_of
from paraaf.services.consultation import consolidation, point_texts
from paraaf.services.consultation.consolidation import CopyPoint

log = logging.getLogger("paraaf.consolidating")

MIN_PARAGRAPHS, PARAGRAPHS_FACTOR = 2_000, 4
"""A copy may have this many paragraphs, or so many times those of the letter if that is more."""
MIN_MARKS, MARKS_PER_PARAGRAPH = 5_000, 10
"""The same for marks of tracked changes, by the paragraphs of the letter."""
MAX_COMMENTS = 1_000
MAX_POINTS = 2_000
SECONDS, MEGABYTES = 10, 1_000
"""For one copy, and for each that is put together with others; the first of the processor's time."""

_REMEDY = "make your changes in the file that you were sent, or give your points as text."
_WORK = BoundedWorker("paraaf.services.consultation.points_in_subprocess:work")
_Head = dict[str, Any]


def read_in_subprocess(letter: bytes, party: str, copy: bytes, *, version: int) -> tuple[int, tuple[CopyPoint, ...]]:
    """Return of which version a copy is, and its points if that is the one that was sent.

    Raises `UnsafeDocument` for a copy of another text, or one that passes a limit.
    """
    head, _ = _ask({"do": "read", "parties": [party], "version": version}, letter, [copy])
    return head["version"], _points(head)


def consolidate_in_subprocess(letter: bytes, copies: Mapping[str, bytes]) -> tuple[bytes | None, tuple[CopyPoint, ...]]:
    """Return the consolidated copy and its points; if it cannot be made, None and the points of each copy alone.

    Every copy was laid over the letter when it came in, so this holds a round up only if the engine has a fault: then
    nothing is lost either, but the owner applies the changes by hand. A copy that cannot be read any more is a point.
    """
    try:
        head, docx = _ask({"do": "consolidate", "parties": list(copies)}, letter, [*copies.values()])
        return docx, _points(head)
    except UnsafeDocument as error:
        log.error("The copies cannot be put together (%s); their points are taken from each copy alone.", error)
    points: list[CopyPoint] = []
    for party, copy in copies.items():
        try:
            points += _points(_ask({"do": "points", "parties": [party]}, letter, [copy])[0])
        except UnsafeDocument:
            log.exception("The copy of %s cannot be read.", party)
            points.append(CopyPoint(party, CommentSource.CHANGE, "", Weight.SUGGESTION, point_texts.unreadable()))
    return None, tuple(points)


def work(given: bytes) -> bytes:
    """Do in the other process what is asked, and return what came of it."""
    head, (letter, *copies) = _unpacked(given)
    by_party = dict(zip(head["parties"], copies, strict=True))
    try:
        told, docx = _answer(head, letter, by_party)
    except redline.Unmergeable as error:
        told, docx = {"unmergeable": [error.code, error.party]}, b""
    except UnsafeDocument as error:
        told, docx = _refused(error), b""
    except redline.UnsafeDocument as error:
        told, docx = _refused(UnsafeDocument("copy.cannot_be_used", faults_of(error))), b""
    return _packed(told, [docx])


def _refused(error: UnsafeDocument) -> _Head:
    """Return a refusal as it goes from one process to the other."""
    faults = [[each.code, dict(each.values)] for each in error.faults]
    return {"refused": [error.code, error.values, faults]}


def _answer(head: _Head, letter: bytes, copies: Mapping[str, bytes]) -> tuple[_Head, bytes]:
    paragraphs = redline.measure(letter).paragraphs
    for copy in copies.values():
        _check_size(redline.measure(copy), paragraphs)
    version = head.get("version")
    if version is not None:
        (copy,) = copies.values()
        stamped = documents.stamped_version(copy)
        if stamped is not None and stamped != version:
            return {"version": stamped, "points": []}, b""
    if head["do"] == "consolidate":
        done = consolidation.consolidate(letter, copies)
        return {"points": [asdict(point) for point in done.points]}, done.docx
    ((party, copy),) = copies.items()
    points = consolidation.points_of(letter, party, copy)
    if len(points) > MAX_POINTS:
        raise _too_much("copy.too_many_points", count=len(points), most=MAX_POINTS)
    return {"version": version, "points": [asdict(point) for point in points]}, b""


def _check_size(size: redline.Size, paragraphs: int) -> None:
    """Raise `UnsafeDocument` if there is more in a copy than anybody makes of a letter of so many paragraphs."""
    most = max(MIN_PARAGRAPHS, PARAGRAPHS_FACTOR * paragraphs)
    if size.paragraphs > most:
        raise _too_much("copy.too_many_paragraphs", count=size.paragraphs, most=most)
    most = max(MIN_MARKS, MARKS_PER_PARAGRAPH * paragraphs)
    if size.marks > most:
        raise _too_much("copy.too_many_marks", count=size.marks, most=most)
    if size.comments > MAX_COMMENTS:
        raise _too_much("copy.too_many_comments", count=size.comments, most=MAX_COMMENTS)


def _too_much(code: str, **values: int) -> UnsafeDocument:
    return UnsafeDocument("copy.cannot_be_used", [fault("", code, **values)])


def _ask(head: _Head, letter: bytes, copies: Sequence[bytes]) -> tuple[_Head, bytes]:
    seconds = SECONDS * (len(copies) + 1) // 2
    megabytes = MEGABYTES + 100 * (len(copies) - 1)
    try:
        answer = _WORK.run(_packed(head, [letter, *copies]), seconds=seconds, megabytes=megabytes)
    except TooMuchWork:
        raise _too_much("copy.takes_too_much") from None
    except BrokenWork as error:
        log.error("A returned copy cannot be compared with the letter.\n%s", error)
        raise UnsafeDocument("copy.cannot_be_compared") from None
    told, (docx,) = _unpacked(answer)
    if "refused" in told:
        code, values, faults = told["refused"]
        raise UnsafeDocument(code, [fault("", each, **of_it) for each, of_it in faults], **values)
    if "unmergeable" in told:
        code, party = told["unmergeable"]
        raise UnsafeDocument("copy.not_of_this_letter", reason=fault("", code, party=party))
    return told, docx


def _points(head: _Head) -> tuple[CopyPoint, ...]:
    return tuple(
        CopyPoint(**each | {"source": CommentSource(each["source"]), "weight": Weight(each["weight"]),
                        "marks": tuple(each["marks"])})
        for each in head["points"]
    )  # fmt: skip


def _packed(head: _Head, contents: Sequence[bytes]) -> bytes:
    line = json.dumps(head | {"sizes": [len(content) for content in contents]}).encode()
    return b"".join([line, b"\n", *contents])


def _unpacked(given: bytes) -> tuple[_Head, list[bytes]]:
    line, _, rest = given.partition(b"\n")
    head: _Head = json.loads(line)
    contents = []
    for size in head.pop("sizes"):
        contents.append(rest[:size])
        rest = rest[size:]
    return head, contents
