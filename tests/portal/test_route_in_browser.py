"""The whole route in a real browser, without JavaScript, and with the keyboard alone."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from models.enums import DossierStatus
from models.process import StepKind
from models.state import DossierState
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from tests.portal.codes import code_of
from tests.portal.person import Person
from tests.support.chrome import page_of
from tests.support.extent import in_full
from tests.support.hands import Hands, Keyboard, Mouse
from tests.support.journey import PEOPLE, TITLE, Journey
from tests.support.letters import NUMBER, carry, register, state_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("portal-browser")]


@dataclass
class Delivered:
    """What the messages say that people received from this Paraaf."""

    person: Callable[[str], Person]
    origin: str

    def link(self, address: str) -> str:
        messages = "\n".join(self.person(address).messages)
        return self.origin + re.findall(r"https?://\S+?(/open/\S+)", messages)[-1]

    def code(self, address: str) -> str:
        return code_of(self.person(address))


@pytest.fixture
def pages(chrome: Browser) -> Iterator[Callable[[], Page]]:
    """Return pages of browsers without JavaScript, one for each person."""
    with ExitStack() as open_ones:
        yield lambda: open_ones.enter_context(page_of(chrome))


def journey(app: App, come: Callable[[], Hands], post: Delivered) -> Journey:
    """Return the journey of a letter that Paraaf carries on from person to person."""
    dossier_id = register(app, title=TITLE, **PEOPLE)

    def until(kind: StepKind) -> None:
        step = carry(app, dossier_id).step
        assert (step.kind is kind) or (step.is_done and kind is StepKind.DONE), step

    until(StepKind.AWAIT_REACTIONS)
    return Journey(post, come, until)


def travelled(
    app: App, origin: str, person: Callable[[str], Person], pages: Callable[[], Page], hands: Callable[[Page], Hands]
) -> DossierState:
    """Let a letter go its whole route, see what is there for whoever has nothing to do on it, and return the letter."""
    trip = journey(app, lambda: hands(pages()), Delivered(person, origin))
    trip.travel()
    stranger = trip.come()
    stranger.open(trip.post.link("fin@example.nl"))
    expect(stranger.page.get_by_role("heading", level=1)).to_have_text("U kunt hier niet meer reageren")
    for address in ("/", "/open/x", "/review/x", "/nowhere"):
        stranger.open(origin + address)
    return state_of(app)


@in_full
def test_a_letter_goes_its_whole_route_with_the_keyboard_alone_and_without_javascript(
    app: App, origin: str, person: Callable[[str], Person], pages: Callable[[], Page]
) -> None:
    state = travelled(app, origin, person, pages, Keyboard)

    assert state.dossier.status is DossierStatus.DISPATCHED
    assert {reaction.by for reaction in state.reactions} == {"F. de Vries", "C. Collega, voor Beleid"}
    assert verifying.verify(app, NUMBER).is_sound


@in_full
def test_a_letter_goes_its_whole_route_with_a_mouse_and_without_javascript(
    app: App, origin: str, person: Callable[[str], Person], pages: Callable[[], Page]
) -> None:
    assert travelled(app, origin, person, pages, Mouse).dossier.status is DossierStatus.DISPATCHED
