"""What goes to parliament, and to anybody, has a name that says what it is: stored, mailed, downloaded, packed."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from models.document import Document
from models.enums import DocumentKind, MessageKind, Position
from models.process import StepKind
from paraaf.portal.web.downloads import download
from paraaf.services.app.unit_of_work import PDF, WORD, App
from paraaf.services.audit.exporting import export
from paraaf.services.consultation import reactions
from paraaf.services.consultation.reaction_inputs import ReactionInput
from paraaf.services.messaging import outbox
from paraaf.services.signing import dispatching
from tests.services.inbox import in_inbox
from tests.support.acts import consulted, messages, on_sqlite, waiting_for
from tests.support.copies import returned, sent_letter
from tests.support.letters import NUMBER, state_of
from tests.support.word.files import p, word_file

HTA = b"%PDF-1.7\n<script>new ActiveXObject('WScript.Shell')</script>"
DOCX = word_file(p("Bijlage"))


def names_in(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


@pytest.mark.parametrize(
    ("given", "content", "goes_as"),
    [
        ("bijlage.hta", HTA, "bijlage.pdf"),
        ("bijlage.html", HTA, "bijlage.pdf"),
        ("bijlage.pdf.HTA", HTA, "bijlage.pdf"),
        ("bijlage", HTA, "bijlage.pdf"),
        ("bijlage.docx", HTA, "bijlage.pdf"),
        ("bijlage.pdf", DOCX, "bijlage.docx"),
        ("bijlage.js", DOCX, "bijlage.docx"),
        ("bij\u202excod.hta", DOCX, "bij-xcod.docx"),
    ],
)
@on_sqlite
def test_an_attachment_is_named_by_what_it_is_wherever_it_goes(
    app: App, given: str, content: bytes, goes_as: str
) -> None:
    in_inbox(app, given, content)
    waiting_for(app, StepKind.AWAIT_DISPATCH, attachments=[{"title": "Bijlage", "file": given}])
    dispatching.dispatch(app, NUMBER, by="Secretaris", parliamentary_number="29826, nr. 1")
    (message,) = messages(app, MessageKind.TO_PARLIAMENT)
    outbox.deliver(app, message.id)

    state = state_of(app)
    document = next(d for d in state.documents if d.kind is DocumentKind.ATTACHMENT)
    package = next(d for d in state.documents if d.kind is DocumentKind.DISPATCH_PACKAGE)
    assert (document.file_name, document.media_type) == (goes_as, PDF if goes_as.endswith("pdf") else WORD)
    assert f"02-{goes_as}" in names_in(app.store.get(package.sha256))
    mailed = next(d for d in app.notifier.delivered if d.key == message.key)  # type: ignore[attr-defined]
    assert [name for name, _ in mailed.files][1] == goes_as
    assert any(name.endswith(f"-{goes_as}") for name in names_in(export(app, NUMBER)))
    answer = download(app, document)
    assert answer.headers["content-type"] == document.media_type
    assert answer.headers["content-disposition"] == f"attachment; filename=\"{goes_as}\"; filename*=UTF-8''{goes_as}"


@on_sqlite
def test_what_was_stored_under_another_name_before_goes_by_what_it_is(app: App) -> None:
    old = Document(
        dossier_id="1", seq=1, key="attachment:1", kind=DocumentKind.ATTACHMENT, title="B", file_name="bijlage.hta",
        media_type=PDF, sha256=app.store.put(HTA), size=len(HTA), created_at=datetime.now(UTC), created_by="A",
    )  # fmt: skip

    assert old.sent_name == "bijlage.pdf"
    assert 'filename="bijlage.pdf"' in download(app, old).headers["content-disposition"]


@on_sqlite
def test_two_attachments_of_one_name_stay_apart(app: App) -> None:
    in_inbox(app, "bijlage.hta", HTA)
    in_inbox(app, "bijlage.pdf", HTA + b"2")
    given = [{"title": "Een", "file": "bijlage.hta"}, {"title": "Twee", "file": "bijlage.pdf"}]
    waiting_for(app, StepKind.AWAIT_DISPATCH, attachments=given)

    names = [d.file_name for d in state_of(app).documents if d.kind is DocumentKind.ATTACHMENT]
    assert names == ["bijlage.pdf", "2-bijlage.pdf"]


@on_sqlite
def test_a_returned_copy_is_named_as_a_word_file(app: App) -> None:
    consulted(app)
    copy = returned(sent_letter(app), ("Dat doet het met een plan.", "Dat doet het met geld."))
    given = ReactionInput("FIN", "Iemand", Position.AGREE_WITH_COMMENTS, file=("brief.hta", copy))
    reactions.record_reaction(app, NUMBER, given)

    (document,) = [d for d in state_of(app).documents if d.kind is DocumentKind.RETURNED_COPY]
    assert document.file_name == f"{NUMBER}-FIN-brief.docx"
