"""What holds for any Word file and any edit: the laws of comparing, accepting, rejecting and merging."""

from collections.abc import Callable

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from paraaf import redline
from paraaf.redline.plain_text.fingerprint import plain, read
from tests.support.word.files import (
    W,
    control,
    faults,
    field,
    mark,
    note,
    p,
    packed,
    reference,
    run,
    table,
    unpacked,
    word_file,
)

Draw = Callable[[st.SearchStrategy[object]], object]

WORDS = st.sampled_from(["de", "het", "brief", "Kamer", "minister", "aan", "stuurt", "nota", "beleid", "en", ".", ","])
LINE = st.lists(WORDS, max_size=8).map(" ".join)
LOOKS = st.sampled_from(["", "<w:b/>", "<w:i/>", '<w:sz w:val="30"/>'])
# Files do not get smaller in ways that say more, and trying takes minutes.
slow = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)


def piece(text: str, looks: str = "") -> str:
    about = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{text}</w:t></w:r>'


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{0}'
    "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
    "<w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


KINDS = [*["run"] * 6, "link", "control", "field", "note", "tab", "box", "formula", "mark", "nested"]
INNER = st.sampled_from([" MERGEFIELD Naam ", " PAGE ", " DOCPROPERTY Titel ", " REF x ", " NUMPAGES "])


@st.composite
def nested_fields(draw: Callable[..., object], depth: int = 2) -> str:
    """A field with fields in its instruction, in its result, or in both."""
    text = str(draw(LINE))
    inner = field(str(draw(INNER)), text) if depth == 0 or draw(st.booleans()) else str(draw(nested_fields(depth - 1)))
    kind = draw(st.sampled_from(["instruction", "result", "both", "simple", "link"]))
    about = run(' IF "x" = "y" ' if kind != "link" else " TOC ", "instrText")
    begin, middle, end = mark("begin"), mark("separate"), mark("end")
    return {
        "instruction": f"{begin}{about}{inner}{about}{middle}{piece(text)}{end}",
        "result": f"{begin}{about}{middle}{piece(text)}{inner}{end}",
        "both": f"{begin}{about}{inner}{middle}{inner}{piece(text)}{end}",
        "simple": f'{begin}{about}<w:fldSimple w:instr=" PAGE ">{piece("3")}</w:fldSimple>{middle}{piece(text)}{end}',
        "link": f'{begin}{about}{middle}<w:hyperlink w:anchor="x">{inner}</w:hyperlink>{end}',
    }[str(kind)]  # fmt: skip


@st.composite
def inlines(draw: Callable[..., object]) -> str:
    """A paragraph's content."""
    result = []
    for _ in range(draw(st.integers(0, 4))):  # type: ignore[call-overload]
        text, looks = str(draw(LINE)), str(draw(LOOKS))
        kind = draw(st.sampled_from(KINDS))
        result.append({
            "run": piece(text, looks),
            "link": f"<w:hyperlink>{piece(text, looks)}</w:hyperlink>",
            "control": control("t", piece(text, looks)),
            "field": field(f"REF x{len(text)}", text),
            "note": reference("footnote", 1 + len(text) % 3),
            "tab": "<w:r><w:tab/></w:r>",
            "box": BOX.format(p(piece(text))),
            "formula": f"<m:oMath><m:r><m:t>{text}</m:t></m:r></m:oMath>",
            "nested": str(draw(nested_fields())) if kind == "nested" else "",
            "mark": '<w:bookmarkStart w:id="{0}" w:name="m{0}"/>{1}<w:bookmarkEnd w:id="{0}"/>',
        }[str(kind)].replace("{1}", piece(text)))  # fmt: skip
    return "".join(result)


