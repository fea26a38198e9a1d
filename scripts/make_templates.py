"""Make the Word templates in templates/documents, once; after that a ministry edits them in Word.

Run it as `python scripts/make_templates.py [folder]`.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import docx
from docx.blkcntnr import BlockItemContainer
from docx.document import Document
from docx.enum.section import WD_HEADER_FOOTER, WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.section import Section
from docx.shared import Pt, RGBColor, Twips
from docx.styles.style import BaseStyle, ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from paraaf.documents.controls import ALIASES, Ids, new_control
from paraaf.documents.ooxml import Element, element, run
from paraaf.documents.word_document import WordDocument

FONT, FALLBACK = "Verdana", "DejaVu Sans"
BLUE, GREY, RED, LINE, FILL = "154273", "595959", "A3000B", "8A9BB0", "E4EAF1"
LABEL = 1814
PORTRAIT, LANDSCAPE = (11906, 16838, 1588), (16838, 11906, 1134)
STYLE_IDS = {"heading 1": "Heading1", "heading 2": "Heading2", "heading 3": "Heading3"} | {
    "header": "Header",
    "footer": "Footer",
    "Normal Table": "TableNormal",
}
"""The ids that Word gives to styles of its own, where they are not simply the name without spaces."""

FieldRun = Callable[[str], Element]
Content = str | Element


def main() -> None:
    """Write the templates to a folder; without one, over those of the project."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "templates" / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in templates().items():
        (folder / f"{name}.docx").write_bytes(content)


def templates() -> dict[str, bytes]:
    """Return the three templates by name."""
    return {"letter": _letter(), "reaction_table": _reaction_table(), "advice_note": _advice_note()}


def _letter() -> bytes:
    document, field = _empty(PORTRAIT), _fields()
    _line(document, "Paraaf Adres", field("paraaf.addressee"))
    references = ("Datum", "date"), ("Betreft", "subject"), ("Ons kenmerk", "kenmerk")
    _references(document, field, *references, ("Dossiernummer", "dossier_number"), ("Bijlagen", "attachments"))
    _line(document, "", "Geachte Voorzitter,")
    _block(document, field("paraaf.body"))
    _line(document, "Paraaf Ondertekenaar", field("paraaf.signatory_name"))
    _line(document, "Paraaf Functie", field("paraaf.signatory_function"))
    _line(document, "Paraaf Ondertekening", field("paraaf.signature"))
    for header, style in _headers(document.sections[0]):
        _line(header, style, field("paraaf.ministry"))
        version = "Versie ", field("paraaf.version"), " · ", field("paraaf.date")
        _line(header, "Paraaf Stempel", field("paraaf.mark"), "   ", *version)
    _foot(document, field)
    return _bytes(document)


def _advice_note() -> bytes:
    document, field = _empty(PORTRAIT), _fields()
    _line(document, "Title", field("paraaf.kind"))
    _line(document, "Subtitle", field("paraaf.title"))
    people = ("Aan", "to"), ("Van", "author"), ("Eenheid", "unit"), ("Datum", "date"), ("Betreft", "subject")
    numbers = ("Kenmerk", "kenmerk"), ("Dossiernummer", "dossier_number"), ("Versie nota", "number")
    _references(document, field, *people, *numbers, ("Brief", "letter"))
    _block(document, field("paraaf.body"))
    (first, style), (following, following_style) = _headers(document.sections[0])
    _line(first, style, field("paraaf.ministry"))
    _line(following, following_style, field("paraaf.kind"), " · ", field("paraaf.title"))
    _foot(document, field)
    return _bytes(document)


def _reaction_table() -> bytes:
    document, field = _empty(LANDSCAPE), _fields()
    _line(document, "Title", "Reactietabel")
    _line(document, "Subtitle", field("paraaf.title"))
    about = ("Ronde", "round"), ("Brief", "letter"), ("Kenmerk", "kenmerk"), ("Dossiernummer", "dossier_number")
    days = ("Geopend", "opened"), ("Reageren voor", "due"), ("Gesloten", "closed")
    _references(document, field, *about, *days, ("Opgesteld", "date", "author"), ("Stand", "state"))
    _line(document, "heading 1", "Standpunten")
    _block(document, field("paraaf.positions"))
    _line(document, "heading 1", "Opmerkingen en beantwoording")
    _block(document, field("paraaf.comments"))
    header = document.sections[0].header
    header._element[:] = []
    _line(header, "header", "Reactietabel · ", field("paraaf.title"))
    _foot(document, field)
    return _bytes(document)


