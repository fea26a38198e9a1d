"""What python-docx has nothing for, or fails on, and what of a foreign letter has to stay as it was."""

import posixpath
from datetime import date

import pytest
from docx.oxml.ns import qn

from models.enums import LetterMark
from models.errors import UnsafeDocument
from paraaf import redline
from paraaf.documents import Edit, Stamp, apply_edits, body_text, has_tracked_changes, pack, stamp_letter
from paraaf.documents.word_document import WordDocument
from tests.support.refusals import refuses
from tests.support.word import contents
from tests.support.word.files import (
    RELATIONSHIPS,
    content_types,
    control,
    corpus,
    ins,
    note,
    p,
    packed,
    reference,
    relationship,
    rels,
    run,
    strict_file,
    word_file,
)

STAMP = Stamp(2, date(2025, 11, 12), LetterMark.CONCEPT)
CORE = "application/vnd.openxmlformats-package.core-properties+xml"


def stamped(content: bytes, title: str = "Titel") -> bytes:
    return stamp_letter(content, STAMP, title=title, author="Auteur")


def saved(content: bytes) -> bytes:
    return WordDocument.read(content).bytes()


def canonical(content: bytes) -> dict[str, bytes]:
    """Return the parts; XML without the ways in which the same can be written, relationships in any order."""
    made = {}
    for name, part in contents.parts(content).items():
        if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
            parser = contents.etree.XMLParser(remove_blank_text=True)
            found = contents.etree.fromstring(part, parser)
            if name.endswith(".rels"):
                if not len(found):
                    continue
                folder = posixpath.join("/", posixpath.dirname(posixpath.dirname(name)))
                for each in found:
                    if each.get("TargetMode") != "External":
                        each.set("Target", posixpath.normpath(posixpath.join(folder, each.get("Target"))))
                found[:] = sorted(found, key=lambda each: str(each.get("Id")))
            made[name] = contents.etree.tostring(found, method="c14n")
        elif not name.endswith("/"):
            made[name] = part
    made.pop("[Content_Types].xml")
    return made


def kinds(content: bytes) -> dict[str, str]:
    """Return the content type of each part, whichever way the file says it."""
    types = contents.root(content, "[Content_Types].xml")
    overrides = {each.get("PartName"): each.get("ContentType") for each in types if each.get("PartName")}
    defaults = {each.get("Extension").lower(): each.get("ContentType") for each in types if each.get("Extension")}
    names = [name for name in contents.parts(content) if not name.endswith("/") and name != "[Content_Types].xml"]
    return {name: overrides.get(f"/{name}") or defaults[name.rpartition(".")[2].lower()] for name in names}


def foreign() -> bytes:
    """Return a letter with parts that python-docx does not know: notes, customXml, and one of another program."""
    custom = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
    parts: dict[str, str | bytes] = {
        "customXml/item1.xml": "<gegevens>  met   spaties <b> </b></gegevens>",
        "customXml/itemProps1.xml": '<ds:datastoreItem xmlns:ds="urn:x" ds:itemID="{1}"/>',
        "customXml/_rels/item1.xml.rels": rels(f'<Relationship Id="r1" Type="{custom}" Target="itemProps1.xml"/>'),
        "word/onbekend.bin": b"\x00\x01\xff",
    }
    types = '<Default Extension="bin" ContentType="application/x-onbekend"/>'
    lines = relationship("customXml", "../customXml/item1.xml") + relationship("urn:onbekend", "onbekend.bin")
    return word_file(
        p("Tekst met noot.", reference("footnote", 2)),
        p("Een link."),
        parts=parts,
        types=types,
        relationships=lines.replace(f"{RELATIONSHIPS}/urn", "urn"),
        footnotes=note("footnote", 2, p("Zie de bijlage.")),
        header=p("Kop"),
    )


def test_an_opened_letter_is_saved_the_same_each_time() -> None:
    once = saved(foreign())
    assert saved(once) == once
    assert saved(foreign()) == once


def test_parts_that_python_docx_does_not_know_survive() -> None:
    assert canonical(saved(foreign())) == canonical(foreign())
    assert kinds(saved(foreign())) == kinds(foreign())
    assert redline.text(stamped(foreign()), ignore_tags=frozenset({"paraaf.version"})) == redline.text(foreign())


def test_real_letters_keep_all_their_parts_and_read_the_same() -> None:
    files = sorted(corpus().rglob("*.docx"))
    assert files
    for path in files:
        before = path.read_bytes()
        after = saved(before)
        assert canonical(after) == canonical(before), path.name
        assert kinds(after) == kinds(before), path.name
        assert body_text(stamped(before)) == body_text(before), path.name


def test_relationships_that_lead_nowhere_stay_as_they_were() -> None:
    """Word writes "NULL" for a lost picture; python-docx fails on both of these when left to itself."""
    lost = relationship("image", "NULL") + relationship("hyperlink", "#bladwijzer")
    letter = word_file(p("Tekst."), relationships=lost)
    redline.check(letter)
    after = stamped(letter)
    lines = contents.parts(after)["word/_rels/document.xml.rels"].decode()
    assert 'Target="NULL"' in lines
    assert 'Target="#bladwijzer"' in lines
    assert "TargetMode" not in lines
    assert canonical(saved(letter)) == canonical(letter)
    redline.check(after)


