"""The database: engines, migrations, and whether they are in order."""

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, SQLAlchemyError

from models.errors import ConfigurationError
from paraaf.resources import shipped

if TYPE_CHECKING:  # it takes long to import, and a step of a letter should begin soon
    from alembic.config import Config

READ_ONLY = "paraaf_read_only"


def create_engine(url: str) -> Engine:
    """Return an engine for SQLite or PostgreSQL; raise `ConfigurationError` for any other URL.

    On SQLite a transaction takes the write lock when it begins, so that what it reads still holds when it
    writes; one marked READ_ONLY reads a snapshot and takes no lock. On PostgreSQL nothing is prepared:
    PgBouncer in transaction mode may run the next statement on another connection, which does not know what was
    prepared. No error and no log line of an engine holds what is stored or was to be stored.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigurationError("settings.no_database_url") from None
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return _quiet(
            sa.create_engine(
                parsed.set(drivername="postgresql+psycopg"),
                pool_pre_ping=True,
                hide_parameters=True,
                connect_args={"prepare_threshold": None},
            )
        )
    if backend != "sqlite":
        raise ConfigurationError("settings.other_database", backend=backend)
    try:
        engine = sa.create_engine(parsed, connect_args={"timeout": 30}, hide_parameters=True)
    except NoSuchModuleError:
        raise ConfigurationError("settings.no_database_driver") from None
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return _quiet(engine)


def reading(engine: Engine) -> Engine:
    """Return the engine for transactions that only read: each sees one moment of the database."""
    options: dict[str, Any] = {READ_ONLY: True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    return engine.execution_options(**options)


def upgrade(url: str) -> str:
    """Bring the database to this version of Paraaf, making it if need be; return the revision."""
    from alembic import command

    engine = create_engine(url)
    parsed = engine.url
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    if engine.dialect.name == "sqlite":
        # A table that others refer to is made anew when it changes; the references are checked at the end.
        sa.event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=OFF"))
    try:
        with engine.begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if engine.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise ConfigurationError("database.rows_refer_to_nothing")
    except SQLAlchemyError as error:
        raise _unreachable(engine, error) from error
    finally:
        engine.dispose()
    return needed_revision()


def check(engine: Engine) -> None:
    """Raise `ConfigurationError` unless the database is there and migrated to this version of Paraaf."""
    file = engine.url.database
    if engine.dialect.name == "sqlite" and file and file != ":memory:" and not Path(file).exists():
        raise ConfigurationError("database.missing", file=file)
    try:
        with reading(engine).connect() as connection:
            is_made = sa.inspect(connection).has_table("alembic_version")
            current = connection.scalar(sa.text("SELECT version_num FROM alembic_version")) if is_made else None
    except SQLAlchemyError as error:
        raise _unreachable(engine, error) from error
    needed = needed_revision()
    if current != needed:
        raise ConfigurationError("database.other_revision", current=current or "none", needed=needed)


def _unreachable(engine: Engine, error: SQLAlchemyError) -> ConfigurationError:
    where = engine.url.render_as_string(hide_password=True)
    code = "database.does_not_answer" if isinstance(error, OperationalError) else "database.cannot_be_used"
    return ConfigurationError(code, where=where, kind=type(error).__name__)


def needed_revision() -> str:
    """Return the revision of the database that this Paraaf needs: that of its last migration.

    It is read from the names of the files, each of which begins with its revision: every command and every step of a
    letter asks for it, and need not read all migrations for that.
    """
    return max(path.name for path in (shipped("migrations") / "versions").glob("*.py")).partition("_")[0]


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")))
    return config


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    is_read_only = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if is_read_only else "BEGIN IMMEDIATE")


def _quiet(engine: Engine) -> Engine:
    """Return this engine, telling no values: what it raises ends up in the logs and states of runs."""
    sa.event.listen(engine, "handle_error", _hide_values)
    logging.getLogger("sqlalchemy.engine.Engine").addFilter(_is_no_row)  # the same filter is added once
    return engine


def _is_no_row(record: logging.LogRecord) -> bool:
    """Return whether a line of SQLAlchemy's log is no row that was read: `hide_parameters` leaves those."""
    return record.msg != "Row %r"


def _hide_values(context: ExceptionContext) -> None:
    """Take out of an error, and of what SQLAlchemy makes of it, the values that it quotes.

    PostgreSQL tells in the lines after the first which key was taken, or the whole row that failed. The first line
    quotes a value only if it could not be read as what it should be; in other errors it quotes names of ours.
    """
    if (wrapped := context.sqlalchemy_exception) is None:
        return
    error = context.original_exception
    text = told = str(error)
    if (getattr(error, "sqlstate", None) or "").startswith(_CLASS_OF_VALUES):
        told = _QUOTED.sub("...", text)
    told = told.partition("\n")[0].rstrip()
    if told != text:
        error.args = (told,)
        wrapped.args = (str(wrapped.args[0]).replace(text, told), *wrapped.args[1:])


_CLASS_OF_VALUES = "22"
"""The class of PostgreSQL's error codes that are about a value ("data exception")."""
_QUOTED = re.compile('".*"', re.DOTALL)
