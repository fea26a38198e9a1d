"""A letter that goes back to its owner, from an official on the sign-off route or from the minister."""

from collections.abc import Mapping
from typing import Any

from models.enums import MessageKind
from models.errors import InvalidInput
from models.process import OWNER
from models.state import DossierState
from paraaf.services.app.unit_of_work import UnitOfWork
from paraaf.services.messaging import compose


def check_remarks(remarks: str) -> str:
    """Return what has to change; raise `InvalidInput` if nothing is said, since the owner could do nothing with it."""
    if not remarks.strip():
        raise InvalidInput("return.needs_remarks")
    return remarks.strip()


def return_to_owner(
    work: UnitOfWork,
    state: DossierState,
    *,
    by: str,
    about_id: str,
    remarks: str,
    through: Mapping[str, Any],
    **facts: Any,
) -> None:
    """Return the letter, put it on record with these facts, and tell the owner who did it and what has to change.

    `about_id` is the id of the place on the route or of the decision, and `through` says how somebody came to it.
    """
    state.dossier.move("return")
    work.record(state.dossier, "returned", by, **facts, remarks=remarks, **through)
    compose.send(
        work,
        state.dossier,
        MessageKind.RETURNED,
        OWNER,
        about_id=about_id,
        key=f"returned:{about_id}",
        returned_by=by,
        remarks=remarks,
    )
