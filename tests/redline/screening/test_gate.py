import io
import json
import resource
import struct
import time
import tracemalloc
import zipfile
import zlib

import pytest
from docx import Document

from paraaf import redline
from paraaf.redline import Limits, UnsafeDocument
from paraaf.redline.opc.package import Package
from tests.support.refusals import english_reasons
from tests.support.word.files import (
    RELATIONSHIPS,
    STRICT,
    W,
    content_types,
    control,
    corpus,
    field,
    gone,
    ins,
    mark,
    p,
    packed,
    relationship,
    rels,
    run,
    table,
    unpacked,
    word_file,
)

ATTACHED_TO_A_TEMPLATE = "RP044-MERGEFORMAT-Field-Code"
WITH_TOOLBARS = "RP052-Deleted-Para-Mark"


def reasons(docx: bytes, limits: Limits | None = None) -> str:
    """Return why the gate refuses this file; fail if it does not, or takes too much time or memory."""
    tracemalloc.start()
    started = time.process_time()
    try:
        with pytest.raises(UnsafeDocument) as refused:
            redline.check(docx, *([limits] if limits else []))
        assert time.process_time() - started < 10  # 2 s without tracemalloc
        assert tracemalloc.get_traced_memory()[1] < 300_000_000
    finally:
        tracemalloc.stop()
    assert refused.value.reasons
    return "\n".join(english_reasons(refused.value))


def with_part(docx: bytes, **changed: str | bytes) -> bytes:
    return packed(unpacked(docx) | changed)


def test_an_ordinary_letter_passes() -> None:
    letter = word_file(
        p("Geachte voorzitter,"),
        p(ins("nieuw"), gone("oud"), field("PAGE", "1"), field('HYPERLINK "https://www.tweedekamer.nl"', "Kamer")),
        control("paraaf.date", p("1 mei")),
        table(["a", "b"]),
        header=p("Ministerie"),
        footnotes="",
        relationships=relationship("hyperlink", "mailto:info@example.nl", external=True)
        + relationship("hyperlink", "#bladwijzer"),
    )
    redline.check(letter)


def test_a_file_by_python_docx_passes() -> None:
    out = io.BytesIO()
    Document().save(out)
    redline.check(out.getvalue())


def test_a_strict_file_passes() -> None:
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    letter = word_file(p("Geachte voorzitter,"), namespace=STRICT, header=p("Ministerie").replace(W, STRICT))
    redline.check(packed({n: c.decode().replace(RELATIONSHIPS, strict) for n, c in unpacked(letter).items()}))


def test_every_real_file_passes_and_of_some_a_template_or_its_shortcuts_are_dropped() -> None:
    dropped = {}
    folder = corpus()
    for path in sorted(folder.glob("**/*.docx")):
        passed = redline.check(path.read_bytes())
        if passed.dropped:
            name = path.stem.removesuffix("-Accepted").removesuffix("-Rejected")
            dropped[name] = [each.what for each in passed.dropped]
            assert redline.fingerprint(passed.docx) == redline.fingerprint(path.read_bytes())
    assert len(list(folder.glob("**/*.docx"))) > 100
    assert dropped == {ATTACHED_TO_A_TEMPLATE: ["template"], WITH_TOOLBARS: ["shortcuts"]}
    assert json.loads((folder / "manifest.json").read_text())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 ...", "is not a Word document (.docx) but a PDF"),
        (b"{\\rtf1 ...}", "but an RTF text"),
        (b"MZ\x90\0", "but a program"),
        (b"<html></html>", "but a web page"),
        (b"Geachte voorzitter", "is not a Word document (.docx)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old kind (.doc)"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (b"PK\x03\x04 and no more", "is not a Word document (.docx), or it is damaged"),
        (packed({"a.txt": "hello"}), "a zip file, not a Word document (.docx)"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "an OpenDocument text, not a Word document"),
        (packed({"[Content_Types].xml": content_types()}), "is not a Word document (.docx)"),
    ],
)
def test_what_is_no_word_file_is_called_what_it_is(content: bytes, said: str) -> None:
    assert said in reasons(content)