def _fields() -> FieldRun:
    """Return what makes the content controls of one document, each with an id of its own and a prompt in it."""
    ids = Ids()

    def field(tag: str) -> Element:
        look = element("w:rPr", element("w:b"), element("w:color", val=RED)) if tag == "paraaf.mark" else None
        prompt = run(f"[{ALIASES[tag]}]", element("w:rPr", element("w:rStyle", val="PlaceholderText")))
        is_block = tag in ("paraaf.body", "paraaf.positions", "paraaf.comments")
        made = new_control(tag, [element("w:p", prompt) if is_block else prompt], ids.next(tag), look)
        next(made.iter(qn("w:id"))).addnext(element("w:showingPlcHdr"))
        return made

    return field


def _line(container: Document | BlockItemContainer, style: str, *content: Content) -> Paragraph:
    made = container.add_paragraph(style=style or None)
    for each in content:
        if isinstance(each, str):
            made.add_run(each)
        else:
            made._p.append(each)
    return made


def _block(document: Document, control: Element) -> None:
    document.element.body.sectPr.addprevious(control)


def _references(document: Document, field: FieldRun, *references: tuple[str, ...]) -> None:
    """Add the lines with a label before a field, or two fields, with some space after the last of the lines."""
    for number, (label, name, *by) in enumerate(references, 1):
        style = "Paraaf Referentie Slot" if number == len(references) else "Paraaf Referentie"
        made = _line(document, style)
        made.add_run(label, "Paraaf Label")
        made.add_run("\t")
        made._p.append(field(f"paraaf.{name}"))
        for person in by:
            made.add_run(" door ")
            made._p.append(field(f"paraaf.{person}"))


def _headers(section: Section) -> list[tuple[BlockItemContainer, str]]:
    """Return the header of the first page and that of the others, empty, each with the style of its first line."""
    section.different_first_page_header_footer = True
    found: list[tuple[BlockItemContainer, str]] = []
    for header, style in ((section.first_page_header, "Paraaf Ministerie"), (section.header, "header")):
        header._element[:] = []
        found.append((header, style))
    return found


def _foot(document: Document, field: FieldRun) -> None:
    """Add the footer; a first page that has a header of its own has the same footer as the others."""
    section = document.sections[0]
    footer = section.footer
    footer._element[:] = []
    made = _line(footer, "footer", "Kenmerk ", field("paraaf.kenmerk"), "\tPagina ")
    made._p.append(element("w:fldSimple", run("1"), instr=" PAGE "))
    made.add_run(" van ")
    made._p.append(element("w:fldSimple", run("1"), instr=" NUMPAGES "))
    if section.different_first_page_header_footer:
        relationship_id = document.part.relate_to(footer.part, RELATIONSHIP_TYPE.FOOTER)
        section._sectPr.add_footerReference(WD_HEADER_FOOTER.FIRST_PAGE, relationship_id)


def _empty(page: tuple[int, int, int]) -> Document:
    """Return a document with nothing of python-docx's own template in it: only the page, styles and lists of ours."""
    document = docx.Document()
    part, package = document.part, document.part.package
    kept = (RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.SETTINGS)
    for relations, wanted in (
        (package.rels, (RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES)),
        (part.rels, kept),
    ):
        for relation in [each for each in relations.values() if each.reltype not in wanted]:
            del relations[relation.rId]
    fonts = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, _FONTS.encode(), package)
    part.relate_to(fonts, RELATIONSHIP_TYPE.FONT_TABLE)
    document.settings.element[:] = _parsed(_SETTINGS)
    part.numbering_part.element[:] = _numbering()
    width, height, margin = page
    _set_styles(document, width - 2 * margin)
    document.element.body.sectPr[:] = []
    section = document.sections[0]
    section.page_width, section.page_height = Twips(width), Twips(height)
    if width > height:
        section.orientation = WD_ORIENTATION.LANDSCAPE
    section.left_margin = section.right_margin = Twips(margin)
    section.top_margin, section.bottom_margin = Twips(1701), Twips(1418)
    section.header_distance, section.footer_distance, section.gutter = Twips(709), Twips(567), Twips(0)
    return document


