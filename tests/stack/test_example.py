"""The example letter of `make demo`, on real parts: what it leaves is what the issue of the first version asks."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterFlowRunId,
    ArtifactFilterType,
    FlowRunFilter,
    FlowRunFilterId,
)
from prefect.settings import PREFECT_API_URL, temporary_settings

from models.enums import DossierStatus
from paraaf.bootstrap import build_app
from paraaf.local.demo import Demo, read_script
from paraaf.local.stack import CODE, Stack
from paraaf.services.context import App
from paraaf.services.reading import Status, read_status
from paraaf.services.status_page import status_markdown

EXAMPLE = CODE / "examples" / "industriebeleid"


class Travelled:
    """The example letter after its journey."""

    def __init__(self, app: App, number: str, output: Path, mails: list[EmailMessage]) -> None:
        self.app, self.number, self.output, self.mails = app, number, output, mails

    @property
    def status(self) -> Status:
        return read_status(self.app, self.number)

    def document(self, name: str) -> docx.document.Document:
        return docx.Document(str(next(self.output.glob(f"*{name}.docx"))))


@pytest.fixture(scope="module")
def travelled(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Travelled]:
    earlier = {mail["X-Paraaf-Key"] for mail in stack.mailbox.messages()}
    output = tmp_path_factory.mktemp("output")
    demo = Demo(stack, read_script(EXAMPLE / "answers.yaml"))
    demo.run(EXAMPLE, output)
    mails = [mail for mail in stack.mailbox.messages() if mail["X-Paraaf-Key"] not in earlier]
    app = build_app(stack.settings)
    yield Travelled(app, demo.number, output, mails)
    app.database.dispose()


def test_the_letter_is_dispatched_under_its_number(travelled: Travelled) -> None:
    state = travelled.status.state

    assert state.dossier.status is DossierStatus.DISPATCHED
    assert state.dispatch is not None
    assert state.dispatch.number == "29826, nr. 277"


def test_the_documents_are_numbered_in_the_order_of_the_route(travelled: Travelled) -> None:
    names = [path.name for path in sorted(travelled.output.iterdir()) if path.is_file()]

    order = ["v1-concept", "departments-1", "v2-concept", "stakeholders-1", "v3-concept", "beslisnota-1", "getekend"]
    places = [next(i for i, name in enumerate(names) if part in name) for part in order]
    assert places == sorted(places)
    assert names[-1].endswith("verzending.zip")


def test_every_message_arrives_once_with_attachments_that_open(travelled: Travelled) -> None:
    keys = [mail["X-Paraaf-Key"] for mail in travelled.mails]

    assert Counter(keys) == Counter(message.key for message in travelled.status.state.messages)
    for mail in travelled.mails:
        for part in mail.iter_attachments():
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            if content.startswith(b"%PDF"):
                continue
            assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_the_advice_note_has_the_headings_of_the_case_in_order(travelled: Travelled) -> None:
    note = travelled.document("beslisnota-2")
    wanted = ["Aanleiding", "Geadviseerd besluit", "Kernpunten", "Toelichting", "Politieke context", "Krachtenveld"]
    assert [heading for heading in _all_headings(note) if heading in wanted] == wanted


def test_the_advice_note_names_seven_commitments_and_three_levels(travelled: Travelled) -> None:
    xml = travelled.document("beslisnota-2").element.body.xml

    assert sum(xml.count(f">{kind}<") for kind in ("Motie", "Toezegging")) == 7
    styles = [f"ListBullet{level}" for level in ("", "2", "3")]
    assert [style for style in styles if f'w:val="{style}"' not in xml] == []


def test_there_is_one_run_and_its_graph_shows_each_step_once(stack: Stack, travelled: Travelled) -> None:
    run_id = travelled.status.state.dossier.flow_run_id
    mine = FlowRunFilter(id=FlowRunFilterId(any_=[run_id]))
    with temporary_settings({PREFECT_API_URL: stack.api_url}), get_client(sync_client=True) as client:
        runs = client.read_flow_runs(flow_run_filter=mine)
        tasks = client.read_task_runs(flow_run_filter=mine, limit=200)
    names = Counter(task.name for task in tasks)

    assert [run.name for run in runs] == [f"Industriebeleid met focus ({travelled.number})"]
    assert set(runs[0].tags) == {"EZ", "dispatched"}
    assert [name for name, count in names.items() if count > 1] == []
    assert {"Open consultation round 1: Consultation of the departments", "Notify FIN (invitation)"} <= set(names)


def test_the_status_artifact_says_what_the_database_says(stack: Stack, travelled: Travelled) -> None:
    run_id = travelled.status.state.dossier.flow_run_id
    wanted = ArtifactFilter(
        flow_run_id=ArtifactFilterFlowRunId(any_=[run_id]), type=ArtifactFilterType(any_=["markdown"])
    )
    with temporary_settings({PREFECT_API_URL: stack.api_url}), get_client(sync_client=True) as client:
        artifacts = client.read_artifacts(artifact_filter=wanted)

    assert [artifact.data for artifact in artifacts] == [status_markdown(travelled.app, travelled.status)]
    assert "@" not in artifacts[0].data


def _all_headings(note: docx.document.Document) -> list[str]:
    """Return the text of every heading, also of those inside content controls."""
    names = {style.style_id for style in note.styles if style.name.startswith("Heading")}
    found = []
    for paragraph in note.element.body.iter("{*}p"):
        style = paragraph.find("{*}pPr/{*}pStyle")
        if style is not None and next(iter(style.attrib.values())) in names:
            found.append("".join(text.text or "" for text in paragraph.iter("{*}t")))
    return found
