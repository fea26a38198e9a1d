"""What stands in a paragraph, read into pieces: text, links, notes, pictures, fields, changes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from paraaf.documents.html.page_texts import PageTexts
from paraaf.documents.html.pictures import formula_sign, picture_text
from paraaf.documents.html.pieces import Change, Piece, escaped, safe_address
from paraaf.documents.html.styles import Look, Styles
from paraaf.documents.html.symbols import symbol
from paraaf.redline.opc.package import Element
from paraaf.redline.plain_text.reader import attribute, child, chosen_branch, prefixed_name, text_of
from paraaf.redline.wml.field_codes import NUMBER_FIELDS, keyword

ADDING, REMOVING = {"w:ins": False, "w:moveTo": True}, {"w:del": False, "w:moveFrom": True}
"""Marks around what was inserted or deleted, and whether that is a move."""

_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad"}
_NOTES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_LISTS = {"TOC", "TOA", "INDEX"}
_PAGE_NUMBER = re.compile(r"[\s\divxlcm]*", re.IGNORECASE)
_ADDRESS = re.compile(r'HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]+))', re.IGNORECASE)
_PLACE = re.compile(r'\\l\s+"?([^"\s]+)', re.IGNORECASE)
_REFERENCE = re.compile(r"^\s*(?:REF|NOTEREF)\s+(\S+)\s.*\\h", re.IGNORECASE | re.DOTALL)
_MAX_NUMBER_LENGTH = 12


@dataclass
class OpenField:
    """A field that is being read."""

    instruction: str = ""
    in_result: bool = False
    pieces: int = 0
    """How many pieces its paragraph had when its result began."""
    is_spread: bool = False
    """Whether its result goes on in another paragraph."""

    @property
    def link(self) -> str:
        """Return where its result leads: an address, "#" and a bookmark, or ""."""
        reference = _REFERENCE.match(self.instruction)
        if reference:
            return f"#{reference[1]}"
        if keyword(self.instruction) != "HYPERLINK":
            return ""
        found, place = _ADDRESS.search(self.instruction), _PLACE.search(self.instruction)
        if found:
            return safe_address(found[1] or found[2] or "")
        return f"#{place[1]}" if place else ""


@dataclass(frozen=True)
class Context:
    """What holds for all that is read: it was inserted or deleted, or is a link."""

    inserted: Change | None = None
    deleted: Change | None = None
    link: str = ""

    def within(self, mark: Element) -> "Context":
        """Return what holds within a mark of a change."""
        what = prefixed_name(mark)
        if what in ADDING:
            return replace(self, inserted=change_of(mark, moved=ADDING[what]))
        if what in REMOVING:
            return replace(self, deleted=change_of(mark, moved=REMOVING[what]))
        return self


@dataclass(frozen=True)
class StoryContext:
    """What reading a paragraph asks of the rest of the file."""

    styles: Styles
    words: PageTexts
    targets: dict[str, str]
    """Addresses outside, by relationship id."""
    note: Callable[[str, str, Context], Piece]
    """The reference to a note, by its sort and id."""
    bookmark: Callable[[str], None]
    with_fields: bool = True


def change_of(mark: Element, *, moved: bool = False) -> Change:
    """Return who made a change, and when."""
    return Change(attribute(mark, "author") or "", attribute(mark, "date") or "", moved)


class ParagraphReader:
    """Reads the paragraphs of one story; a field may go on from one to the next."""

    def __init__(self, surroundings: StoryContext) -> None:
        self._about = surroundings
        self._fields: list[OpenField] = []
        self._pieces: list[Piece] = []
        self._boxes: list[tuple[Element, Context]] = []
        self._usual: Look = {}

    def read(
        self, paragraph: Element, where: Context, *, in_heading: bool
    ) -> tuple[list[Piece], list[tuple[Element, Context]]]:
        """Return what a paragraph says, and the text boxes that hang on it."""
        self._pieces, self._boxes = [], []
        # Looked up once: a paragraph may have any number of runs.
        self._usual = {} if in_heading else self._about.styles.look_of(paragraph)
        for field in self._fields:
            field.is_spread = True
        in_list = any(keyword(field.instruction) in _LISTS for field in self._fields)
        self._inline(paragraph, where)
        if in_list or any(keyword(field.instruction) in _LISTS for field in self._fields):
            self._drop_page_number()
        return self._pieces, self._boxes

    def _inline(self, container: Element, where: Context) -> None:
        for each in container:
            what = prefixed_name(each)
            if what == "w:r":
                self._run(each, where)
            elif what in ADDING or what in REMOVING:
                self._inline(each, where.within(each))
            elif what == "w:hyperlink":
                self._inline(each, replace(where, link=self._target(each) or where.link))
            elif what == "w:bookmarkStart":
                self._about.bookmark(attribute(each, "name") or "")
            elif what == "w:fldSimple":
                self._simple_field(each, where)
            elif what == "w:sdt":
                if (content := child(each, "w:sdtContent")) is not None:
                    self._inline(content, where)
            elif what == "mc:AlternateContent":
                self._inline(chosen_branch(each), where)
            elif what.startswith("m:"):
                self._formula(each, where)
            elif not what.endswith("Pr") and what != "w:rt":
                self._inline(each, where)

    def _run(self, run: Element, where: Context) -> None:
        formats = self._about.styles.formats(run, self._usual)
        look = Piece(
            "",
            formats=formats,
            link=where.link,
            inserted=where.inserted,
            deleted=where.deleted,
            is_reformatted=child(run, "w:rPr", "w:rPrChange") is not None,
        )
        self._in_run(run, look, where)

    def _in_run(self, container: Element, look: Piece, where: Context) -> None:
        for each in container:
            what = prefixed_name(each)
            if what in ("w:t", "w:delText"):
                self._say(text_of(each), look)
            elif what in _SIGNS:
                self._say(_SIGNS[what], look)
            elif what == "w:br":
                shown = attribute(each, "type") in (None, "textWrapping")
                self._say("\n" if shown else "", look)
            elif what in ("w:instrText", "w:delInstrText"):
                if self._about.with_fields and self._fields and not self._fields[-1].in_result:
                    self._fields[-1].instruction += each.text or ""
            elif what == "w:fldChar":
                self._field(attribute(each, "fldCharType"))
            elif what == "w:sym":
                self._say(symbol(attribute(each, "char"), attribute(each, "font")), look)
            elif what in _NOTES:
                self._add(self._about.note(_NOTES[what], attribute(each, "id") or "", where))
            elif what in ("w:drawing", "w:pict", "w:object"):
                self._picture(each, look, where)
            elif what == "mc:AlternateContent":
                self._in_run(chosen_branch(each), look, where)
            elif what in ADDING or what in REMOVING:
                self._in_run(each, look, where.within(each))
            elif not what.endswith("Pr") and what != "w:rt":
                self._in_run(each, look, where)

    def _say(self, text: str, look: Piece) -> None:
        if text:
            self._add(replace(look, html=escaped(text).replace("\n", "<br>"), text=text))

    def _add(self, piece: Piece) -> None:
        if self._about.with_fields and not all(field.in_result for field in self._fields):
            return
        if not piece.link and not piece.is_link:
            link = next((found for field in reversed(self._fields) if (found := field.link)), "")
            piece = replace(piece, link=link) if link else piece
        self._pieces.append(piece)

    def _picture(self, element: Element, look: Piece, where: Context) -> None:
        boxes = [
            box for box in element.iter() if prefixed_name(box) == "w:txbxContent" and not _is_within(box, element)
        ]
        self._boxes += [(box, where) for box in boxes]
        text = picture_text(element, self._about.words, is_needed=not boxes)
        if text:
            self._add(replace(look, html=f'<span class="picture">[{escaped(text)}]</span>', formats=()))

    def _formula(self, element: Element, where: Context) -> None:
        look = Piece("", link=where.link, inserted=where.inserted, deleted=where.deleted)
        for each in element:
            what = prefixed_name(each)
            if what == "m:t":
                self._say(text_of(each), look)
            elif what in ADDING or what in REMOVING:
                self._formula(each, where.within(each))
            elif what == "w:r":
                self._run(each, where)
            elif not what.endswith("Pr"):
                opening, before = formula_sign(each), len(self._pieces)
                self._formula(each, where)
                if opening and len(self._pieces) > before:
                    self._pieces.insert(before, replace(look, html=f'<span class="sign">{opening}</span>'))
                    self._add(replace(look, html='<span class="sign">)</span>'))

    # Fields

    def _field(self, mark: str | None) -> None:
        if not self._about.with_fields:
            return
        if mark == "begin":
            self._fields.append(OpenField())
        elif mark == "separate" and self._fields:
            self._fields[-1].in_result, self._fields[-1].pieces = True, len(self._pieces)
        elif mark == "end" and self._fields:
            field = self._fields.pop()
            if field.in_result:
                self._drop_number(field)

    def _simple_field(self, element: Element, where: Context) -> None:
        field = OpenField(attribute(element, "instr") or "", True, len(self._pieces))
        self._inline(element, replace(where, link=field.link or where.link))
        self._drop_number(field)

    def _drop_number(self, field: OpenField) -> None:
        """Leave out page numbers, which mean nothing on a page without pages."""
        said = "".join(piece.text for piece in self._pieces[field.pieces :])
        if not field.is_spread and keyword(field.instruction) in NUMBER_FIELDS and len(said) <= _MAX_NUMBER_LENGTH:
            del self._pieces[field.pieces :]

    def _drop_page_number(self) -> None:
        tab = next((at for at in reversed(range(len(self._pieces))) if self._pieces[at].text == "\t"), None)
        if tab is not None and _PAGE_NUMBER.fullmatch("".join(piece.text for piece in self._pieces[tab:])):
            del self._pieces[tab:]

    def _target(self, hyperlink: Element) -> str:
        id_ = next((str(found) for name, found in hyperlink.attrib.items() if name.endswith("}id")), "")
        anchor = attribute(hyperlink, "anchor")
        if id_ in self._about.targets:
            return safe_address(self._about.targets[id_])
        return f"#{anchor}" if anchor else ""


def _is_within(box: Element, picture: Element) -> bool:
    """Return whether a text box lies in another one, or in a copy of it for older programs."""
    for above in box.iterancestors():
        if above is picture:
            return False
        if prefixed_name(above) in ("w:txbxContent", "mc:Fallback"):
            return True
    return False
