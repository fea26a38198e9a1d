"""Reminding the parties that are silent: by the owner's hand, and when it is due."""

from models.enums import LinkPurpose, MessageKind, StageKind
from models.errors import NotFound, TransitionNotAllowed
from models.process import OWNER, SECRETARIAT
from models.reminders import Reminder, open_reminders
from models.state import DossierState, letter_document
from models.working_days import end_of_day, local_day
from paraaf.services.app.actor import require_actor
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.consultation.rounds import open_round_of
from paraaf.services.messaging import compose
from paraaf.services.messaging.links import LinkTarget


def remind(app: App, number: str, *, by: str, parties: list[str] | None = None) -> list[str]:
    """Remind those of the open round who have not reacted (or some of them), now; return whom.

    A link that was revoked stays so: its holder is not reminded. Raises `TransitionNotAllowed` if that leaves nobody of
    a party that was named, or nobody at all.
    """
    by = require_actor(by, "asks for the reminder")
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="remind")
        round_ = open_round_of(state, "remind in")
        silent = [invitation.party_code for invitation in state.unanswered_invitations(round_)]
        wrong = [code for code in parties or [] if code not in silent]
        if wrong:
            raise NotFound("round.nothing_to_answer", parties=wrong, round=round_.number, silent=silent)
        round_.move("remind in")
        chosen, reminded = parties or silent, []
        for invitation in state.unanswered_invitations(round_):
            if invitation.party_code in chosen:
                key = f"reminder:{invitation.id}:asked:{state.dossier.audit_count}"
                asked = Reminder(key, invitation.id, work.at, invitation.party_code, round_.due)
                reminded += [invitation.party_code] if _send_reminder(work, state, asked, is_asked_for=True) else []
        without = [code for code in chosen if code not in reminded]
        if without and (parties or not reminded):
            raise TransitionNotAllowed("round.links_revoked", parties=without, round=round_.number)
        work.record(state.dossier, "reminded", by, round=round_.number, stage=round_.stage_key, parties=reminded)
        return reminded


def send_due_reminders(app: App, dossier_id: str) -> int:
    """Send the reminders whose time has come; of several for one party only the last. Return how many.

    A round that is past its due date reminds nobody any more: it closes.
    """
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        due = [reminder for reminder in open_reminders(state) if reminder.moment <= work.at]
        if state.stage.kind is StageKind.CONSULTATION:
            due = [each for each in due if each.party_code == OWNER or work.at < end_of_day(each.due)]
        latest = {reminder.party_code: reminder for reminder in due}
        skipped = [reminder for reminder in due if latest[reminder.party_code] is not reminder]
        sent = [reminder for reminder in latest.values() if _send_reminder(work, state, reminder)]
        if sent:
            work.record(
                state.dossier,
                "reminded",
                "Paraaf",
                parties=sorted(reminder.party_code for reminder in sent),
                keys=[r.key for r in sent],
                skipped=[r.key for r in skipped],
            )
        return len(sent)


def _send_reminder(work: UnitOfWork, state: DossierState, reminder: Reminder, *, is_asked_for: bool = False) -> bool:
    """Remind a party; return whether anybody was: whoever's link was revoked is not."""
    dossier = state.dossier
    round_ = state.current_round() if state.stage.kind is StageKind.CONSULTATION else None
    letter = state.for_signature(state.version.number) if round_ is None else None
    version = round_.version_number if round_ else state.version.number
    looks_after = reminder.party_code in (OWNER, SECRETARIAT)
    told = compose.send(
        work,
        dossier,
        MessageKind.REMINDER,
        reminder.party_code,
        about_id=reminder.about,
        key=reminder.key,
        documents=[] if looks_after else [letter or letter_document(state, version)],
        link_to=None if looks_after else _link_to(state, reminder.about),
        is_asked_for=is_asked_for,
        due=reminder.due,
        stage=state.stage,
        is_late=local_day(work.at) > reminder.due,
    )
    return bool(told.people)


def _link_to(state: DossierState, about: str) -> LinkTarget:
    """Return what the receiver of a reminder about this can do in the portal."""
    if any(invitation.id == about for invitation in state.invitations):
        return LinkTarget(LinkPurpose.REVIEW, about)
    is_sign_off = any(place.id == about for place in state.sign_offs)
    return LinkTarget(LinkPurpose.SIGN_OFF if is_sign_off else LinkPurpose.DECISION, about)
