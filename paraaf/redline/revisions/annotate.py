"""Comments put on passages of a Word file, as a reader does in Word."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime

from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.comment_writer import CommentWriter
from paraaf.redline.wml.names import RPR, P, R, T, make_element, set_text
from paraaf.redline.wml.revision_marks import REMOVING, mark_date
from paraaf.redline.wml.word_file import WordFile


@dataclass(frozen=True)
class Remark:
    """A comment on a passage, which is looked for within one paragraph of the body."""

    passage: str
    text: str


def remark(docx: bytes, remarks: Sequence[Remark], *, author: str, date: datetime | str, initials: str = "") -> bytes:
    """Return the Word file with a comment on each passage, by `author`, at `date` (as for `compare`).

    A passage is looked for in the text with all changes accepted, the first place counts. `LookupError` if it is
    not there.
    """
    moment = mark_date(date)
    file = WordFile(docx)
    writer = CommentWriter(file)
    for each in remarks:
        runs = _runs_of(file.body, each.passage)
        number = writer.write(each.text, author, moment, initials)
        end = make_element("w:commentRangeEnd", id=number)
        runs[0].addprevious(make_element("w:commentRangeStart", id=number))
        runs[-1].addnext(end)
        end.addnext(make_element("w:r", make_element("w:commentReference", id=number)))
    return file.save()


def _runs_of(body: Element, passage: str) -> list[Element]:
    """Return the runs that say a passage, and nothing else; runs are split where it begins and ends."""
    for paragraph in body.iter(P):
        texts = list(_texts(paragraph))
        start = "".join(text.text or "" for text in texts).find(passage) if passage else -1
        if start >= 0:
            _split(texts, start + len(passage))
            _split(list(_texts(paragraph)), start)
            return _within(list(_texts(paragraph)), start, start + len(passage))
    raise LookupError(f"The passage is not in the file: {passage[:80]}")


def _texts(paragraph: Element) -> Iterator[Element]:
    """Return the pieces of text that stand in a paragraph itself, in order."""
    for text in paragraph.iter(T):
        is_own = next(text.iterancestors(P)) is paragraph and text.getparent().tag == R
        if is_own and not any(up.tag in REMOVING for up in text.iterancestors()):
            yield text


def _within(texts: Sequence[Element], start: int, end: int) -> list[Element]:
    at, found = 0, list[Element]()
    for text in texts:
        if start <= at < end:
            found.append(text.getparent())
        at += len(text.text or "")
    return found


def _split(texts: Sequence[Element], place: int) -> None:
    """Make a run begin at this character."""
    at = 0
    for text in texts:
        whole = text.text or ""
        if at < place < at + len(whole):
            run = text.getparent()
            properties = run.find(RPR)
            rest = make_element("w:r", *([] if properties is None else [deepcopy(properties)]))
            tail = make_element("w:t")
            set_text(tail, whole[place - at :])
            rest.append(tail)
            for each in list(text.itersiblings()):
                rest.append(each)
            set_text(text, whole[: place - at])
            run.addnext(rest)
            return
        at += len(whole)
