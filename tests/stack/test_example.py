"""The example letter of `make demo`, on real parts: what it leaves is what the issue of the first version asks."""

import hashlib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest

from models.enums import CommentSource, DocumentKind, DossierStatus, MessageKind
from models.process import StepKind
from paraaf.bootstrap import build_app
from paraaf.documents import dutch
from paraaf.local.demo import Demo, read_script
from paraaf.local.stack import CODE, Stack
from paraaf.services.app.status import Status, list_dossiers, read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.reporting.status_page import status_markdown
from tests.stack.in_prefect import InPrefect
from tests.support.waiting import wait_until

EXAMPLE = CODE / "examples" / "industriebeleid"

DOCUMENTS = [
    "01-kansen-voor-nieuwe-innovatiedynamiek.pdf",
    "02-groeimarkten-voor-nederland.pdf",
    "03-{}-brief-v1-concept.docx",
    "04-{}-FIN-brief-v1-concept.docx",
    "05-{}-OCW-brief-v1-concept.docx",
    "06-{}-brief-v1-reacties-departments-1.docx",
    "07-{}-reactietabel-departments-1-te-beantwoorden.docx",
    "08-{}-brief-v2-concept.docx",
    "09-{}-brief-v2-wijzigingen-sinds-v1.docx",
    "10-{}-brief-v1-antwoord-aan-OCW.docx",
    "11-{}-reactietabel-departments-1.docx",
    "12-{}-brief-v1-antwoord-aan-FIN.docx",
    "13-{}-reactietabel-departments-2.docx",
    "14-{}-VNO-NCW-brief-v2-concept.docx",
    "15-{}-brief-v2-reacties-stakeholders-1.docx",
    "16-{}-reactietabel-stakeholders-1-te-beantwoorden.docx",
    "17-{}-brief-v3-concept.docx",
    "18-{}-brief-v3-wijzigingen-sinds-v2.docx",
    "19-{}-brief-v2-antwoord-aan-VNO-NCW.docx",
    "20-{}-reactietabel-stakeholders-1.docx",
    "21-{}-brief-v3-wijzigingen-sinds-v1.docx",
    "22-{}-brief-v3-ter-ondertekening.docx",
    "23-{}-beslisnota-1.docx",
    "24-{}-beslisnota-1-openbaar.docx",
    "25-{}-brief-v4-concept.docx",
    "26-{}-brief-v4-wijzigingen-sinds-v2.docx",
    "27-{}-brief-v4-wijzigingen-sinds-v1.docx",
    "28-{}-brief-v4-ter-ondertekening.docx",
    "29-{}-beslisnota-2.docx",
    "30-{}-beslisnota-2-openbaar.docx",
    "31-{}-brief-v4-wijzigingen-sinds-v3.docx",
    "32-{}-brief-getekend.docx",
    "33-{}-verzending.zip",
]
HEADINGS = [
    (1, "Aanleiding"),
    (1, "Geadviseerd besluit"),
    (1, "Kernpunten"),
    (1, "Toelichting"),
    (2, "Politieke context"),
    (2, "Krachtenveld"),
    (2, "Eerdere behandeling"),
    (1, "Financiële overwegingen"),
    (1, "Communicatie"),
    (1, "Informatie die niet openbaar gemaakt kan worden"),
    (1, "Bijlagen"),
]
COMMITMENTS = [
    ("Motie", "Martens-America"),
    ("Motie", "Amhaouch c.s."),
    ("Motie", "Van Dijk"),
    ("Motie", "Dassen en Grinwis"),
    ("Motie", "Kostic c.s."),
    ("Toezegging", "Debat over halfgeleiders"),
    ("Toezegging", "Debat over het verdienvermogen"),
]
STANCES = {
    "FIN": ("akkoord", "2"),
    "OCW": ("akkoord met opmerkingen", "1"),
    "DEF": ("akkoord", "1"),
    "KGG": ("akkoord met opmerkingen", "1"),
    "BZ": ("stilzwijgend akkoord", "1"),
    "IenW": ("akkoord", "1"),
    "VNO-NCW": ("akkoord met opmerkingen", "2"),
    "FME": ("akkoord", "2"),
    "BOEGBEELDEN": ("akkoord met opmerkingen", "2"),
    "TNO": ("akkoord", "2"),
}


