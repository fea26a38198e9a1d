"""A Word template: which fields and styles it must have, and the paragraphs, lists and tables made in its styles."""

import copy
from collections.abc import Mapping, Sequence
from typing import Literal

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Length, Twips
from docx.styles.style import BaseStyle
from docx.styles.styles import Styles
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from models.errors import Fault, TemplateError, UnsafeDocument, fault
from paraaf.documents.controls import fill, fill_blocks, tagged, tags
from paraaf.documents.facts import KeyPoint
from paraaf.documents.ooxml import clean, element
from paraaf.documents.word_document import OtherKindOfFile, WordDocument

TemplateKind = Literal["letter", "reaction_table", "advice_note"]
Block = Paragraph | Table

TABLE_STYLE = "Paraaf Tabel"
CELL_STYLE = "Paraaf Tabeltekst"
AFTER_BLOCK_STYLE = "Paraaf Vervolg"
"""Text after a list or a table, which need some space below them."""

_LISTS = [f"List {kind}{level}" for kind in ("Bullet", "Number", "Continue") for level in ("", " 2", " 3")]
_TABLE = ["Hyperlink", CELL_STYLE, TABLE_STYLE, AFTER_BLOCK_STYLE]
_HEADINGS = ["heading 1", "heading 2", "heading 3"]
_KINDS = {"Hyperlink": WD_STYLE_TYPE.CHARACTER, TABLE_STYLE: WD_STYLE_TYPE.TABLE}
"""What kind of style each is, if not one of paragraphs."""
_FIELDS: Mapping[TemplateKind, str] = {
    "letter": "ministry addressee subject kenmerk dossier_number attachments body"
    " signatory_name signatory_function version date mark signature",
    "reaction_table": "title kenmerk dossier_number round letter opened due closed date author state"
    " positions comments",
    "advice_note": "ministry kind title subject to author unit date number kenmerk dossier_number letter body",
}
_STYLES: Mapping[TemplateKind, Sequence[str]] = {
    "letter": [*_HEADINGS, *_LISTS, *_TABLE],
    "reaction_table": [CELL_STYLE, TABLE_STYLE],
    "advice_note": [*_HEADINGS, *_LISTS, *_TABLE],
}


def template_faults(kind: TemplateKind, template: bytes) -> list[Fault]:
    """Return which fields (tags of content controls) and styles a template lacks, or that it is no Word document."""
    return _opened(kind, template)[1]


def _opened(kind: TemplateKind, template: bytes) -> tuple[WordDocument | None, list[Fault]]:
    try:
        file = WordDocument.read(template)
    except OtherKindOfFile:
        return None, [fault("", "template.other_kind_of_file")]
    except UnsafeDocument:
        return None, [fault("", "template.no_word_file")]
    return file, _lacking(kind, file)


def _lacking(kind: TemplateKind, file: WordDocument) -> list[Fault]:
    found = tags(file.stories())
    needed = [f"paraaf.{field}" for field in _FIELDS[kind].split()]
    styles = _styles(file)
    lacking = [fault("", "template.field_missing", field=tag) for tag in needed if tag not in found]
    for name in _STYLES[kind]:
        style = styles.get(name.lower())
        if style is None:
            lacking.append(fault("", "template.style_missing", style=name))
        elif style.type != _KINDS.get(name, WD_STYLE_TYPE.PARAGRAPH):
            lacking.append(fault("", "template.style_of_other_kind", style=name))
    if not lacking and kind != "reaction_table":
        for name in ("List Bullet", "List Number"):
            if not _list_of(file, styles[name.lower()]):
                lacking.append(fault("", "template.style_without_numbering", style=name))
    return lacking


