"""Reading: where every letter is, and whom it waits for."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select

from models.dossier import Dossier
from models.enums import RoundStatus, SignOffStatus, StageKind
from models.planning import Planning, plan
from models.process import OWNER, SECRETARIAT, Step, next_step
from models.reaction_term import last_day
from models.state import DossierState
from models.working_days import end_of_day, local_day, working_days_between
from paraaf import wording
from paraaf.services.app.due import due_at
from paraaf.services.app.state_loader import find_dossier, load_state
from paraaf.services.app.unit_of_work import App

STANDS_STILL_AFTER = timedelta(minutes=15)
"""How long a letter that could go on may not have done so before that is said: sweeps come every two minutes."""


@dataclass(frozen=True)
class Waiting:
    """Somebody a letter waits for: whom, since when, until when."""

    code: str
    since: datetime | None
    due: date | None
    late_by: int
    """Working days past the due date; 0 if not late."""


@dataclass(frozen=True)
class Status:
    """Where a letter is, as it was at one moment of the database."""

    state: DossierState
    step: Step
    label: str
    stage: str
    waiting: tuple[Waiting, ...]
    progress: float
    at: datetime
    undelivered: int = field(default=0)

    @property
    def planning(self) -> Planning:
        """When each stage has to be done for the debate, and when it was or is expected."""
        return plan(self.state, today=local_day(self.at))

    @property
    def stands_still_since(self) -> datetime | None:
        """When the letter could go on, if nothing has carried it on for a quarter of an hour since; else None."""
        could = self.state.dossier.wake_at
        if self.step.is_done or self.step.waits_for_people or could is None:
            return None
        return could if self.at - could > STANDS_STILL_AFTER else None

    @property
    def waits_for(self) -> str:
        """Whom the letter waits for, in a few words; empty for nobody."""
        return ", ".join(waiting.code for waiting in self.waiting)


def read_status(app: App, key: str) -> Status:
    """Return where a letter is; raise `NotFound`."""
    with app.read() as session:
        return _status(load_state(session, find_dossier(session, key)), app.clock.now(), app)


def list_dossiers(
    app: App, *, with_ended: bool = True, secretariat: str | None = None, owner: str | None = None,
    most: int | None = None,
) -> list[Status]:  # fmt: skip
    """Return where every letter is, the latest first; only those of a secretariat, or of the owner at an address."""
    with app.read() as session:
        query = select(Dossier).order_by(col(Dossier.created_at).desc())
        if not with_ended:
            query = query.where(col(Dossier.ended_at).is_(None))
        if secretariat is not None:
            query = query.where(col(Dossier.secretariat_code) == secretariat)
        if owner is not None:
            query = query.where(func.lower(Dossier.owner_address) == owner.lower())
        dossiers = session.exec(query.limit(most)).all()
        at = app.clock.now()
        return [_status(load_state(session, dossier), at, app) for dossier in dossiers]


def _status(state: DossierState, at: datetime, app: App) -> Status:
    dossier, language = state.dossier, app.settings.language
    step = next_step(state, at=min(at, due_at(app)))
    stages = len(dossier.parsed_route.stages)
    done = stages if dossier.is_over else dossier.stage
    return Status(
        state=state,
        step=step,
        label=wording.DOSSIERS[language][dossier.status] if step.is_done else wording.step_label(state, step, language),
        stage=getattr(state.stage.name, language),
        waiting=tuple(_waiting(state, code, at) for code in step.waits_for),
        progress=round(100 * done / stages, 1),
        at=at,
        undelivered=sum(message.is_undelivered for message in state.messages),
    )


def _waiting(state: DossierState, code: str, at: datetime) -> Waiting:
    since, due = None, None
    if state.hold is not None:
        since = state.hold.at
    elif state.stage.kind is StageKind.CONSULTATION and (round_ := state.current_round()):
        since = round_.opened_at if round_.status is RoundStatus.OPEN else round_.closed_at
        asked = [i for i in state.invited_to(round_) if i.party_code == code and round_.status is RoundStatus.OPEN]
        due = last_day(state, round_, asked[0]) if asked else None
    elif state.stage.kind is StageKind.SIGN_OFF:
        mine = [s for s in state.sign_offs if s.party_code == code and s.status is SignOffStatus.ASKED]
        since, due = (mine[-1].asked_at, mine[-1].due) if mine else (None, None)
    elif state.stage.kind is StageKind.MINISTER and (decision := state.current_decision()) and code != OWNER:
        since, due = decision.asked_at, decision.due
    elif state.dispatch is not None and code == SECRETARIAT:
        since = state.dispatch.sent_at or state.dispatch.ready_at
    elif code == OWNER and state.outdated_agreements():
        since = state.version.made_at
    late = working_days_between(due, local_day(at)) if due and at >= end_of_day(due) else 0
    return Waiting(code, since, due, late)
