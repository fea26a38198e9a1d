"""Results beside what Microsoft's own validator says: no finding that the files they were made of do not have."""

import json
from collections.abc import Callable

import pytest

from paraaf import redline
from tests.support.baggage import BY_KEY, carrying
from tests.support.extent import lacking
from tests.support.word.files import corpus
from tests.support.word.moves import BASE as MOVES_BASE
from tests.support.word.moves import moved, words_moved
from tests.support.word.reviewers import base_file, copy_file, letter, reviews

Findings = Callable[[bytes], set[tuple[str, str]]]


@pytest.fixture(scope="module")
def findings() -> Findings:
    try:
        import docx_scalpel
    except ImportError:
        lacking("The Open XML SDK validator is not there (pip install docx-scalpel)")

    def found(docx: bytes) -> set[tuple[str, str]]:
        return {(each.code, each.owning_part_uri) for each in docx_scalpel.verify_deliverable(docx).findings}

    return found


def test_comparing_accepting_and_rejecting_adds_no_finding(findings: Findings) -> None:
    folder = corpus()
    manifest = json.loads((folder / "manifest.json").read_text())
    wrong = {}
    for line in manifest["pairs"]:
        old, new = ((folder / line[side]).read_bytes() for side in ("old", "new"))
        docx = redline.compare(old, new, author="Jan", date="2026-03-01T10:00:00Z")
        known = findings(old) | findings(new)
        for name, result in (("", docx), ("a", redline.accept_all(docx)), ("r", redline.reject_all(docx))):
            if more := findings(result) - known:
                wrong[line["id"], name] = more
    for line in manifest["revisions"]:
        revised = (folder / line["revised"]).read_bytes()
        for name, result in (("a", redline.accept_all(revised)), ("r", redline.reject_all(revised))):
            if more := findings(result) - findings(revised):
                wrong[line["id"], name] = more
    assert wrong == {}


def test_dropping_what_is_no_part_of_a_letter_adds_no_finding(findings: Findings) -> None:
    origin = base_file(letter(3))
    for keys in [*([key] for key in BY_KEY), list(BY_KEY)]:
        passed = redline.check(carrying(origin, *keys))
        assert len(passed.dropped) == len(keys)
        assert findings(passed.docx) - findings(origin) == set()


def test_merging_adds_no_finding(findings: Findings) -> None:
    text = letter(40)
    base = base_file(text)
    copies = {f"P{n}": copy_file(text, review) for n, review in enumerate(reviews(text, 8, 90, 30, 10))}
    moves = {"A": moved(), "B": words_moved()}
    for origin, given in ((base, copies), (MOVES_BASE, moves)):
        result = redline.merge(origin, given)
        known = findings(origin).union(*map(findings, given.values()))
        for docx in (result.docx, redline.accept_all(result.docx), redline.reject_all(result.docx)):
            assert findings(docx) - known == set()


def test_deciding_answering_and_remarking_add_no_finding(findings: Findings) -> None:
    text = letter(20)
    base = base_file(text)
    copies = {f"P{n}": copy_file(text, review) for n, review in enumerate(reviews(text, 5, 60, 20, 6))}
    result = redline.merge(base, copies)
    own = [number for number, sources in result.changes.items() if any(source.party == "P1" for source in sources)]
    said = [number for number, sources in result.comments.items() if any(source.party == "P1" for source in sources)]
    answers = [redline.Answer("Overgenomen.", changes=(number,)) for number in own]
    answers += [redline.Answer("Niet overgenomen.", comment=number) for number in said]
    known = findings(base).union(*map(findings, copies.values()))

    told = redline.answered(result.docx, answers, author="Eigenaar", date="2026-03-01T10:00:00Z")
    passage = redline.text(base).splitlines()[3][5:25]
    remarked = redline.remark(base, [redline.Remark(passage, "Waarom?")], author="Jan", date="2026-03-01T10:00:00Z")

    assert own and said
    for docx in (told, redline.decide(result.docx, own), redline.decide(result.docx, []), remarked):
        assert findings(docx) - known == set()
