"""The comments of a Word file: their authors, texts, anchors and threads."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from paraaf.redline.model import Comment, Place
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.stories import stories_of
from paraaf.redline.revisions.story_walker import StoryWalker, is_shown, run_child_text
from paraaf.redline.wml.names import AUTHOR, DATE, DEL_TEXT, FALLBACK, ID, P, T, qn, qns
from paraaf.redline.wml.revision_marks import REMOVING
from paraaf.redline.wml.word_file import WordFile

PARA_ID = qn("w14:paraId")
EX_ID, EX_PARENT, EX_DONE = qns("w15:paraId w15:paraIdParent w15:done")
_START, _END, _REFERENCE = qns("commentRangeStart commentRangeEnd commentReference")
_COMMENT = qn("w:comment")
_ANCHOR_TAGS = (_START, _END, _REFERENCE)
_PLACE_TAGS = (*_ANCHOR_TAGS, P)
_TEXT_TAGS = (_START, _END, _REFERENCE, P, T, DEL_TEXT, *qns("tab br cr noBreakHyphen softHyphen sym m:t"))


def comments(docx: bytes) -> list[Comment]:
    """Return the comments of a Word file in the order in which its comments part has them, replies among them."""
    return comments_of(WordFile(docx))


def comment_elements(file: WordFile) -> dict[str, Element]:
    """Return the elements of the comments of an opened file, by their ids."""
    part = file.part("comments")
    return {} if part is None else {each.get(ID, ""): each for each in file.tree(part).iterchildren(_COMMENT)}


def comments_of(file: WordFile, *, placed: bool = True) -> list[Comment]:
    """Return the comments of an opened file; unless `placed` without where they stand and what they refer to."""
    part = file.part("comments")
    if part is None:
        return []
    anchors = _Anchors(file) if placed else None
    threads = threads_of(file)
    found = [(each, each.get(ID, ""), paragraph_id(each)) for each in file.tree(part).iterchildren(_COMMENT)]
    by_paragraph = {own: number for _, number, own in reversed(found)}
    parents = {number: by_paragraph.get(above) for _, number, own in found
               if (above := threads.get(own, ("", False))[0])}  # fmt: skip
    replies: dict[str, list[str]] = {}
    for _, number, _ in found:
        if (parent := parents.get(number)) is not None:
            replies.setdefault(parent, []).append(number)
    return [
        Comment(
            number,
            each.get(AUTHOR, ""),
            each.get(DATE, ""),
            each.get(qn("w:initials"), ""),
            *(anchors.of(number, parents) if anchors is not None else (None, "")),
            _text_of(each),
            parent=parents.get(number),
            replies=tuple(replies.get(number, ())),
            resolved=threads.get(own, ("", False))[1],
        )
        for each, number, own in found
    ]


def places_of(file: WordFile, numbers: Collection[str]) -> dict[str, Place]:
    """Return where the comments with these ids stand that something in the text refers to."""
    return _Anchors(file, numbers).places if numbers else {}


def threads_of(file: WordFile) -> dict[str, tuple[str, bool]]:
    """Return for each comment's paragraph id that of the comment it answers, "" if none, and if it is resolved."""
    part = file.part("commentsExtended")
    if part is None:
        return {}
    return {
        each.get(EX_ID, "").upper(): (each.get(EX_PARENT, "").upper(), each.get(EX_DONE) in ("1", "true", "on"))
        for each in file.tree(part)
    }


def paragraph_id(comment: Element) -> str:
    """Return the paragraph id by which threads know a comment: that of its last paragraph."""
    last = next(comment.iterchildren(P, reversed=True), None)
    return "" if last is None else str(last.get(PARA_ID, "")).upper()


def drop_comments(file: WordFile, numbers: Collection[str]) -> None:
    """Take comments out of the parts that hold them, for nothing in the text refers to them any more."""
    part = file.part("comments")
    if part is None:
        return
    gone: set[str] = set()
    for each in list(file.change(part)):
        if each.get(ID) in numbers:
            gone.add(paragraph_id(each))
            each.getparent().remove(each)
    for kind in ("commentsExtended", "commentsIds"):
        other = file.part(kind)
        for each in list(file.change(other)) if other is not None else []:
            own = next((value for name, value in each.attrib.items() if name.endswith("}paraId")), "")
            if own.upper() in gone - {""}:
                each.getparent().remove(each)
            elif each.get(EX_PARENT, "").upper() in gone - {""}:
                del each.attrib[EX_PARENT]


def _text_of(comment: Element) -> str:
    walk = StoryWalker()
    return "\n".join(walk.paragraph_text(each) for each in comment.iter(P))


class _Anchors:
    """What the comments of a file refer to."""

    def __init__(self, file: WordFile, numbers: Collection[str] | None = None) -> None:
        """Find what all comments refer to, or only those with these ids."""
        self.numbers = numbers
        self.places: dict[str, Place] = {}
        self._accepted: dict[str, list[str]] = {}
        self._original: dict[str, list[str]] = {}
        counts: dict[str, int] = {}
        for part in file.stories():
            root = file.tree(part)
            if root.tag != qn("w:comments") and next(root.iter(_START, _REFERENCE), None) is not None:
                for story, container in stories_of(root, counts):
                    self._story(story, container)
            else:
                counts[root.tag] = counts.get(root.tag, 0) + 1

    def of(self, number: str, parents: Mapping[str, str | None]) -> tuple[Place | None, str]:
        """Return where a comment stands and what it refers to; an answer stands where the first of its thread does."""
        root, seen = number, {number}
        while root not in self.places and (above := parents.get(root)) is not None and above not in seen:
            seen.add(above)
            root = above
        return self.places.get(number) or self.places.get(root), self.text(number) or self.text(root)

    def text(self, number: str) -> str:
        return "".join(self._accepted.get(number) or self._original.get(number) or ()).strip("\n")

    def _story(self, story: str, container: Element) -> None:
        is_open: dict[str, None] = {}
        paragraph, current = 0, None
        has_copies = next(container.iter(FALLBACK), None) is not None
        for each in container.iter(*(_TEXT_TAGS if self.numbers is None else _PLACE_TAGS)):
            tag = each.tag
            if has_copies and not is_shown(each):
                continue
            if tag == P:
                paragraph, current = paragraph + 1, each
                self._add(is_open, "\n", removed=False)
            elif tag in _ANCHOR_TAGS:
                self._mark(tag, each.get(ID, ""), is_open, Place(story, max(paragraph, 1)), current)
            elif is_open:
                self._add(is_open, run_child_text(each), removed=next(each.iterancestors(*REMOVING), None) is not None)

    def _mark(self, tag: str, number: str, is_open: dict[str, None], place: Place, paragraph: Element | None) -> None:
        if self.numbers is not None and number not in self.numbers:
            return
        if tag == _END:
            is_open.pop(number, None)
            return
        if tag == _START:
            is_open[number] = None
        if number not in self.places:
            passage = "" if paragraph is None else StoryWalker().paragraph_text(paragraph)
            self.places[number] = replace(place, passage=passage)

    def _add(self, numbers: dict[str, None], text: str, *, removed: bool) -> None:
        for number in numbers:
            self._original.setdefault(number, []).append(text)
            if not removed:
                self._accepted.setdefault(number, []).append(text)