class Template:
    """A template that is being filled."""

    def __init__(self, kind: TemplateKind, content: bytes) -> None:
        """Raise `TemplateError` with all faults if the template cannot be used."""
        file, faults = _opened(kind, content)
        if file is None or faults:
            raise TemplateError("template.cannot_be_used", kind=kind, faults=faults)
        self.file = file
        self.document = self.file.document
        self._styles = _styles(self.file)
        self.file.forget_properties()

    def fill(self, values: Mapping[str, str]) -> None:
        """Put texts in fields, wherever they occur; by their tag without "paraaf."."""
        for root in self.file.stories():
            for name, text in values.items():
                for control in tagged(root, f"paraaf.{name}"):
                    fill(control, text)

    def fill_blocks(self, name: str, blocks: Sequence[Block]) -> None:
        """Put paragraphs and tables in a field of the body."""
        for control in tagged(self.file.body, f"paraaf.{name}"):
            fill_blocks(control, [copy.deepcopy(block._element) for block in blocks])

    def style(self, name: str) -> str:
        """Return the id of a style; Word translates ids ("Kop1"), but never the name of a style of its own."""
        return self._styles[name.lower()].style_id

    def heading(self, text: str, level: int) -> Paragraph:
        """Return a heading, level 1 to 3."""
        return self.plain(text, f"heading {level}")

    def plain(self, text: str, style: str = "") -> Paragraph:
        """Return a paragraph of text as it is."""
        made = Paragraph(element("w:p"), self.document)
        if style:
            # Not `made.style`: for each paragraph that goes through all styles, which takes half the time of a letter.
            made._p.style = self.style(style)
        if text:
            made.add_run(clean(text))
        return made

    def intro(self, text: str) -> Paragraph:
        """Return a paragraph that stays on one page with the start of the table below it."""
        made = self.plain(text, AFTER_BLOCK_STYLE)
        made.paragraph_format.keep_with_next = True
        return made

    def bullets(self, points: Sequence[KeyPoint], level: int = 0) -> list[Paragraph]:
        """Return a bullet list; what lies deeper than three levels stands on the third."""
        made = []
        for point in points:
            made.append(self.item(point.text, self.list_of("List Bullet"), "List Bullet", level))
            made += self.bullets(point.points, min(level + 1, 2))
        return made

    def numbered(self, texts: Sequence[str]) -> list[Paragraph]:
        """Return an ordered list that starts at 1."""
        list_id = self.new_ordered_list()
        return [self.item(text, list_id, "List Number", 0) for text in texts]

    def item(self, text: str, list_id: int, style: str, level: int) -> Paragraph:
        """Return a list item; level 0 to 2."""
        made = self.plain(text, style if level == 0 else f"{style} {level + 1}")
        numbering = made._p.get_or_add_pPr().get_or_add_numPr()
        numbering.get_or_add_ilvl().val = level
        numbering.get_or_add_numId().val = list_id
        return made

    def list_of(self, style: str) -> int:
        """Return the list that a list style belongs to."""
        return _list_of(self.file, self._styles[style.lower()])

    def new_ordered_list(self, level: int = 0, start: int = 1) -> int:
        """Return a list that looks as the template's ordered list and counts for itself."""
        numbering = self.document.part.numbering_part.element
        base = numbering.num_having_numId(self.list_of("List Number"))
        made = numbering.add_num(base.abstractNumId.val)
        for each in range(3):
            made.add_lvlOverride(each).add_startOverride(start if each == level else 1)
        return int(made.numId)

    def link(self, paragraph: Paragraph, url: str, text: str) -> Run:
        """Return the text of a hyperlink to a web page, added to a paragraph."""
        made = element("w:hyperlink")
        made.set(qn("r:id"), self.document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.append(made)
        shown = Run(made.add_r(), paragraph)
        shown.text = text
        shown._r.style = self.style("Hyperlink")
        return shown

    def text_width(self) -> Length:
        """Return the width between the margins of the last section."""
        section = self.document.sections[-1]
        page, left, right = section.page_width, section.left_margin, section.right_margin
        if page is None or left is None or right is None:
            return Twips(9026)
        return Length(page - left - right)


def _styles(file: WordDocument) -> dict[str, BaseStyle]:
    """Return the styles by name, in small letters: LibreOffice writes those of Word with capitals."""
    found = file.part(RELATIONSHIP_TYPE.STYLES)
    return {style.name.lower(): style for style in Styles(found) if style.name} if found is not None else {}


def _list_of(file: WordDocument, style: BaseStyle) -> int:
    """Return the list (w:numId) that a style belongs to; 0 if it is none that the file has."""
    numbering = file.part(RELATIONSHIP_TYPE.NUMBERING)
    properties = style.element.pPr
    if numbering is None or properties is None or properties.numPr is None or properties.numPr.numId is None:
        return 0
    list_id = int(properties.numPr.numId.val)
    return list_id if any(num.numId == list_id for num in numbering.num_lst) else 0
