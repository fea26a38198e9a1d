"""PostgreSQL behind PgBouncer, which gives each transaction whatever connection is free."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.enums import DossierStatus
from models.process import StepKind
from paraaf import database
from paraaf.local.ports import free_port
from tests.support.apps import load_test_parties, make_app
from tests.support.extent import lacking
from tests.support.letters import register, to_stage
from tests.support.postgres import PostgresServer
from tests.support.waiting import wait_until

_SETTINGS = """
[databases]
* = host={socket} port=5432 user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
"""


@pytest.fixture
def through_pgbouncer(postgres: PostgresServer) -> Iterator[str]:
    """The URL of an empty database of this test alone, through PgBouncer in transaction mode with three connections."""
    pgbouncer = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if pgbouncer is None:
        lacking("PgBouncer is not installed")
    with postgres.fresh(template="template0") as url:
        socket = Path(str(sa.make_url(url).query["host"]))
        port = free_port()
        owner = socket.stat()
        user, group = (owner.st_uid, owner.st_gid) if os.getuid() == 0 else (None, None)  # it does not run as root
        with tempfile.NamedTemporaryFile("w", suffix=".ini") as settings:
            settings.write(_SETTINGS.format(socket=socket, port=port))
            settings.flush()
            Path(settings.name).chmod(0o644)
            process = subprocess.Popen([pgbouncer, "-q", settings.name], user=user, group=group)
            bounced = f"postgresql://postgres@127.0.0.1:{port}/{sa.make_url(url).database}"
            wait_until(lambda: _answers(bounced), "PgBouncer to answer")
        yield bounced
        process.terminate()
        process.wait()


def _answers(url: str) -> bool:
    engine = database.create_engine(url)
    try:
        with engine.connect():
            return True
    except sa.exc.OperationalError:
        return False
    finally:
        engine.dispose()


def test_statements_of_several_connections_do_not_meet_in_pgbouncer(through_pgbouncer: str) -> None:
    engine = database.create_engine(through_pgbouncer)

    def ask(_: int) -> int:
        with engine.begin() as connection:
            return int(connection.execute(sa.text("SELECT :n + 1"), {"n": 1}).scalar_one())

    with ThreadPoolExecutor(5) as threads:
        assert set(threads.map(ask, range(200))) == {2}
    engine.dispose()


def test_a_letter_goes_its_whole_route_through_pgbouncer(through_pgbouncer: str, tmp_path: Path) -> None:
    database.upgrade(through_pgbouncer)
    load_test_parties(through_pgbouncer, tmp_path)
    app = make_app(through_pgbouncer, tmp_path)

    status = to_stage(app, register(app), StepKind.DONE)

    assert status.state.dossier.status is DossierStatus.DISPATCHED
    app.database.dispose()
