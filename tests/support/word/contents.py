"""Looking into Word files, and making one as an owner would hand in."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from lxml import etree

from paraaf.documents import pack
from paraaf.documents.ooxml import Element


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def root(content: bytes, name: str = "word/document.xml") -> Element:
    return etree.fromstring(parts(content)[name])


def text(node: Element) -> str:
    return "".join(t.text or "" for t in node.iter(qn("w:t")))


def style(paragraph: Element) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return found.get(qn("w:val")) if found is not None else ""


def headings(content: bytes) -> list[tuple[str, str]]:
    found = root(content).iter(qn("w:p"))
    return [(style(p), text(p)) for p in found if style(p) in ("Title", "Heading1", "Heading2", "Heading3")]


def list_items(content: bytes) -> list[tuple[int, int, str]]:
    """Return list, level and text of every list item."""
    found = []
    for paragraph in root(content).iter(qn("w:p")):
        numbering = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbering is not None:
            level, list_id = (int(numbering.find(qn(name)).get(qn("w:val"))) for name in ("w:ilvl", "w:numId"))
            found.append((list_id, level, text(paragraph)))
    return found


def tables(content: bytes) -> list[list[list[str]]]:
    return [
        [
            [" / ".join(text(p) for p in cell.iter(qn("w:p"))) for cell in row.iter(qn("w:tc"))]
            for row in table.iter(qn("w:tr"))
        ]
        for table in root(content).iter(qn("w:tbl"))
    ]


def controls(content: bytes) -> Iterator[tuple[str, str, Element]]:
    """Yield part, tag and control of every content control."""
    for name in sorted(parts(content)):
        if name.startswith("word/") and name.endswith(".xml"):
            for control in root(content, name).iter(qn("w:sdt")):
                yield name, control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")), control


def field(content: bytes, tag: str, part: str = "word/document.xml") -> str:
    return next(text(control) for name, found, control in controls(content) if found == tag and name == part)


def header_texts(content: bytes) -> list[str]:
    names = [name for name in parts(content) if name.startswith("word/header")]
    return ["\n".join(text(p) for p in root(content, name).iter(qn("w:p"))) for name in sorted(names)]


def without_tags(content: bytes, *, also_controls: bool) -> bytes:
    """Return the letter as a word processor saves it that does not know the tags, or the controls, of Word."""
    found = parts(content)
    for name in [name for name in found if name.startswith(("word/document", "word/header"))]:
        story = root(content, name)
        for control in list(story.iter(qn("w:sdt"))):
            control.find(qn("w:sdtPr")).clear()
            if also_controls:
                for child in list(control.find(qn("w:sdtContent"))):
                    control.addprevious(child)
                control.getparent().remove(control)
        found[name] = etree.tostring(story)
    return pack(found)


def own_letter(*, first_page: bool = False, even_pages: bool = False, sections: int = 1) -> bytes:
    """Return a letter of an owner's own making: styles, a table, a footnote, text split over runs."""
    document = docx.Document()
    document.add_heading("Aanleiding", 1)
    paragraph = document.add_paragraph("Het kabinet ")
    paragraph.add_run("kiest voor ").bold = True
    paragraph.add_run("scherpe keu").italic = True
    paragraph.add_run("zes in het industriebeleid.")
    document.add_paragraph("Een alinea die twee keer voorkomt.")
    document.add_paragraph("Een alinea die twee keer voorkomt.")
    document.add_paragraph("Alleen deze zin.", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Cel met tekst"
    table.cell(0, 1).text = "Andere cel"
    for _ in range(sections - 1):
        document.add_section()
        document.add_paragraph("Nog een sectie.")
    document.sections[-1].different_first_page_header_footer = first_page
    document.settings.odd_and_even_pages_header_footer = even_pages
    document.core_properties.keywords = "eigen trefwoord"
    _add_footnote(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_footnote(document: Document) -> None:
    note = "<w:p><w:r><w:t>Zie de bijlage.</w:t></w:r></w:p>"
    notes = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1">{note}</w:footnote></w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    reference = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="1"/></w:r>'
    document.paragraphs[2]._p.append(parse_xml(reference))
