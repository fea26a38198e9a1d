import shutil
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from models.enums import PartyKind, Position
from models.errors import ConfigurationError, DomainError
from models.party import Party
from models.process import StepKind
from models.tables import APPEND_ONLY, METADATA
from paraaf import database
from paraaf.resources import shipped
from paraaf.services.app.unit_of_work import App
from tests.support.acts import CHANGE, SUGGESTION, accepted, answer, consulted, escalation, record_of
from tests.support.apps import make_app
from tests.support.letters import NUMBER, carry, react, state_of, to_stage
from tests.support.refusals import english, refuses


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without tables."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("empty_postgres_url"))
    return f"sqlite:///{tmp_path / 'new' / 'empty.db'}"


def test_an_empty_database_is_brought_to_this_version_and_twice_is_once(empty_url: str) -> None:
    first = database.upgrade(empty_url)

    assert database.upgrade(empty_url) == first
    engine = database.create_engine(empty_url)
    database.check(engine)
    assert set(METADATA.tables) <= set(sa.inspect(engine).get_table_names())
    engine.dispose()


def test_the_revision_that_is_needed_is_the_last_one_of_alembic() -> None:
    scripts = ScriptDirectory(str(shipped("migrations")))

    assert [database.needed_revision()] == scripts.get_heads()


def test_the_migrations_make_what_the_models_say(empty_url: str) -> None:
    database.upgrade(empty_url)
    engine = database.create_engine(empty_url)
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.check(config)
    engine.dispose()


def test_a_database_of_the_first_version_keeps_its_messages_its_rules_and_its_triggers(empty_url: str) -> None:
    _upgrade_to(empty_url, "0001")
    engine = database.create_engine(empty_url)
    with engine.begin() as connection:
        before = _rules_of(connection)
        _add_old_message(connection, status="pending")
    database.upgrade(empty_url)

    with engine.begin() as connection:
        after = _rules_of(connection)
        connection.exec_driver_sql("UPDATE message SET status = 'cancelled' WHERE status = 'pending'")
        kept = connection.exec_driver_sql("SELECT subject, status, about FROM message").all()
    assert [tuple(row) for row in kept] == [("Onderwerp", "cancelled", "r1")]
    assert before - after == set()
    assert any("trigger" in rule[0] for rule in after)
    for column, word in (("status", "mislaid"), ("kind", "gossip"), ("language", "xx"), ("dossier_id", "nobody")):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE message SET {column} = '{word}'")
    engine.dispose()


def _upgrade_to(url: str, revision: str) -> None:
    Path(sa.make_url(url).database or "").parent.mkdir(exist_ok=True)
    engine = database.create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def _rules_of(connection: sa.Connection) -> set[tuple[str, str]]:
    """Return the names of all triggers, and the constraints and indexes on messages with what they say."""
    inspector = sa.inspect(connection)
    rules = {(f"check {c['name']}", "") for c in inspector.get_check_constraints("message")}
    rules |= {(f"unique {c['name']}", str(c["column_names"])) for c in inspector.get_unique_constraints("message")}
    rules |= {(f"index {i['name']}", str(i["column_names"])) for i in inspector.get_indexes("message")}
    rules |= {(f"foreign {f['name']}", f["referred_table"]) for f in inspector.get_foreign_keys("message")}
    triggers = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    return rules | {(f"trigger {name}", "") for (name,) in connection.exec_driver_sql(triggers)}


def _add_old_message(connection: sa.Connection, **values: str) -> None:
    """Add a message with its dossier as the first version of the tables had them."""
    moment = "2026-03-02 09:00:00"
    for table, known in (
        ("dossier", {"id": "d1", "status": "underway", "route": "{}", "request": "{}", "created_at": moment}),
        ("message", {"dossier_id": "d1", "kind": "invitation", "key": "invitation:r1:FIN", "language": "nl",
                     "subject": "Onderwerp", "document_ids": "[]", "is_repeatable": True,
                     "created_at": moment} | values),
    ):  # fmt: skip
        columns = sa.inspect(connection).get_columns(table)
        row = {c["name"]: known.get(c["name"], _anything(c)) for c in columns if not c["nullable"]}
        names = ", ".join(f'"{name}"' for name in row)
        connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{n}' for n in row)})"), row)


def _anything(column: Any) -> object:
    if isinstance(column["type"], sa.JSON):
        return "{}"
    return 1 if isinstance(column["type"], sa.Integer) else "x"


def test_a_database_that_is_not_migrated_is_refused_with_what_to_do(empty_url: str) -> None:
    engine = database.create_engine(empty_url)
    if engine.dialect.name == "sqlite":
        Path(engine.url.database or "").parent.mkdir()
        engine.connect().close()
    with refuses(ConfigurationError, match=r"revision none.*`paraaf database upgrade`"):
        database.check(engine)
    engine.dispose()


def test_a_database_of_another_version_is_refused(url: str) -> None:
    engine = database.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with refuses(ConfigurationError, match="revision 9999"):
        database.check(engine)
    engine.dispose()


def test_a_password_is_not_shown_when_the_database_does_not_answer() -> None:
    engine = database.create_engine("postgresql://paraaf:geheim@127.0.0.1:1/paraaf?connect_timeout=2")
    with pytest.raises(ConfigurationError) as refused:
        database.check(engine)
    assert "127.0.0.1:1/paraaf" in english(refused.value)
    assert "geheim" not in english(refused.value)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "is not a database URL"),
        ("mysql://u:geheim@host/db", "not in mysql"),
        ("sqlite+wrong:///x.db", "driver that is not installed"),
    ],
)
def test_a_url_that_is_no_database_of_ours_is_refused_without_being_repeated(url: str, said: str) -> None:
    with refuses(ConfigurationError, match=said) as refused:
        database.create_engine(url)
    assert "geheim" not in english(refused.value)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "paraaf.db").write_bytes(b"geen database, wel lang genoeg om er een te lijken" * 30)
    with refuses(ConfigurationError, match="cannot be used"):
        database.check(database.create_engine(f"sqlite:///{tmp_path / 'paraaf.db'}"))


