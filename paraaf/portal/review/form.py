"""The form of a reaction: what was typed in it, kept as a draft, and what is still wrong with it."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from models.consultation import SAID_POSITIONS, Comment, Reaction, reaction_faults, reason_faults
from models.enums import CommentSource, Placing, Position, Weight
from models.proposal import count_occurrences, placing_fault, placing_of
from paraaf.portal.texts.faults import StoredFaults
from paraaf.portal.web.field_fault import FieldFault
from paraaf.portal.web.visitors import VisitorForm
from paraaf.services.app.actor import line_fault
from paraaf.services.consultation.reaction_inputs import MAX_TEXT, CommentInput

MAX_COMMENTS = 200
COMMENT_FIELDS = ("text", "passage", "words", "proposed_text")


class DraftComment(BaseModel):
    """One comment as it was typed."""

    weight: str = Weight.SUGGESTION.value
    passage: str = ""
    words: str = ""
    text: str = ""
    proposed_text: str = ""
    placing: str = ""
    is_reason: bool = False
    """Where the proposed text goes; empty is in the place of the words or, without words, not said."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed in it."""
        return not any(getattr(self, name).strip() for name in COMMENT_FIELDS)


class DraftFile(BaseModel):
    """The returned Word file, kept in the document store until the reaction is sent."""

    name: str
    sha256: str
    size: int
    weights: list[str] = []
    """What each change and comment in it asks."""
    changes: int = 0
    dropped: list[dict[str, str]] = []
    """What is left out of it, since it is no part of a letter."""

    @property
    def remarks(self) -> int:
        """How many comments are in it."""
        return len(self.weights) - self.changes


class ReviewDraft(BaseModel):
    """A reaction as it was typed so far."""

    name: str = ""
    position: str = ""
    remark: str = ""
    comments: list[DraftComment] = []
    file: DraftFile | None = None
    file_problems: StoredFaults = []
    """Why the file that was chosen last was not taken."""
    seen: str = ""
    """The id of the party's answer that its writer saw: the one that it is to take the place of, if there was one."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed or chosen, apart from a name."""
        return not (self.position or self.remark.strip() or self.file or self.given_comments)

    @property
    def weights(self) -> list[str]:
        """What each comment asks, those in the file included."""
        return [*(comment.weight for comment in self.given_comments), *(self.file.weights if self.file else [])]

    @property
    def given_comments(self) -> list[DraftComment]:
        """The comments in which something was typed."""
        return [comment for comment in self.comments if not comment.is_empty]

    def add_comment(self, *, passage: str = "", words: str = "") -> int:
        """Add a comment about a passage, in the place of an empty one at the end if there is one; return its place."""
        if self.comments and self.comments[-1].is_empty:
            del self.comments[-1]
        if len(self.comments) < MAX_COMMENTS:
            self.comments.append(DraftComment(passage=passage, words=words))
        return len(self.comments)

    def comment_inputs(self) -> list[CommentInput]:
        """Return the comments as the service takes them."""
        return [
            CommentInput(c.text, Weight(c.weight), c.passage, c.proposed_text, c.words, placing_of(c), c.is_reason)
            for c in self.given_comments
        ]

    def without_empty_comments(self) -> "ReviewDraft":
        """Return the draft as it is to be sent."""
        return self.model_copy(update={"comments": self.given_comments})


def typed_in(sent: VisitorForm, before: ReviewDraft) -> ReviewDraft:
    """Return what a form holds; the file that was kept before stays."""
    comments = [
        DraftComment(
            weight=sent.text(f"comment-{place}-weight") or Weight.SUGGESTION.value,
            is_reason=bool(sent.text(f"comment-{place}-reason")),
            placing=chosen if (chosen := sent.text(f"comment-{place}-placing")) in list(Placing) else "",
            **{name: sent.text(f"comment-{place}-{name}") for name in COMMENT_FIELDS},
        )
        for place in range(1, MAX_COMMENTS + 1)
        if f"comment-{place}-text" in sent.form
    ]
    return ReviewDraft(
        name=sent.text("name"),
        position=sent.text("position"),
        remark=sent.text("remark"),
        comments=comments,
        file=before.file,
        seen=sent.text("answer_seen"),
    )