def _bytes(document: Document) -> bytes:
    file = WordDocument(document)
    file.forget_properties()
    document.core_properties.language = "nl-NL"
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart) and part.content_type != CONTENT_TYPE.OPC_CORE_PROPERTIES:
            for name in [name for name in part.element.attrib if not name.startswith(qn("w:")[:-1])]:
                del part.element.attrib[name]
            etree.cleanup_namespaces(part.element, keep_ns_prefixes=["w", "r"])
    return file.bytes()


def _numbering() -> list[Element]:
    """Return the two lists, of three levels each; Word asks for nine, the others repeat the third."""
    lists = {
        1: ("ListBullet", [("bullet", "•"), ("bullet", "–"), ("bullet", "›")]),
        2: ("ListNumber", [("decimal", "%{}."), ("lowerLetter", "%{}."), ("lowerRoman", "%{}.")]),
    }
    made = []
    for number, (style, kinds) in lists.items():
        levels = [_level(level, *kinds[min(level, 2)], style) for level in range(9)]
        head = element("w:nsid", val=f"5A2A4F0{number}"), element("w:multiLevelType", val="multilevel")
        made.append(element("w:abstractNum", *head, *levels, abstractNumId=str(number)))
    return made + [element("w:num", element("w:abstractNumId", val=str(n)), numId=str(n)) for n in lists]


def _level(level: int, form: str, text: str, style: str) -> Element:
    return element(
        "w:lvl",
        element("w:start", val="1"),
        element("w:numFmt", val=form),
        element("w:pStyle", val=f"{style}{level + 1 if level else ''}") if level < 3 else None,
        element("w:lvlText", val=text.format(level + 1)),
        element("w:lvlJc", val="left"),
        element("w:pPr", element("w:ind", left=str(340 * (level + 1)), hanging="340")),
        ilvl=str(level),
    )


def _set_styles(document: Document, text_width: int) -> None:
    document.styles.element[:] = _parsed(_DEFAULTS)
    kinds = WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER, WD_STYLE_TYPE.TABLE, WD_STYLE_TYPE.LIST
    for name, kind in zip(("Normal", "Default Paragraph Font", "Normal Table", "No List"), kinds, strict=True):
        _style(document, name, kind).element.set(qn("w:default"), "1")
    document.styles["Normal Table"].element.extend(_parsed(_TABLE_NORMAL))
    for level, (size, before) in enumerate(((11, 16), (9.5, 12), (9, 10)), 1):
        made = _paragraph(document, f"heading {level}", before, 4, size=size, bold=True, colour=BLUE)
        made.paragraph_format.keep_with_next = made.paragraph_format.keep_together = True
        made.font.italic = True if level == 3 else None
        made.element.pPr.append(element("w:outlineLvl", val=str(level - 1)))
    _title_styles(document)
    _line_styles(document, text_width)
    _list_styles(document)
    looks = ("Paraaf Label", GREY, 8.0), ("Placeholder Text", GREY, None), ("Hyperlink", BLUE, None)
    for name, colour, size in looks:
        _look(_style(document, name, WD_STYLE_TYPE.CHARACTER, "Default Paragraph Font"), size=size, colour=colour)
    document.styles["Hyperlink"].font.underline = True
    _style(document, "Paraaf Tabel", WD_STYLE_TYPE.TABLE, "Normal Table").element.extend(_parsed(_TABLE))


def _title_styles(document: Document) -> None:
    for name, before, after, size, colour in (("Title", 6, 2, 16, BLUE), ("Subtitle", 0, 14, 12, "")):
        made = _paragraph(document, name, before, after, size=size, bold=bool(colour), colour=colour)
        made.paragraph_format.keep_with_next = True
    made = _paragraph(document, "Paraaf Ministerie", 0, 4, size=12, bold=True, colour=BLUE)
    _border(made, "bottom", 12, BLUE)


