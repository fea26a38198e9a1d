"""The reaction table of a round: every comment with its response."""

from collections.abc import Iterator

from models.consultation import ConsultationRound, Reaction
from models.document import Document
from models.enums import CommentSource, DocumentKind
from models.reaction_term import had_nobody_left
from models.state import DossierState, table_key
from models.working_days import local_day
from paraaf import documents, wording
from paraaf.services.app.unit_of_work import UnitOfWork
from paraaf.services.letters import titles
from paraaf.services.letters.letters import file_name
from paraaf.services.templating import templates


def write(work: UnitOfWork, state: DossierState, round_: ConsultationRound, *, answered: bool) -> Document:
    """Write a round's reaction table, as it was closed or with all responses; return the stored file."""
    dossier = state.dossier
    facts = _facts(work, state, round_, answered=answered)
    suffix = "" if answered else "-te-beantwoorden"
    return work.store_document(
        dossier,
        documents.render_reaction_table(facts, templates.document(work.app.settings, "reaction_table")),
        key=table_key(round_, answered=answered),
        kind=DocumentKind.REACTION_TABLE,
        title=titles.reaction_table(facts.stage_label, round_),
        file_name=file_name(dossier, f"reactietabel-{round_.stage_key}-{round_.number}{suffix}"),
        by="Paraaf",
        version_number=round_.version_number,
    )


def _facts(
    work: UnitOfWork, state: DossierState, round_: ConsultationRound, *, answered: bool
) -> documents.ReactionTableFacts:
    dossier = state.dossier
    stages = {stage.key: stage for stage in dossier.parsed_route.stages}
    return documents.ReactionTableFacts(
        title=dossier.title,
        kenmerk=dossier.kenmerk,
        dossier_number=dossier.number,
        stage_label=stages[round_.stage_key].name.nl,
        round_number=round_.number,
        letter_version=round_.version_number,
        letter_fingerprint=round_.fingerprint,
        opened=local_day(round_.opened_at),
        due=round_.due,
        closed=local_day(round_.closed_at or work.at),
        day=local_day(work.at),
        positions=tuple(_positions(state, round_)),
        rows=tuple(_rows(state, round_)),
        author=dossier.owner_name,
        answered=answered,
    )


def _positions(state: DossierState, round_: ConsultationRound) -> Iterator[documents.PartyPosition]:
    for invitation in state.invited_to(round_):
        reaction = state.reaction_to(invitation)
        yield documents.PartyPosition(
            party=invitation.party_code,
            position=reaction.position if reaction else None,
            by=reaction.by if reaction else "",
            at=reaction.at if reaction else None,
            version=round_.version_number,
            remark=_remark(state, reaction) if reaction else "",
        )
    for invitation in state.taken_out_of(round_):
        yield documents.PartyPosition(
            party=invitation.party_code,
            position=None,
            by=invitation.taken_out_by,
            at=invitation.taken_out_at,
            version=round_.version_number,
            remark=invitation.taken_out_reason,
            is_taken_out=True,
        )


def _remark(state: DossierState, reaction: Reaction) -> str:
    remark = reaction.remark
    if reaction.is_unreached:
        remark = (wording.NOBODY_LEFT if had_nobody_left(state, reaction) else wording.UNREACHED)["nl"]
    if not reaction.document_id:
        return remark
    returned = state.document_by_id(reaction.document_id).file_name
    return "; ".join(filter(None, [remark, f"teruggestuurd exemplaar: {returned}"]))


def _rows(state: DossierState, round_: ConsultationRound) -> Iterator[documents.ReactionRow]:
    reactions = {reaction.id: reaction for reaction in state.reactions}
    for comment in state.comments_in(round_):
        reaction, response = reactions[comment.reaction_id], state.response_to(comment)
        yield documents.ReactionRow(
            number=comment.number,
            party=reaction.party_code,
            contact=comment.author or reaction.by,
            passage=comment.passage,
            words=comment.words,
            comment=comment.text,
            # What a change puts in stands in its text.
            proposed_text=comment.proposed_text if comment.source is not CommentSource.CHANGE else "",
            placing=comment.placing,
            weight=comment.weight,
            verdict=response.verdict if response else None,
            reason=response.reason if response else "",
            is_reason=comment.is_reason,
            is_change=comment.source is CommentSource.CHANGE,
        )
