"""What to tell of a database that did not answer, or refused."""

from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from models.errors import GatewayError
from models.file_names import PDF as PDF
from models.file_names import WORD as WORD
from models.file_names import ZIP as ZIP


def unanswered(error: OperationalError) -> GatewayError:
    """Return what to tell of it: that others were busy for too long, or that the database was not there."""
    is_taken = "locked" in said_by(error) or getattr(error.orig, "sqlstate", None) in _TAKEN
    if is_taken:
        return GatewayError("letter.busy")
    return GatewayError("database.no_answer", reason=said_by(error))


ALL_BUSY = "database.all_busy"


_TAKEN = ("40001", "40P01", "55P03")
"""PostgreSQL's codes for what two transactions cannot both have: not in order, a deadlock, a lock not got."""


def said_by(error: IntegrityError | DataError | OperationalError) -> str:
    """Return what the database says, in its first line; never the values of a statement."""
    return str(error.orig).splitlines()[0] if error.orig else type(error).__name__
