"""The form of a letter in preparation."""

import re
from typing import Any

from tests.portal.person import Person


def here(person: Person) -> str:
    """Return where the letter in preparation is, under the home of the link."""
    assert person.page is not None
    found = re.search(r"/start/[0-9a-f]{32}", str(person.page.url))
    assert found, person.page.url
    return found[0]


def fill(person: Person, files: Any = None, **typed: str | None) -> None:
    """Send the form of a letter in preparation."""
    person.send(here(person), files=files, **typed)