@dataclass
class Stop:
    """A moment at which the letter waited for people, and what Prefect showed of it then."""

    status: Status
    due_page: str
    pages: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)

    @property
    def due_tags(self) -> set[str]:
        waits = {f"waits for: {code}" for code in self.status.step.waits_for}
        return {"EZ", f"step: {self.status.stage}", *waits}

    def __str__(self) -> str:
        step = self.status.step
        return f"{step.kind} {step.subject} {step.number} ({', '.join(step.waits_for)})"


@dataclass
class Travelled:
    """The example letter after its journey."""

    app: App
    number: str
    output: Path
    mails: list[EmailMessage]
    stops: list[Stop]

    @property
    def status(self) -> Status:
        return read_status(self.app, self.number)

    def document(self, name: str) -> "docx.document.Document":
        return docx.Document(str(next(self.output.glob(f"*{name}.docx"))))


@pytest.fixture(scope="module")
def travelled(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Travelled]:
    """Run the example once; at each stop note what the database says, and what Prefect shows a moment later."""
    earlier = len(stack.mailbox.received())
    output = tmp_path_factory.mktemp("output")
    app, in_prefect, stops = build_app(stack.settings), InPrefect(stack), list[Stop]()

    def note(status: Status) -> None:
        stop = Stop(status, status_markdown(app, status))
        stops.append(stop)
        run_id = status.state.dossier.flow_run_id

        def is_shown() -> bool:
            stop.pages, stop.tags = in_prefect.status_pages(run_id), set(in_prefect.run(run_id).tags)
            return (stop.pages, stop.tags) == ([stop.due_page], stop.due_tags)

        with suppress(AssertionError):  # the test of the stops says what was shown instead
            wait_until(is_shown, "the page to be renewed", seconds=60)

    demo = Demo(stack, read_script(EXAMPLE / "answers.yaml"), on_stop=note)
    demo.run(EXAMPLE, output)
    others = {
        message.key
        for status in list_dossiers(app)
        for message in status.state.messages
        if status.state.dossier.number != demo.number
    }
    arrived = [mail.message for mail in stack.mailbox.received()[earlier:]]
    mails = [mail for mail in arrived if mail["X-Paraaf-Key"] not in others]
    yield Travelled(app, demo.number, output, mails, stops)
    app.database.dispose()


def test_the_letter_is_dispatched_under_its_number(travelled: Travelled) -> None:
    state = travelled.status.state

    assert state.dossier.status is DossierStatus.DISPATCHED
    assert state.dispatch is not None
    assert state.dispatch.number == "29826, nr. 277"
    assert verifying.verify(travelled.app, travelled.number).faults == ()


def test_the_documents_are_numbered_in_the_order_of_the_route(travelled: Travelled) -> None:
    names = [path.name for path in sorted(travelled.output.iterdir())]

    assert names == [name.format(travelled.number) for name in DOCUMENTS]
    assert {document.kind for document in travelled.status.state.documents} == set(DocumentKind)


def test_the_documents_are_those_that_were_recorded(travelled: Travelled) -> None:
    saved = [_sha256(path.read_bytes()) for path in sorted(travelled.output.iterdir())]

    assert saved == [document.sha256 for document in travelled.status.state.documents]


def test_the_package_holds_the_signed_letter_and_its_attachments(travelled: Travelled) -> None:
    with zipfile.ZipFile(next(travelled.output.glob("*.zip"))) as package:
        assert package.testzip() is None
        packed = {_sha256(package.read(name)) for name in package.namelist()}

    documents = travelled.status.state.documents
    assert {d.sha256 for d in documents if d.kind in (DocumentKind.SIGNED, DocumentKind.ATTACHMENT)} <= packed
    assert [d.file_name for d in documents if d.kind is DocumentKind.ADVICE_NOTE and d.sha256 in packed] == []


