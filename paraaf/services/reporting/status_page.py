"""A letter's page in the Prefect UI: status, documents, progress, tags. No addresses, no contents, no secrets."""

import re
from collections.abc import Sequence
from urllib.parse import quote

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.consultation import ConsultationRound, Reaction
from models.document import Document
from models.dossier import IS_STALE, Dossier
from models.enums import RoundStatus
from models.figure_facts import facts_of
from models.figures import figures_of
from models.reaction_term import had_nobody_left, pause_reason
from models.state import DossierState
from paraaf import wording
from paraaf.faults.stored import why_undelivered
from paraaf.gateways.runs import Row, StatusPage
from paraaf.services.app.state_loader import find_dossier
from paraaf.services.app.status import Status, Waiting, read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.reporting.figures import figure_rows
from paraaf.services.reporting.planning_table import planning_lines
from paraaf.services.reporting.status_texts import LABELS


def publish(app: App, dossier_id: str, status: Status | None = None) -> None:
    """Make the letter's page in the Prefect UI say what the database says; raise `GatewayError` if it cannot.

    `status` is where the letter is, if that was just read. When the letter moves on meanwhile the page is made
    again, so that no older page stays on top.
    """
    for _ in range(3):
        status = status or read_status(app, dossier_id)
        dossier = status.state.dossier
        if not dossier.flow_run_id:
            return
        app.runs.publish(dossier.flow_run_id, status_page(app, status))
        with app.read() as session:
            current = find_dossier(session, dossier_id)
            if current.revision == dossier.revision:
                break
        status = None
    _note_published(app, dossier_id, dossier.revision)


def _note_published(app: App, dossier_id: str, revision: int) -> None:
    """Note which revision the page shows, without that being a change of its own."""
    with app.work() as work:
        work.session.connection().execute(
            sa.update(Dossier).where(col(Dossier.id) == dossier_id).values(published_revision=revision)
        )


def status_page(app: App, status: Status) -> StatusPage:
    """Return the letter's page for the secretariat: no addresses, no contents, no secrets."""
    dossier, language = status.state.dossier, app.settings.language
    slug = re.sub(r"[^a-z0-9]+", "-", dossier.number.lower()).strip("-")
    return StatusPage(
        key=f"letter-{slug}",
        name=f"{dossier.title} ({dossier.number})",
        tags=_tags(status, language),
        markdown=status_markdown(app, status),
        versions=document_rows(status.state, language),
        figures=figure_rows(figures_of(facts_of(status.state)), language),
        progress=status.progress,
    )


def _tags(status: Status, language: str) -> list[str]:
    dossier = status.state.dossier
    step, waits = ("stap", "wacht op") if language == "nl" else ("step", "waits for")
    tags = [dossier.ministry_code]
    if dossier.is_over:
        return [*tags, wording.DOSSIERS[language][dossier.status]]
    tags.append(f"{step}: {status.stage}")
    return tags + [f"{waits}: {wording.person(waiting.code, language)}" for waiting in status.waiting]


def status_markdown(app: App, status: Status) -> str:
    """Return the status page in Markdown: who was asked, who answered what, what is late, which documents there are."""
    language = app.settings.language
    state, words = status.state, LABELS[language]
    dossier = state.dossier
    lines = [f"# {_md(dossier.title)}", "", f"**{dossier.number}** · {_md(dossier.subject)}", ""]
    if app.settings.clock_file is not None:
        lines += [f"> {words['shifted']}", ""]
    still = wording.stands_still(status.stands_still_since, language) if status.stands_still_since else ""
    still = still and f" – **{still}** ({wording.helped_by_waking(dossier.number)})"
    lines += [f"**{words['now']}:** {status.label}{still}", ""]
    for waiting in status.waiting:
        lines.append(
            f"- **{words['waits']} {_md(wording.person(waiting.code, language))}**{_terms(waiting, words, language)}"
        )
    lines += _hold_lines(state, words, language)
    lines += planning_lines(status.planning, dossier.parsed_route.stages, language)
    for round_ in state.rounds:
        lines += _round_lines(state, round_, words, language)
    lines += _change_lines(state, words)
    if state.sign_offs:
        lines += _sign_off_lines(state, words, language)
    for decision in state.decisions:
        when = wording.day(decision.decided_at or decision.asked_at, language)
        remark = f" – {_md(decision.remarks)}" if decision.remarks else ""
        signed = next((each for each in state.signatures if each.decision_id == decision.id), None)
        if signed is not None:
            remark = f" – {_md(', '.join(filter(None, (signed.name, signed.function))))}{remark}"
        lines += [
            "",
            f"**{words['minister']}:** {wording.DECISIONS[language][decision.status]} "
            f"({words['version']} {decision.version_number}, {when}){remark}",
        ]
        lines += _discussion_lines(state, decision.id, words, language)
    if state.dispatch is not None and (said := wording.dispatch_line(state.dispatch, language)):
        lines += ["", f"**{words['dispatch']}:** {_md(said)}"]
    late_mail = [message for message in state.messages if message.is_undelivered]
    if late_mail:
        lines += ["", f"**{words['undelivered']}:**", ""]
        lines += [
            f"- {_md(wording.person(m.party_code, language))} "
            f"({wording.message_kind(m.kind, language)}): {_md(why_undelivered(m, language))}"
            for m in late_mail
        ]
    lines += ["", f"## {words['documents']}", ""]
    for document in state.documents:
        kind, day = wording.DOCUMENTS[language][document.kind], wording.day(document.created_at, language)
        lines.append(f"{document.seq}. {_link(app, document)} – {kind} ({day})")
    return "\n".join(lines) + "\n"