def paragraph(inner: str, about: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{about}</w:pPr>' if about else ''}{inner}</w:p>"


ABOUT = st.sampled_from(["", "", "", '<w:jc w:val="right"/>', "<w:keepNext/>", '<w:pStyle w:val="Kop"/>'])
PARAGRAPHS = st.builds(paragraph, inlines(), ABOUT)
ROWS = st.lists(st.lists(inlines().map(paragraph), min_size=1, max_size=3), min_size=1, max_size=3)
TABLES = ROWS.map(lambda rows: table(*rows))
CONTROLS = st.lists(PARAGRAPHS, min_size=1, max_size=2).map(lambda inner: control("c", "".join(inner)))
SECTIONS = st.just('<w:p><w:pPr><w:sectPr><w:pgSz w:w="1"/></w:sectPr></w:pPr></w:p>')
BLOCKS = st.one_of(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS, PARAGRAPHS, TABLES, CONTROLS, SECTIONS)


def built(blocks: list[str], notes: list[str], header: str) -> bytes:
    body = "".join(blocks)
    # Bookmarks have numbers of their own.
    parts = body.split('<w:bookmarkStart w:id="{0}" w:name="m{0}"/>')
    body = parts[0]
    for number, rest in enumerate(parts[1:], 900):
        body += f'<w:bookmarkStart w:id="{number}" w:name="m{number}"/>' + rest.replace("{0}", str(number), 1)
    # So have notes: Word has one reference to each.
    pieces = body.split('<w:footnoteReference w:id="')
    body = pieces[0]
    for number, rest in enumerate(pieces[1:], 1):
        body += f'<w:footnoteReference w:id="{number}"' + rest[rest.index('"') + 1 :]
    texts = [notes[number % len(notes)] for number in range(len(pieces) - 1)]
    return word_file(
        body,
        p("slot"),
        footnotes="".join(note("footnote", number, p(text)) for number, text in enumerate(texts, 1)),
        **({"header": p(header)} if header else {}),
    )


NOTES = st.lists(LINE, min_size=3, max_size=3)
FILES = st.builds(built, st.lists(BLOCKS, max_size=5), NOTES, LINE)


@st.composite
def versions(draw: Callable[..., object], count: int) -> list[bytes]:
    """A file and edited versions of it."""
    blocks: list[str] = draw(st.lists(BLOCKS, min_size=1, max_size=5))  # type: ignore[assignment]
    notes, header = draw(NOTES), draw(LINE)
    result = [built(blocks, notes, str(header))]  # type: ignore[arg-type]
    for _ in range(count):
        edited: list[str] = []
        for block in blocks:
            what = draw(st.sampled_from(["keep", "keep", "keep", "word", "gone", "new", "swap"]))
            if what == "word":
                old, fresh = str(draw(WORDS)), str(draw(WORDS))
                block = block.replace(f">{old} ", f">{fresh} ", 1).replace(f" {old} ", f" {fresh} ", 1)
            edited += [] if what == "gone" else [block]
            edited += [str(draw(BLOCKS))] if what == "new" else []
            if what == "swap" and len(edited) > 1:
                edited[-1], edited[-2] = edited[-2], edited[-1]
        changed = [str(draw(LINE)) if draw(st.integers(0, 4)) == 0 else each for each in notes]  # type: ignore[attr-defined]
        result.append(built(edited, changed, str(header)))
    return result


def said(docx: bytes) -> tuple[list[str], list[str], list[list[str]]]:
    content = read(docx, "accepted")
    return plain(content.body), plain(content.notes), [plain(each) for each in content.margins]


def original(docx: bytes) -> tuple[list[str], list[str]]:
    content = read(docx, "original")
    return plain(content.body), plain(content.notes)


def hold(old: bytes, new: bytes) -> bytes:
    docx = redline.compare(old, new, author="Jan", date="2026-03-01T10:00:00Z")
    assert faults(docx) == []
    rejected, accepted = redline.reject_all(docx), redline.accept_all(docx)
    assert faults(rejected) == faults(accepted) == []
    assert said(rejected) == said(old)
    assert said(accepted) == said(new)
    assert redline.revisions(rejected) == redline.revisions(accepted) == []
    assert redline.compare(old, new, author="Jan", date="2026-03-01T10:00:00Z") == docx
    # The reader that makes fingerprints reads the marks as the engine resolves them.
    assert said(docx)[:2] == said(new)[:2]
    assert original(docx) == said(old)[:2]
    return docx


@slow
@given(FILES, FILES)
def test_comparing_any_two_files_gives_both_back(old: bytes, new: bytes) -> None:
    hold(old, new)


@slow
@given(versions(1))
def test_comparing_a_file_with_an_edited_one_gives_both_back(files: list[bytes]) -> None:
    hold(*files)


@slow
@given(FILES)
def test_a_file_compared_with_itself_has_no_changes(docx: bytes) -> None:
    assert redline.revisions(redline.compare(docx, docx, author="Jan", date="")) == []


@slow
@given(versions(1), st.data())
def test_changes_can_be_decided_in_any_order(files: list[bytes], data: st.DataObject) -> None:
    docx = hold(*files)
    ids = [each.id for each in redline.revisions(docx)]
    chosen = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    pairs = {each.id: each.pair for each in redline.revisions(docx)}
    chosen = sorted({*chosen, *(pair for each in chosen if (pair := pairs[each]) is not None)})
    rest = [each for each in ids if each not in chosen]
    one = redline.accept_all(redline.reject(docx, rest))
    other = redline.reject_all(redline.accept(docx, chosen))
    assert said(one) == said(other)
    assert faults(redline.accept(docx, chosen)) == []
    assert redline.accept(docx, ids) == redline.accept_all(docx)
    assert redline.reject(docx, ids) == redline.reject_all(docx)


HALVES = st.sampled_from(
    [
        mark("begin") + run(" IF ", "instrText") + mark("separate"),
        mark("end"),
        mark("begin") + mark("begin") + mark("end"),
    ]
)


@slow
@given(versions(1), st.lists(st.tuples(HALVES, st.integers(0, 40)), min_size=1, max_size=3))
def test_fields_without_end_or_beginning_cost_no_words(files: list[bytes], halves: list[tuple[str, int]]) -> None:
    old, new = (with_halves(file, halves) for file in files)
    docx = redline.compare(old, new, author="Jan", date="2026-03-01T10:00:00Z")
    assert faults(docx) == []
    assert shown(redline.accept_all(docx)) == shown(new)
    assert shown(redline.reject_all(docx)) == shown(old)
    for copy in (docx, new):
        merged = redline.merge(old, {"P": copy}).docx
        assert faults(merged) == []
        assert shown(redline.accept_all(merged)) == shown(new)
        assert shown(redline.reject_all(merged)) == shown(old)


def with_halves(docx: bytes, halves: list[tuple[str, int]]) -> bytes:
    """Return the file with half fields before some of its runs."""
    parts = unpacked(docx)
    pieces = parts["word/document.xml"].decode().split("<w:r>")
    for half, at in halves:
        place = 1 + at % len(pieces)
        pieces[place - 1] += half if place > 1 and pieces[place - 1].endswith("</w:r>") else ""
    return packed({**parts, "word/document.xml": "<w:r>".join(pieces)})


def shown(docx: bytes) -> str:
    """Return all text of the body, that of instructions too, as it stands."""
    root = etree.fromstring(unpacked(docx)["word/document.xml"])
    return "".join("".join(each.itertext()) for each in root.iter(f"{{{W}}}t"))


@slow
@given(FILES)
def test_accepting_and_rejecting_twice_changes_nothing_more(docx: bytes) -> None:
    once = redline.accept_all(docx)
    assert redline.accept_all(once) == once == redline.reject_all(once)


@slow
@given(versions(3), st.lists(st.sampled_from(["tracked", "silent", "both"]), min_size=3, max_size=3), st.data())
def test_merging_keeps_the_base_and_gives_each_party_its_copy(
    files: list[bytes], ways: list[str], data: st.DataObject
) -> None:
    base = files[0]
    copies: dict[str, bytes] = {}
    for number, (file, way) in enumerate(zip(files[1:], ways, strict=True)):
        copy = file
        if way != "silent":
            copy = redline.compare(base, file, author=f"Auteur {number}", date="")
        if way == "both":
            copy = silently(copy, str(data.draw(WORDS)), str(data.draw(WORDS)))
        copies[f"P{number}"] = copy
    result = redline.merge(base, copies)
    assert redline.merge(base, copies) == result
    assert faults(result.docx) == []
    assert said(redline.reject_all(result.docx)) == said(base)
    listed = redline.revisions(result.docx)
    assert set(result.changes) == {each.id for each in listed}
    for party, copy in copies.items():
        others = [n for n, sources in result.changes.items() if party not in {source.party for source in sources}]
        alone = redline.accept_all(redline.reject(result.docx, others))
        assert said(alone) == said(copy), party


def silently(docx: bytes, old: str, new: str) -> bytes:
    """Return the file with a word changed wherever it stands, without a mark."""
    parts = unpacked(docx)
    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = body.replace(f" {old} ", f" {new} ").encode()
    return packed(parts)


@slow
@given(versions(1), st.sampled_from(["tracked", "silent"]))
def test_a_copy_that_lost_its_controls_is_merged_as_if_it_had_them(files: list[bytes], way: str) -> None:
    base, file = files
    copy = redline.compare(base, file, author="Jan", date="") if way == "tracked" else file
    assert faults(copy) == []
    merged = redline.merge(base, {"P": unwrapped(copy)})
    assert (merged.untracked == ()) or way == "silent"
    assert faults(merged.docx) == []
    assert said(redline.reject_all(merged.docx)) == said(base)
    assert said(redline.accept_all(merged.docx)) == said(redline.accept_all(unwrapped(copy)))


def unwrapped(docx: bytes) -> bytes:
    """Return the file without its content controls, also those within lines, as LibreOffice writes it from ODT."""
    parts = unpacked(docx)
    root = etree.fromstring(parts["word/document.xml"])
    for each in list(root.iter(f"{{{W}}}sdt")):
        content = each.find(f"{{{W}}}sdtContent")
        at = each.getparent().index(each)
        each.getparent()[at : at + 1] = list(content)
    for each in [found for found in root.iter() if "customXml" in str(found.tag)]:
        each.getparent().remove(each)
    return packed({**parts, "word/document.xml": etree.tostring(root)})
