"""Taking the place of an answer that was given before: only by whoever saw it."""

from collections.abc import Sequence

from models.consultation import SAID_POSITIONS, Comment, ConsultationRound, Reaction
from models.errors import AnsweredMeanwhile, NotFound
from models.state import DossierState
from models.working_days import local_day
from paraaf.services.app.state_loader import find_dossier, load_state
from paraaf.services.app.unit_of_work import App
from paraaf.services.directory import parties

_MAX_QUOTE_LENGTH = 300
"""How many characters of a comment a refusal quotes."""


def check_seen(
    state: DossierState, round_: ConsultationRound, latest: Reaction, *, party: str, by: str, seen: str
) -> None:
    """Raise `AnsweredMeanwhile` if the answer that stands is not the one that was seen.

    `seen` is the id of that answer. Without it somebody revises the answer that they gave themselves: another's
    they may never have read.
    """
    is_seen = latest.id == seen if seen else latest.by.strip().casefold() == by.strip().casefold()
    if is_seen:
        return
    raise AnsweredMeanwhile(
        "reaction.answered_meanwhile",
        party=party,
        round=round_.number,
        answer=latest.number,
        position=latest.position,
        by=latest.by,
        at=latest.at,
        quoted=_quoted(state.comments, latest),
    )


def answer_numbered(app: App, number: str, party: str, answer: int, *, for_party: str = "") -> str:
    """Return the id of a party's answer in its latest round, by its number; raise `NotFound` if there is none."""
    with app.read() as session:
        state = load_state(session, find_dossier(session, number))
        asked = [invitation.party_code for invitation in state.invitations]
        today = local_day(app.clock.now())
        party, _ = parties.resolve_deputy(session, party, asked, day=today, for_party=for_party)
        invitations = [each.id for each in state.invitations if each.party_code == party]
        for reaction in state.reactions:
            is_theirs = bool(invitations) and reaction.invitation_id == invitations[-1]
            if is_theirs and reaction.number == answer and reaction.position in SAID_POSITIONS:
                return reaction.id
    raise NotFound("reaction.no_such_answer", party=party, answer=answer, letter=number)


def _quoted(comments: Sequence[Comment], latest: Reaction) -> str:
    texts = [" ".join(comment.text.split()) for comment in comments if comment.reaction_id == latest.id]
    remark = " ".join(latest.remark.split())
    quoted = [f"'{text[:_MAX_QUOTE_LENGTH]}'" for text in (*texts, remark) if text]
    return f" ({'; '.join(quoted)})" if quoted else ""
