"""One-time codes: the one in a message, another, and what is done with it."""

import re

from tests.portal.person import Person


def code_of(someone: Person) -> str:
    """Return the code in the latest message."""
    found = re.search(r"(\d{3} \d{3})", someone.messages[-1])
    assert found
    return found[1]


def other_than(code: str) -> str:
    """Return a code that is not this one."""
    return f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06d}"


def sign_with_code(minister: Person, code: str | None = None) -> None:
    """Choose to sign, and give the code in the latest message, or another."""
    minister.send(choice="sign")
    minister.send("/code")
    minister.send("/decide", code=code or code_of(minister))


def signed_in(person: Person) -> Person:
    """Open the link in the latest message, and give the code that is asked for."""
    person.open()
    person.send("/code")
    person.send("/confirm", code=code_of(person))
    return person
