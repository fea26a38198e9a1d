"""The text of a next version: what it comes to, before anything is recorded of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.consultation import ConsultationRound
from models.dossier import Dossier
from models.errors import StaleVersion
from models.state import DossierState, letter_document
from paraaf import documents, redline
from paraaf.services.app.letter_text import FILLED_IN, fingerprint
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import returned_copies
from paraaf.services.consultation.answer_checks import AnswersInput, accepted_proposals
from paraaf.services.letters import redlines
from paraaf.services.letters.letters import as_next_version
from paraaf.services.letters.redlines import Change


@dataclass(frozen=True)
class NextText:
    """A letter as it is to be stored as the next version, but for its stamps."""

    docx: bytes
    may_read_the_same: bool = False


@dataclass(frozen=True)
class NextVersionPreview:
    """What the next version would be."""

    version: int
    fingerprint: str
    """Of its text: what is recorded has to be that."""
    dossier: Dossier
    before: bytes
    after: bytes
    at: datetime

    @property
    def changes(self) -> Sequence[Change]:
        """The paragraphs that change, as (before, after)."""
        return redline.passages_changed(self.before, self.after, FILLED_IN)

    @property
    def tracked(self) -> bytes:
        """The letter with its changes tracked."""
        return redlines.between(self.dossier, self.before, self.after, at=self.at)


def after_round(app: App, state: DossierState, round_: ConsultationRound, given: AnswersInput) -> NextText | None:
    """Return the letter with what the owner took over of a round, or handed in; None if it stays as it is."""
    if given.file is not None:
        return NextText(given.file[1])
    edits = [*(taking.edit for taking in accepted_proposals(state, round_, given)), *given.edits]
    decided = returned_copies.decided_text(app, state, round_)
    if decided is None and not edits:
        return None
    base = decided if decided is not None else _current(app, state)
    return NextText(documents.apply_edits(base, edits), may_read_the_same=decided is not None)


def after_return(app: App, state: DossierState, given: AnswersInput) -> NextText | None:
    """Return the letter with what the owner changed after it was returned; None if it stays as it is."""
    if given.file is not None:
        return NextText(given.file[1])
    return NextText(documents.apply_edits(_current(app, state), given.edits)) if given.edits else None


def preview(app: App, state: DossierState, text: NextText) -> NextVersionPreview:
    """Return what a next version with this text would change; raise `InvalidAnswers` if that is nothing."""
    content = as_next_version(state, text.docx, may_read_the_same=text.may_read_the_same)
    before = _current(app, state)
    return NextVersionPreview(
        len(state.versions) + 1, fingerprint(content), state.dossier, before, content, at=app.clock.now()
    )


def check_previewed(given: AnswersInput, text: NextText | None) -> None:
    """Raise `StaleVersion` if the text that comes of answers is not the one that was shown before."""
    if given.foreseen is None:
        return
    now = fingerprint(documents.restore_fields(text.docx)) if text is not None else ""
    if now != given.foreseen:
        raise StaleVersion("next_version.not_what_was_shown")


def _current(app: App, state: DossierState) -> bytes:
    return app.store.get(letter_document(state, state.version.number).sha256)
