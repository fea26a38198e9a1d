"""What holds for any Word file and any edit: the laws of comparing, accepting, rejecting and merging."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from paraaf import redline
from tests.redline.any_file import FILES, WORDS, slow, versions
from tests.redline.laws import hold, said
from tests.support.word.files import W, faults, mark, packed, run, unpacked

pytestmark = pytest.mark.long
Draw = Callable[[st.SearchStrategy[object]], object]


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