def _terms(waiting: Waiting, words: dict[str, str], language: str) -> str:
    terms = []
    if waiting.since:
        terms.append(f"{words['since']} {wording.day(waiting.since, language)}")
    if waiting.due:
        terms.append(f"{words['due']} {wording.day(waiting.due, language)}")
    if waiting.late_by:
        terms.append(f"**{words['late'].format(n=waiting.late_by)}**")
    return f" ({', '.join(terms)})" if terms else ""


def _round_lines(state: DossierState, round_: ConsultationRound, words: dict[str, str], language: str) -> list[str]:
    stage = next(stage for stage in state.dossier.parsed_route.stages if stage.key == round_.stage_key)
    lines = [
        "",
        f"## {getattr(stage.name, language)}, {words['round'].lower()} {round_.number}: "
        f"{wording.ROUNDS[language][round_.status]}",
        "",
        f"{words['version'].capitalize()} {round_.version_number}, {words['due']} {wording.day(round_.due, language)}",
        "",
        f"| {words['party']} | {words['answer']} | {words['on']} |",
        "|---|---|---|",
    ]
    for invitation in state.invited_to(round_):
        reaction = state.reaction_to(invitation)
        still = pause_reason(state, round_, invitation) if round_.status is RoundStatus.OPEN else None
        silent = words[still or "silent"]
        answer = _answer(state, reaction, words, language) if reaction else silent
        party = _md(invitation.party_code) + (f" ({words['optional']})" if invitation.is_optional else "")
        lines.append(f"| {party} | {answer} | {wording.day(reaction.at if reaction else None, language)} |")
        for late in (r for r in state.late_reactions_in(round_) if r.invitation_id == invitation.id):
            said = words["late_reaction"].format(answer=_answer(state, late, words, language))
            lines.append(f"| {party} | {said} | {wording.day(late.at, language)} |")
    for invitation in state.taken_out_of(round_):
        said = words["taken_out"].format(by=_md(invitation.taken_out_by), reason=_md(invitation.taken_out_reason))
        lines.append(f"| {_md(invitation.party_code)} | {said} | {wording.day(invitation.taken_out_at, language)} |")
    for escalation in state.escalations:
        if escalation.round_id == round_.id:
            text = words["escalation"].format(
                by=escalation.decided_by, level=escalation.level, reason=escalation.reason
            )
            lines += ["", f"**{_md(escalation.party_code)}** – {_md(text)}"]
    return lines


def _answer(state: DossierState, reaction: Reaction, words: dict[str, str], language: str) -> str:
    """Return what a party said, with the number of its comments, and who answered in its absence."""
    answer = wording.stance(
        reaction.position,
        language,
        is_unreached=reaction.is_unreached,
        had_nobody_left=had_nobody_left(state, reaction),
    )
    count = sum(1 for comment in state.comments if comment.reaction_id == reaction.id)
    if count:
        answer += f" ({count} {words['comment' if count == 1 else 'comments']})"
    if reaction.deputy_code:
        names = {"party": reaction.party_code, "by": reaction.by, "deputy": reaction.deputy_code}
        answer += f", {words['for_by'].format(**{key: _md(name) for key, name in names.items()})}"
    return answer


