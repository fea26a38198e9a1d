"""A Word template: which fields and styles it must have, and the paragraphs, lists and tables made in its styles."""

import copy
from collections.abc import Mapping, Sequence
from typing import Literal

from models.errors import TemplateError, UnsafeDocument
from paraaf.documents.controls import fill, fill_blocks, tagged, tags
from paraaf.documents.facts import KeyPoint
from paraaf.documents.ooxml import Element, element, paragraph, qn, run, run_properties, value_of
from paraaf.documents.package import CORE, WORD_TYPE, Package

TemplateKind = Literal["letter", "reaction_table", "advice_note"]

TABLE_STYLE = "Paraaf Tabel"
CELL_STYLE = "Paraaf Tabeltekst"
AFTER_BLOCK_STYLE = "Paraaf Vervolg"
"""Text after a list or a table, which need some space below them."""

_LISTS = [f"List {kind}{level}" for kind in ("Bullet", "Number", "Continue") for level in ("", " 2", " 3")]
_TABLE = ["Hyperlink", CELL_STYLE, TABLE_STYLE, AFTER_BLOCK_STYLE]
_HEADINGS = ["heading 1", "heading 2", "heading 3"]
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


def template_faults(kind: TemplateKind, template: bytes) -> list[str]:
    """Return which fields (tags of content controls) and styles a template lacks, or that it is no Word document."""
    try:
        package = Package.read(template)
    except UnsafeDocument:
        return ["is not a Word document"]
    if package.content_type(package.main) != f"{WORD_TYPE}.document.main+xml":
        return ["is not a Word document but another kind of Word file; save it as .docx"]
    found = tags(package.stories().values())
    needed = [f"paraaf.{field}" for field in _FIELDS[kind].split()]
    styles = _style_ids(package)
    lacking = [f"field {tag} is missing" for tag in needed if tag not in found]
    lacking += [f"style {name} is missing" for name in _STYLES[kind] if name.lower() not in styles]
    if not lacking and kind != "reaction_table":
        for name in ("List Bullet", "List Number"):
            if not _list_of(package, styles[name.lower()]):
                lacking.append(f"style {name} has no numbering")
    return lacking


class Template:
    """A template that is being filled."""

    def __init__(self, kind: TemplateKind, content: bytes) -> None:
        """Raise `TemplateError` with all faults if the template cannot be used."""
        faults = template_faults(kind, content)
        if faults:
            raise TemplateError(f"The template {kind} cannot be used: {'; '.join(faults)}.")
        self.package = Package.read(content)
        self._styles = _style_ids(self.package)
        self._forget_properties()

    def fill(self, values: Mapping[str, str]) -> None:
        """Put texts in fields, wherever they occur; by their tag without "paraaf."."""
        for root in self.package.stories().values():
            for name, text in values.items():
                for control in tagged(root, f"paraaf.{name}"):
                    fill(control, text)

    def fill_blocks(self, name: str, blocks: Sequence[Element]) -> None:
        """Put paragraphs and tables in a field of the body."""
        for control in tagged(self.package.body, f"paraaf.{name}"):
            fill_blocks(control, [copy.deepcopy(block) for block in blocks])

    def style(self, name: str) -> str:
        """Return the id of a style; Word translates ids ("Kop1"), but never the name of a style of its own."""
        return self._styles[name.lower()]

    def heading(self, text: str, level: int) -> Element:
        """Return a heading, level 1 to 3."""
        return paragraph([run(text)], self.style(f"heading {level}"))

    def plain(self, text: str, style: str = "") -> Element:
        """Return a paragraph of text as it is."""
        return paragraph([run(text)], self.style(style) if style else "")

    def bullets(self, points: Sequence[KeyPoint], level: int = 0) -> list[Element]:
        """Return a bullet list; what lies deeper than three levels stands on the third."""
        made = []
        for point in points:
            made.append(self.item([run(point.text)], self.list_of("List Bullet"), "List Bullet", level))
            made += self.bullets(point.points, min(level + 1, 2))
        return made

    def numbered(self, texts: Sequence[str]) -> list[Element]:
        """Return an ordered list that starts at 1."""
        list_id = self.new_ordered_list()
        return [self.item([run(text)], list_id, "List Number", 0) for text in texts]

    def item(self, content: Sequence[Element], list_id: int, style: str, level: int) -> Element:
        """Return a list item; level 0 to 2."""
        return paragraph(content, self.style(style if level == 0 else f"{style} {level + 1}"), (list_id, level))

    def list_of(self, style: str) -> int:
        """Return the list that a list style belongs to."""
        return _list_of(self.package, self.style(style))

    def new_ordered_list(self, level: int = 0, start: int = 1) -> int:
        """Return a list that looks as the template's ordered list and counts for itself."""
        numbering = self.package.part("numbering")
        assert numbering is not None
        base = self.list_of("List Number")
        numbers = numbering.findall(qn("w:num"))
        abstract = next(value_of(num, "w:abstractNumId") for num in numbers if num.get(qn("w:numId")) == str(base))
        list_id = max(int(num.get(qn("w:numId"), "0")) for num in numbers) + 1
        made = element("w:num", element("w:abstractNumId", val=abstract), numId=str(list_id))
        for each in range(3):
            first = element("w:startOverride", val=str(start if each == level else 1))
            made.append(element("w:lvlOverride", first, ilvl=str(each)))
        numbers[-1].addnext(made)
        return list_id

    def link(self, url: str, text: str, *, bold: bool = False, italic: bool = False) -> Element:
        """Return a hyperlink to a web page."""
        properties = run_properties(style=self.style("Hyperlink"), bold=bold, italic=italic)
        made = element("w:hyperlink", run(text, properties))
        made.set(qn("r:id"), self.package.relate(self.package.main, "hyperlink", url, external=True))
        return made

    def text_width(self) -> int:
        """Return the width between the margins of the last section, in twentieths of a point."""
        section = self.package.body.find(qn("w:sectPr"))
        size, margins = (section.find(qn(name)) if section is not None else None for name in ("w:pgSz", "w:pgMar"))
        if size is None or margins is None:
            return 9026
        left, right = (int(margins.get(qn(f"w:{side}"), "1440")) for side in ("left", "right"))
        return int(size.get(qn("w:w"), "11906")) - left - right

    def _forget_properties(self) -> None:
        """Take out who made the template and when: the document is not theirs."""
        for name, content in list(self.package.parts.items()):
            if name.startswith("docProps/core") and content:
                root = self.package.xml(name)
                for child in [child for child in root if child.tag != f"{{{CORE['dc']}}}language"]:
                    root.remove(child)


def _style_ids(package: Package) -> dict[str, str]:
    styles = package.part("styles")
    found = styles.findall(qn("w:style")) if styles is not None else []
    return {value_of(style, "w:name").lower(): str(style.get(qn("w:styleId"))) for style in found}


def _list_of(package: Package, style_id: str) -> int:
    styles, numbering = package.part("styles"), package.part("numbering")
    if styles is None or numbering is None:
        return 0
    known = {str(num.get(qn("w:numId"))) for num in numbering.findall(qn("w:num"))}
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) == style_id:
            list_id = value_of(style.find(f"{qn('w:pPr')}/{qn('w:numPr')}"), "w:numId")
            return int(list_id) if list_id in known else 0
    return 0