def _line_styles(document: Document, text_width: int) -> None:
    _paragraph(document, "header", 0, 0, size=8, colour=GREY)
    foot = _paragraph(document, "footer", 0, 0, size=8, colour=GREY)
    foot.paragraph_format.tab_stops.add_tab_stop(Twips(text_width), WD_TAB_ALIGNMENT.RIGHT)
    _border(foot, "top", 4, LINE)
    stamp = _paragraph(document, "Paraaf Stempel", 0, 0, size=8, colour=GREY)
    stamp.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _paragraph(document, "Paraaf Adres", 12, 24)
    for name, after in (("Paraaf Referentie", 2), ("Paraaf Referentie Slot", 20)):
        lines = _paragraph(document, name, 0, after).paragraph_format
        lines.tab_stops.add_tab_stop(Twips(LABEL))
        lines.left_indent, lines.first_line_indent = Twips(LABEL), Twips(-LABEL)
    for name, before, after, bold in (("Paraaf Ondertekenaar", 36, 0, True), ("Paraaf Functie", 0, 12, False)):
        _paragraph(document, name, before, after, bold=bold).paragraph_format.keep_with_next = True
    signed = _paragraph(document, "Paraaf Ondertekening", 0, 0, colour=GREY)
    signed.paragraph_format.keep_together, signed.font.italic = True, True
    _paragraph(document, "Paraaf Vervolg", 7, 7)
    _paragraph(document, "Paraaf Tabeltekst", 1, 1, size=8)


def _list_styles(document: Document) -> None:
    for level in range(3):
        suffix = f" {level + 1}" if level else ""
        for kind, list_id in (("Bullet", 1), ("Number", 2)):
            made = _paragraph(document, f"List {kind}{suffix}", 0, 3.5)
            numbering = made.element.get_or_add_pPr().get_or_add_numPr()
            numbering.get_or_add_ilvl().val, numbering.get_or_add_numId().val = level, list_id
        more = _paragraph(document, f"List Continue{suffix}", 0, 3.5)
        more.paragraph_format.left_indent = Twips(340 * (level + 1))


def _paragraph(
    document: Document,
    name: str,
    before: float,
    after: float,
    *,
    size: float | None = None,
    bold: bool = False,
    colour: str = "",
) -> ParagraphStyle:
    """Return a new style of paragraphs; sizes and spaces in points."""
    made = _style(document, name, WD_STYLE_TYPE.PARAGRAPH, "Normal")
    assert isinstance(made, ParagraphStyle)
    made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(before), Pt(after)
    if name.startswith(("heading", "Title", "Subtitle")):
        made.next_paragraph_style = document.styles["Normal"]
    _look(made, size=size, colour=colour)
    made.font.bold = bold or None
    return made


def _look(style: BaseStyle, *, size: float | None, colour: str) -> None:
    if size:
        style.font.size = Pt(size)
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)


def _style(document: Document, name: str, kind: WD_STYLE_TYPE, based: str = "") -> BaseStyle:
    made = document.styles.add_style(name, kind, builtin=not name.startswith("Paraaf"))
    made.style_id = STYLE_IDS.get(name, made.style_id)
    if based:
        made.base_style = document.styles[based]
    made.quick_style = True
    return made


def _border(style: ParagraphStyle, side: str, eighths: int, tint: str) -> None:
    line = element(f"w:{side}", val="single", sz=str(eighths), space="5", color=tint)
    after: Sequence[str] = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
    style.element.get_or_add_pPr().insert_element_before(element("w:pBdr", line), *after)


def _parsed(xml: str) -> Iterable[Element]:
    return list(parse_xml(f"<w:x {nsdecls('w')}>{xml}</w:x>"))


_FONTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<w:fonts {nsdecls("w")}><w:font w:name="{FONT}"><w:altName w:val="{FALLBACK}"/>'
    '<w:panose1 w:val="020B0604030504040204"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
    '<w:pitch w:val="variable"/></w:font></w:fonts>'
)
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat><w:themeFontLang w:val="nl-NL"/>'
)
_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    '<w:sz w:val="18"/><w:szCs w:val="18"/><w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="264" w:lineRule="auto"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
)
_TABLE_NORMAL = (
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE = (
    f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders>"
    '<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/>'
    '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{BLUE}"/></w:rPr>'
    f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{FILL}"/></w:tcPr></w:tblStylePr>'
)


if __name__ == "__main__":
    main()