def _hold_lines(state: DossierState, words: dict[str, str], language: str) -> list[str]:
    lines = []
    for hold in state.holds:
        end = f" {words['until']} {wording.day(hold.ended_at, language)}" if hold.ended_at else ""
        since = f"{words['since']} {wording.day(hold.at, language)}{end}"
        lines += ["", f"**{words['hold']}:** {since}, {_md(hold.by)}: {_md(hold.reason)}"]
    return lines


def _change_lines(state: DossierState, words: dict[str, str]) -> list[str]:
    """Return who agreed to an earlier text than the one that stands, and what the owner decided."""
    lines = [
        words[notice.choice].format(party=_md(notice.party_code), old=notice.agreed_version, new=notice.version_number)
        + (f": {_md(notice.reason)}" if notice.reason else "")
        for notice in state.change_notices
    ]
    if state.versions and not state.dossier.is_over:
        lines += [
            f"**{words['touched_open'].format(party=_md(reaction.party_code), version=reaction.version_number)}**"
            for _, reaction in state.outdated_agreements()
        ]
    return ["", f"## {words['touched']}", "", *(f"- {line}" for line in lines)] if lines else []


def _discussion_lines(state: DossierState, decision_id: str, words: dict[str, str], language: str) -> list[str]:
    lines = []
    for discussion in (each for each in state.discussions if each.decision_id == decision_id):
        lines.append(f"- {words['discussion']} ({wording.day(discussion.asked_at, language)}): {_md(discussion.topic)}")
        if discussion.held_at:
            when = wording.day(discussion.held_at, language)
            lines.append(f"- {words['discussed']} ({when}, {_md(discussion.held_by)}): {_md(discussion.note)}")
    return ["", *lines] if lines else []


def _sign_off_lines(state: DossierState, words: dict[str, str], language: str) -> list[str]:
    lines = []
    for route in state.sign_off_routes:
        lines += ["", f"## {words['sign_offs']}, {words['version']} {route.version_number}", ""]
        lines += [
            f"| {words['party']} | {words['answer']} | {words['by']} | {words['on']} | {words['remarks']} |",
            "|---|---|---|---|---|",
        ]
        for place in state.sign_offs_on(route):
            when = wording.day(place.decided_at or place.asked_at, language)
            who = _md(place.by)
            if place.deputy_code and place.by:
                who = words["for_by"].format(party=_md(place.party_code), by=who, deputy=_md(place.deputy_code))
            lines.append(
                f"| {_md(place.party_code)} | {wording.SIGN_OFFS[language][place.status]} | {who} "
                f"| {when} | {_md(place.remarks)} |"
            )
    return lines


def document_rows(state: DossierState, language: str) -> list[Row]:
    """Return the table of versions and documents, in the order in which they were made."""
    head = (
        ("Nr", "Document", "Soort", "Versie", "Datum", "sha256")
        if language == "nl"
        else ("No", "Document", "Kind", "Version", "Date", "sha256")
    )
    rows: list[Row] = []
    for document in state.documents:
        values: Sequence[str | int] = (
            document.seq,
            document.file_name,
            wording.DOCUMENTS[language][document.kind],
            document.version_number or "",
            wording.day(document.created_at, language),
            document.sha256[:12],
        )
        rows.append(dict(zip(head, values, strict=True)))
    return rows


def stale_pages(session: Session) -> list[str]:
    """Return the ids of dossiers whose page shows an older revision."""
    return list(session.exec(select(Dossier.id).where(IS_STALE)).all())


def _link(app: App, document: Document) -> str:
    """Return a document's name, as a link where the settings say how a browser finds it."""
    if not app.settings.document_url:
        return _md(document.file_name)
    url = app.settings.document_url.replace("{sha256}", document.sha256).replace("{name}", quote(document.sent_name))
    return f"[{_md(document.file_name)}](<{url}>)"


def _md(text: str) -> str:
    """Return text from outside as Markdown that shows it as it is: no markup, no links, no table breaks."""
    flat = re.sub(r"\s+", " ", text).strip()
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~&@]|:(?=//)|(?<=www)\.)", r"\\\1", flat, flags=re.IGNORECASE)
