"""What a party does on the review page."""

from tests.portal.person import Person


def send_agreement(person: Person, **typed: str) -> None:
    """Fill in the form as who agrees, and send it."""
    person.send(position="agree", name="F. de Vries", action="check", **typed)
    person.send("/send")


def pass_on(person: Person, name: str = "C. Collega", address: str = "collega@fin.example", note: str = "") -> None:
    """Pass the question on to a colleague."""
    person.go(f"{person.home}/pass-on")
    person.send("/pass-on", name=name, address=address, note=note)