def test_every_message_arrives_once_at_its_receiver(travelled: Travelled) -> None:
    arrived = Counter((mail["X-Paraaf-Key"], str(mail["To"]), str(mail["Subject"])) for mail in travelled.mails)
    written = Counter((m.key, m.address, m.subject) for m in travelled.status.state.messages)

    assert {m.kind for m in travelled.status.state.messages} >= {
        MessageKind.INVITATION,
        MessageKind.REMINDER,
        MessageKind.DISPATCHED,
    }
    assert arrived == written


def test_the_attachments_of_every_message_are_the_recorded_files(travelled: Travelled) -> None:
    state = travelled.status.state
    messages = {message.key: message for message in state.messages}
    arrived, due = {}, {}
    for mail in travelled.mails:
        key = mail["X-Paraaf-Key"]
        arrived[key] = [(part.get_filename(), _sha256(_content(part))) for part in mail.iter_attachments()]
        documents = [state.document_by_id(document_id) for document_id in messages[key].document_ids]
        due[key] = [(document.file_name, document.sha256) for document in documents]

    assert {name.rsplit(".")[-1] for files in due.values() for name, _ in files} == {"docx", "pdf", "zip"}
    assert arrived == due


def test_the_advice_note_has_the_headings_of_the_case_in_order(travelled: Travelled) -> None:
    assert _headings(travelled.document("beslisnota-2")) == HEADINGS


def test_the_first_advice_note_tells_of_no_earlier_treatment(travelled: Travelled) -> None:
    assert _headings(travelled.document("beslisnota-1")) == [h for h in HEADINGS if h[1] != "Eerdere behandeling"]


def test_the_key_points_of_the_note_are_nested_three_levels_deep(travelled: Travelled) -> None:
    paragraphs = list(_paragraphs(travelled.document("beslisnota-2")))
    begin, end = (paragraphs.index(("Heading1", heading)) for heading in ("Kernpunten", "Toelichting"))

    levels = ["ListBullet", "ListBullet", "ListBullet2", "ListBullet3", "ListBullet3", "ListBullet2", "ListBullet2"]
    assert [style for style, _ in paragraphs[begin + 1 : end]] == [*levels, "ListBullet"]


def test_the_advice_note_names_the_seven_commitments_with_their_passages(travelled: Travelled) -> None:
    rows = _table(travelled.document("beslisnota-2"), "Soort")
    letter = " ".join(text for _, text in _paragraphs(travelled.document("getekend")))

    assert [(kind, by) for kind, by, *_ in rows] == COMMITMENTS
    assert [row for row in rows if row[-1].strip("“”") not in letter] == []


def test_the_advice_note_names_the_consulted_parties_with_what_they_answered(travelled: Travelled) -> None:
    rows = _table(travelled.document("beslisnota-2"), "Partij")

    assert {party: (said, version) for party, said, version, *_ in rows} == STANCES


def test_what_the_note_says_of_each_party_is_what_is_on_record(travelled: Travelled) -> None:
    state = travelled.status.state
    recorded = []
    for stage in dict.fromkeys(round_.stage_key for round_ in state.rounds):
        for participant in state.asked_in(stage):
            reaction = state.effective_reaction(stage, participant.code)
            assert reaction is not None
            said = dutch.POSITIONS[reaction.position]
            comments = [c for c in state.comments if c.reaction_id == reaction.id]
            remarks = [reaction.remark, *(c.text for c in comments if c.source is CommentSource.SAID)]
            if count := sum(1 for c in comments if c.source is not CommentSource.SAID):
                points = "wijziging of opmerking" if count == 1 else "wijzigingen en opmerkingen"
                remarks.append(f"{count} {points} in het teruggestuurde exemplaar (zie de reactietabel).")
            recorded.append(
                (participant.code, said, str(reaction.version_number), dutch.day(reaction.at), "".join(remarks))
            )

    noted = [
        (*row[:4], row[4].removesuffix("Tekst daarna gewijzigd.").strip("–"))
        for row in _table(travelled.document("beslisnota-2"), "Partij")
    ]
    assert noted == recorded


