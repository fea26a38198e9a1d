"""What a merge made goes when the merge is done: nothing stays alive, and nothing waits for the garbage collector."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from lxml import etree

from paraaf import redline
from paraaf.redline.merging.party import Party
from paraaf.redline.sequence.atoms import Atom, Wrapper
from paraaf.redline.wml.word_file import WordFile
from tests.support.word.files import control, p, reference, run, table, tracked, unpacked, word_file
from tests.support.word.reviewers import base_file, copy_file, letter, reviews

LINK = f"<w:hyperlink>{tracked('ins', run('rijksoverheid'))}</w:hyperlink>"
NEW = f"<w:p><w:pPr><w:rPr>{tracked('ins')}</w:rPr></w:pPr>{LINK}</w:p>"
KINDS = (Party, Atom, Wrapper, WordFile, etree._Element)


def alive() -> Counter[str]:
    """Return how many objects of a merge there are."""
    return Counter(type(each).__name__ for each in gc.get_objects() if isinstance(each, KINDS))


@contextmanager
def no_collecting() -> Iterator[None]:
    """Have what only the garbage collector would find stay where it is."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def linked() -> tuple[bytes, dict[str, bytes]]:
    """Return a base and a copy with a hyperlink in a paragraph inserted before a table, and one after it."""
    blocks = p("Geachte voorzitter,"), table(["a", "b"]), p("z")
    return word_file(*blocks), {"FIN": word_file(blocks[0], NEW, *blocks[1:], NEW)}


def test_fifty_merges_of_a_link_before_a_table_leave_nothing_alive() -> None:
    base, copies = linked()
    assert unpacked(redline.merge(base, copies).docx)["word/document.xml"].count(b"<w:hyperlink") == 2
    with no_collecting():
        before = alive()
        for _ in range(50):
            redline.merge(base, copies)
        assert alive() == before


def everything() -> tuple[bytes, dict[str, bytes]]:
    """Return a base and copies that go through all parts of a merge, with and without tracking."""
    note = f'<w:footnote w:id="1">{p("noot")}</w:footnote>'
    note_changed = f'<w:footnote w:id="1">{p("noot", tracked("ins", run(" erbij")))}</w:footnote>'

    def file(text: str, cell: str, header: str, notes: str, more: str = "") -> bytes:
        blocks = p("De brief", reference("footnote", 1)), more, table([cell, "b"]), control("x", p("in")), p(text)
        return word_file(*blocks, header=header, footnotes=notes)

    base = file("slot", "a", p("kop"), note)
    copies = {
        "FIN": file("slot", p("a", tracked("ins", run(" en c"))), p("kop"), note_changed, NEW),
        "JUS": file("einde", p("a", tracked("ins", run(" en d"))), p("kop"), note),
        "BZK": file("slotzin", "aa", p("andere kop"), note.replace("noot", "voetnoot")),
    }
    return base, copies


def reviewed() -> tuple[bytes, dict[str, bytes]]:
    text = letter(20)
    return base_file(text), {f"P{n}": copy_file(text, each) for n, each in enumerate(reviews(text, 6, 40, 20, 4))}


@pytest.mark.parametrize("made", [linked, everything, reviewed])
def test_a_merge_makes_no_garbage_that_has_to_be_searched_for(
    made: Callable[[], tuple[bytes, dict[str, bytes]]],
) -> None:
    base, copies = made()
    result = redline.merge(base, copies)
    assert result.changes
    with no_collecting():
        before = alive()
        merged = redline.merge(base, copies)
        assert merged.changes == result.changes
        assert merged.conflicts == result.conflicts
        del merged
        assert alive() == before


def test_comparing_makes_no_garbage_that_has_to_be_searched_for() -> None:
    base, copies = everything()
    with no_collecting():
        before = alive()
        for each in copies.values():
            assert redline.compare(base, each, author="x", date="")
        assert alive() == before


def test_a_merge_leaves_the_garbage_collector_of_the_process_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise AssertionError("another thread may need it")

    for name in ("disable", "enable", "freeze", "collect"):
        monkeypatch.setattr(gc, name, refused)
    thresholds = gc.get_threshold()
    redline.merge(*linked())
    assert gc.get_threshold() == thresholds
    assert gc.isenabled()
