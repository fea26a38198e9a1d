"""The reaction table of a round: every comment with its response."""

from models.consultation import ConsultationRound
from models.document import Document
from models.enums import CommentSource, DocumentKind
from models.reach import had_nobody_left
from models.state import DossierState, table_key
from models.working_days import local_day
from paraaf import documents, wording
from paraaf.services.app.unit_of_work import Work
from paraaf.services.letters.letters import file_name
from paraaf.services.templating import templates


def write(work: Work, state: DossierState, round_: ConsultationRound, *, answered: bool) -> Document:
    """Write a round's reaction table, as it was closed or with all responses; return the stored file."""
    dossier = state.dossier
    facts = _facts(work, state, round_, answered=answered)
    suffix = "" if answered else "-te-beantwoorden"
    document = work.keep(
        dossier,
        documents.render_reaction_table(facts, templates.document(work.app.settings, "reaction_table")),
        key=table_key(round_, answered=answered),
        kind=DocumentKind.REACTION_TABLE,
        title=f"{facts.stage_label}, ronde {round_.number}",
        file_name=file_name(dossier, f"reactietabel-{round_.stage_key}-{round_.number}{suffix}"),
        by="Paraaf",
        version_number=round_.version_number,
    )
    state.documents.append(document)
    return document


def _facts(
    work: Work, state: DossierState, round_: ConsultationRound, *, answered: bool
) -> documents.ReactionTableFacts:
    dossier = state.dossier
    stages = {stage.key: stage for stage in dossier.parsed_route.stages}
    invitations = {invitation.id: invitation for invitation in state.invited_to(round_)}
    reactions = {reaction.id: reaction for reaction in state.reactions if reaction.invitation_id in invitations}
    positions = []
    for invitation in invitations.values():
        reaction = state.reaction_to(invitation)
        remark = reaction.remark if reaction else ""
        if reaction and reaction.is_unreached:
            remark = (wording.NOBODY_LEFT if had_nobody_left(state, reaction) else wording.UNREACHED)["nl"]
        if reaction and reaction.document_id:
            returned = state.document_by_id(reaction.document_id).file_name
            remark = "; ".join(filter(None, [remark, f"teruggestuurd exemplaar: {returned}"]))
        positions.append(
            documents.PartyPosition(
                party=invitation.party_code,
                position=reaction.position if reaction else None,
                by=reaction.by if reaction else "",
                at=reaction.at if reaction else None,
                version=round_.version_number,
                remark=remark,
            )
        )
    rows = []
    for comment in state.comments_in(round_):
        reaction, response = reactions[comment.reaction_id], state.response_to(comment)
        rows.append(
            documents.ReactionRow(
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
                is_change=comment.source is CommentSource.CHANGE,
            )
        )
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
        positions=tuple(positions),
        rows=tuple(rows),
        author=dossier.owner_name,
        answered=answered,
    )