@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_what_is_on_record_the_database_itself_never_changes(app: App, verb: str) -> None:
    shutil.copy(shipped("templates") / "documents" / "letter.docx", _inbox(app) / "bijlage.docx")
    dossier_id = consulted(app, attachments=[{"title": "Bijlage", "file": "bijlage.docx"}])
    react(app, "FIN", Position.OBJECT, SUGGESTION)
    react(app, "OCW")
    carry(app, dossier_id)
    answer(app, responses=[accepted()], edits=[CHANGE], escalations=[escalation()])
    to_stage(app, dossier_id, StepKind.DONE)
    before = record_of(app)

    for table in APPEND_ONLY:
        assert before[table], f"no row in {table} to try it on"
        what = f"UPDATE {table} SET dossier_id = dossier_id" if verb == "UPDATE" else f"DELETE FROM {table}"
        with pytest.raises(DBAPIError, match=f"rows of {table} are never changed"), app.database.begin() as connection:
            connection.exec_driver_sql(what)
    assert record_of(app) == before


def _inbox(app: App) -> Path:
    app.settings.inbox_folder.mkdir(parents=True)
    return app.settings.inbox_folder


def test_the_database_knows_the_words_that_a_status_can_be(app: App) -> None:
    consulted(app)
    with pytest.raises(IntegrityError), app.database.begin() as connection:
        connection.exec_driver_sql("UPDATE dossier SET status = 'mislaid'")


def test_moments_come_back_in_utc_and_need_a_zone(app: App) -> None:
    consulted(app)
    dossier = state_of(app).dossier

    assert dossier.created_at.utcoffset() is not None
    assert dossier.created_at <= app.clock.now()
    with pytest.raises(StatementError, match="time zone"), app.work() as work:
        work.dossier(NUMBER).ended_at = datetime(2026, 3, 2)  # noqa: DTZ001


SECRET = "wat niemand\nmag 'lezen'"


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda one: {"number": one["number"]}, id="a key that is taken"),
        pytest.param(lambda _: {"status": SECRET[:5]}, id="a word that is not of the list"),
        pytest.param(lambda _: {"title": None}, id="nothing where something has to be"),
        pytest.param(lambda _: {"stage": SECRET}, id="text for a number"),
        pytest.param(lambda _: {"stage": 4_711_471_147_114_711}, id="a number that is too large"),
        pytest.param(lambda _: {"created_at": SECRET}, id="text for a moment"),
        pytest.param(lambda _: {"request": "{" + SECRET}, id="what is no JSON"),
        pytest.param(lambda _: {"number": f"{SECRET}\x00"}, id="what no database takes"),
        pytest.param(lambda _: {"number": SECRET * 9}, id="text that is too long"),
    ],
)
def test_no_error_of_the_database_says_what_was_to_be_stored(url: str, spoil: Any) -> None:
    engine = database.create_engine(url)
    columns = [c for c in sa.inspect(engine).get_columns("dossier") if not c["nullable"]]
    texts = dict.fromkeys(("number", "title", "subject"), SECRET)
    known = texts | {"route": "{}", "request": "{}", "created_at": "2026-03-02 09:00:00"}
    row = {c["name"]: known.get(c["name"], _anything(c)) for c in columns} | {"status": "underway"}
    insert = f"INSERT INTO dossier ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})"
    with engine.begin() as connection:
        connection.execute(sa.text(insert), row)

    said = ""
    try:
        with engine.begin() as connection:
            connection.execute(sa.text(insert), row | {"id": "second", "number": "N-2"} | spoil(row))
    except Exception as error:
        said = "".join([str(error), repr(error), *traceback.format_exception(error)])
    engine.dispose()

    assert said or engine.dialect.name == "sqlite", "nothing was refused"
    assert [part for part in (*SECRET.split(), "4711") if part in said] == []


def test_what_is_refused_is_told_by_the_name_of_the_rule_and_not_by_the_value(url: str, tmp_path: Path) -> None:
    app = make_app(url, tmp_path)
    with app.work() as work:
        work.add(Party(code="GEHEIM", name=SECRET, kind=PartyKind.DEPARTMENT))
    with pytest.raises(DomainError) as refused, app.work() as work:
        work.add(Party(code="GEHEIM", name=SECRET, kind=PartyKind.DEPARTMENT))
    app.database.dispose()

    said = "".join(traceback.format_exception(refused.value))
    assert "party" in english(refused.value)
    assert [part for part in ("GEHEIM", "niemand", "lezen") if part in said] == []


def test_no_value_is_in_the_log_of_the_database_also_when_all_is_logged(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    engine = database.create_engine(url)
    caplog.set_level("DEBUG", logger="sqlalchemy")
    caplog.set_level("DEBUG", logger="psycopg")
    with engine.begin() as connection:
        table = METADATA.tables["party"]
        connection.execute(sa.insert(table).values(code="X", name="geheim", kind="department"))
        found = sa.select(table.c.name).where(table.c.code == "X")
        assert connection.execute(found).scalars().all() == ["geheim"]
    engine.dispose()

    assert "INSERT INTO party" in caplog.text
    assert "geheim" not in caplog.text
