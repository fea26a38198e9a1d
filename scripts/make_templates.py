"""Make the Word templates in templates/documents, once; after that a ministry edits them in Word.

Run it as `python scripts/make_templates.py [folder]`.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from paraaf.documents.controls import ALIASES, Ids
from paraaf.documents.package import CONTENT_TYPES, OFFICE, RELATIONSHIPS, WORD_TYPE, pack

FONT, FALLBACK = "Verdana", "DejaVu Sans"
BLUE, GREY, RED, LINE, FILL = "154273", "595959", "A3000B", "8A9BB0", "E4EAF1"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = f'xmlns:r="{OFFICE}"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LABEL = 1814
PORTRAIT, LANDSCAPE = (11906, 16838, 1588), (16838, 11906, 1134)

# LibreOffice 7 makes an input field of the first paragraph in any other kind of control around paragraphs.
BLOCK = '<w:docPartObj><w:docPartGallery w:val="Custom 1"/></w:docPartObj>'

Field = Callable[..., str]


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
    field = _fields()
    body = "".join(
        [
            _p(field("paraaf.addressee"), "ParaafAdres"),
            _reference("Datum", field("paraaf.date")),
            _reference("Betreft", field("paraaf.subject")),
            _reference("Ons kenmerk", field("paraaf.kenmerk")),
            _reference("Dossiernummer", field("paraaf.dossier_number")),
            _reference("Bijlagen", field("paraaf.attachments"), "ParaafReferentieSlot"),
            _p(_run("Geachte Voorzitter,")),
            _block("paraaf.body", field),
            _p(field("paraaf.signatory_name"), "ParaafOndertekenaar"),
            _p(field("paraaf.signatory_function"), "ParaafFunctie"),
            _p(field("paraaf.signature"), "ParaafOndertekening"),
        ]
    )
    first = _p(field("paraaf.ministry"), "ParaafMinisterie") + _stamp(field)
    following = _p(field("paraaf.ministry"), "Header") + _stamp(field)
    return _document(
        body, [("first", first), ("default", following)], _footer("Kenmerk", field("paraaf.kenmerk"), field)
    )


def _advice_note() -> bytes:
    field = _fields()
    body = "".join(
        [
            _p(field("paraaf.kind"), "Title"),
            _p(field("paraaf.title"), "Subtitle"),
            _reference("Aan", field("paraaf.to")),
            _reference("Van", field("paraaf.author")),
            _reference("Eenheid", field("paraaf.unit")),
            _reference("Datum", field("paraaf.date")),
            _reference("Betreft", field("paraaf.subject")),
            _reference("Kenmerk", field("paraaf.kenmerk")),
            _reference("Dossiernummer", field("paraaf.dossier_number")),
            _reference("Versie nota", field("paraaf.number")),
            _reference("Brief", field("paraaf.letter"), "ParaafReferentieSlot"),
            _block("paraaf.body", field),
        ]
    )
    first = _p(field("paraaf.ministry"), "ParaafMinisterie")
    following = _p(field("paraaf.kind") + _run(" · ") + field("paraaf.title"), "Header")
    return _document(
        body, [("first", first), ("default", following)], _footer("Kenmerk", field("paraaf.kenmerk"), field)
    )


def _reaction_table() -> bytes:
    field = _fields()
    body = "".join(
        [
            _p(_run("Reactietabel"), "Title"),
            _p(field("paraaf.title"), "Subtitle"),
            _reference("Ronde", field("paraaf.round")),
            _reference("Brief", field("paraaf.letter")),
            _reference("Kenmerk", field("paraaf.kenmerk")),
            _reference("Dossiernummer", field("paraaf.dossier_number")),
            _reference("Geopend", field("paraaf.opened")),
            _reference("Reageren voor", field("paraaf.due")),
            _reference("Gesloten", field("paraaf.closed")),
            _reference("Opgesteld", field("paraaf.date") + _run(" door ") + field("paraaf.author")),
            _reference("Stand", field("paraaf.state"), "ParaafReferentieSlot"),
            _p(_run("Standpunten"), "Heading1"),
            _block("paraaf.positions", field),
            _p(_run("Opmerkingen en beantwoording"), "Heading1"),
            _block("paraaf.comments", field),
        ]
    )
    header = _p(_run("Reactietabel · ") + field("paraaf.title"), "Header")
    return _document(body, [("default", header)], _footer("Kenmerk", field("paraaf.kenmerk"), field), LANDSCAPE)


def _fields() -> Field:
    """Return what makes the content controls of one document, each with an id of its own."""
    ids = Ids()

    def field(tag: str, content: str = "") -> str:
        alias = ALIASES[tag]
        kind = BLOCK if content else ""
        look = {"paraaf.mark": f'<w:rPr><w:b/><w:color w:val="{RED}"/></w:rPr>'}.get(tag, "")
        content = content or f'<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>[{alias}]</w:t></w:r>'
        return (
            f'<w:sdt><w:sdtPr>{look}<w:alias w:val="{alias}"/><w:tag w:val="{tag}"/><w:id w:val="{ids.next(tag)}"/>'
            f"<w:showingPlcHdr/>{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )

    return field


def _block(tag: str, field: Field) -> str:
    prompt = f'<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>[{ALIASES[tag]}]</w:t></w:r>'
    return field(tag, _p(prompt))


def _p(content: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{content}</w:p>"


def _run(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _tab() -> str:
    return "<w:r><w:tab/></w:r>"


def _reference(label: str, content: str, style: str = "ParaafReferentie") -> str:
    return _p(_run(label, "ParaafLabel") + _tab() + content, style)


def _stamp(field: Field) -> str:
    version = _run("Versie ") + field("paraaf.version") + _run(" · ") + field("paraaf.date")
    return _p(field("paraaf.mark") + _run("   ") + version, "ParaafStempel")


def _footer(label: str, content: str, field: Field) -> str:
    pages = _run("Pagina ") + _number("PAGE") + _run(" van ") + _number("NUMPAGES")
    return _p(_run(f"{label} ") + content + _tab() + pages, "Footer")


def _number(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _document(body: str, headers: list[tuple[str, str]], foot: str, page: tuple[int, int, int] = PORTRAIT) -> bytes:
    """Return a Word file; a first page that has a header of its own has the same footer as the others."""
    width, height, margin = page
    text_width = width - 2 * margin
    parts: dict[str, str] = {
        "word/styles.xml": _styles(text_width),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
    }
    relations = [(name, f"{name}.xml") for name in ("styles", "numbering", "settings", "fontTable")]
    references = ""
    for number, (kind, content) in enumerate(headers, 1):
        parts[f"word/header{number}.xml"] = f"<w:hdr {W} {R}>{content}</w:hdr>"
        relations.append(("header", f"header{number}.xml"))
        references += f'<w:headerReference w:type="{kind}" r:id="rId{len(relations)}"/>'
    parts["word/footer1.xml"] = f"<w:ftr {W} {R}>{foot}</w:ftr>"
    relations.append(("footer", "footer1.xml"))
    references += "".join(f'<w:footerReference w:type="{kind}" r:id="rId{len(relations)}"/>' for kind, _ in headers)
    orientation = ' w:orient="landscape"' if width > height else ""
    section = (
        f'<w:sectPr>{references}<w:pgSz w:w="{width}" w:h="{height}"{orientation}/>'
        f'<w:pgMar w:top="1701" w:right="{margin}" w:bottom="1418" w:left="{margin}" w:header="709" w:footer="567"'
        f' w:gutter="0"/>{"<w:titlePg/>" if len(headers) > 1 else ""}</w:sectPr>'
    )
    parts["word/document.xml"] = f"<w:document {W} {R}><w:body>{body}{section}</w:body></w:document>"
    parts["word/_rels/document.xml.rels"] = _relationships([(f"{OFFICE}/{kind}", target) for kind, target in relations])
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    roots = [(f"{OFFICE}/officeDocument", "word/document.xml"), (core, "docProps/core.xml")]
    parts["_rels/.rels"] = _relationships(roots)
    parts["docProps/core.xml"] = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:language>nl-NL</dc:language></cp:coreProperties>'
    )
    parts["[Content_Types].xml"] = _content_types(list(parts))
    return pack({name: (HEAD + content).encode() for name, content in parts.items()})


def _relationships(targets: list[tuple[str, str]]) -> str:
    made = ""
    for number, (kind, target) in enumerate(targets, 1):
        made += f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{RELATIONSHIPS}">{made}</Relationships>'


def _content_types(names: list[str]) -> str:
    overrides = ""
    for name in sorted(names):
        stem = name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
        if name == "docProps/core.xml":
            kind = "application/vnd.openxmlformats-package.core-properties+xml"
        elif name.endswith(".rels"):
            continue
        else:
            kind = f"{WORD_TYPE}.{stem}{'.main' if stem == 'document' else ''}+xml"
        overrides += f'<Override PartName="/{name}" ContentType="{kind}"/>'
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _settings() -> str:
    return (
        f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:themeFontLang w:val="nl-NL"/></w:settings>'
    )


def _font_table() -> str:
    return (
        f'<w:fonts {W}><w:font w:name="{FONT}"><w:altName w:val="{FALLBACK}"/><w:panose1 w:val="020B0604030504040204"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _numbering() -> str:
    """Return the two lists, of three levels each; Word asks for nine, the others repeat the third."""

    def levels(kinds: list[tuple[str, str]], name: str) -> str:
        made = ""
        for level in range(9):
            form, text = kinds[min(level, 2)]
            style = f'<w:pStyle w:val="{name}{level + 1 if level else ""}"/>' if level < 3 else ""
            left = 340 * (level + 1)
            made += (
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{style}'
                f'<w:lvlText w:val="{text.format(level + 1)}"/><w:lvlJc w:val="left"/>'
                f'<w:pPr><w:ind w:left="{left}" w:hanging="340"/></w:pPr></w:lvl>'
            )
        return made

    bullets = levels([("bullet", "•"), ("bullet", "–"), ("bullet", "›")], "ListBullet")
    numbers = levels([("decimal", "%{}."), ("lowerLetter", "%{}."), ("lowerRoman", "%{}.")], "ListNumber")
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:nsid w:val="5A2A4F0{n}"/><w:multiLevelType w:val="multilevel"/>'
        f"{each}</w:abstractNum>"
        for n, each in enumerate((bullets, numbers), 1)
    )
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    return f"<w:numbering {W}>{lists}{nums}</w:numbering>"


def _styles(text_width: int) -> str:
    made = [
        _DEFAULTS,
        _style("paragraph", "Normal", default=True),
        _style("character", "Default Paragraph Font", default=True),
        _style("table", "Normal Table", default=True, rest=_TABLE_NORMAL),
        _style("numbering", "No List", default=True),
    ]
    for level, (size, before) in enumerate(((22, 320), (19, 240), (18, 200)), 1):
        outline = f'<w:outlineLvl w:val="{level - 1}"/>'
        look = f"<w:b/>{'<w:i/>' if level == 3 else ''}{_colour(BLUE)}{_points(size)}"
        made.append(
            _paragraph(f"heading {level}", "<w:keepNext/><w:keepLines/>" + _space(before, 80) + outline, look, "Normal")
        )
    small_grey = _colour(GREY) + _points(16)
    pages = f'<w:tabs><w:tab w:val="right" w:pos="{text_width}"/></w:tabs>'
    reference = f'<w:ind w:left="{LABEL}" w:hanging="{LABEL}"/>'
    stop = f'<w:tabs><w:tab w:val="left" w:pos="{LABEL}"/></w:tabs>'
    made += [
        _paragraph("Title", "<w:keepNext/>" + _space(120, 40), "<w:b/>" + _colour(BLUE) + _points(32), "Normal"),
        _paragraph("Subtitle", "<w:keepNext/>" + _space(0, 280), _points(24), "Normal"),
        _paragraph("header", _space(0, 0), small_grey),
        _paragraph("footer", _border("top", 4, LINE) + pages + _space(0, 0), small_grey),
        _paragraph(
            "Paraaf Ministerie", _border("bottom", 12, BLUE) + _space(0, 80), "<w:b/>" + _colour(BLUE) + _points(24)
        ),
        _paragraph("Paraaf Stempel", _space(0, 0) + '<w:jc w:val="right"/>', small_grey),
        _paragraph("Paraaf Adres", _space(240, 480)),
        _paragraph("Paraaf Referentie", stop + _space(0, 40) + reference),
        _paragraph("Paraaf Referentie Slot", stop + _space(0, 400) + reference),
        _paragraph("Paraaf Ondertekenaar", "<w:keepNext/>" + _space(720, 0), "<w:b/>"),
        _paragraph("Paraaf Functie", "<w:keepNext/>" + _space(0, 240)),
        _paragraph("Paraaf Ondertekening", "<w:keepLines/>" + _space(0, 0), "<w:i/>" + _colour(GREY)),
        _paragraph("Paraaf Vervolg", _space(140, 140)),
        _paragraph("Paraaf Tabeltekst", _space(20, 20), _points(16)),
    ]
    for level in (1, 2, 3):
        suffix = f" {level}" if level > 1 else ""
        for name, list_id in (("Bullet", 1), ("Number", 2)):
            number = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{list_id}"/></w:numPr>'
            made.append(_paragraph(f"List {name}{suffix}", number + _space(0, 70)))
        made.append(_paragraph(f"List Continue{suffix}", _space(0, 70) + f'<w:ind w:left="{340 * level}"/>'))
    made += [
        _character("Paraaf Label", small_grey),
        _character("Placeholder Text", _colour(GREY)),
        _character("Hyperlink", _colour(BLUE) + '<w:u w:val="single"/>'),
        _style("table", "Paraaf Tabel", based="TableNormal", rest=_TABLE),
    ]
    return f"<w:styles {W}>{''.join(made)}</w:styles>"


def _paragraph(name: str, properties: str, look: str = "", following: str = "") -> str:
    looks = f"<w:rPr>{look}</w:rPr>" if look else ""
    return _style("paragraph", name, based="Normal", following=following, rest=f"<w:pPr>{properties}</w:pPr>{looks}")


def _character(name: str, look: str) -> str:
    return _style("character", name, based="DefaultParagraphFont", rest=f"<w:rPr>{look}</w:rPr>")


def _style(kind: str, name: str, *, default: bool = False, based: str = "", following: str = "", rest: str = "") -> str:
    ids = {"Normal Table": "TableNormal"}
    ident = ids.get(name, "".join(word[0].upper() + word[1:] for word in name.split()))
    attributes = f'w:type="{kind}"'
    attributes += ' w:default="1"' if default else ""
    attributes += ' w:customStyle="1"' if name.startswith("Paraaf") else ""
    links = f'<w:basedOn w:val="{based}"/>' if based else ""
    links += f'<w:next w:val="{following}"/>' if following else ""
    named = f'<w:name w:val="{name}"/>'
    return f'<w:style {attributes} w:styleId="{ident}">{named}{links}<w:qFormat/>{rest}</w:style>'


def _space(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _border(side: str, eighths: int, tint: str) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{eighths}" w:space="5" w:color="{tint}"/></w:pBdr>'


def _colour(tint: str) -> str:
    return f'<w:color w:val="{tint}"/>'


def _points(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _margins(vertical: int, horizontal: int) -> str:
    widths = {"top": vertical, "left": horizontal, "bottom": vertical, "right": horizontal}
    each = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in widths.items())
    return f"<w:tblCellMar>{each}</w:tblCellMar>"


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    each = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>' for side in sides)
    return f"<w:tblBorders>{each}</w:tblBorders>"


_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    f'{_points(18)}<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
)
_TABLE_NORMAL = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_margins(0, 108)}</w:tblPr>'
_TABLE = (
    f"<w:tblPr>{_borders()}{_margins(30, 85)}</w:tblPr>"
    f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/>{_colour(BLUE)}</w:rPr>'
    f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{FILL}"/></w:tcPr></w:tblStylePr>'
)


if __name__ == "__main__":
    main()