@pytest.mark.parametrize(
    ("main_type", "said"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "macros (.docm or .dotm); save it as .docx"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "Word template (.dotx)"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "not a Word document (.docx)"),
    ],
)
def test_another_office_file_is_refused(main_type: str, said: str) -> None:
    assert said in reasons(word_file(p("x"), main_type=main_type))


def test_macros_are_refused_with_what_to_do() -> None:
    letter = word_file(
        p("x"),
        parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
        types='<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>',
        relationships=relationship(
            "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"
        ),
    )
    assert "It contains macros (word/vbaProject.bin); save it as .docx without macros." in reasons(letter)


def test_all_reasons_are_given_at_once() -> None:
    said = reasons(word_file(p(field("DDEAUTO excel")), "<w:altChunk/>", main_type="application/x-thing"))
    assert all(what in said for what in ("DDEAUTO", "pulls in another document", "another Office file"))


@pytest.mark.parametrize(
    ("kind", "target", "external", "said"),
    [
        ("oleObject", "embeddings/oleObject1.bin", False, "embedded object"),
        ("package", "embeddings/a.xlsx", False, "embedded Office file"),
        ("aFChunk", "chunk.html", False, "pulls in another document"),
        ("frame", "https://x.nl", True, "frames"),
        ("subDocument", "b.docx", True, "master document"),
        ("image", "https://x.nl/pixel.png", True, "fetches a picture from elsewhere"),
        ("image", "https://x.nl/pixel.png", False, "from elsewhere"),
        ("image", "\\\\server\\share\\a.png", False, "from elsewhere"),
        ("styles", "//server/styles.xml", False, "from elsewhere"),
        ("footnotes", "https://x.nl/n.xml", True, "from elsewhere"),
        ("hyperlink", "file:///C:/a.exe", True, "no web or mail address"),
        ("hyperlink", "javascript:alert(1)", True, "no web or mail address"),
        ("hyperlink", "ms-word:ofe|u|https://x", True, "no web or mail address"),
        ("hyperlink", "\\\\server\\share", True, "no web or mail address"),
        ("hyperlink", "brief.docx", True, "no web or mail address"),
        ("control", "activeX/activeX1.xml", False, "ActiveX"),
        ("mailMergeSource", "file:///C:/a.csv", True, "mail merge"),
        ("somethingNew", "a.xml", False, "no part of a letter"),
        ("https://example.com/relationships/image", "a.png", False, "no part of a letter"),
    ],
)
def test_a_relationship_that_is_not_allowed_is_refused(kind: str, target: str, external: bool, said: str) -> None:
    assert said in reasons(word_file(p("x"), relationships=relationship(kind, target, external=external)))


@pytest.mark.parametrize("mode", ["external", " External ", "EXTERNAL"])
def test_external_is_recognised_however_it_is_written(mode: str) -> None:
    line = relationship("image", "http://x.nl/a", external=True).replace('"External"', f'"{mode}"')
    assert "elsewhere" in reasons(word_file(p("x"), relationships=line))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<w:altChunk r:id='x'/>", "pulls in another document"),
        ("<w:p><w:r><w:object><o:OLEObject/></w:object></w:r></w:p>", "embedded object"),
        ("<w:p><w:r><w:object><w:control/></w:object></w:r></w:p>", "ActiveX"),
        ("<w:p><w:subDoc/></w:p>", "master document"),
        ("<w:p><w:r><w:pict><v:shape><v:imagedata src='http://x.nl/a'/></v:shape></w:pict></w:r></w:p>", "elsewhere"),
        ("<w:p><w:r><w:pict><v:shape href='file:///c:/a'/></w:pict></w:r></w:p>", "no web or mail address"),
    ],
)
def test_an_element_that_brings_something_in_is_refused(body: str, said: str) -> None:
    assert said in reasons(word_file(body))
    assert said in reasons(word_file(p("x"), header=body))
    assert said in reasons(word_file(body, namespace=STRICT))


