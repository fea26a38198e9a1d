"""Copies of several parties put together: nothing is lost, and each party's changes give its copy."""

import json
from collections import Counter

import pytest

from paraaf import redline
from tests.redline.laws import said
from tests.redline.merging.copies import DATE, added, changes, formula, merged, new_paragraph, removed, sign
from tests.support.word.files import (
    control,
    corpus,
    field,
    note,
    p,
    reference,
    row,
    run,
    table,
    tracked,
    unpacked,
    with_section,
    word_file,
)
from tests.support.word.reviewers import Remark, Review, base_file, copy_file, letter, reviews

BASE = word_file(p("De minister stuurt de brief aan de Kamer."), p("Hoogachtend,"))


def copy(first: str, *more: str) -> bytes:
    return word_file(first, *(more or (p("Hoogachtend,"),)))


def test_changes_of_all_parties_come_together_with_their_authors_and_dates() -> None:
    one = copy(p("De ", removed("minister"), added("staatssecretaris"), " stuurt de brief aan de Kamer."))
    other = copy(p("De minister stuurt de ", added("tweede ", "Piet", "2026-03-02T10:00:00Z"), "brief aan de Kamer."))
    result = merged(BASE, {"FIN": one, "JUS": other})
    assert changes(result) == [
        ("deleted", "Jan", "minister"), ("inserted", "Jan", "staatssecretaris"), ("inserted", "Piet", "tweede ")
    ]  # fmt: skip
    assert redline.revisions(result.docx)[2].date == "2026-03-02T10:00:00Z"
    assert result.changes[3] == (redline.Source("JUS", "Piet", "2026-03-02T10:00:00Z"),)
    assert result.conflicts == result.untracked == result.unplaced == ()


def test_a_copy_without_changes_adds_nothing() -> None:
    assert changes(merged(BASE, {"FIN": BASE})) == []
    assert changes(merged(BASE, {})) == []


def test_who_names_no_author_is_named_after_the_party() -> None:
    one = copy(p("De minister stuurt de ", f'<w:ins w:id="1">{run("tweede ")}</w:ins>', "brief aan de Kamer."))
    result = merged(BASE, {"FIN": one})
    assert changes(result) == [("inserted", "FIN", "tweede ")]
    assert result.changes[1] == (redline.Source("FIN", "", ""),)


def test_who_took_a_content_control_away_without_tracking_is_told() -> None:
    base = word_file(p("Van de brief."), control("datum", p("1 maart 2026")), p("Hoogachtend,"))
    result = merged(base, {"FIN": word_file(p("Van de brief."), p("Hoogachtend,"))})
    kinds = [each.kind for each in redline.revisions(result.docx)]
    assert "content control deleted" in kinds
    assert [{source.party for source in result.changes[number]} for number in result.changes] == [{"FIN"}] * len(kinds)


def test_a_bookmark_of_the_base_stays_where_one_party_changes_words() -> None:
    marked = f'<w:bookmarkStart w:id="7" w:name="datum"/>{run("brief")}<w:bookmarkEnd w:id="7"/>'
    base = word_file(p(marked, " aan de Kamer."))
    result = merged(base, {"FIN": word_file(p(marked, " aan de ", removed("Kamer", "Jan"), "."))})
    body = unpacked(result.docx)["word/document.xml"]
    assert [body.count(each) for each in (b"bookmarkStart", b'"datum"', b"bookmarkEnd")] == [1, 1, 1]


def test_equal_edits_become_one_with_all_names() -> None:
    one, other = (
        copy(p("De ", removed("minister", name), added("staatssecretaris", name), " stuurt de brief aan de Kamer."))
        for name in ("Jan", "Piet")
    )
    result = merged(BASE, {"FIN": one, "JUS": other})
    assert changes(result) == [("deleted", "Jan; Piet", "minister"), ("inserted", "Jan; Piet", "staatssecretaris")]
    assert [source.party for source in result.changes[1]] == ["FIN", "JUS"]
    assert result.conflicts == ()


def test_an_insertion_before_or_after_what_it_replaces_is_the_same_edit() -> None:
    one = copy(p("De ", removed("minister"), added("staatssecretaris"), " stuurt de brief aan de Kamer."))
    other = copy(
        p("De ", added("staatssecretaris", "Piet"), removed("minister", "Piet"), " stuurt de brief aan de Kamer.")
    )
    assert len(changes(merged(BASE, {"FIN": one, "JUS": other}))) == 2