def test_there_is_one_run_with_the_name_and_the_state_of_the_letter(stack: Stack, travelled: Travelled) -> None:
    runs = InPrefect(stack).runs_of(travelled.number)

    assert [(run.name, run.state_name) for run in runs] == [
        (f"Industriebeleid met focus ({travelled.number})", "Completed")
    ]
    assert set(runs[0].tags) == {"EZ", "dispatched"}


def test_the_graph_shows_each_step_once_in_words(stack: Stack, travelled: Travelled) -> None:
    state = travelled.status.state
    labels = InPrefect(stack).graph(state.dossier.flow_run_id)

    assert [label for label, count in Counter(labels).items() if count > 1] == []
    assert [label for label in labels if not re.match(r"[A-Z][a-z]+:? ", label)] == []
    notified = [label for label in labels if label.startswith("Notify ") and "reminder" not in label]
    assert len(notified) == sum(m.kind is not MessageKind.REMINDER for m in state.messages)  # the sweep may send those
    assert [label for label in labels[:5] if not label.startswith("Notify ")] == [
        "Register the letter",
        "Set the draft, version 1",
        "Open consultation round 1: Consultation of the departments",
    ]


def test_the_status_page_and_tags_are_true_at_each_stop(travelled: Travelled) -> None:
    shown = [(str(stop), stop.pages, stop.tags) for stop in travelled.stops]

    assert shown == [(str(stop), [stop.due_page], stop.due_tags) for stop in travelled.stops]
    # The example is never on hold, and parliament's mail server takes its letter at once.
    not_met = {StepKind.AWAIT_RELEASE, StepKind.AWAIT_ACCEPTANCE}
    assert {stop.status.step.kind for stop in travelled.stops} == {
        kind for kind in StepKind if kind.startswith("await") and kind not in not_met
    }


def test_the_status_page_is_true_at_the_end_and_names_no_address(stack: Stack, travelled: Travelled) -> None:
    pages = InPrefect(stack).status_pages(travelled.status.state.dossier.flow_run_id)

    assert pages == [status_markdown(travelled.app, travelled.status)]
    assert "@" not in pages[0]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _content(part: EmailMessage) -> bytes:
    """Return an attachment as its receiver saves it, after opening it as its receiver would."""
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    if not content.startswith(b"%PDF"):
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    return content


def _paragraphs(document: "docx.document.Document") -> Iterator[tuple[str, str]]:
    """Yield the style and text of each paragraph, also of those inside content controls."""
    for paragraph in document.element.body.iter("{*}p"):
        style = paragraph.find("{*}pPr/{*}pStyle")
        name = "" if style is None else str(next(iter(style.attrib.values())))
        yield name, "".join(text.text or "" for text in paragraph.iter("{*}t"))


def _headings(document: "docx.document.Document") -> list[tuple[int, str]]:
    """Return the level and text of each heading."""
    return [
        (int(style.removeprefix("Heading")), text)
        for style, text in _paragraphs(document)
        if re.fullmatch(r"Heading\d", style)
    ]


def _table(document: "docx.document.Document", first: str) -> list[list[str]]:
    """Return the rows, without the heading, of the table whose first heading is this."""
    for table in document.element.body.iter("{*}tbl"):
        rows = [
            ["".join(text.text or "" for text in cell.iter("{*}t")) for cell in row.iter("{*}tc")]
            for row in table.iter("{*}tr")
        ]
        if rows[0][0] == first:
            return rows[1:]
    raise AssertionError(f"There is no table that begins with {first}")
