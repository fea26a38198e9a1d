"""The form in which the owner answers: what was typed in it, kept as a draft, and what it comes to."""

from collections.abc import Sequence

from pydantic import BaseModel, ValidationError

from models.consultation import Comment
from models.enums import Placing, Verdict
from models.proposal import is_unplaced
from paraaf.documents import Edit
from paraaf.portal.review.form import DraftFile
from paraaf.portal.texts.faults import StoredFaults
from paraaf.portal.web.visitors import Visitor, VisitorForm
from paraaf.services.consultation.answers import AnswersInput, EscalationInput, ResponseInput
from paraaf.services.messaging import drafts

MAX_EDITS = 200
EDIT_KINDS = ("replace", "insert_after", "delete")


class DraftAnswer(BaseModel):
    """The answer to one comment as it was typed."""

    verdict: str = ""
    reason: str = ""
    takes: str = ""
    """Whether the text that the comment proposes goes into the letter: "yes", or where, if its party did not say it."""


class DraftEdit(BaseModel):
    """One change to the letter as it was typed."""

    kind: str = "replace"
    passage: str = ""
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed in it."""
        return not self.passage.strip() and not self.text.strip()


class DraftEscalation(BaseModel):
    """A decision above the owner as it was typed."""

    decided_by: str = ""
    level: str = ""
    reason: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed in it."""
        return not (self.decided_by.strip() or self.level.strip() or self.reason.strip())


class AnswerDraft(BaseModel):
    """What the owner typed so far."""

    answers: dict[int, DraftAnswer] = {}
    edits: list[DraftEdit] = []
    escalations: dict[str, DraftEscalation] = {}
    file: DraftFile | None = None
    file_problems: StoredFaults = []
    continue_at: str = ""
    bulk: DraftAnswer = DraftAnswer()

    def given(self, comments: Sequence[Comment], file: bytes | None) -> AnswersInput:
        """Return what it comes to: the answers with a verdict, the edits, or the file."""
        responses = [
            ResponseInput(comment.number, Verdict(answer.verdict), answer.reason, _takes(answer, comment))
            for comment in comments
            if (answer := self.answers.get(comment.number)) and answer.verdict in list(Verdict)
        ]
        own = [
            Edit("delete" if each.kind == "delete" else "insert_after" if each.kind == "insert_after" else "replace",
                 each.passage, each.text)
            for each in self.edits if not each.is_empty
        ]  # fmt: skip
        return AnswersInput(
            responses=responses,
            file=(self.file.name, file) if self.file and file is not None else None,
            edits=own,
            escalations=[
                EscalationInput(party, each.decided_by, each.level, each.reason)
                for party, each in self.escalations.items()
                if not each.is_empty
            ],
            continue_at=self.continue_at,
        )

    def answer_alike(self, numbers: Sequence[int]) -> None:
        """Give the comments with these numbers the answer that was typed for several at once."""
        for number in numbers:
            before = self.answers.get(number, DraftAnswer())
            self.answers[number] = DraftAnswer(
                verdict=self.bulk.verdict or before.verdict,
                reason=self.bulk.reason if self.bulk.reason.strip() else before.reason,
                takes=before.takes,
            )
        self.bulk = DraftAnswer()


def _takes(answer: DraftAnswer, comment: Comment) -> bool | Placing:
    """Return whether the text that a comment proposes is taken over, or where it goes."""
    if answer.verdict == Verdict.REJECTED or comment.marks or not comment.proposed_text.strip():
        return False
    if answer.takes in (Placing.PASSAGE, Placing.AFTER) and is_unplaced(comment):
        return Placing(answer.takes)
    return bool(answer.takes) and bool(comment.passage.strip())


def typed_in(
    sent: VisitorForm, comments: Sequence[Comment], parties: Sequence[str], before: AnswerDraft
) -> AnswerDraft:
    """Return what a form holds; the file that was kept before stays."""
    return AnswerDraft(
        answers={
            comment.number: DraftAnswer(
                verdict=sent.text(f"verdict-{comment.number}"),
                reason=sent.text(f"reason-{comment.number}"),
                takes=sent.text(f"takes-{comment.number}"),
            )
            for comment in comments
        },
        edits=[
            DraftEdit(
                kind=kind if (kind := sent.text(f"edit-{place}-kind")) in EDIT_KINDS else "replace",
                passage=sent.text(f"edit-{place}-passage"),
                text=sent.text(f"edit-{place}-text"),
            )
            for place in range(1, MAX_EDITS + 1)
            if f"edit-{place}-passage" in sent.form
        ],
        escalations={
            party: DraftEscalation(
                decided_by=sent.text(f"escalation-{party}-decided_by"),
                level=sent.text(f"escalation-{party}-level"),
                reason=sent.text(f"escalation-{party}-reason"),
            )
            for party in parties
        },
        file=before.file,
        continue_at=sent.text("continue_at"),
        bulk=DraftAnswer(verdict=sent.text("bulk-verdict"), reason=sent.text("bulk-reason")),
    )


def drafted(visitor: Visitor) -> AnswerDraft:
    """Return what was kept with the visitor's link."""
    kept = drafts.read_draft(visitor.paraaf, visitor.link.id)
    try:
        return AnswerDraft.model_validate(kept[0]) if kept else AnswerDraft()
    except ValidationError:
        return AnswerDraft()


def keep(visitor: Visitor, draft: AnswerDraft) -> None:
    """Keep this with the visitor's link."""
    drafts.save_draft(visitor.paraaf, visitor.link.id, draft.model_dump(mode="json"))