def test_a_part_is_found_whatever_the_case_of_its_name() -> None:
    parts = contents.parts(foreign())
    parts["word/FootNotes.xml"] = parts.pop("word/footnotes.xml")
    after = saved(pack(parts))
    assert "word/FootNotes.xml" in contents.parts(after)
    assert "Zie de bijlage." in redline.text(after)


def test_tracked_changes_in_notes_are_seen() -> None:
    letter = word_file(p("Tekst.", reference("footnote", 2)), footnotes=note("footnote", 2, p(ins("erbij"))))
    assert has_tracked_changes(letter)
    assert not has_tracked_changes(foreign())


def test_a_stamp_in_a_note_or_footer_is_filled() -> None:
    letter = word_file(p("Tekst."), header=p("Kop"), footer=p("Versie ", control("paraaf.version", run("?"))))
    after = stamped(letter)
    assert contents.field(after, "paraaf.version", "word/footer.xml") == "2"
    assert "Versie" not in contents.text(contents.root(after, "word/header.xml"))


def test_styles_settings_and_properties_are_not_added_to_a_letter_that_is_only_edited() -> None:
    after = apply_edits(word_file(p("Een zin.")), [Edit("replace", "Een zin.", "Een andere zin.")])
    assert set(canonical(after)) == set(canonical(word_file(p("Een zin."))))


@pytest.mark.parametrize(
    "core",
    [
        None,
        "<x/>",
        '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:t="http://purl.org/dc/terms/" xmlns:x="http://www.w3.org/2001/XMLSchema-instance">'
        '<t:created x:type="t:W3CDTF">2020-01-02T03:04:05Z</t:created></c:coreProperties>',
    ],
)
def test_properties_are_set_whatever_stood_there(core: str | None) -> None:
    kind = "application/xml" if core == "<x/>" else CORE
    types = f'<Override PartName="/docProps/core.xml" ContentType="{kind}"/>' if core else ""
    parts = contents.parts(word_file(p("Tekst."), types=types))
    if core:
        line = relationship(
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            "docProps/core.xml",
        )
        parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", f"{line}</Relationships>".encode())
        parts["docProps/core.xml"] = core.encode()
    after = stamped(pack(parts), title="x" * 300)
    written = contents.parts(after)["docProps/core.xml"].decode()
    assert f"<dc:title>{'x' * 255}</dc:title>" in written
    assert 'xsi:type="dcterms:W3CDTF"' in written
    assert "t:W3CDTF" not in written.replace("dcterms:W3CDTF", "")
    assert ("2020-01-02" in written) == (core is not None and "2020" in core)
    assert "2025-11-12T00:00:00Z" in written
    assert stamped(pack(parts), title="x" * 300) == after


def test_an_empty_header_reference_gets_a_header() -> None:
    parts = contents.parts(word_file(p("Tekst.")))
    dangling = b'<w:sectPr><w:headerReference w:type="default" r:id="weg"/></w:sectPr>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr></w:sectPr>", dangling)
    after = stamped(pack(parts))
    assert len(list(contents.root(after).iter(qn("w:headerReference")))) == 1
    assert "Versie 2" in contents.header_texts(after)[0]


def test_entities_and_document_types_are_refused() -> None:
    parts = contents.parts(word_file(p("Tekst.")))
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + parts["word/document.xml"]
    with pytest.raises(UnsafeDocument):
        body_text(pack(parts | {"word/document.xml": bomb.replace(b"Tekst", b"&b;")}))


@pytest.mark.parametrize(
    "parts",
    [
        {"[Content_Types].xml": "<a/>", "_rels/.rels": rels("")},
        {"[Content_Types].xml": content_types(), "_rels/.rels": rels(relationship("officeDocument", "weg.xml"))},
        {
            "[Content_Types].xml": content_types(),
            "_rels/.rels": rels(relationship("officeDocument", "word/document.xml")),
            "word/document.xml": "<a/>",
        },
    ],
)
def test_a_file_without_a_text_is_no_word_document(parts: dict[str, str | bytes]) -> None:
    with refuses(UnsafeDocument, match="not a Word document"):
        body_text(packed(parts))


def test_a_strict_document_is_refused_with_what_to_do() -> None:
    redline.check(strict_file(p("Tekst.")))
    with refuses(UnsafeDocument, match=r"Strict Open XML document.* save it as Word Document"):
        stamped(strict_file(p("Tekst.")))


@pytest.mark.parametrize("gone", ["docProps/core.xml", "word/settings.xml", "word/styles.xml", "word/footnotes.xml"])
def test_a_letter_that_lacks_a_part_it_refers_to_can_be_stamped(gone: str) -> None:
    parts = contents.parts(contents.own_letter())
    del parts[gone]
    after = stamped(pack(parts))
    assert "Versie 2" in contents.header_texts(after)[0]
    assert body_text(after) == body_text(contents.own_letter())


@pytest.mark.parametrize("line", ['<Relationship Id="a" Type="urn:x"/>', '<Relationship Type="urn:x" Target="a.xml"/>'])
def test_a_relationship_without_its_parts_makes_a_file_no_word_document(line: str) -> None:
    with refuses(UnsafeDocument, match="not a Word document"):
        saved(word_file(p("Tekst."), relationships=line))


def test_two_relationships_with_one_name_that_lead_nowhere_do_no_harm() -> None:
    lines = '<Relationship Id="a" Type="urn:x" Target="NULL"/><Relationship Id="a" Type="urn:x" Target="weg.xml"/>'
    assert body_text(saved(word_file(p("Tekst."), relationships=lines))) == "Tekst."