@pytest.mark.parametrize("kind", ["DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "DdeAuto"])
@pytest.mark.parametrize("split", [1, 3, 40])
def test_a_field_that_fetches_is_refused_over_any_number_of_runs(kind: str, split: int) -> None:
    instruction = f'  {kind} "c:\\\\windows\\\\system32" "/c calc"'
    assert f"{kind.upper()} field" in reasons(word_file(p(field(instruction, "x", split=split))))


def nested_field(instruction: str, inner: str) -> str:
    return mark("begin") + run(instruction, "instrText") + inner + mark("separate") + run("x") + mark("end")


def nested(*inner: str) -> str:
    return p(mark("begin"), *inner, mark("separate"), run("x"), mark("end"))


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:fldSimple w:instr=" dde excel"/></w:p>',
        nested(run(" IF 1 = 1 ", "instrText"), field("DDEAUTO cmd", "x"), run(" ", "instrText")),
        nested(run("D", "instrText"), gone("niet"), run("DE cmd", "instrText")),
        nested(run("DD", "instrText"), ins("X"), run("E cmd", "instrText")),
        nested(run("D", "t"), run("DEAUTO cmd", "t")),
        nested(field("QUOTE 68 68 69", "DDE"), run(" cmd", "instrText")),
        nested(run("D", "instrText"), field("QUOTE 68 69", "ocent"), run(" cmd", "instrText")),
        nested('<w:fldSimple w:instr="QUOTE 68 68 69"><w:r><w:t>x</w:t></w:r></w:fldSimple>', run(" cmd", "instrText")),
        nested(run(" IF 1 = 1 ", "instrText"), nested_field("IF 2 = 2 ", field("DDEAUTO cmd", "x"))),
        p(mark("begin"), run("DDE cmd", "instrText")),
        p(run("DDE cmd", "instrText")),
        p(mark("begin"), run("LINK", "instrText")) + p(run("Excel.Sheet", "instrText"), mark("end")),
        p(field('HYPERLINK "file:///c:/a.exe"', "klik")),
        p(field('HYPERLINK "\\\\\\\\server\\\\a"', "klik")),
    ],
)  # fmt: skip
def test_a_field_cannot_hide_what_it_does(body: str) -> None:
    said = reasons(word_file(body))
    assert "field" in said or "no web or mail address" in said


@pytest.mark.parametrize(
    "instruction",
    ["PAGE", "= 1 + 2", 'HYPERLINK \\l "_Toc1"', 'TOC \\o "1-3"', "MERGEFIELD naam", "REF bladwijzer", "IF 1 = 1 a b",
     'HYPERLINK "https://rijksoverheid.nl/a" \\o "tip"', "MACROBUTTON NoMacro [klik]", "LISTNUM", ""],
)  # fmt: skip
def test_an_ordinary_field_passes(instruction: str) -> None:
    redline.check(word_file(p(field(instruction, "x", split=4))))
    redline.check(word_file(nested(run("= ", "instrText"), field("PAGE", "3"), run(" - 1", "instrText"))))


DOCTYPE = '<!DOCTYPE w [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/x.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_doctype_is_refused_in_any_part_and_encoding(part: str, encoding: str) -> None:
    letter = unpacked(word_file(p("x")))
    declaration = f'<?xml version="1.0" encoding="{encoding[:6].rstrip("-")}"?>'
    if encoding.startswith("utf-16") and encoding != "utf-16":
        declaration = ""
    text = declaration + DOCTYPE + letter.get(part, b"<a/>").decode()
    assert "DOCTYPE" in reasons(packed(letter | {part: text.encode(encoding)}))


def test_utf_16_without_a_doctype_passes() -> None:
    letter = unpacked(word_file(p("x")))
    text = '<?xml version="1.0" encoding="UTF-16"?>' + letter["word/document.xml"].decode()
    utf_16 = packed(letter | {"word/document.xml": text.encode("utf-16")})
    redline.check(utf_16)
    assert redline.text(utf_16) == "x"


def test_another_encoding_is_refused() -> None:
    xml = '<?xml version="1.0" encoding="iso-8859-1"?><a/>'
    assert "encoding" in reasons(with_part(word_file(p("x")), **{"word/x.xml": xml}))


