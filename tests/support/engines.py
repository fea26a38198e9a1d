"""Engines of the tests: each has a database of its own, all have one memory of what was compiled."""

from typing import Any

from sqlalchemy.engine import Dialect, Engine

_dialects: dict[str, Dialect] = {}
_compiled: dict[Any, Any] = {}


def sharing_statements(engine: Engine) -> Engine:
    """Return this engine, knowing the SQL of each statement that an engine before it compiled.

    An engine remembers that by itself for as long as it lives, as Paraaf's does; that of a test lives for one test.
    What was compiled belongs to a dialect; the first engine of its kind connects, which tells the dialect its server.
    """
    name = engine.dialect.name
    if name not in _dialects:
        engine.connect().close()
        _dialects[name] = engine.dialect
    engine.dialect = _dialects[name]
    engine.update_execution_options(compiled_cache=_compiled)
    return engine
