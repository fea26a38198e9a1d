"""Comments put into a Word file, with the parts that keep their threads."""

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.comments import EX_DONE, EX_ID, EX_PARENT, PARA_ID, paragraph_id, threads_of
from paraaf.redline.revisions.content_importer import Importer, adopt_names
from paraaf.redline.wml.names import (
    AUTHOR,
    COMPATIBILITY,
    DATE,
    ID,
    RELATIONSHIPS,
    W14,
    W15,
    W16CID,
    WORD,
    P,
    new,
    qn,
    qns,
    written,
)
from paraaf.redline.wml.word_file import WordFile

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_RELATIONS = {
    "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    "commentsIds": "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds",
    "people": "http://schemas.microsoft.com/office/2011/relationships/people",
}
_NAMES = {"w": WORD, "w14": W14, "w15": W15, "w16cid": W16CID, "mc": COMPATIBILITY, "r": RELATIONSHIPS}
_LINE = qn("w15:commentEx")
_LASTING_PARAGRAPH, _LASTING = qns("w16cid:paraId w16cid:durableId")
_PERSON = qn("w15:author")
_HIGHEST = 0x7FFFFFFF
"""Paragraph ids are smaller than this."""


class CommentWriter:
    """Adds comments to one Word file."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self._taken: set[str] | None = None
        self._brought: dict[tuple[int, str], str] = {}
        self._paragraphs: dict[tuple[int, str], str] = {}
        self._read: dict[int, _Source] = {}
        self._next: int | None = None
        self._roots: dict[str, Element] = {}
        self._written: dict[str, Element] = {}

    def bring(self, source: WordFile, number: str, importer: Importer) -> str:
        """Add a comment of another file with its thread and state; return the id that it has got."""
        known = (id(source), number)
        if known in self._brought:
            return self._brought[known]
        here = self._read.get(id(source))
        if here is None:
            here = self._read[id(source)] = _Source(source)
        comment, old_paragraph = here.comments[number]
        root = self._root("comments")
        copy = importer.bring(comment, here.part, str(self.file.part("comments")))
        self._brought[known] = own = self._next_id(root)
        self._written[own] = copy
        copy.set(ID, own)
        own_paragraph = self._name(copy)
        root.append(copy)
        parent, resolved = here.threads.get(old_paragraph, ("", False))
        if old_paragraph:  # LibreOffice writes none
            self._paragraphs[id(source), old_paragraph] = own_paragraph
        if parent and parent in here.numbers:
            self.bring(source, here.numbers[parent], importer)
        self._thread(own_paragraph, self._paragraphs.get((id(source), parent), ""), resolved=resolved)
        for durable in here.durable.get(old_paragraph, ()):
            line = etree.SubElement(self._root("commentsIds"), qn("w16cid:commentId"))
            line.set(_LASTING_PARAGRAPH, own_paragraph)
            line.set(_LASTING, own_paragraph if durable is None else durable)
        self._person(here.people.get(comment.get(AUTHOR, ""), ()))
        return own

    def sign(self, number: str, author: str) -> None:
        """Give a comment that was brought an author."""
        self._written[number].set(AUTHOR, author)

    def know(self, source: WordFile, number: str, own: str) -> None:
        """Take a comment of another file for one that is here already, so that replies to it find it."""
        self._brought[id(source), number] = own
        part, here = source.part("comments"), self.file.part("comments")
        if part is None or here is None:
            return
        theirs = next(each for each in source.tree(part) if each.get(ID) == number)
        ours = next(each for each in self.file.change(here) if each.get(ID) == own)
        if not paragraph_id(ours):
            self._root("comments")
            self._name(ours)
            self._thread(paragraph_id(ours), "", resolved=False)
        self._paragraphs[id(source), paragraph_id(theirs)] = paragraph_id(ours)
        if threads_of(source).get(paragraph_id(theirs), ("", False))[1]:
            for line in self._root("commentsExtended"):
                if line.get(EX_ID, "").upper() == paragraph_id(ours):
                    line.set(EX_DONE, "1")

    def write(self, text: str, author: str, date: str, initials: str = "", parent: str = "") -> str:
        """Add a comment of our own; return its id. `parent` is the id of the comment that it answers."""
        root = self._root("comments")
        comment = new("w:comment", id=self._next_id(root), author=author, initials=initials)
        if date:
            comment.set(DATE, date)
        for line in text.split("\n"):
            word = new("w:t")
            written(word, line)
            comment.append(new("w:p", new("w:r", word)))
        self._name(comment)
        root.append(comment)
        above = next((each for each in root if each.get(ID) == parent), None) if parent else None
        self._thread(paragraph_id(comment), "" if above is None else paragraph_id(above), resolved=False)
        return str(comment.get(ID))

    def _root(self, kind: str) -> Element:
        """Return the root of a part of comments, which knows the names that they take; made if there is none."""
        if kind not in self._roots:
            self._roots[kind] = self._begun(kind)
        return self._roots[kind]

    def _begun(self, kind: str) -> Element:
        space, local = (W15, kind) if kind in ("commentsExtended", "people") else (WORD, kind)
        if kind == "commentsIds":
            space = W16CID
        name = {"commentsExtended": "commentsEx"}.get(local, local)
        empty = etree.Element(f"{{{space}}}{name}", nsmap=_NAMES)
        empty.set(qn("mc:Ignorable"), "w14 w15 w16cid")
        root = self.file.related_part(kind, etree.tostring(empty), _TYPE.format(kind), _RELATIONS.get(kind, ""))
        if kind == "comments" and "w14" not in root.nsmap:
            return adopt_names(self.file, str(self.file.part(kind)), empty)
        return root

    def _next_id(self, root: Element) -> str:
        if self._next is None:
            numbers = [int(each.get(ID, "0")) for each in root if each.get(ID, "0").lstrip("-").isdigit()]
            self._next = max([-1, *numbers]) + 1
        self._next += 1
        return str(self._next - 1)

    def _name(self, comment: Element) -> str:
        """Give the last paragraph of a comment an id that nothing else in the file has; return it."""
        if self._taken is None:
            self._taken = {
                each.get(PARA_ID, "").upper()
                for part in self.file.word_parts() for each in self.file.tree(part).iter(P)
            }  # fmt: skip
        last = next(comment.iterchildren(P, reversed=True), None)
        if last is None:
            last = etree.SubElement(comment, P)
        number = len(self._taken) + 0x10000000
        while (name := f"{number:08X}") in self._taken:
            number = (number + 1) % _HIGHEST
        self._taken.add(name)
        last.set(PARA_ID, name)
        return name

    def _thread(self, own: str, parent: str, *, resolved: bool) -> None:
        about = {EX_ID: own, EX_PARENT: parent} if parent else {EX_ID: own}
        etree.SubElement(self._root("commentsExtended"), _LINE, about | {EX_DONE: "1" if resolved else "0"})

    def _person(self, lines: Iterable[Element]) -> None:
        for each in lines:
            root = self._root("people")
            if all(known.get(_PERSON) != each.get(_PERSON) for known in root):
                root.append(deepcopy(each))


class _Source:
    """The comments of another file, read once."""

    def __init__(self, file: WordFile) -> None:
        part = file.part("comments")
        assert part is not None
        self.part = part
        self.comments = {each.get(ID, ""): (each, paragraph_id(each)) for each in reversed(file.tree(part))}
        """By number, with their paragraph ids."""
        self.numbers = {paragraph: number for number, (_, paragraph) in self.comments.items()}
        self.threads = threads_of(file)
        self.durable: dict[str, list[str | None]] = {}
        for each in _lines(file, "commentsIds"):
            self.durable.setdefault(each.get(_LASTING_PARAGRAPH, "").upper(), []).append(each.get(_LASTING))
        self.people: dict[str, list[Element]] = {}
        for each in _lines(file, "people"):
            if (author := each.get(_PERSON)) is not None:
                self.people.setdefault(author, []).append(each)


def _lines(file: WordFile, kind: str) -> Iterable[Element]:
    part = file.part(kind)
    return () if part is None else file.tree(part)
