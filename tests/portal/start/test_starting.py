"""Starting a letter in the portal: a form or a dossier file, checked in place, confirmed, and started once."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import BaseModel

from models.process import StepKind
from models.request import DossierRequest
from paraaf import redline
from paraaf.gateways.runs import Started
from paraaf.portal.start.fields import CHAPTERS
from paraaf.portal.start.request_shape import fields_of, filled, request_data, shaped
from paraaf.portal.texts.dossier_fields import ENGLISH
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.intake import registration
from tests.portal.codes import signed_in
from tests.portal.hostile import SCRIPT, bomb, laughs, macro
from tests.portal.person import Person, visible
from tests.portal.start.form import fill, here
from tests.support.acts import events, waiting_for
from tests.support.baggage import carrying
from tests.support.letters import dossier_file, state_of
from tests.support.letters import request_data as dossier_data
from tests.support.word.files import ins, p, word_file

People = Callable[[str], Person]
PDF = b"%PDF-1.7 bijlage"


@pytest.fixture
def secretary(app: App, person: People) -> Person:
    """The secretariat, signed in, on the page where letters are begun."""
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    found = signed_in(person("bbr@example.nl"))
    found.go(f"{found.home}/start")
    return found


def packed(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def upload(person: Person, *files: tuple[str, bytes]) -> None:
    """Hand in a dossier file with the files that it names."""
    if "/start/upload" not in (person.page.text if person.page else ""):
        person.go(f"{person.home}/start")
    person.send("/start/upload", files=[("files", (name, content)) for name, content in files])


def path(person: Person) -> str:
    assert person.page is not None
    return person.page.url.path.removeprefix(person.home)


def test_every_field_of_a_dossier_request_has_its_place_on_the_form_and_its_words_in_english() -> None:
    models: list[type[BaseModel]] = [DossierRequest]
    seen = set()
    for model in models:
        for field in fields_of(model):
            seen.add(f"{model.__name__}.{field.name}")
            models += [field.model] if field.model and field.model not in models else []

    assert {name for names in CHAPTERS.values() for name in names} == set(DossierRequest.model_fields)
    assert seen == set(ENGLISH)


def test_a_request_that_is_typed_is_the_request() -> None:
    values = shaped(DossierRequest, dossier_data())

    assert filled(values) == values
    assert request_data(values) == request_data(shaped(DossierRequest, values))
    assert DossierRequest.model_validate(request_data(values)) == DossierRequest.model_validate(dossier_data())


def test_a_letter_is_started_with_the_form_alone(app: App, secretary: Person) -> None:
    secretary.send("/start/new")
    fill(secretary, action="add:letter-sections")
    fill(
        secretary, action="check", title="Een nieuwe brief", subject="Nieuw beleid",
        references__dossier_number="NIEUW-1", owner__name="N. Nieuw", owner__address="nieuw@example.nl",
        letter__sections__1__text="Het kabinet kiest.", departments="FIN", stakeholders="VNO",
        sign_off_route__1="DIR", occasion="Toegezegd.", advised_decision="Tekenen.", key_points__1__text="Een punt.",
    )  # fmt: skip

    assert path(secretary).endswith("/check")
    assert (
        secretary.says("Dit gaat er gebeuren") and secretary.says("fin@example.nl") and secretary.says("dir@example.nl")
    )
    assert app.runs.started == []  # type: ignore[attr-defined]
    secretary.send(f"{here(secretary)}/send")

    assert secretary.says("De brief is begonnen") and secretary.says("Een nieuwe brief, nummer NIEUW-1")
    assert secretary.says("Begonnen door BBR, ")
    (request,) = app.runs.started  # type: ignore[attr-defined]
    registration.register(app, DossierRequest.model_validate(request), run_id="run-9")
    started = next(e for e in events(app, "dossier_started") if e.data["number"] == "NIEUW-1")
    assert (started.actor, started.data["through"], started.data["owner"]) == ("BBR", "portal", "N. Nieuw")
    assert started.data["link"]["letter"] == "TEST-1"
    assert verifying.verify(app, "NIEUW-1").is_sound
    secretary.go(secretary.page.url.path)  # type: ignore[union-attr]
    assert secretary.says("Volg deze brief")
    assert secretary.go(f"{secretary.home}/letters/NIEUW-1").status_code == 200
    secretary.page = secretary.browser.get(f"{secretary.home}/letters/NIEUW-1")
    assert secretary.says("dossier begonnen BBR in de portal")


def test_every_fault_is_shown_at_its_field_and_the_summary_leads_there(secretary: Person) -> None:
    secretary.send("/start/new")
    fill(secretary, action="add:commitments")
    fill(secretary, action="check", title=" ", references__dossier_number="TEST-1", owner__address="geen adres",
         debate_date="morgen", planning__1__working_days="veel", commitments__1__members="Kamerlid")  # fmt: skip

    page = secretary.page.text  # type: ignore[union-attr]
    for place, said in {
        "title": "Titel: is niet ingevuld",
        "references-dossier_number": "Nummers, Dossiernummer: TEST-1 is al het nummer van ‘Een kleine brief’",
        "owner-address": "Dossierhouder, Adres:",
        "debate_date": "Debat: moet een datum zijn",
        "planning-1-working_days": "Consultatie departementen, Werkdagen: moet een heel getal zijn",
        "commitments-1-passage": "Motie of toezegging 1, Passage: is niet ingevuld: neem de zin uit de brief over",
        "commitments-1-kind": "Motie of toezegging 1, Soort: is niet ingevuld",
        "sign_off_route": "Parafenroute: noem minstens één partij",
        "letter": "Brief: geef een Wordbestand, of de tekst in onderdelen",
        "key_points": "Kernpunten: heeft er minstens één nodig",
    }.items():
        assert f'<a href="#{place}">{said}' in page.replace("&#39;", "'"), place
        assert f'id="{place}"' in page, place
    assert "<title>Fout: " in page and 'value="morgen"' in page and 'value="veel"' in page
    assert page.index('href="#title"') < page.index('href="#owner-address"') < page.index('href="#debate_date"')


def test_the_faults_are_told_in_english_too(secretary: Person) -> None:
    secretary.send("/start/new")
    fill(secretary, action="check")
    secretary.go(f"{secretary.home}{here(secretary)}?check=true&language=en")

    assert secretary.says("Title: is empty") and secretary.says("Sign-off route: names nobody")
    assert "Titel" not in visible(secretary.page.text)  # type: ignore[union-attr]


def test_rows_are_added_removed_and_moved_and_nothing_typed_is_lost(secretary: Person) -> None:
    secretary.send("/start/new")
    fill(secretary, action="add:key_points", key_points__1__text="Eerste", title="Blijft staan")
    fill(secretary, action="add:key_points-2-points", key_points__2__text="Tweede")
    fill(secretary, action="up:key_points-2", key_points__2__points__1__text="Onder tweede")
    page = secretary.page.text  # type: ignore[union-attr]
    assert page.index("Tweede") < page.index("Onder tweede") < page.index("Eerste")
    fill(secretary, action="remove:key_points-2")
    page = secretary.page.text  # type: ignore[union-attr]
    assert "Eerste" not in page and "Onder tweede" in page and 'value="Blijft staan"' in page

    for hostile in ("add:title", "add:x-1-y", "remove:key_points-0", "remove:key_points-9", "up:key_points-1", "drop:",
                    "drop:owner", "add:", "remove:-1", "remove:key_points-²", "add:planning-1-stage-1"):  # fmt: skip
        fill(secretary, action=hostile)
        assert secretary.page is not None and secretary.page.status_code == 200
    assert "Onder tweede" in secretary.page.text


def test_a_letter_in_preparation_is_kept_for_its_secretariat_alone(app: App, secretary: Person) -> None:
    secretary.send("/start/new")
    fill(secretary, title="Later verder", action="save")
    where = here(secretary)
    secretary.go(f"{secretary.home}/start")
    assert secretary.says("Brieven in voorbereiding") and secretary.says("Later verder")
    with app.work() as work:
        from sqlmodel import select

        from models.preparation import Preparation

        work.session.exec(select(Preparation)).one().keeper = "ANDERS"
    for to in ("", "/check", "/started"):
        assert secretary.go(f"{secretary.home}{where}{to}").status_code == 404
    secretary.go(f"{secretary.home}/start")
    assert not secretary.says("Later verder")


def test_a_letter_in_preparation_is_removed_after_a_confirmation(secretary: Person) -> None:
    secretary.send("/start/new")
    where = here(secretary)
    secretary.send(f"{where}/discard", confirm=None)
    assert path(secretary).startswith(where)
    secretary.send(f"{where}/discard", confirm="yes")
    assert secretary.says("De brief in voorbereiding is verwijderd")
    assert secretary.go(f"{secretary.home}{where}").status_code == 404


def test_a_zip_with_everything_leads_to_what_is_going_to_happen(app: App, secretary: Person) -> None:
    given = dossier_file(
        letter={"file": "brief.docx"},
        attachments=[{"title": "Rapport", "file": "bijlagen/rapport.pdf"}],
        note_sections=[{"key": "financial", "file": "geld.md"}],
        commitments=[],
    )
    letter = word_file(p("Het kabinet kiest."))
    files = {"brief/dossier.yaml": given, "brief/brief.docx": letter, "brief/bijlagen/rapport.pdf": PDF,
             "brief/geld.md": b"Geen gevolgen.", "__MACOSX/brief/._dossier.yaml": b"x"}  # fmt: skip
    upload(secretary, ("brief.zip", packed(files)))

    assert path(secretary).endswith("/check")
    assert secretary.says("brief.docx: dit bestand wordt versie 1") and secretary.says("Rapport: rapport.pdf")
    secretary.send(f"{here(secretary)}/send")
    (request,) = app.runs.started  # type: ignore[attr-defined]
    stored = re.search(r"[0-9a-f]{64}", request["letter"]["file"])
    assert stored and app.store.get(stored[0]) == letter
    registration.register(app, DossierRequest.model_validate(request), run_id="run-9")


def test_files_side_by_side_do_as_well_and_what_lacks_is_said_in_its_place(secretary: Person) -> None:
    given = dossier_file(
        letter={"file": "stukken/brief.docx"}, attachments=[{"title": "Rapport", "file": "rapport.pdf"}]
    )
    upload(secretary, ("dossier.yaml", given), ("brief.docx", word_file(p("Tekst"))))

    assert secretary.says("Bijlage 1, Bestand: Het bestand rapport.pdf zat niet bij het dossierbestand.")
    assert secretary.says("brief.docx (") and not path(secretary).endswith("/check")
    fill(secretary, files={"attachments-1-file-upload": ("rapport.pdf", PDF)}, action="check")
    assert path(secretary).endswith("/check") and secretary.says("Rapport: rapport.pdf")


def test_what_is_left_out_of_the_letter_and_an_attachment_is_said_before_it_starts(app: App, secretary: Person) -> None:
    given = dossier_file(letter={"file": "brief.docx"}, attachments=[{"title": "Rapport", "file": "rapport.docx"}])
    letter, rapport = (carrying(word_file(p("Tekst")), key) for key in ("template", "ribbon"))
    upload(secretary, ("dossier.yaml", given), ("brief.docx", letter), ("rapport.docx", rapport))

    assert path(secretary).endswith("/check")
    assert secretary.says("Weggelaten, want dit hoort niet in een brief: de koppeling aan een sjabloon (file:///X:")
    assert secretary.says("Weggelaten, want dit hoort niet in een brief: aanpassingen van het lint van Word.")
    secretary.send(f"{here(secretary)}/send")
    (request,) = app.runs.started  # type: ignore[attr-defined]
    for name in (request["letter"]["file"], request["attachments"][0]["file"]):
        stored = re.search(r"[0-9a-f]{64}", name)
        assert stored and not redline.check(app.store.get(stored[0])).dropped


def test_what_the_form_has_no_place_for_is_said_with_its_line(secretary: Person) -> None:
    upload(secretary, ("dossier.yaml", dossier_file() + b"stakeholder: [VNO]\nkleur: rood\n"))

    assert secretary.says("dit veld bestaat niet; bedoelt u ‘stakeholders’?") and secretary.says("regel ")
    assert secretary.says("kleur") and secretary.says("In het dossierbestand")
    fill(secretary, action="check")
    assert path(secretary).endswith("/check")


UNUSABLE: list[tuple[list[tuple[str, bytes]], str]] = (
    [
        ([], "Kies een zip-bestand of een dossierbestand"),
        ([("brief.docx", b"x")], "Er zit geen dossierbestand (.yaml) bij."),
        ([("a.yaml", b"a: 1"), ("b.yaml", b"b: 1")], "meer dan één dossierbestand"),
        ([("a.yaml", b"")], "Het is leeg."),
        ([("a.yaml", b"- 1")], "moeten velden staan"),
        ([("a.yaml", b"a: [1")], "a.yaml is geen goed YAML-bestand."),
        ([("a.yaml", b"\xff\xfe")], "geen tekstbestand in UTF-8"),
        ([("a.yaml", b"a: &a [x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n" + b"".join(
            b"c%d: &c%d [*%b,*%b,*%b,*%b,*%b,*%b,*%b,*%b]\n" % (n, n, *[b"b" if n == 0 else b"c%d" % (n - 1)] * 8)
            for n in range(9)))], "verwijst te vaak naar zichzelf"),
        ([("a.yaml", b"a: " + b"x" * 500_000)], "is groter dan 500 kB"),
        ([("a.yaml", b"!!python/object/apply:os.system ['true']")], "moeten velden staan"),
        ([("a.zip", b"PK\x03\x04")], "Het zip-bestand kan niet gelezen worden"),
        ([("a.zip", packed({"../../etc/dossier.yaml": b"a: 1"}))], "naam die erbuiten leidt"),
        ([("a.zip", packed({"/etc/dossier.yaml": b"a: 1"}))], "naam die erbuiten leidt"),
        ([("a.zip", packed({"C:\\dossier.yaml": b"a: 1"}))], "naam die erbuiten leidt"),
        ([("a.zip", packed({"dossier.yaml": b"a: 1", "bom.docx": b"\0" * 60_000_000}))], "Uitgepakt is het groter dan"),
        ([("a.zip", packed({f"{n}.txt": b"x" for n in range(201)}))], "meer dan 200 bestanden"),
        ([("a.zip", packed({"a.yaml": b"a: 1"})), ("a.yaml", b"a: 1")], "Er zijn twee bestanden die a.yaml heten"),
    ]
)  # fmt: skip


def test_a_bundle_that_cannot_be_used_is_refused_with_a_reason(secretary: Person) -> None:
    for files, said in UNUSABLE:
        upload(secretary, *files)

        assert secretary.page is not None and secretary.page.status_code == 422, said
        assert secretary.says(said), visible(secretary.page.text)


def test_a_hostile_letter_is_refused_at_its_field_and_the_rest_is_kept(secretary: Person) -> None:
    secretary.send("/start/new")
    for content in (bomb(), laughs(), macro(), b"", b"PK\x03\x04", word_file(p("Een", ins("twee")))):
        fill(secretary, files={"letter-file-upload": ("brief.docx", content)}, action="check", title="Blijft staan")

        page = secretary.page.text  # type: ignore[union-attr]
        assert 'href="#letter-file"' in page and 'value="Blijft staan"' in page
        assert 'name="letter-file"' not in page
        assert not re.search(r"\b(It|the)\b", visible(page))


def test_a_hostile_attachment_in_a_zip_is_refused_at_its_field(secretary: Person) -> None:
    given = dossier_file(attachments=[{"title": "Bijlage", "file": "x.docx"}])
    upload(secretary, ("a.zip", packed({"dossier.yaml": given, "x.docx": macro()})))

    assert secretary.says("Bijlage 1, Bestand: Er zit iets in wat niet in een brief hoort (word/vbaProject.bin)")
    assert not secretary.says("Bestand: is niet ingevuld")


def test_a_file_that_was_not_handed_in_cannot_be_named(app: App, secretary: Person) -> None:
    stored = f"stored:{state_of(app).documents[0].sha256}/brief.docx"
    for name in (stored, "/etc/passwd", "../../../etc/passwd", "..\\..\\x", "http://x/y.docx"):
        upload(secretary, ("dossier.yaml", dossier_file(letter={"file": name})))
        assert secretary.says("zat niet bij het dossierbestand")

        fill(secretary, action="check", letter__file=name)
        assert 'name="letter-file"' not in secretary.page.text  # type: ignore[union-attr]
        assert secretary.says("Brief: geef een Wordbestand")


def test_script_in_every_field_stays_text(secretary: Person) -> None:
    upload(secretary, ("dossier.yaml", dossier_file(
        title=SCRIPT, subject=SCRIPT, ministry=SCRIPT, minister=SCRIPT, secretariat=SCRIPT, route=SCRIPT,
        references={"dossier_number": SCRIPT, "kenmerk": SCRIPT}, departments=[SCRIPT], sign_off_route=[SCRIPT],
        owner=dict.fromkeys(("name", "unit", "address", "channel", "language"), SCRIPT), occasion=SCRIPT,
        letter={"file": SCRIPT}, attachments=[{"title": SCRIPT, "file": SCRIPT}], advised_decision=SCRIPT,
        key_points=[{"text": SCRIPT, "points": [{"text": SCRIPT}]}], planning=[{"stage": SCRIPT, "silence": SCRIPT}],
        commitments=[dict.fromkeys(("kind", "members", "subject", "date", "reference", "passage"), SCRIPT)],
        note_sections=[dict.fromkeys(("key", "heading", "text"), SCRIPT)], debate_date=SCRIPT, onbekend=SCRIPT,
        one_off_parties=[{"code": SCRIPT, "name": SCRIPT, "kind": SCRIPT,
                          "contacts": [dict.fromkeys(("name", "address", "channel"), SCRIPT)]}],
    )))  # fmt: skip
    page = secretary.page.text  # type: ignore[union-attr]
    assert page.count("&lt;script&gt;alert(1)") > 30
    for shown in (page, secretary.go(f"{secretary.home}/start").text):
        assert "<script" not in shown and "<img src=x" not in shown


def test_script_in_what_is_right_stays_text_until_the_end(secretary: Person) -> None:
    name = SCRIPT.replace("/", "")
    given = dossier_file(title=SCRIPT, subject=SCRIPT, owner={"name": SCRIPT, "address": "o@example.nl"},
                    attachments=[{"title": SCRIPT, "file": "x.pdf"}])  # fmt: skip
    upload(secretary, ("dossier.yaml", given), ("x.pdf", PDF), (name, b"x"))
    for _ in range(2):
        page = secretary.page.text  # type: ignore[union-attr]
        assert "&lt;script&gt;" in page and "<script" not in page and "<img src=x" not in page
        if path(secretary).endswith("/check"):
            secretary.send(f"{here(secretary)}/send")
    assert secretary.says("De brief is begonnen")


def test_what_no_screen_shows_and_no_database_keeps_is_left_out_and_said(secretary: Person) -> None:
    odd = rb'title: "Een\0\x1b[2J \ud800brief"' + b"\n" + rb'attachments: [{title: "a\0", file: "\ud800.pdf"}]'
    upload(secretary, ("dossier.yaml", odd))
    assert secretary.page is not None and 'value="Een[2J brief"' in secretary.page.text
    assert secretary.says("regel 1, title: heeft tekens die hier niet kunnen")

    upload(secretary, ("dossier.yaml", rb'"\ud800x": "\0"'))
    assert secretary.page.status_code == 200 and secretary.says("heeft tekens die hier niet kunnen")
    upload(secretary, ("dossier.yaml", rb'"\ud800": 1' + b"\n" + rb'"\ud800": 2'))
    assert secretary.page.status_code == 422 and secretary.says("dit veld staat er twee keer")


def test_what_is_far_too_large_is_not_taken_in(secretary: Person) -> None:
    upload(secretary, ("a.zip", b"x" * 100_000_000))

    assert secretary.page is not None and secretary.page.status_code == 413
    assert secretary.says("Dat is te groot")


def test_a_letter_that_is_started_twice_is_one_letter(app: App, secretary: Person) -> None:
    upload(secretary, ("dossier.yaml", dossier_file()))
    where, form = here(secretary), secretary.page
    secretary.send(f"{where}/send")
    request = DossierRequest.model_validate(app.runs.started[0])  # type: ignore[attr-defined]
    registration.register(app, request, run_id="run-1-of-the-engine")
    secretary.page = form
    secretary.send(f"{where}/send")

    assert secretary.says("De brief is begonnen")
    assert len(app.runs.started) == 1  # type: ignore[attr-defined]
    assert secretary.go(f"{secretary.home}{where}").url.path.endswith("/started")
    fill_again = secretary.browser.post(f"{secretary.home}{where}", data={"form_token": token_of(form), "title": "x"})
    assert fill_again.status_code == 409


def token_of(page: Any) -> str:
    return str(page.text.partition('name="form_token" value="')[2].partition('"')[0])


def test_two_presses_at_the_same_moment_are_one_letter(
    app: App, secretary: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(secretary, ("dossier.yaml", dossier_file()))
    where, form = here(secretary), secretary.page
    start, pressed = app.runs.start, []

    def press_meanwhile(request: dict[str, Any], *, name: str, key: str) -> Started:
        if not pressed:
            pressed.append(True)
            secretary.page = form
            pressed.append(secretary.send(f"{where}/send").url.path.endswith("/started"))
        return start(request, name=name, key=key)

    monkeypatch.setattr(app.runs, "start", press_meanwhile)
    secretary.send(f"{where}/send")

    assert pressed == [True, True] and secretary.says("De brief is begonnen")
    assert len(app.runs.started) == 1  # type: ignore[attr-defined]


def test_what_changed_since_it_was_shown_is_not_started(app: App, secretary: Person) -> None:
    upload(secretary, ("dossier.yaml", dossier_file()))
    where, form = here(secretary), secretary.page
    secretary.go(f"{secretary.home}{where}")
    fill(secretary, title="Toch anders", action="save")
    secretary.page = form
    secretary.send(f"{where}/send")

    assert secretary.says("Er is intussen iets veranderd") and secretary.says("Toch anders")
    assert app.runs.started == []  # type: ignore[attr-defined]


def test_nothing_is_started_while_prefect_does_not_answer_and_it_can_be_tried_again(
    app: App, secretary: Person
) -> None:
    upload(secretary, ("dossier.yaml", dossier_file()))
    app.runs.is_down = True  # type: ignore[attr-defined]
    secretary.send(f"{here(secretary)}/send")
    assert secretary.page is not None and secretary.page.status_code == 503
    assert secretary.says("De brief is niet begonnen")
    app.runs.is_down = False  # type: ignore[attr-defined]
    secretary.page = secretary.go(f"{secretary.home}{here(secretary)}/check")
    secretary.send(f"{here(secretary)}/send")
    assert secretary.says("De brief is begonnen")


def test_nobody_starts_a_letter_for_another_secretariat(app: App, secretary: Person) -> None:
    upload(secretary, ("dossier.yaml", dossier_file(secretariat="ANDERS")))
    assert secretary.says("hier begint u alleen brieven waarvoor BBR het secretariaat is")
    where = here(secretary)
    secretary.send(f"{where}", action="check")
    assert secretary.says("hier begint u alleen brieven waarvoor BBR het secretariaat is")
    secretary.browser.post(f"{secretary.home}{where}/send", data={"form_token": token_of(secretary.page), "seen": "x"})
    assert app.runs.started == []  # type: ignore[attr-defined]


def test_warnings_are_told_before_the_confirmation(secretary: Person) -> None:
    given = dossier_file(debate_date="2026-03-10", commitments=[
        {"kind": "motion", "members": "Kamerlid", "subject": "Iets", "passage": "Dit staat er niet in."}])  # fmt: skip
    upload(secretary, ("dossier.yaml", given))

    assert path(secretary).endswith("/check")
    assert secretary.says("Motie of toezegging 1, Passage: deze passage staat nog niet in het concept")
    assert secretary.says("te laat voor het debat van 10 maart 2026")