def test_edits_that_exclude_each_other_both_stay_with_a_comment() -> None:
    one = copy(p("De minister ", removed("stuurt"), added("zendt"), " de brief aan de Kamer."))
    other = copy(p("De minister ", removed("stuurt", "Piet"), added("mailt", "Piet"), " de brief aan de Kamer."))
    result = merged(BASE, {"FIN": one, "JUS": other})
    (conflict,) = result.conflicts
    assert (conflict.base, dict(conflict.proposals)) == ("stuurt", {"FIN": "zendt", "JUS": "mailt"})
    assert conflict.place.paragraph == 1
    (comment,) = redline.comments(result.docx)
    assert comment.id == conflict.comment and comment.author == "Paraaf"
    assert comment.text == "Conflict: FIN wants “zendt”; JUS wants “mailt”. The base says: “stuurt”."
    assert "zendt" in comment.anchored and "mailt" in comment.anchored
    dutch = redline.merge(BASE, {"FIN": one, "JUS": other}, words=redline.DUTCH)
    assert redline.comments(dutch.docx)[0].text == (
        "Tegenstrijdig: FIN wil “zendt”; JUS wil “mailt”. De basistekst luidt: “stuurt”."
    )


def test_an_insertion_in_what_another_deletes_is_a_conflict_and_two_deletions_are_not() -> None:
    whole = copy(p("De minister ", removed("stuurt de brief "), "aan de Kamer."))
    inside = copy(p("De minister stuurt de ", added("tweede ", "Piet"), "brief aan de Kamer."))
    result = merged(BASE, {"FIN": whole, "JUS": inside})
    assert [dict(each.proposals) for each in result.conflicts] == [{"FIN": "", "JUS": "stuurt de tweede brief"}]
    assert "nothing" in redline.comments(result.docx)[0].text
    overlap = copy(p("De minister stuurt ", removed("de brief aan de ", "Piet"), "Kamer."))
    result = merged(BASE, {"FIN": whole, "JUS": overlap})
    assert result.conflicts == ()
    assert changes(result) == [
        ("deleted", "Jan", "stuurt "), ("deleted", "Jan; Piet", "de brief "), ("deleted", "Piet", "aan de ")
    ]  # fmt: skip


def test_formatting_of_two_parties_that_differs_is_a_conflict() -> None:
    def looks(tag: str, author: str) -> bytes:
        change = tracked("rPrChange", "<w:rPr/>", author)
        own = f"<w:r><w:rPr><w:{tag}/>{change}</w:rPr><w:t>minister</w:t></w:r>"
        return copy(p("De ", own, " stuurt de brief aan de Kamer."))

    result = merged(BASE, {"FIN": looks("b", "Jan"), "JUS": looks("b", "Piet")})
    assert changes(result) == [("formatting", "Jan; Piet", "minister")]
    result = merged(BASE, {"FIN": looks("b", "Jan"), "JUS": looks("i", "Piet")})
    assert changes(result) == [("formatting", "Jan", "minister")]
    assert [(each.party, each.author, each.text) for each in result.unplaced] == [("JUS", "Piet", "minister")]
    assert dict(result.conflicts[0].proposals) == {"FIN": "minister (b)", "JUS": "minister (i)"}


def test_a_copy_edited_without_tracking_is_compared_and_labelled() -> None:
    silent = copy(p("De minister stuurt de tweede brief aan de Kamer."))
    result = merged(BASE, {"FIN": silent})
    assert changes(result) == [("inserted", "untracked, by FIN", "tweede ")]
    assert result.untracked == (redline.Untracked("FIN", 1, "untracked, by FIN"),)
    dutch = redline.merge(BASE, {"FIN": silent}, words=redline.DUTCH)
    assert redline.revisions(dutch.docx)[0].author == "niet bijgehouden, door FIN"


def test_a_copy_edited_with_and_without_tracking_keeps_both_apart() -> None:
    mixed = copy(p("De minister stuurt de tweede ", removed("brief"), added("nota"), " aan de ", removed("Kamer"), "."))
    result = merged(BASE, {"FIN": mixed})
    assert changes(result) == [
        ("inserted", "untracked, by FIN", "tweede "), ("deleted", "Jan", "brief"), ("inserted", "Jan", "nota"),
        ("deleted", "Jan", "Kamer"),
    ]  # fmt: skip


