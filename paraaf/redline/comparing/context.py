"""What the comparison of one pair of files shares: attribution, ids, and imported notes, bookmarks and comments."""

from copy import deepcopy

from lxml import etree

from paraaf.redline.model import Attribution
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.cleanup import drop_unpaired_ranges
from paraaf.redline.revisions.comment_writer import CommentWriter
from paraaf.redline.revisions.comments import comments_of
from paraaf.redline.revisions.content_importer import Importer, adopt_namespaces
from paraaf.redline.revisions.tracker import Tracker, first_free_id
from paraaf.redline.sequence.atoms import NOTE_REFERENCES
from paraaf.redline.wml.names import DEL, ID, INS, NAME, RANGES, qn
from paraaf.redline.wml.word_file import WordFile

_NOTES = {name: name.rpartition("}")[2].removesuffix("Reference") for name in NOTE_REFERENCES}
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")

NotePair = tuple[str, str, Element, Element]
"""The parts that two notes are in, and the notes."""


class CompareContext:
    """One comparison: the old file, which gets the marks, and the new one."""

    def __init__(
        self, old: WordFile, new: WordFile, importer: Importer, attribution: Attribution, *, with_controls: bool
    ) -> None:
        self.old = old
        self.new = new
        self.importer = importer
        self.attribution = attribution
        self.with_controls = with_controls
        """Whether another control within a line is a difference."""
        self.tracker = Tracker(first_free_id(old.tree(part) for part in old.word_parts()))
        self.moves = 0
        self._bookmarks = {each.get(NAME) for part in old.stories() for each in old.tree(part).iter(_BOOKMARK)}
        self._ranges: dict[tuple[str, str], str | None] = {}
        self._comments = CommentWriter(old)
        known = {(each.author, each.date, each.text): each.id for each in comments_of(old, placed=False)}
        self._new_comments = {each.id: each for each in comments_of(new, placed=False)}
        self._known_comments = {
            each.id: known[each.author, each.date, each.text]
            for each in self._new_comments.values() if (each.author, each.date, each.text) in known
        }  # fmt: skip
        self._imported_comments: dict[str, str] = {}
        self._notes_done: dict[tuple[str, str | None], str] = {}
        self._notes_seen: dict[tuple[str, str | None], Element] = {}

    # Ranges

    def comment_keys(self) -> tuple[dict[str, object], dict[str, object]]:
        """Return what the comments of both files are, by their ids: equal ones have equal keys."""
        mine: dict[str, object] = {each: ("comment", each) for each in self._known_comments.values()}
        old = {each.id: mine.get(each.id, ()) for each in comments_of(self.old, placed=False)}
        new: dict[str, object] = {
            each: ("comment", self._known_comments.get(each, f"new {each}")) for each in self._new_comments
        }
        return old, new

    def imported_range(self, range_mark: Element) -> Element | None:
        """Return a beginning or end of a range of the new file as the old one should have it, if it should."""
        tag, number = range_mark.tag, range_mark.get(ID, "")
        if tag in (_BOOKMARK, qn("w:bookmarkEnd")):
            if tag == _BOOKMARK:
                name = range_mark.get(NAME, "")
                is_new = name not in self._bookmarks and name != "_GoBack"
                self._bookmarks.add(name)
                self._ranges["bookmark", number] = self.tracker.new_id() if is_new else None
            own = self._ranges.get(("bookmark", number))
            return None if own is None else _with_id(range_mark, own)
        reference = next(range_mark.iter(qn("w:commentReference")), None)
        if tag in (qn("w:commentRangeStart"), qn("w:commentRangeEnd")) or reference is not None:
            number = number if reference is None else reference.get(ID, "")
            own = self.comment(number)
            if own is None:
                return None
            copy = _with_id(range_mark, own) if reference is None else deepcopy(range_mark)
            for each in copy.iter(qn("w:commentReference")):
                each.set(ID, own)
            return copy
        return None

    def comment(self, number: str) -> str | None:
        """Return the id that a comment of the new file gets in the old one; None if it is there already."""
        if number not in self._new_comments or number in self._known_comments:
            return None
        if number not in self._imported_comments:
            self._imported_comments[number] = self._comments.import_comment(self.new, number, self.importer)
        return self._imported_comments[number]

    # Notes

    def note_pair(self, old: Element, new: Element) -> NotePair | None:
        """Return the notes that two references mean, with the parts that they are in; each note comes only once."""
        ours, theirs = self._note(self.old, old), self._note(self.new, new)
        if ours is None or theirs is None or not self._first(old):
            return None
        kind = f"{_NOTES[old.tag]}s"
        return str(self.old.part(kind)), str(self.new.part(kind)), ours, theirs

    def note_deleted(self, reference: Element) -> None:
        """Mark the note that a reference means as deleted."""
        if (note := self._note(self.old, reference)) is not None and self._first(reference):
            self.tracker.blocks(note, DEL, self.attribution)

    def _first(self, reference: Element) -> bool:
        """Return whether a note comes by for the first time: some files refer to one twice."""
        return self._notes_seen.setdefault((reference.tag, reference.get(ID)), reference) is reference

    def note_inserted(self, reference: Element) -> None:
        """Import the note that a reference of the new file means, marked as inserted; the reference gets its new id."""
        known = (reference.tag, reference.get(ID))
        note = self._note(self.new, reference)
        if note is None:
            return
        if known in self._notes_done:
            reference.set(ID, self._notes_done[known])
            return
        kind = _NOTES[reference.tag]
        source = self.new.part(f"{kind}s")
        assert source is not None
        if self.old.part(f"{kind}s") is None:
            self._notes_begin(kind, source)
        name = self.old.part(f"{kind}s")
        assert name is not None
        root = adopt_namespaces(self.old, name, self.new.tree(source))
        numbers = [int(each.get(ID, "0")) for each in root]
        copy = self.importer.import_element(note, source, name)
        strip_ranges(copy)
        copy.set(ID, str(max([0, *numbers]) + 1))
        reference.set(ID, copy.get(ID))
        self._notes_done[known] = copy.get(ID)
        root.append(copy)
        self.tracker.blocks(copy, INS, self.attribution)

    def _notes_begin(self, kind: str, source: str) -> None:
        root = etree.Element(qn(f"w:{kind}s"), nsmap=self.new.tree(source).nsmap)
        for each in self.new.tree(source):
            if each.get(qn("w:type")) in SEPARATORS:
                root.append(self.importer.import_element(each, source, source))
        self.old.related_part(f"{kind}s", etree.tostring(root), NOTES_TYPE.format(f"{kind}s"))

    def _note(self, file: WordFile, reference: Element) -> Element | None:
        part = file.part(f"{_NOTES[reference.tag]}s")
        root = None if part is None else file.change(part)
        number = reference.get(ID)
        return None if root is None else next((each for each in root if each.get(ID) == number), None)

    def finish(self) -> None:
        """Import the styles that are used, and make the ids of pictures unique."""
        # A reply need not stand anywhere in the text itself.
        for each in self._new_comments.values():
            if each.parent in self._imported_comments or each.parent in self._known_comments:
                self.comment(each.id)
        roots = [self.old.tree(part) for part in self.old.stories()]
        self.importer.import_styles(roots)
        for root in roots:
            drop_unpaired_ranges(root)
        seen: set[str] = set()
        for root in roots:
            for each in root.iter(_DRAWING):
                number = each.get("id", "")
                if number in seen:
                    number = str(self.tracker.next_id)
                    self.tracker.new_id()
                    each.set("id", number)
                seen.add(number)


_BOOKMARK = qn("w:bookmarkStart")


def _with_id(element: Element, number: str) -> Element:
    copy = deepcopy(element)
    copy.tail = None
    copy.set(ID, number)
    return copy


def strip_ranges(element: Element) -> None:
    """Take the beginnings and ends of ranges, and the references to comments, out of an element."""
    for each in list(element.iter(*RANGES)):
        each.getparent().remove(each)
    for each in list(element.iter(qn("w:commentReference"))):
        each.getparent().remove(each)


__all__ = ["CompareContext", "strip_ranges"]
