"""Letters in preparation: kept for the secretariat that fills them in, until it starts or discards them."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, delete, select

from models.errors import AlreadyDone, InvalidDossier, NotFound
from models.preparation import Preparation
from paraaf.services import checking, starting
from paraaf.services.context import App, Work

KEPT = timedelta(days=30)
"""How long it stays known that a prepared letter was started, for who presses the button again."""
MOST = 100
"""How many letters a secretariat can have in preparation."""


def list_preparations(app: App, keeper: str) -> list[Preparation]:
    """Return the letters that this party prepares and has not started, the latest first."""
    query = select(Preparation).where(Preparation.keeper == keeper, col(Preparation.started_at).is_(None))
    with app.read() as session:
        return list(session.exec(query.order_by(col(Preparation.saved_at).desc())).all())


def read_preparation(app: App, keeper: str, key: str) -> Preparation:
    """Return a letter that this party prepares, or started; raise `NotFound`."""
    with app.read() as session:
        return _find(session, keeper, key)


def begin(app: App, keeper: str, content: dict[str, Any], *, by: str) -> str:
    """Keep a new letter in preparation, and return its id. What was started long ago is let go."""
    with app.work() as work:
        work.session.exec(delete(Preparation).where(col(Preparation.started_at) < work.at - KEPT))
        query = select(Preparation.id).where(Preparation.keeper == keeper, col(Preparation.started_at).is_(None))
        if len(work.session.exec(query).all()) >= MOST:
            raise AlreadyDone(f"{MOST} letters are in preparation already; start or discard one first.")
        return work.add(Preparation(keeper=keeper, content=content, saved_at=work.at, saved_by=by)).id


def save(
    app: App, keeper: str, key: str, content: dict[str, Any], *, by: str, number: str = "", title: str = ""
) -> None:
    """Keep what was filled in, in place of what was there; raise `AlreadyDone` once the letter was started."""
    with app.work() as work:
        preparation = _open(work, keeper, key)
        preparation.content, preparation.saved_at, preparation.saved_by = content, work.at, by
        preparation.number, preparation.title = number[:100], title[:300]


def discard(app: App, keeper: str, key: str) -> None:
    """Keep nothing of a letter in preparation any more."""
    with app.work() as work:
        work.session.delete(_open(work, keeper, key))


def start(app: App, keeper: str, key: str, values: dict[str, Any], *, by: str) -> None:
    """Check what was filled in, and create the letter's run; for a letter that was started, return quietly.

    Raises `InvalidDossier` with every fault, `GatewayError` if Prefect and `ConfigurationError` if a mail server does
    not answer. Who presses twice at once gets one run: the same letter again gives the same run.
    """
    if read_preparation(app, keeper, key).started_at is not None:
        return
    checked = checking.check_values(app, values)
    if checked.faults:
        if read_preparation(app, keeper, key).started_at is not None:
            return  # it was started meanwhile, so its number is in use
        raise InvalidDossier("This letter cannot be started.", checked.faults)
    letter = starting.start_checked(app, checked)
    with app.work() as work:
        preparation = _find(work.session, keeper, key)
        preparation.number, preparation.title = letter.number, letter.title
        preparation.content, preparation.run_url = {}, letter.started.url
        preparation.started_at, preparation.saved_by = work.at, by


def _open(work: Work, keeper: str, key: str) -> Preparation:
    preparation = _find(work.session, keeper, key)
    if preparation.started_at is not None:
        raise AlreadyDone(f"Letter {preparation.number} was started already.")
    return preparation


def _find(session: Session, keeper: str, key: str) -> Preparation:
    found = session.get(Preparation, key)
    if found is None or found.keeper != keeper:
        raise NotFound("There is no such letter in preparation.")
    return found