@pytest.mark.parametrize(
    "name",
    ["../evil.xml", "word/../../evil.xml", "/word/x.xml", "word\\x.xml", "C:/x.xml", "word/%2e%2e/x.xml", "a//b.xml"],
)
def test_a_name_that_leaves_the_file_is_refused(name: str) -> None:
    assert "a name that no Word file has" in reasons(with_part(word_file(p("x")), **{name: "<a/>"}))


@pytest.mark.parametrize("name", ["word/document.xml", "WORD/Document.XML", "word/%64ocument.xml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_with_one_name_are_refused(name: str) -> None:
    out = io.BytesIO(word_file(p("x")))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, "<a/>")
    assert "two parts with one name" in reasons(out.getvalue())


def test_too_many_parts_are_refused() -> None:
    many = {f"word/media/{n}.png": "" for n in range(3_000)}
    assert "more than 2000 parts" in reasons(with_part(word_file(p("x")), **many))


def test_a_part_that_inflates_to_more_than_it_should_is_refused_by_what_it_declares() -> None:
    huge = with_part(word_file(p("x")), **{"word/media/a.png": bytes(130_000_000)})
    assert len(huge) < 200_000
    assert "larger than 120 MB" in reasons(huge)
    assert "200 times larger" in reasons(with_part(word_file(p("x")), **{"word/media/a.png": bytes(5_000_000)}))


def lying(docx: bytes, name: str, size: int, crc: int | None = None) -> bytes:
    """Return a zip that declares another size for a part than it has."""
    out = bytearray(docx)
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        local = archive.getinfo(name).header_offset
    central = out.index(name.encode(), out.index(b"PK\x01\x02")) - 46
    for at in (local + 22, central + 24):
        out[at : at + 4] = struct.pack("<I", size)
    if crc is not None:
        for at in (local + 14, central + 16):
            out[at : at + 4] = struct.pack("<I", crc)
    return bytes(out)


def test_a_part_that_inflates_to_more_than_it_declares_is_not_inflated() -> None:
    huge = with_part(word_file(p("x")), **{"word/media/a.png": bytes(130_000_000)})
    lie = lying(huge, "word/media/a.png", 1_000)
    assert "not what the file declares" in reasons(lie)
    true_sum = lying(huge, "word/media/a.png", 1_000, zlib.crc32(bytes(1_000)))
    assert "not what the file declares" in reasons(true_sum)
    with pytest.raises(UnsafeDocument):
        Package(lie).read("word/media/a.png")


def test_a_part_that_is_damaged_is_refused() -> None:
    letter = word_file(p("x"))
    assert "damaged" in reasons(lying(letter, "word/document.xml", 50))
    assert "damaged" in reasons(letter[: len(letter) // 2])
    assert "not correct XML" in reasons(with_part(letter, **{"word/document.xml": "<w:document"}))
    assert "not correct XML" in reasons(with_part(letter, **{"word/document.xml": "<nobody:knows/>"}))


def test_a_part_whose_own_header_has_another_name_is_refused() -> None:
    letter = word_file(p("x"))
    at = letter.index(b"word/document.xml")
    assert "not where the file declares" in reasons(letter[:at] + b"word/documenT.xml" + letter[at + 17 :])


def test_an_encrypted_part_is_refused() -> None:
    letter = bytearray(word_file(p("x")))
    letter[letter.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in reasons(bytes(letter))


def test_another_way_of_packing_is_refused() -> None:
    out = io.BytesIO(word_file(p("x")))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/x.xml", "<a/>")
    assert "packed in a way" in reasons(out.getvalue())


def test_a_file_larger_than_the_limit_is_refused() -> None:
    assert "larger than 1 MB" in reasons(b"PK\x03\x04" + bytes(1_000_001), Limits(file_bytes=1_000_000))


@pytest.mark.long
@pytest.mark.parametrize(
    "xml",
    [
        "<a>" + "<p/>" * 2_000_000 + "</a>",
        "<a " + " ".join(f'a{n}=""' for n in range(600_000)) + "/>",
        "<a>" + "<!---->" * 300_000 + "</a>",
        "<a>" + "<![CDATA[]]>" * 300_000 + "</a>",
        "<a>" * 100_000,
        "<a b='" + "x" * 6_000_000,
        "<a xmlns='" + "u" * 100_000 + "'>" + "<b/>" * 200_000 + "</a>",
        "<a>" + "<b xmlns:c='d'/>" * 260_000 + "</a>",
        f"<w:a xmlns:w='{W}'>" + '<w:fldChar w:fldCharType="begin"/>' * 200_000 + "</w:a>",
    ],
    ids=["elements", "attributes", "comments", "cdata", "depth", "endless tag", "long name", "namespaces", "fields"],
)
def test_xml_that_would_fill_the_memory_is_refused(xml: str) -> None:
    reasons(with_part(word_file(p("x")), **{"word/x.xml": xml}), Limits(ratio=2_000))


def test_more_xml_than_a_letter_has_is_refused() -> None:
    xml = "<a>" + "x" * 33_000_000 + "</a>"
    assert "MB of text" in reasons(with_part(word_file(p("x")), **{"word/x.xml": xml}), Limits(ratio=2_000))


@pytest.mark.parametrize("kind", ["image/png", "application/vnd.openxmlformats-officedocument.obfuscatedFont"])
def test_xml_under_another_name_is_looked_at_all_the_same(kind: str) -> None:
    for name in ("word/styles.xml", "word/styles.png", "word/styles.bin"):
        letter = word_file(
            p("x"),
            parts={name: "  " + DOCTYPE + "<w:styles/>"},
            types=f'<Default Extension="bin" ContentType="{kind}"/><Override PartName="/{name}" ContentType="{kind}"/>',
            relationships=relationship("styles", name.removeprefix("word/")),
        )
        assert "DOCTYPE" in reasons(letter)


def test_a_part_that_should_be_xml_and_is_not_is_refused() -> None:
    letter = word_file(p("x"), parts={"word/s.png": b"\x4c\x6f\xa7\x94"}, relationships=relationship("styles", "s.png"))
    assert "not what the file declares" in reasons(letter)


def test_an_object_that_calls_itself_a_picture_is_refused() -> None:
    letter = word_file(p("x"), parts={"word/media/a.png": b"\xd0\xcf\x11\xe0\xa1\xb1"})
    assert "embedded object (word/media/a.png)" in reasons(letter)


def test_a_part_of_unknown_kind_is_refused() -> None:
    assert "no part of a letter (word/a.exe)" in reasons(word_file(p("x"), parts={"word/a.exe": b"x"}))


@pytest.mark.parametrize(
    "svg", ["<image href='http://x.nl/a'/>", "<script/>", "<rect style='fill:url(http://x.nl)'/>",
            "<style>@import 'http://x.nl'</style>", "<foreignObject/>", "<use href='data:image/svg+xml,x'/>"],
)  # fmt: skip
def test_a_drawing_that_reaches_out_is_refused(svg: str) -> None:
    def letter(inner: str) -> bytes:
        return word_file(
            p("x"),
            parts={"word/media/a.svg": f"<svg xmlns='http://www.w3.org/2000/svg'>{inner}</svg>"},
            types='<Default Extension="svg" ContentType="image/svg+xml"/>',
        )

    assert "picture" in reasons(letter(svg))
    redline.check(letter("<use href='#a'/><image href='data:image/png;base64,x'/><rect fill='url(#b)'/>"))


def test_two_bodies_are_refused() -> None:
    two = rels(relationship("officeDocument", "word/document.xml") + relationship("officeDocument", "word/b.xml"))
    letter = with_part(word_file(p("x")), **{"_rels/.rels": two, "word/b.xml": "<a/>"})
    assert "no text, or two" in reasons(letter)


def test_a_reason_shows_no_control_characters_and_no_endless_names() -> None:
    said = reasons(word_file(p("x"), relationships=relationship("oleObject", "a\u202e&#10;" + "b" * 10_000)))
    assert len(said) < 500
    assert said.isprintable()


def test_a_million_faults_give_a_few_reasons() -> None:
    links = "".join(relationship("oleObject", f"{n}.bin") for n in range(20_000))
    assert len(reasons(word_file(p("x"), relationships=links))) < 5_000


def test_the_gate_does_not_leave_much_memory_in_use() -> None:
    letter = word_file(*(p(f"Alinea {n}") for n in range(40_000)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    redline.check(letter)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000