def test_deleting_ones_own_untracked_words_is_kept() -> None:
    mixed = copy(p("De minister stuurt de ", removed("tweede "), "brief aan de Kamer."))
    assert changes(merged(BASE, {"FIN": mixed})) == [
        ("inserted", "untracked, by FIN", "tweede "), ("deleted", "Jan", "tweede ")]  # fmt: skip


def marked(mark: str, inner: str, author: str = "Jan") -> str:
    """A paragraph whose end is marked."""
    return f"<w:p><w:pPr><w:rPr>{tracked(mark, '', author)}</w:rPr></w:pPr>{inner}</w:p>"


FIRST = p("De minister stuurt de brief aan de Kamer.")


def test_paragraphs_come_and_go() -> None:
    one = copy(FIRST, new_paragraph("Van FIN."), p("Hoogachtend,"))
    other = copy(FIRST, new_paragraph("Van JUS.", "Piet"), p("Hoogachtend,"))
    result = merged(BASE, {"FIN": one, "JUS": other})
    assert redline.text(result.docx).split("\n")[1:3] == ["Van FIN.", "Van JUS."]
    without = copy(marked("del", removed("De minister stuurt de brief aan de Kamer.")))
    result = merged(
        BASE, {"FIN": without, "JUS": copy(p("De minister stuurt de ", added("tweede "), "brief aan de Kamer."))}
    )
    assert len(result.conflicts) == 1
    cut = copy(marked("ins", run("De minister stuurt ")), p("de brief aan de Kamer."), p("Hoogachtend,"))
    merged(BASE, {"FIN": cut, "JUS": other, "BZK": without})
    end = copy(
        FIRST, f"<w:p><w:pPr><w:rPr>{tracked('ins')}</w:rPr></w:pPr>{run('Hoogachtend,')}</w:p>", p(added("Jan"))
    )
    merged(BASE, {"FIN": end, "JUS": other})
    after = copy(FIRST, p("Hoogachtend,"), new_paragraph("Na het einde."))
    merged(BASE, {"FIN": after, "JUS": end})


