"""Who acts: nothing is recorded without a name."""

from models.errors import InvalidInput


def acting(by: str, what: str) -> str:
    """Return the name of the person who acts, tidied; raise `InvalidInput` if there is none, or if it is no name.

    `what` ends the sentence "Say who ...".
    """
    if not by.strip():
        raise InvalidInput(f"Say who {what} (`--by`).")
    if problem := line_fault(by):
        raise InvalidInput(f"The name of who {what} (`--by`) {problem}; nothing was recorded.")
    return by.strip()


def line_fault(text: str, *, most: int = 200) -> str | None:
    """Return why this cannot be recorded as a name or number, which is one line; None if it can."""
    line = text.strip()
    if not line:
        return "is empty"
    if len(line) > most:
        return f"is longer than {most} characters"
    if not line.isprintable():
        return "has characters that cannot be used here"
    return None
