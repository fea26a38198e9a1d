"""Who acts: nothing is recorded without a name."""

from models.errors import Fault, InvalidInput, fault


def require_actor(by: str, what: str) -> str:
    """Return the name of the person who acts, tidied; raise `InvalidInput` if there is none, or if it is no name.

    `what` ends the sentence "Say who ...".
    """
    if not by.strip():
        raise InvalidInput("actor.missing", what=what)
    if problem := line_fault(by):
        raise InvalidInput("actor.name_cannot_be_used", what=what, problem=problem)
    return by.strip()


def line_fault(text: str, *, most: int = 200) -> Fault | None:
    """Return why this cannot be recorded as a name or number, which is one line; None if it can."""
    line = text.strip()
    if not line:
        return fault("", "field.empty")
    if len(line) > most:
        return fault("", "field.too_long", most=most)
    if not line.isprintable():
        return fault("", "field.bad_characters")
    return None