def as_draft(reaction: Reaction, comments: Sequence[Comment], file: DraftFile | None, *, name: str) -> ReviewDraft:
    """Return a reaction that was sent as a draft of the one that is to take its place.

    What its returned copy says is in the file, and not said twice.
    """
    return ReviewDraft(
        name=name,
        position=reaction.position.value,
        remark=reaction.remark,
        comments=[
            DraftComment(
                weight=c.weight.value,
                passage=c.passage,
                words=c.words,
                text=c.text,
                proposed_text=c.proposed_text,
                placing=c.placing or "",
                is_reason=c.is_reason,
            )
            for c in comments
            if c.source is CommentSource.SAID
        ],
        file=file,
        seen=reaction.id,
    )


def faults_of(draft: ReviewDraft) -> list[FieldFault]:
    """Return what is still wrong with a draft, in the order of the form, said so that a person knows what to do."""
    return [*_position_faults(draft), *_comment_faults(draft), *_other_faults(draft)]


def _position_faults(draft: ReviewDraft) -> Iterator[FieldFault]:
    position = next((each for each in SAID_POSITIONS if each == draft.position), None)
    if position is None:
        yield FieldFault("position", "review.fault.position_missing")
        return
    known = [Weight(weight) if weight in list(Weight) else Weight.SUGGESTION for weight in draft.weights]
    has_named = any(comment.is_reason for comment in draft.given_comments)
    unsaid = reason_faults(position, known, has_named=has_named, remark=draft.remark)
    for wrong in reaction_faults(position, known) or unsaid:
        yield FieldFault(*_POSITION_FAULTS.get((wrong.code, position)) or _POSITION_FAULTS[wrong.code, None])


_POSITION_FAULTS: Mapping[tuple[str, Position | None], tuple[str, str]] = {
    ("reaction.condition_makes_it_conditional", Position.AGREE): ("position", "review.fault.agree_has_condition"),
    ("reaction.condition_makes_it_conditional", None): ("position", "review.fault.comments_have_condition"),
    ("reaction.comments_make_it_commented", None): ("position", "review.fault.agree_has_comments"),
    ("reaction.needs_comment", None): ("comment-1-text", "review.fault.comments_missing"),
    ("reaction.needs_condition", None): ("comment-1-text", "review.fault.condition_missing"),
    ("reaction.objection_needs_reason", None): ("comment-1-reason", "review.fault.objection_without_reason"),
    ("reaction.objection_needs_comment", None): ("comment-1-text", "review.fault.objection_unexplained"),
}
"""The field at which a fault is shown and its sentence for somebody at the form, by its code and the position."""


def _comment_faults(draft: ReviewDraft) -> Iterator[FieldFault]:
    for place, comment in enumerate(draft.comments, start=1):
        if comment.is_empty:
            continue
        where = f"comment-{place}"
        if comment.weight not in list(Weight):
            yield FieldFault(f"{where}-weight", "review.fault.weight_missing", (("n", place),))
        if not comment.text.strip():
            yield FieldFault(f"{where}-text", "review.fault.comment_empty", (("n", place),))
        times = count_occurrences(comment.passage, comment.words)
        if comment.words.strip() and not times:
            yield FieldFault(f"{where}-words", "review.fault.words_missing", (("n", place),))
        elif times > 1:
            yield FieldFault(f"{where}-words", "review.fault.words_often", (("n", place), ("count", times)))
        if comment.proposed_text.strip() and placing_fault(comment):
            has_passage = bool(comment.passage.strip())
            what = "review.fault.placing_words" if has_passage else "review.fault.placing_passage"
            yield FieldFault(f"{where}-placing", what, (("n", place),))
        for name in COMMENT_FIELDS:
            if len(getattr(comment, name)) > MAX_TEXT:
                yield FieldFault(f"{where}-{name}", "review.fault.too_long", (("most", MAX_TEXT),))


def _other_faults(draft: ReviewDraft) -> Iterator[FieldFault]:
    if len(draft.remark) > MAX_TEXT:
        yield FieldFault("remark", "review.fault.too_long", (("most", MAX_TEXT),))
    if not draft.name.strip():
        yield FieldFault("name", "review.fault.name_missing")
    elif line_fault(draft.name, most=MAX_NAME_LENGTH):
        yield FieldFault("name", "review.fault.name_wrong")


MAX_NAME_LENGTH = 90
"""The name is recorded together with that of the colleague for whom somebody answers."""
