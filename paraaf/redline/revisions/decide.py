"""A Word file after its tracked changes and comments were decided on: the text, and the answers."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from paraaf.redline.model import Comment
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.accept_reject import resolve_file
from paraaf.redline.revisions.comment_writer import CommentWriter
from paraaf.redline.revisions.comments import comments_of, drop_comments
from paraaf.redline.revisions.listing import MarkedRevision, revisions_of
from paraaf.redline.wml.names import AUTHOR, ID, MOVE_RANGES, PPR, TC, TCPR, P, R, make_element, qn, qns
from paraaf.redline.wml.revision_marks import is_revision_container, mark_date
from paraaf.redline.wml.word_file import WordFile

_START, _END, _REFERENCE = qns("commentRangeStart commentRangeEnd commentReference")
_CELL_INSERTED = f"{TCPR}/{qn('w:cellIns')}"
_COMMENT_PARTS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")


@dataclass(frozen=True)
class Answer:
    """What became of changes, or of a comment with the replies to it."""

    text: str
    changes: tuple[int, ...] = ()
    """Their ids in the file, of `revisions`."""
    comment: str = ""
    """Its id in the file, of `comments`."""
    author: str = ""
    """Who made the changes; empty leaves the names in the file, which may be those of others too."""


def decide(docx: bytes, accepted: Collection[int]) -> bytes:
    """Return the Word file with these changes of `revisions` in it, all others out, and without its comments.

    The other half of a move goes along. `LookupError` if the file has no change with such an id.
    """
    file = WordFile(docx)
    _keep_only(file, accepted, accepted=True)
    _remove_comments(file, {each.id for each in comments_of(file)})
    for kind in _COMMENT_PARTS:
        if (part := file.part(kind)) is not None:
            file.remove(part)
    return file.save()


def answered(docx: bytes, answers: Sequence[Answer], *, author: str, date: datetime | str) -> bytes:
    """Return the Word file with only the changes and comments that are answered, each with its answer beside it.

    Other changes are rejected, other comments taken out. The answer to a comment is a reply to it, the answer to
    changes is a comment on them; both are by `author`, at `date` (as for `compare`). `LookupError` for an id that
    is not there.
    """
    moment = mark_date(date)
    file = WordFile(docx)
    listed = revisions_of(file)
    known = {each.revision.id: each for each in listed}
    comments = {each.id: each for each in comments_of(file)}
    for answer in answers:
        if missing := [number for number in answer.changes if number not in known]:
            raise LookupError(f"The file has no tracked change {missing[0]}; it has {len(known)}, numbered from 1.")
        if answer.comment and answer.comment not in comments:
            raise LookupError(f"The file has no comment {answer.comment}.")
    kept = {number for answer in answers for number in answer.changes}
    threads = _threads(comments, (answer.comment for answer in answers))
    _remove_comments(file, comments.keys() - threads)
    _write_answers(file, answers, known, author=author, date=moment)
    for answer in answers:
        for mark in (mark for number in answer.changes if answer.author for mark in known[number].marks):
            if mark.get(AUTHOR) is not None:
                mark.set(AUTHOR, answer.author)
    _keep_only(file, kept, accepted=None, listed=listed)
    _drop_unpaired_move_ranges(file)
    return file.save()


def _drop_unpaired_move_ranges(file: WordFile) -> None:
    """Remove starts and ends of moves whose counterpart was removed with an insertion of another party."""
    for name in list(file.stories()):
        ranges: dict[tuple[bool, str], list[Element]] = {}
        for each in file.tree(name).iter(*MOVE_RANGES):
            ranges.setdefault(("moveFrom" in each.tag, each.get(ID, "")), []).append(each)
        for each in (each for found in ranges.values() if len(found) != 2 for each in found):
            file.change(name)
            each.getparent().remove(each)


def _threads(comments: dict[str, Comment], chosen: Iterable[str]) -> set[str]:
    """Return these comments with all replies to them."""
    found: set[str] = set()
    waiting = [number for number in chosen if number]
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting += comments[number].replies
    return found


def _keep_only(
    file: WordFile, ids: Collection[int], *, accepted: bool | None, listed: Sequence[MarkedRevision] | None = None
) -> None:
    """Reject all changes but these, and do with these what is said; None leaves them as changes."""
    known = {each.revision.id: each for each in (revisions_of(file) if listed is None else listed)}
    unknown = sorted(set(ids) - set(known))
    if unknown:
        raise LookupError(f"The file has no tracked change {unknown[0]}; it has {len(known)}, numbered from 1.")
    chosen = set(ids) | {pair for number in ids if (pair := known[number].revision.pair) is not None}
    marks = {mark for number in chosen for mark in known[number].marks}
    resolve_file(file, lambda mark: accepted if mark in marks else False)


def _remove_comments(file: WordFile, numbers: Collection[str]) -> None:
    """Take these comments out of the text and of the parts that hold them."""
    if not numbers:
        return
    for name in list(file.stories()):
        found = [each for each in file.tree(name).iter(_START, _END, _REFERENCE) if each.get(ID) in numbers]
        if found:
            file.change(name)
        for each in found:
            parent = each.getparent()
            parent.remove(each)
            if each.tag == _REFERENCE and parent.tag == R and all(child.tag == qn("w:rPr") for child in parent):
                parent.getparent().remove(parent)
    drop_comments(file, numbers)


def _write_answers(
    file: WordFile, answers: Sequence[Answer], known: dict[int, MarkedRevision], *, author: str, date: str
) -> None:
    writer = CommentWriter(file)
    names = {file.tree(name): name for name in file.stories()}
    for answer in answers:
        if answer.comment:
            number = writer.write(answer.text, author, date, parent=answer.comment)
            _anchor_beside(file, answer.comment, number)
        elif answer.changes:
            marks = _shown_marks(known, answer.changes)
            ends = [_anchor_position(marks[0], at_end=False), _anchor_position(marks[-1], at_end=True)] if marks else []
            first, last = (end if end is not None else next(file.body.iter(P)) for end in ends or [None, None])
            file.change(names.get(first.getroottree().getroot(), file.main_part))
            _anchor_around(first, last, writer.write(answer.text, author, date))


def _shown_marks(known: dict[int, MarkedRevision], changes: Sequence[int]) -> list[Element]:
    """Return the marks that readers see: those around text if there are any, else all."""
    marks = [mark for number in changes for mark in known[number].marks if mark.getparent() is not None]
    around = [mark for mark in marks if is_revision_container(mark) and next(mark.iter(R, P), None) is not None]
    return around or marks


def _anchor_around(first: Element, last: Element, number: str) -> None:
    """Anchor a comment at the text from one element to another: each a paragraph, or what stands in one."""
    reference = make_element("w:r", make_element("w:commentReference", id=number))
    start, end = make_element("w:commentRangeStart", id=number), make_element("w:commentRangeEnd", id=number)
    if first.tag == P:
        _insert_at_start(first, start)
    else:
        first.addprevious(start)
    if last.tag == P:
        last.append(end)
    else:
        last.addnext(end)
    end.addnext(reference)


def _anchor_position(mark: Element, *, at_end: bool) -> Element | None:
    """Return the child of a paragraph that a mark is in, or the paragraph if the mark is on one or more of them."""
    for each in (mark, *mark.iterancestors()):
        parent = each.getparent()
        if parent is not None and parent.tag == P and each.tag != PPR:
            return each
        if each.tag == P:
            return each
    paragraphs = [*mark.iter(P)] or [*_table_part(mark).iter(P)]
    # A cell that another party inserted is removed with all its content.
    paragraphs = [each for each in paragraphs if not _is_in_inserted_cell(each)] or paragraphs
    return (paragraphs[-1] if at_end else paragraphs[0]) if paragraphs else None


def _is_in_inserted_cell(paragraph: Element) -> bool:
    return any(cell.find(_CELL_INSERTED) is not None for cell in paragraph.iterancestors(TC))


def _table_part(mark: Element) -> Element:
    """Return the row, cell or table whose properties a mark stands among."""
    for each in mark.iterancestors():
        if each.tag in qns("tr tc tbl body"):
            return each
    return mark


def _insert_at_start(paragraph: Element, each: Element) -> None:
    properties = paragraph.find(PPR)
    if properties is None:
        paragraph.insert(0, each)
    else:
        properties.addnext(each)


def _anchor_beside(file: WordFile, comment: str, number: str) -> None:
    """Anchor a reply where the comment is that it answers."""
    for name in file.stories():
        found = [each for each in file.tree(name).iter(_START, _END, _REFERENCE) if each.get(ID) == comment]
        if found:
            file.change(name)
        for each in found:
            if each.tag == _REFERENCE:
                run = each.getparent()
                run.addnext(make_element("w:r", make_element("w:commentReference", id=number)))
            else:
                each.addnext(make_element(f"w:{each.tag.rpartition('}')[2]}", id=number))
