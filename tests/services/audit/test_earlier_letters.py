"""Letters that an earlier version put on record: they verify, and those that were under way go on."""

import sqlite3
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.audit import AuditEvent
from models.enums import DossierStatus
from models.process import StepKind
from paraaf import database
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from tests.support.apps import make_app
from tests.support.letters import agree, carry

EARLIER = sorted((Path(__file__).parent / "earlier").glob("*.zip"))
"""By the number of its last migration, what a version left on SQLite: the database as SQL, and the documents.

In each, TEST-1 went the whole way with everything that can happen on it, and TEST-2 waits for reactions.
"""


@pytest.fixture(params=EARLIER, ids=[path.stem for path in EARLIER])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> App:
    """Paraaf on the data of an earlier version, after the upgrade."""
    with zipfile.ZipFile(request.param) as earlier:
        earlier.extractall(tmp_path)
    with sqlite3.connect(tmp_path / "paraaf.db") as connection:
        connection.executescript((tmp_path / "letters.sql").read_text(encoding="utf-8"))
    connection.close()
    url = f"sqlite:///{tmp_path / 'paraaf.db'}"
    database.upgrade(url)
    app = make_app(url, tmp_path)
    with app.read() as session:
        last = session.execute(sa.select(sa.func.max(AuditEvent.at))).scalar_one()
    assert isinstance(last, datetime)
    app.clock.moment = last  # type: ignore[attr-defined]
    return app


@pytest.mark.parametrize("number", ["TEST-1", "TEST-2"])
def test_letters_of_an_earlier_version_verify(app: App, number: str) -> None:
    assert verify(app, number).faults == ()


def test_a_letter_that_was_under_way_goes_on_and_verifies(app: App) -> None:
    for _ in range(30):
        status = carry(app, "TEST-2")
        if status.step.kind is StepKind.DONE:
            break
        agree(app, status, number="TEST-2")

    assert carry(app, "TEST-2").state.dossier.status is DossierStatus.DISPATCHED
    assert verify(app, "TEST-2").faults == ()
