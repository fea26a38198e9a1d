"""What stayed as it was is seen at a glance, and then neither read nor written anew."""

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraaf import redline
from paraaf.redline.merging.party import Party
from paraaf.redline.sequence.reader import AtomReader
from paraaf.redline.sequence.tokens import tokenize, tokenize_both
from paraaf.redline.sequence.word_diff import word_pairs
from paraaf.redline.wml.canonical import Canonical
from paraaf.redline.wml.word_file import WordFile
from tests.support.word.files import p, run, tracked, unpacked, word_file
from tests.support.word.reviewers import base_file, copy_file, letter, reviews

PIECES = st.lists(st.sampled_from(["de ", "brief", " van", "'s", ", ", "7", ".", "5", " ", "x y "]), max_size=7)
LINES = st.lists(PIECES.map("".join).map(run), max_size=4).map("".join)


def read(line: str) -> list[object]:
    file = WordFile(word_file(p(line)))
    return [*AtomReader(Canonical(file, file.main_part)).read(file.body[0])]


def lines_of(paragraphs: list[str]) -> list[object]:
    return [atom for each in paragraphs for atom in read(each)]


@pytest.mark.long
@given(st.lists(LINES, min_size=1, max_size=3), st.lists(LINES, min_size=1, max_size=3))
def test_words_that_stayed_are_the_same_whether_or_not_they_are_cut_apart(old: list[str], new: list[str]) -> None:
    one, other = lines_of(old), lines_of(new)

    def kept(before: list, after: list) -> tuple[str, str]:  # type: ignore[type-arg]
        pairs = word_pairs(before, after)
        assert [before[i].text for i, _ in pairs] == [after[k].text for _, k in pairs]
        gone = {*range(len(before))} - {i for i, _ in pairs}
        come = {*range(len(after))} - {k for _, k in pairs}
        return tuple("".join(f"[{atoms[n].text}]" if n in odd else atoms[n].text or "" for n in range(len(atoms)))
                     for atoms, odd in ((before, gone), (after, come)))  # type: ignore[return-value]  # fmt: skip

    assert kept(*tokenize_both(one[:-1], other[:-1])) == kept(tokenize(one[:-1]), tokenize(other[:-1]))


def test_a_paragraph_that_nobody_touched_stays_to_the_letter() -> None:
    odd = "<w:p><w:r><w:t>De brief</w:t></w:r><w:r><w:t>,</w:t></w:r><w:r/></w:p>"
    base = word_file(odd, p("van mei."), p("z"))
    silent = word_file(odd, p("van juni."), p("z"))
    mixed = word_file(odd, p("van ", tracked("ins", run("eind ")), "juli."), p("z"))
    copies = {"FIN": silent, "JUS": mixed}
    assert odd in unpacked(redline.merge(base, copies).docx)["word/document.xml"].decode()


def test_paragraphs_deleted_and_inserted_with_and_without_tracking_are_laid_over_each_other() -> None:
    lines = [p(f"Regel {n} van de brief aan de Kamer.") for n in range(6)]
    new = f"<w:p><w:pPr><w:rPr>{tracked('ins')}</w:rPr></w:pPr>{tracked('ins', run('Nieuw.'))}</w:p>"
    gone = (f"<w:p><w:pPr><w:rPr>{tracked('del')}</w:rPr></w:pPr>"
            f"{tracked('del', run('Regel 4 van de brief aan de Kamer.', 'delText'))}</w:p>")  # fmt: skip
    copy = word_file(lines[0], new, lines[2], p("Stil erbij."), lines[3], gone, lines[5])
    result = redline.merge(word_file(*lines), {"FIN": copy})
    assert redline.text(result.docx) == redline.text(copy)
    assert redline.text(redline.reject_all(result.docx)) == redline.text(word_file(*lines))
    assert [(each.kind, each.author, each.text.strip()) for each in redline.revisions(result.docx)] == [
        ("deleted", "untracked, by FIN", "Regel 1 van de brief aan de Kamer."),
        ("inserted", "Jan", "Nieuw."),
        ("inserted", "untracked, by FIN", "Stil erbij."),
        ("deleted", "Jan", "Regel 4 van de brief aan de Kamer."),
    ]


@pytest.mark.long
def test_words_changed_silently_are_found_as_a_full_comparison_finds_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(1, 5):
        text = letter(20, seed)
        base = base_file(text)
        copies = {f"P{n}": copy_file(text, each) for n, each in enumerate(reviews(text, 6, 40, 20, 4, seed))}
        quick = redline.merge(base, copies)
        assert len(quick.untracked) == 4
        with monkeypatch.context() as patch:
            patch.setattr(Party, "find_untracked_words", lambda *_: None)
            assert redline.merge(base, copies) == quick


@pytest.mark.parametrize(
    "other",
    [
        p('<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">van mei.</w:t></w:r>'),
        f'<w:p><w:pPr><w:jc w:val="right"/></w:pPr>{run("van mei.")}</w:p>',
        p("van mei.", "<w:r><w:tab/></w:r>"),
    ],
)
def test_what_else_was_changed_silently_is_found_as_well(other: str) -> None:
    base = word_file(p("Geachte voorzitter,"), p("van mei."), p("z"))
    copy = word_file(p("Geachte voorzitter en leden,"), other, p("z"))
    result = redline.merge(base, {"FIN": copy})
    assert result.untracked[0].changes >= 2
    assert redline.revisions(result.docx)[-1].place.paragraph == 2


def test_a_header_changed_silently_is_found_beside_words_in_the_text() -> None:
    base = word_file(p("De brief van mei."), p("z"), header=p("kop"))
    copy = word_file(p("De brief van juni."), p("z"), header=p("andere kop"))
    result = redline.merge(base, {"FIN": copy})
    assert {each.place.story for each in redline.revisions(result.docx)} == {"body", "header"}


def test_a_merge_leaves_no_copy_behind_and_python_collecting_as_it_did() -> None:
    gc.collect()
    before = sum(isinstance(each, WordFile) for each in gc.get_objects())
    gc.disable()
    try:
        copy = word_file(p("De brief aan", tracked("ins", run(" alle")), " Kamers."), p("z"))
        silent = word_file(p("De nota aan Kamers."), p("z"))
        redline.merge(word_file(p("De brief aan Kamers."), p("z")), {"FIN": copy, "JUS": silent})
        assert not gc.isenabled()
        assert sum(isinstance(each, WordFile) for each in gc.get_objects()) == before
    finally:
        gc.enable()
    with pytest.raises(redline.UnsafeDocument):
        redline.merge(word_file(p("a")), {"FIN": b""})
    assert gc.isenabled()
