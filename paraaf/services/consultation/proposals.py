"""Texts that comments propose, taken over by the owner: as edits of the letter, each where it was said to go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.consultation import Comment
from models.enums import Placing, Verdict
from models.errors import Fault, fault
from models.proposal import placing_of
from paraaf.documents import Edit


@dataclass(frozen=True)
class AcceptedProposal:
    """A proposed text that the owner takes over."""

    comment: Comment
    takes: Placing | bool
    """Where it goes; True is where its party said."""
    verdict: Verdict

    @property
    def placing(self) -> Placing | None:
        """Where it goes; None if nobody said so."""
        return self.takes if isinstance(self.takes, Placing) else placing_of(self.comment)

    @property
    def edit(self) -> Edit:
        """What it changes in the letter."""
        comment, number = self.comment, self.comment.number
        if self.placing is Placing.AFTER:
            return Edit("add", comment.passage, comment.proposed_text, comment=number)
        words = comment.words if self.placing is Placing.WORDS else ""
        return Edit("replace", comment.passage, comment.proposed_text, words, number)


def faults_of(takings: Sequence[AcceptedProposal]) -> Iterator[Fault]:
    """Yield why a proposed text cannot be taken over."""
    for taking in takings:
        comment, number = taking.comment, taking.comment.number
        where = f"comment {number}"
        if taking.verdict is Verdict.REJECTED:
            yield fault(where, "proposal.taken_over_and_rejected")
        elif comment.marks:
            yield fault(where, "proposal.is_a_change")
        elif not comment.passage.strip() or not comment.proposed_text.strip():
            yield fault(where, "proposal.no_text")
        elif taking.placing is None:
            yield fault(where, "proposal.no_place")
        elif taking.placing is Placing.WORDS and not comment.words.strip():
            yield fault(where, "proposal.no_words")
