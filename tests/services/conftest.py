"""The services are tested on both databases: `app` here stands for Paraaf on SQLite and on PostgreSQL in turn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from paraaf.services import parties
from paraaf.services.context import App
from tests.conftest import make_app
from tests.support.letters import PARTIES, write


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty, migrated database."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    (tmp_path / "paraaf.db").write_bytes(request.getfixturevalue("migrated"))
    return f"sqlite:///{tmp_path / 'paraaf.db'}"


@pytest.fixture
def app(url: str, tmp_path: Path) -> Iterator[App]:
    """Paraaf with a small party directory."""
    app = make_app(url, tmp_path)
    parties.load_parties(app, write(tmp_path / "parties.yaml", PARTIES))
    yield app
    app.database.dispose()
