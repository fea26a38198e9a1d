"""Small Word files for the tests, made from the XML that matters; hostile ones too."""

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from tests.support.extent import lacking

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""The media type of a Word file."""
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="{RELATIONSHIPS}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def p(*inline: str, mark: str = "") -> str:
    """Return a paragraph of runs, or of text; `mark` is what was done to its end: ins or del."""
    inner = "".join(each if each.startswith("<") else run(each) for each in inline)
    properties = f"<w:pPr><w:rPr><w:{mark}/></w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{properties}{inner}</w:p>"


def run(text: str, tag: str = "t") -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<w:r><w:{tag} xml:space="preserve">{escaped}</w:{tag}></w:r>'


def ins(text: str) -> str:
    return f"<w:ins>{run(text)}</w:ins>"


def gone(text: str) -> str:
    return f"<w:del>{run(text, 'delText')}</w:del>"


def field(instruction: str, result: str = "", *, split: int = 1) -> str:
    """Return a complex field, with its instruction over `split` runs."""
    size = max(1, -(-len(instruction) // split))
    pieces = [instruction[at : at + size] for at in range(0, len(instruction), size)]
    return "".join(
        [mark("begin"), *(run(piece, "instrText") for piece in pieces), mark("separate"), run(result), mark("end")]
    )


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def control(tag: str, content: str) -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def table(*rows: list[str]) -> str:
    cells = ["".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def word_file(
    *body: str,
    parts: dict[str, str | bytes] | None = None,
    relationships: str = "",
    main_type: str = MAIN,
    types: str = "",
    namespace: str = W,
    **notes: str,
) -> bytes:
    """Return a .docx; `header`, `footer`, `footnotes`, `endnotes`, `settings` are the XML inside those parts."""
    lines, overrides, extra, section = relationships, types, dict(parts or {}), ""
    roots = {"header": "hdr", "footer": "ftr"}
    for name, content in notes.items():
        lines += f'<Relationship Id="{name}" Type="{RELATIONSHIPS}/{name}" Target="{name}.xml"/>'
        overrides += f'<Override PartName="/word/{name}.xml" ContentType="{_KIND.format(name)}"/>'
        root = roots.get(name, name)
        extra[f"word/{name}.xml"] = f"<w:{root} {_NAMES}>{content}</w:{root}>"
        if name in roots:
            section += f'<w:{name}Reference w:type="default" r:id="{name}"/>'
    document = f"<w:document {_NAMES}><w:body>{''.join(body)}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
    return packed(
        {
            "[Content_Types].xml": content_types(main_type, overrides),
            "_rels/.rels": rels(
                f'<Relationship Id="r1" Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/>'
            ),
            "word/document.xml": document.replace(W, namespace),
            "word/_rels/document.xml.rels": rels(lines),
        }
        | extra
    )


def strict_file(*body: str) -> bytes:
    """Return a .docx as Word saves a Strict Open XML Document."""
    parts = unpacked(word_file(*body, namespace=STRICT))
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(RELATIONSHIPS.encode(), STRICT_RELATIONSHIPS.encode())
    return packed(parts)


def note(sort: str, number: int, *paragraphs: str) -> str:
    return f'<w:{sort} w:id="{number}">{"".join(paragraphs)}</w:{sort}>'


def reference(sort: str, number: int) -> str:
    return f'<w:r><w:{sort}Reference w:id="{number}"/></w:r>'


def content_types(main_type: str = MAIN, more: str = "") -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>{more}</Types>'
    )


def rels(lines: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def relationship(kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    type_ = kind if kind.startswith("http") else f"{RELATIONSHIPS}/{kind}"
    return f'<Relationship Id="x{abs(hash((kind, target)))}" Type="{type_}" Target="{target}"{mode}/>'


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpacked(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def corpus() -> Path:
    """Return the folder of real Word files, or skip the test."""
    folder = os.environ.get("PARAAF_CORPUS")
    if not folder:
        lacking("PARAAF_CORPUS does not say where the real Word files are")
    found = Path(str(folder))
    return found / "docx" if (found / "docx").is_dir() else found


def saved_by_libreoffice(docx: bytes, folder: Path, *, by_way_of_odt: bool = False) -> bytes:
    """Return what LibreOffice makes of a Word file when it saves it again, or skip the test.

    By way of ODT it saves it as its own kind of file first, and that as a Word file.
    """
    program = shutil.which("soffice")
    if program is None:
        lacking("LibreOffice (soffice) is not installed")
    (folder / "letter.docx").write_bytes(docx)
    source = folder / "letter.docx"
    for kind in (*(["odt"] if by_way_of_odt else []), "docx:MS Word 2007 XML"):
        subprocess.run(
            [str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
             kind, "--outdir", str(folder / "saved"), str(source)],
            check=True, timeout=120, capture_output=True,
        )  # fmt: skip
        source = folder / "saved" / f"letter.{kind.partition(':')[0]}"
    return source.read_bytes()


def row(*cells: str, about: str = "") -> str:
    """Return a table row of cells of text; `about` is the XML of its properties."""
    inner = "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in cells)
    return f"<w:tr>{f'<w:trPr>{about}</w:trPr>' if about else ''}{inner}</w:tr>"


def tracked(name: str, inner: str = "", author: str = "Jan", date: str = "2026-03-01T10:00:00Z") -> str:
    """Return a mark of a change with its author and date."""
    by = f' w:id="1" w:author="{author}"' + (f' w:date="{date}"' if date else "")
    return f"<w:{name}{by}>{inner}</w:{name}>"


def faults(docx: bytes) -> list[str]:
    """Return what Word would have to repair in a file with tracked changes."""
    found = []
    ids: set[str] = set()
    for name, content in unpacked(docx).items():
        if not (name.startswith("word/") and name.endswith(".xml")):
            continue
        root = etree.fromstring(content)
        w = f"{{{W}}}"
        found += [f"w:t in w:del in {name}" for deleted in root.iter(w + "del") for _ in deleted.iter(w + "t")]
        found += [f"w:delText outside w:del in {name}" for text in root.iter(w + "delText", w + "delInstrText")
                  if next(text.iterancestors(w + "del", w + "moveFrom"), None) is None]  # fmt: skip
        marks = [w + mark for mark in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "rPrChange",
                 "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange")]  # fmt: skip
        for mark in root.iter(*marks):
            number = mark.get(w + "id")
            found += [f"id {number} twice"] if number in ids else []
            ids.add(number)
        for kind in ("bookmark", "commentRange", "moveFromRange", "moveToRange"):
            starts = [each.get(w + "id") for each in root.iter(f"{w}{kind}Start")]
            ends = [each.get(w + "id") for each in root.iter(f"{w}{kind}End")]
            if sorted(starts) != sorted(ends) or len(set(starts)) != len(starts):
                found.append(f"{kind}: {starts} begin and {ends} end in {name}")
        found += [f"a cell in {name} does not end with a paragraph" for cell in root.iter(w + "tc")
                  if not len(cell) or cell[-1].tag != w + "p"]  # fmt: skip
    return found


def with_section(docx: bytes, header: str, after: str) -> bytes:
    """Return a file with a section more, with a header of its own, after the paragraph that says this."""
    parts = {name: content.decode() for name, content in unpacked(docx).items()}
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    line = f'<Relationship Id="own" Type="{kind}" Target="own.xml"/></Relationships>'
    names = parts["word/document.xml"].partition("<w:document")[2].partition(">")[0]
    parts["word/own.xml"] = f"<w:hdr{names}>{header}</w:hdr>"
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace("</Relationships>", line)
    sort = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "</Types>", f'<Override PartName="/word/own.xml" ContentType="{sort}"/></Types>'
    )
    section = '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="own"/></w:sectPr></w:pPr></w:p>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(after, after + section)
    return packed(parts)