def remark(number: int, text: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{number}"/>{run(text)}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def test_comments_keep_author_date_anchor_thread_and_state() -> None:
    text = [["De", "minister", "stuurt", "de", "brief."], ["Hoogachtend,"]]
    copies = {
        "FIN": copy_file(text, Review("Jan", DATE, remarks=[Remark(0, 1, "Welke?", ("EZ.", "Dank."), True)])),
        "JUS": copy_file(text, Review("", "", remarks=[Remark(0, 1, "Toch niet?"), Remark(1, 0, "Einde.", ("Ja.",))])),
    }
    result = merged(base_file(text), copies)
    found = redline.comments(result.docx)
    assert [(each.author, each.date, each.text, each.resolved) for each in found] == [
        ("Jan", DATE, "Welke?", True), ("Jan", DATE, "EZ.", False), ("Jan", DATE, "Dank.", False),
        ("JUS", "", "Toch niet?", False), ("JUS", "", "Einde.", False), ("JUS", "", "Ja.", False),
    ]  # fmt: skip
    assert [each.parent for each in found] == [None, found[0].id, found[0].id, None, None, found[4].id]
    assert {each.anchored.strip() for each in found} == {"minister", "Hoogachtend,"}
    assert result.comments[found[3].id] == (redline.Source("JUS", "", ""),)


def test_comments_of_the_base_are_not_doubled_and_can_be_answered() -> None:
    text = [["De", "minister", "stuurt", "de", "brief."], ["Hoogachtend,"]]
    asked = copy_file(text, Review("Eigenaar", DATE, remarks=[Remark(0, 1, "Klopt dit?")]))
    answered = copy_file(text, Review("Eigenaar", DATE, remarks=[Remark(0, 1, "Klopt dit?", ("Ja.",), True)]))
    result = merged(asked, {"FIN": answered, "JUS": asked})
    question, answer = redline.comments(result.docx)
    assert (question.text, answer.text, answer.parent) == ("Klopt dit?", "Ja.", question.id)
    assert question.resolved
    assert set(result.comments) == {answer.id}


def test_a_reply_without_an_anchor_comes_along() -> None:
    comments = (
        f'<w:comment w:id="0" w:author="Jan" w:date="{DATE}">{p("Welke?")}</w:comment>'
        f'<w:comment w:id="1" w:author="Piet" w:date="{DATE}">{p("Deze.")}</w:comment>'
    )
    one = word_file(
        p("De ", remark(0, "minister"), " stuurt de brief aan de Kamer."), p("Hoogachtend,"), comments=comments
    )
    assert [each.text for each in redline.comments(merged(BASE, {"FIN": one}).docx)] == ["Welke?", "Deze."]


def test_comments_in_inserted_text_and_at_a_point_are_kept() -> None:
    comments = f'<w:comment w:id="4" w:author="Jan" w:date="{DATE}">{p("Nieuw!")}</w:comment>'
    inside = tracked("ins", '<w:commentRangeStart w:id="4"/>' + run("tweede ") + '<w:commentRangeEnd w:id="4"/>'
                     '<w:r><w:commentReference w:id="4"/></w:r>')  # fmt: skip
    one = word_file(p("De minister stuurt de ", inside, "brief aan de Kamer."), p("Hoogachtend,"), comments=comments)
    (comment,) = redline.comments(merged(BASE, {"FIN": one}).docx)
    assert comment.anchored.strip() == "tweede"
    point = word_file(p("De minister", '<w:r><w:commentReference w:id="4"/></w:r>', " stuurt de brief aan de Kamer."),
                      p("Hoogachtend,"), comments=comments)  # fmt: skip
    (comment,) = redline.comments(merged(BASE, {"FIN": point}).docx)
    assert comment.place is not None and comment.anchored == ""


def test_tables_are_merged_by_row_and_cell() -> None:
    base = word_file(table(["Land", "Bedrag"], ["Spanje", "7"]), p("z"))
    head, last = row("Land", "Bedrag"), row("Spanje", "7")

    def file(*rows: str) -> bytes:
        return word_file(f"<w:tbl>{''.join(rows)}</w:tbl>", p("z"))

    cell = file(head, row("Spanje", p(removed("7"), added("8"))))
    more = file(head, row("Italië", "9", about=tracked("ins", "", "Piet")), last)
    less = file(head, row(p(removed("Spanje", "Kees")), p(removed("7", "Kees")), about=tracked("del", "", "Kees")))
    result = merged(base, {"FIN": cell, "JUS": more, "BZK": less})
    assert ("row inserted", "Piet", "Italië\n9\n") in changes(result)
    assert len(result.conflicts) == 1
    assert len(changes(merged(base, {"FIN": more, "JUS": more}))) == 1
    silent = file(head, row("Frankrijk", "12"), row("Spanje", "8"))
    result = merged(base, {"FIN": silent, "JUS": more})
    assert {author for _, author, _ in changes(result)} == {"untracked, by FIN", "Piet"}
    no_table = word_file(p("z"))
    merged(base, {"FIN": no_table, "JUS": cell})
    merged(no_table, {"FIN": base, "JUS": base})


def test_formulas_are_merged_with_what_was_changed_in_them_with_and_without_tracking() -> None:
    base = word_file(p("a ", formula(sign("x")), " b"), p("z"))
    tracked_only = word_file(p("a ", formula(sign("x"), sign("2", "ins")), " b"), p("z"))
    silent = word_file(p("a ", formula(sign("y")), " b"), p("z"))
    both = word_file(p("a ", formula(sign("y"), sign("2", "ins")), " b"), p("z"))
    removed = word_file(p("a ", formula(sign("y"), sign("2", "del")), " b"), p("z"))
    other = word_file(p("Heel iets anders ", formula(sign("q"), sign("3", "ins"))), p("z"))
    assert changes(merged(base, {"FIN": tracked_only})) == [("inserted", "Jan", "2")]
    assert changes(merged(base, {"FIN": both})) == [
        ("deleted", "untracked, by FIN", "x"), ("inserted", "untracked, by FIN", "y2"), ("inserted", "Jan", "2")
    ]  # fmt: skip
    for copy_ in (removed, other):
        merged(base, {"FIN": copy_})
        merged(base, {"FIN": copy_, "JUS": both})
    merged(base, {"FIN": silent, "JUS": both})


def test_notes_headers_boxes_links_and_controls_are_merged() -> None:
    def file(note_text: str, head: str, linked: str, guarded: str) -> bytes:
        return word_file(
            p("a", reference("footnote", 1), f"<w:hyperlink>{linked}</w:hyperlink>"),
            control("t", p(guarded)),
            p("z"),
            footnotes=note("footnote", 1, p(note_text)),
            header=p(head),
        )

    def with_note(inner: str) -> bytes:
        return file(inner, "kop", run("hier"), "vast")

    base = file("noot", "kop", run("hier"), "vast")
    copies = {
        "A": with_note("<w:r/>" + run("noot") + added(" erbij")),
        "B": file(
            "noot", "<w:r/>" + run("kop") + added(" erbij", "Piet"), run("hier") + added(" en daar", "Piet"), "vast"
        ),
        "C": file("noot", "kop", run("hier"), removed("vast", "Kees") + added("los", "Kees")),
        "D": file("noot veranderd", "kop anders", run("hier"), "vaster"),
    }
    result = merged(base, copies)
    stories = {each.place.story for each in redline.revisions(result.docx)}
    assert stories == {"body", "footnote 1", "header"}


def test_inserted_notes_come_along() -> None:
    base = word_file(p("a b"), p("z"))
    one = word_file(p("a", tracked("ins", reference("footnote", 5)), " b"), p("z"),
                    footnotes=note("footnote", 5, p(added("Zie de bijlage."))))  # fmt: skip
    silent = word_file(p("a b", reference("footnote", 2)), p("z"), footnotes=note("footnote", 2, p("Stil.")))
    result = merged(base, {"FIN": one, "JUS": silent})
    assert unpacked(result.docx)["word/footnotes.xml"].count(b"<w:footnote ") == 2


def test_fields_whose_result_changes_by_itself_are_no_edits() -> None:
    base = word_file(p("a ", field("PAGE", "1"), " b"), p("z"))
    one = word_file(p("a ", field("PAGE", "2"), " b", added(" c")), p("z"))
    result = merged(base, {"FIN": one})
    assert (changes(result), result.untracked) == ([("inserted", "Jan", " c")], ())


def test_moves_become_a_deletion_and_an_insertion() -> None:
    source = f"<w:p><w:pPr><w:rPr>{tracked('moveFrom')}</w:rPr></w:pPr>{tracked('moveFrom', run('Hoogachtend,'))}</w:p>"
    target = f"<w:p><w:pPr><w:rPr>{tracked('moveTo')}</w:rPr></w:pPr>{tracked('moveTo', run('Hoogachtend,'))}</w:p>"
    base = word_file(FIRST, p("Hoogachtend,"), p("z"))
    result = merged(base, {"FIN": word_file(target, FIRST, source, p("z"))})
    assert [kind for kind, _, _ in changes(result)] == ["inserted", "deleted"]


def test_changes_that_the_base_has_already_come_once_with_their_author() -> None:
    base = copy(p("De minister stuurt de ", added("tweede "), "brief aan de Kamer."))
    more = copy(p("De minister stuurt de ", added("tweede "), "brief ", removed("aan de Kamer", "Piet"), "."))
    result = redline.merge(base, {"FIN": more, "JUS": base})
    assert changes(result) == [("inserted", "Jan", "tweede "), ("deleted", "Piet", "aan de Kamer")]
    assert said(redline.reject_all(result.docx)) == said(redline.reject_all(base))


def test_two_parties_with_one_author_at_one_time_are_told_apart() -> None:
    one = copy(p("De minister stuurt de ", added("ene "), "brief aan de Kamer."))
    other = copy(p("De minister stuurt de ", added("andere "), "brief aan de Kamer."))
    result = merged(BASE, {"FIN": one, "JUS": other})
    assert [author for _, author, _ in changes(result)] == ["Jan (FIN)", "Jan (JUS)"]


def test_a_copy_of_another_letter_is_one_great_untracked_change() -> None:
    result = merged(BASE, {"FIN": word_file(p("Heel iets anders."), table(["a"]), p("slot"))})
    assert result.untracked[0].party == "FIN"


@pytest.mark.long
def test_hundreds_of_changes_of_twelve_parties_all_come_through() -> None:
    text = letter(280)
    made = reviews(text, 12, 300, 100, 30)
    base = base_file(text)
    copies = {f"P{number:02}": copy_file(text, review) for number, review in enumerate(made)}
    result = merged(base, copies)
    listed = {each.id: each for each in redline.revisions(result.docx)}
    for (party, docx), review in zip(copies.items(), made, strict=True):
        own = [listed[n] for n, sources in result.changes.items() if party in {source.party for source in sources}]
        silent = [each for each in own if each.author == f"untracked, by {party}"]
        theirs = Counter((each.kind, each.text, each.author, each.date) for each in redline.revisions(docx))
        ours = Counter((each.kind, each.text, source.author, source.date) for each in own if each not in silent
                       for source in result.changes[each.id] if source.party == party)  # fmt: skip
        assert ours == theirs, party
        assert bool(silent) == bool(review.untracked)
    remarks = redline.comments(result.docx)
    own_words = {each.comment for each in result.conflicts}
    assert Counter(each.text for each in remarks if each.id not in own_words) == Counter(
        each.text for docx in copies.values() for each in redline.comments(docx)
    )
    assert sum(each.resolved for each in remarks) == 25
    assert sum(each.parent is not None for each in remarks) == 99
    assert len(result.untracked) == 4
    assert len(result.conflicts) == 20
    assert result.unplaced == ()


def test_real_copies_are_merged() -> None:
    folder = corpus()
    for line in json.loads((folder / "manifest.json").read_text())["reviewers"]:
        copies = {f"P{n}": (folder / name).read_bytes() for n, name in enumerate(line["copies"])}
        result = merged((folder / line["base"]).read_bytes(), copies)
        assert len(result.untracked) == len(copies)


def test_real_tracked_changes_survive_a_merge() -> None:
    folder = corpus()
    for line in json.loads((folder / "manifest.json").read_text())["revisions"]:
        base, revised = ((folder / line[name]).read_bytes() for name in ("rejected", "revised"))
        result = redline.merge(base, {"P": revised})
        assert said(redline.reject_all(result.docx)) == said(base), line["id"]
        assert said(redline.accept_all(result.docx)) == said(redline.accept_all(revised)), line["id"]


def test_two_parties_that_each_put_a_note_at_the_same_place_both_keep_theirs() -> None:
    base = word_file(p("Het kabinet kiest."))
    notes = {"FIN": "Zie de begroting.", "OCW": "Zie de wet."}
    copies = {
        code: word_file(
            p(run("Het kabinet kiest."), reference("footnote", 1)), footnotes=note("footnote", 1, p(said_in_note))
        )
        for code, said_in_note in notes.items()
    }

    tracked_copies = {code: redline.compare(base, file, author=code, date="") for code, file in copies.items()}
    result = redline.merge(base, tracked_copies)

    for code, file in copies.items():
        others = [n for n, sources in result.changes.items() if code not in {source.party for source in sources}]
        alone = redline.accept_all(redline.reject(result.docx, others))
        assert unpacked(alone)["word/footnotes.xml"].count(notes[code].encode()) == 1
        assert redline.fingerprint(alone) == redline.fingerprint(file)
    assert all(each.encode() in unpacked(result.docx)["word/footnotes.xml"] for each in notes.values())


def test_tracked_words_that_have_no_place_in_the_merged_file_are_told() -> None:
    base = word_file(p("Een."), p("Twee."), header=p("Ministerie"))
    copy = word_file(p("Een."), p("Twee en meer."), header=p(run("Ministerie"), added(" van alles")))
    copy = with_section(copy, p(run("Een eigen kop"), added(" met een zin erbij")), after=p("Een."))
    result = redline.merge(base, {"FIN": copy})
    told = {(each.party, each.what, each.text, each.author) for each in result.unplaced}
    assert ("FIN", "inserted", " met een zin erbij", "Jan") in told
    placed = {each.text for each in redline.revisions(result.docx)}
    assert (" van alles" in placed) is (("FIN", "inserted", " van alles", "Jan") not in told)


def test_nothing_is_told_of_words_that_are_all_in_the_merged_file() -> None:
    base = word_file(p("Een zin van de brief."), p("Twee."))
    copies = {
        "FIN": word_file(p(run("Een "), added("goede "), run("zin van de "), removed("brief"), run(".")), p("Twee.")),
        "OCW": word_file(p(run("Een zin van de "), removed("brief"), added("nota"), run(".")), p(added("En twee."))),
    }
    assert redline.merge(base, copies).unplaced == ()
