"""Letters in preparation: kept for the secretariat or the owner who fills them in, until started or discarded.

Each of these looks anew whether somebody may start letters, by the way they come; whoever may not gets `NotFound`.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, delete, select

from models.errors import AlreadyDone, InvalidDossier, NotFound, StaleVersion
from models.pending_start import PORTAL
from models.preparation import Preparation
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.intake import checks, permissions, starting
from paraaf.services.intake.checked import CheckedRequest
from paraaf.services.intake.permissions import Starter, Way
from paraaf.services.intake.started_by import StartedBy

RETENTION = timedelta(days=30)
"""How long it stays known that a prepared letter was started, for whoever presses the button again."""
MAX_PREPARATIONS = 100
"""How many letters a secretariat or an owner can have in preparation."""


def list_preparations(app: App, way: Way) -> list[Preparation]:
    """Return the letters that are prepared there and were not started, the latest first."""
    with app.read() as session:
        keeper = permissions.starter_in(app, session, way).keeper
        query = select(Preparation).where(Preparation.keeper == keeper, col(Preparation.started_at).is_(None))
        return list(session.exec(query.order_by(col(Preparation.saved_at).desc())).all())


def read_preparation(app: App, way: Way, key: str) -> Preparation:
    """Return a letter that is prepared there, or was started; raise `NotFound`."""
    with app.read() as session:
        return _find(session, permissions.starter_in(app, session, way), key)


def begin(app: App, way: Way, content: dict[str, Any], *, number: str = "", title: str = "") -> str:
    """Keep a new letter in preparation, and return its id. What was started long ago is let go."""
    with app.work() as work:
        who = permissions.starter_in(app, work.session, way)
        work.session.exec(delete(Preparation).where(col(Preparation.started_at) < work.at - RETENTION))
        query = select(Preparation.id).where(Preparation.keeper == who.keeper, col(Preparation.started_at).is_(None))
        if len(work.session.exec(query).all()) >= MAX_PREPARATIONS:
            raise AlreadyDone("preparation.too_many", most=MAX_PREPARATIONS)
        made = Preparation(keeper=who.keeper, content=content, saved_at=work.at, saved_by=who.name)
        made.number, made.title = number[:100], title[:300]
        return work.add(made).id


def save(
    app: App, way: Way, key: str, content: dict[str, Any], *, version: int, number: str = "", title: str = ""
) -> None:
    """Keep what was filled in, in place of this version of what was there.

    Raises `StaleVersion` if somebody kept another version meanwhile, and `AlreadyDone` once the letter was started.
    """
    with app.work() as work:
        who = permissions.starter_in(app, work.session, way)
        preparation = _open(work, who, key, version)
        preparation.content, preparation.saved_at, preparation.saved_by = content, work.at, who.name
        preparation.number, preparation.title = number[:100], title[:300]
        preparation.version += 1


def keep_files(app: App, way: Way, key: str, files: dict[str, Any]) -> None:
    """Let files be used in a letter in preparation, beside those that were handed in; what is filled in stays."""
    with app.work() as work:
        preparation = _open(work, permissions.starter_in(app, work.session, way), key)
        preparation.content = {**preparation.content, "files": {**preparation.content.get("files", {}), **files}}


def discard(app: App, way: Way, key: str, *, version: int) -> None:
    """Keep nothing of this version of a letter in preparation any more; raise as `save` does."""
    with app.work() as work:
        work.session.delete(_open(work, permissions.starter_in(app, work.session, way), key, version))


def check(app: App, way: Way, values: dict[str, Any]) -> CheckedRequest:
    """Return what was filled in, checked; that it is not theirs to start is a fault too."""
    checked = checks.check_values(app, values)
    return replace(checked, faults=[*checked.faults, *permissions.faults_of(permissions.starter(app, way), values)])


def start(app: App, way: Way, key: str, values: dict[str, Any]) -> None:
    """Check what was filled in, and create the letter's run; for a letter that was started, return quietly.

    Raises `InvalidDossier` with every fault, `GatewayError` if Prefect and `ConfigurationError` if a mail server does
    not answer. Whoever presses twice at once gets one run: the same letter again gives the same run.
    """
    if read_preparation(app, way, key).started_at is not None:
        return
    checked = check(app, way, values)
    if checked.faults:
        if read_preparation(app, way, key).started_at is not None:
            return  # it was started meanwhile, so its number is in use
        raise InvalidDossier("letter.cannot_start", checked.faults)
    who = permissions.starter(app, way)
    letter = starting.start_checked(app, checked, StartedBy(who.name, PORTAL, who.facts))
    with app.work() as work:
        preparation = _find(work.session, who, key, lock=True)
        preparation.number, preparation.title = letter.number, letter.title
        preparation.content, preparation.run_url = {}, letter.started.url
        preparation.started_at, preparation.saved_by = work.at, who.name


def _open(work: UnitOfWork, who: Starter, key: str, version: int | None = None) -> Preparation:
    preparation = _find(work.session, who, key, lock=True)
    if preparation.started_at is not None:
        raise AlreadyDone("preparation.started_already", letter=preparation.number)
    if version is not None and preparation.version != version:
        raise StaleVersion("preparation.kept_meanwhile", by=preparation.saved_by)
    return preparation


def _find(session: Session, who: Starter, key: str, *, lock: bool = False) -> Preparation:
    found = session.get(Preparation, key, with_for_update=lock or None)
    if found is None or found.keeper != who.keeper:
        raise NotFound("preparation.no_such")
    return found
