"""A Word file as parts of a web page."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from paraaf.documents.html.blocks import Block, Headings, assemble
from paraaf.documents.html.inline import ADDING, REMOVING, Context, ParagraphReader, StoryContext
from paraaf.documents.html.notes import Notes
from paraaf.documents.html.numbering import Numbering
from paraaf.documents.html.page_texts import DUTCH, PageTexts
from paraaf.documents.html.pieces import BOOKMARK, Html, Piece, accepted_text, as_html, escaped, visually_hidden
from paraaf.documents.html.styles import Styles
from paraaf.documents.html.tables import table_html
from paraaf.redline.opc.package import Element, Package
from paraaf.redline.plain_text.fingerprint import headers_and_footers_of
from paraaf.redline.plain_text.reader import attribute, child, chosen_branch, prefixed_name

_WRAPPERS = {"w:customXml", *ADDING, *REMOVING}
_BOOKMARK = re.compile(f'<a href="#{BOOKMARK}([^{BOOKMARK}]*){BOOKMARK}">')
_ID = re.compile(r'(?<=<a) id="[^"]*"')
_STORIES = {"w:body", "w:hdr", "w:ftr", "w:tc", "w:txbxContent", "w:footnote", "w:endnote"}
"""What holds paragraphs of its own: a field does not go on from one to another."""


Tool = Callable[[str, str], str]
"""Returns the HTML that stands beside a passage, by its id and text: a button to comment on it."""


@dataclass(frozen=True)
class WebText:
    """What a Word file says, as HTML in which everything from the file is escaped."""

    body: Html
    notes: Html
    """The notes with a heading; "" if there are none."""
    headers_and_footers: tuple[Html, ...]
    """Each header and footer that is in effect."""
    passages: Mapping[str, str]
    """The text of each paragraph with all changes accepted, by its id in the page: `p-1`, `p-2`."""
    changed: Mapping[str, Html] = field(default_factory=dict)
    """The HTML, to be shown apart, of each paragraph in which text was inserted or deleted; `d-1` is one that went."""


def as_web_text(
    docx: bytes, words: PageTexts = DUTCH, *, first_heading: int = 2, prefix: str = "", tool: Tool | None = None
) -> WebText:
    """Return what a Word file says as HTML, with its tracked changes shown as such.

    Ids begin with `prefix`; `tool` gives what stands beside each passage of the body. A paragraph has the same id in a
    version, and in the comparison of an earlier one with it.
    `paraaf.redline.check` comes first for a file from outside; nothing in it is fetched or run.
    """
    return _Page(Package(docx), words, first_heading, prefix, tool).made()


@dataclass
class _Story:
    """What is being read, and what was made of it."""

    reader: ParagraphReader
    blocks: list[Block] = field(default_factory=list)


class _Page:
    def __init__(self, package: Package, words: PageTexts, first_heading: int, prefix: str, tool: Tool | None) -> None:
        self._tool = tool
        self._package = package
        self._words = words
        self._headings = Headings(first_heading)
        self._first_heading = first_heading
        self._prefix = prefix
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self._styles)
        self._notes = Notes(words, prefix)
        self._passages: dict[str, str] = {}
        self._changed: dict[str, Html] = {}
        self._gone = self._tables = 0
        self._has_ids = True
        self._unplaced: list[str] = []
        self._bookmarks: dict[str, str] = {}
        self._targets: dict[Element, dict[str, str]] = {}
        self._unended: set[Element] = set()

    def made(self) -> WebText:
        document = self._open(self._package.main_part)
        body = child(document, "w:body")
        text = "" if body is None else assemble(self._story(body, Context()), self._headings)
        self._has_ids = False
        notes = self._all_notes()
        headers_and_footers = [
            assemble(self._story(self._open(part), Context()))
            for part in headers_and_footers_of(self._package, document)
        ]
        return WebText(
            Html(self._linked(text)),
            Html(self._linked(notes)),
            tuple(Html(self._linked(each)) for each in dict.fromkeys(headers_and_footers) if each),
            self._passages,
            {id_: Html(self._linked(excerpt)) for id_, excerpt in self._changed.items()},
        )

    # Parts

    def _part(self, kind_: str) -> Element | None:
        part = next(iter(self._package.related(self._package.main_part, kind_)), None)
        return None if part is None else self._package.xml(part)

    def _open(self, part: str) -> Element:
        """Return the root of a part, with its links and fields looked up."""
        root = self._package.xml(part)
        lines = self._package.relationships(part)
        self._targets[root] = {line.id: line.target for line in lines if line.external and line.kind == "hyperlink"}
        self._unended |= _with_unended_fields(root)
        return root

    # Notes

    def _all_notes(self) -> str:
        items: list[str] = []
        written_notes: dict[str, dict[str, Element]] = {}
        while later := self._notes.later_than(len(items)):
            for note in later:
                if note.sort not in written_notes:
                    written_notes[note.sort] = self._notes_of(note.sort)
                element = written_notes[note.sort].get(note.id)
                content = "" if element is None else assemble(self._story(element, note.where))
                items.append(self._notes.item(note, content))
        if not items:
            return ""
        title, level = escaped(self._words.notes), self._first_heading
        return (
            f'<section class="notes" role="doc-endnotes"><h{level} id="{self._prefix}notes">{title}</h{level}>\n'
            f'<ol class="labelled" role="list">{"".join(items)}</ol></section>'
        )

    def _notes_of(self, sort: str) -> dict[str, Element]:
        part = next(iter(self._package.related(self._package.main_part, f"{sort}s")), None)
        return {} if part is None else {attribute(note, "id") or "": note for note in self._open(part)}

    # Blocks

    def _story(self, container: Element, where: Context) -> list[Block]:
        about = StoryContext(
            styles=self._styles,
            words=self._words,
            targets=self._targets[container.getroottree().getroot()],
            note=self._notes.reference,
            bookmark=self._unplaced.append,
            with_fields=container not in self._unended,
        )
        story = _Story(ParagraphReader(about))
        self._blocks(container, where, story)
        return story.blocks

    def _blocks(self, container: Element, where: Context, story: _Story) -> None:
        for each in container:
            what = prefixed_name(each)
            if what == "w:p" or what.startswith("m:"):
                self._paragraph(each, where, story)
            elif what == "w:tbl":
                self._table(each, where, story)
            elif what == "w:sdt":
                if (content := child(each, "w:sdtContent")) is not None:
                    self._blocks(content, where, story)
            elif what == "mc:AlternateContent":
                self._blocks(chosen_branch(each), where, story)
            elif what in _WRAPPERS:
                self._blocks(each, where.within(each), story)
            elif what == "w:bookmarkStart":
                self._unplaced.append(attribute(each, "name") or "")

    def _table(self, table: Element, where: Context, story: _Story) -> None:
        self._tables += 1
        name = self._words.table.format(self._tables)
        html = table_html(table, where, name, self._styles, self._words, self._cell)
        if html:
            story.blocks.append(Block(html, is_whole=True))

    def _cell(self, cell: Element, where: Context) -> str:
        return assemble(self._story(cell, where))

    def _paragraph(self, paragraph: Element, where: Context, story: _Story) -> None:
        level = self._styles.level(paragraph)
        pieces, boxes = story.reader.read(paragraph, where, in_heading=level is not None)
        mark = _mark(paragraph, where)
        id_ = self._identified(pieces, mark)
        if any(piece.text.strip() or (piece.html not in ("", "<br>") and not piece.text) for piece in pieces):
            numbering = self._styles.numbering(paragraph)
            is_gone = not any(piece.is_kept for piece in pieces)
            marker = self._numbering.next(*numbering) if numbering is not None and not is_gone else None
            reformatted = child(paragraph, "w:pPr", "w:pPrChange") is not None
            states = ("reformatted",) if reformatted else ()
            html = as_html(pieces, self._words) + self._pilcrow(pieces, mark)
            if id_ and (any(piece.is_changed for piece in pieces) or mark.deleted is not None):
                self._changed[id_] = Html(_ID.sub("", html))
            tool = self._tool(id_, self._passages[id_]) if self._tool is not None and id_ in self._passages else ""
            story.blocks.append(Block(html, id_, states, level, marker, tool=tool))
        for box, now in boxes:
            inner = assemble(self._story(box, now))
            if inner:
                story.blocks.append(Block(f'<div class="box">{inner}</div>', is_whole=True))

    def _identified(self, pieces: list[Piece], mark: Context) -> str:
        """Return the id of a paragraph; bookmarks that began in or before it now have a place."""
        text = accepted_text(pieces)
        id_ = ""
        if self._has_ids and pieces:
            if mark.deleted is None and (text.strip() or any(each.is_kept and each.html for each in pieces)):
                id_ = f"{self._prefix}p-{len(self._passages) + 1}"
                self._passages[id_] = text
            else:
                self._gone += 1
                id_ = f"{self._prefix}d-{self._gone}"
        if id_:
            for name in self._unplaced:
                self._bookmarks.setdefault(name, id_)
            self._unplaced.clear()
        return id_

    def _pilcrow(self, pieces: list[Piece], mark: Context) -> str:
        """Return a sign that two paragraphs became one, or one two, where the text itself does not show it."""
        if mark.deleted is not None and any(piece.is_kept for piece in pieces):
            return f'<del class="end"><span aria-hidden="true">¶</span>{visually_hidden(self._words.joined)}</del>'
        if mark.inserted is not None and not all(piece.inserted for piece in pieces):
            return f'<ins class="end"><span aria-hidden="true">¶</span>{visually_hidden(self._words.parted)}</ins>'
        return ""

    def _linked(self, html: str) -> str:
        """Return HTML whose links within the file lead to paragraphs; what leads nowhere is no link."""
        places = {escaped(name): f'<a href="#{id_}">' for name, id_ in self._bookmarks.items()}
        return _BOOKMARK.sub(lambda found: places.get(found[1], "<a>"), html)


def _mark(paragraph: Element, where: Context) -> Context:
    """Return whether the end of a paragraph was inserted or deleted."""
    about = child(paragraph, "w:pPr", "w:rPr")
    for each in [] if about is None else about:
        where = where.within(each)
    return where


def _with_unended_fields(root: Element) -> set[Element]:
    """Return the stories in which a field begins whose result never comes: nothing in them is taken for a field."""
    opened: dict[Element, list[bool]] = {}
    for each in root.iter():
        if prefixed_name(each) == "w:fldChar":
            story = next((above for above in each.iterancestors() if prefixed_name(above) in _STORIES), root)
            fields = opened.setdefault(story, [])
            mark = attribute(each, "fldCharType")
            if mark == "begin":
                fields.append(False)
            elif mark == "separate" and fields:
                fields[-1] = True
            elif mark == "end" and fields:
                fields.pop()
    return {story for story, fields in opened.items() if not all(fields)}
