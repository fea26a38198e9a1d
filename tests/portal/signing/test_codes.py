"""One-time codes: sent to where only their reader reads, right once, wrong five times, for ten minutes."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlmodel import col, select

from models.enums import MessageKind, MessageStatus
from models.errors import GatewayError, InvalidParties, LinkNotValid, TooManyCodes
from models.link import Link
from models.one_time_code import MAX_PER_DAY, MAX_PER_HOUR, MAX_PER_WEEK, MAX_TRIES, MAX_WRONG, OneTimeCode
from models.party import Contact
from models.process import StepKind
from paraaf.services.access.one_time_codes import CodeResult, check_code, masked, send_code, sent_code
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.engine import directory_load, sweeping
from paraaf.services.messaging import link_admin
from tests.portal.codes import code_of, other_than
from tests.portal.on_record import recorded
from tests.portal.person import Person
from tests.support.acts import messages, waiting_for
from tests.support.apps import make_app
from tests.support.letters import NUMBER, PARTIES, write
from tests.support.refusals import english


@pytest.fixture
def link_id(app: App) -> str:
    """The minister's link."""
    waiting_for(app, StepKind.AWAIT_MINISTER)
    with app.read() as session:
        return session.exec(select(Link.id).where(Link.address == "min@example.nl")).one()


@pytest.fixture
def minister(person: Callable[[str], Person]) -> Person:
    return person("min@example.nl")


def test_a_code_is_right_once(app: App, link_id: str, minister: Person) -> None:
    send_code(app, link_id)
    code = code_of(minister)

    assert check_code(app, link_id, code) is CodeResult.RIGHT
    assert check_code(app, link_id, code) is CodeResult.OVER


@pytest.mark.parametrize("written", ["{a}{b}", "{a} {b}", " {a}-{b}\n"])
def test_a_code_may_be_typed_with_anything_between_its_digits(
    app: App, link_id: str, minister: Person, written: str
) -> None:
    send_code(app, link_id)
    a, b = code_of(minister).split()

    assert check_code(app, link_id, written.format(a=a, b=b)) is CodeResult.RIGHT


def test_after_five_wrong_tries_the_right_code_is_of_no_use(app: App, link_id: str, minister: Person) -> None:
    send_code(app, link_id)
    code = code_of(minister)
    tries = [check_code(app, link_id, other_than(code)) for _ in range(MAX_TRIES)]

    assert tries == [CodeResult.WRONG] * (MAX_TRIES - 1) + [CodeResult.OVER]
    assert check_code(app, link_id, code) is CodeResult.OVER
    assert sent_code(app, link_id) is None


def test_tries_at_the_same_moment_all_count(app: App, link_id: str, minister: Person) -> None:
    send_code(app, link_id)
    wrong = other_than(code_of(minister))
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda _: check_code(app, link_id, wrong), range(8)))

    assert said.count(CodeResult.WRONG) == MAX_TRIES - 1
    with app.read() as session:
        assert session.exec(select(OneTimeCode.tries)).one() == MAX_TRIES


def test_two_processes_give_no_more_tries_than_one(app: App, link_id: str, minister: Person) -> None:
    send_code(app, link_id)
    wrong = other_than(code_of(minister))
    second = replace(make_app(app.settings.database, app.settings.data_dir), settings=app.settings, clock=app.clock)
    try:
        said = [check_code(each, link_id, wrong) for each in (app, second, app, second, app)]
    finally:
        second.database.dispose()

    assert said == [CodeResult.WRONG] * (MAX_TRIES - 1) + [CodeResult.OVER]
    assert check_code(app, link_id, code_of(minister)) is CodeResult.OVER


@pytest.mark.parametrize(
    ("minutes", "verdict"), [(9.9, CodeResult.RIGHT), (10, CodeResult.OVER), (-11, CodeResult.OVER)]
)
def test_a_code_holds_for_ten_minutes(
    app: App, link_id: str, minister: Person, minutes: float, verdict: CodeResult
) -> None:
    send_code(app, link_id)
    app.clock.move(minutes=minutes)  # type: ignore[attr-defined]

    assert check_code(app, link_id, code_of(minister)) is verdict


def test_a_new_code_makes_the_earlier_one_useless(app: App, link_id: str, minister: Person) -> None:
    send_code(app, link_id)
    first = code_of(minister)
    app.clock.move(minutes=1)  # type: ignore[attr-defined]
    send_code(app, link_id)

    if code_of(minister) != first:
        assert check_code(app, link_id, first) is CodeResult.WRONG
    assert check_code(app, link_id, code_of(minister)) is CodeResult.RIGHT


def test_a_code_is_of_use_for_its_own_link_only(app: App, link_id: str, minister: Person) -> None:
    send_code(app, link_id)
    with app.read() as session:
        other = session.exec(select(Link.id).where(col(Link.id) != link_id)).first()
    assert other is not None

    assert check_code(app, other, code_of(minister)) is CodeResult.OVER


def test_without_a_code_none_is_right(app: App, link_id: str) -> None:
    assert check_code(app, link_id, "123456") is CodeResult.OVER
    with pytest.raises(LinkNotValid):
        check_code(app, "0" * 32, "123456")


def test_five_codes_are_sent_within_an_hour_and_then_again_after_it(app: App, link_id: str) -> None:
    for _ in range(5):
        send_code(app, link_id)
    with pytest.raises(TooManyCodes):
        send_code(app, link_id)
    app.clock.move(minutes=61)  # type: ignore[attr-defined]
    send_code(app, link_id)


def test_a_revoked_link_gets_no_code(app: App, link_id: str) -> None:
    with app.read() as session:
        number = session.get_one(Link, link_id).number
    link_admin.revoke(app, NUMBER, number, by="O. Eigenaar", reason="verkeerde postbus")

    with pytest.raises(LinkNotValid):
        send_code(app, link_id)


def test_the_code_itself_is_stored_nowhere(app: App, link_id: str, minister: Person) -> None:
    send_code(app, link_id)
    digits = code_of(minister).replace(" ", "")
    with app.read() as session:
        stored = session.exec(select(OneTimeCode)).one()
        rows = session.connection().exec_driver_sql("SELECT body, subject FROM message").all()

    assert digits not in stored.code_hash and len(stored.code_hash) == 64
    assert not any(code_of(minister) in str(row) for row in rows)


def test_a_code_goes_to_the_address_that_the_contact_has_for_codes(app: App, link_id: str) -> None:
    with app.work() as work:
        contact = work.session.exec(select(Contact).where(Contact.address == "min@example.nl")).one()
        contact.code_address = "minister.prive@example.nl"
    made = send_code(app, link_id)

    assert app.notifier.delivered[-1].address == "minister.prive@example.nl"  # type: ignore[attr-defined]
    assert made.sent_to == "m…@example.nl"


def test_an_address_for_codes_that_cannot_be_reached_is_refused_with_its_place(app: App, link_id: str) -> None:
    wrong = PARTIES.replace("address: min@example.nl", "address: min@example.nl, code_address: nergens")
    with pytest.raises(InvalidParties) as refusal:
        directory_load.load_parties(app, write(app.settings.data_dir / "parties.yaml", wrong))
    assert "contacts[1].code_address" in refusal.value.faults[0].place

    wrong = PARTIES.replace("address: min@example.nl", "address: min@example.nl, code_channel: mail")
    with pytest.raises(InvalidParties) as refusal:
        directory_load.load_parties(app, write(app.settings.data_dir / "parties.yaml", wrong))
    assert "no code_address" in english(refusal.value.faults[0])


def test_a_code_that_no_channel_takes_is_said(app: App, link_id: str) -> None:
    app.notifier.is_down = True  # type: ignore[attr-defined]
    with pytest.raises(GatewayError):
        send_code(app, link_id)


@pytest.mark.parametrize(
    ("channel", "address", "shown"),
    [("mail", "minister@minez.nl", "m…@minez.nl"), ("sms", "+31612345678", "sms …78"), ("mail", "@", "…@")],
)
def test_an_address_is_shown_so_that_only_its_owner_knows_it(channel: str, address: str, shown: str) -> None:
    assert masked(channel, address) == shown


def test_the_message_says_in_the_readers_language_what_the_code_is_for(
    app: App, link_id: str, minister: Person
) -> None:
    send_code(app, link_id)
    assert "bevestigt u de ondertekening van de brief" in minister.messages[-1]
    assert minister.messages[-1].count("owner@example.nl") == 1


def test_somebody_else_who_has_the_link_uses_up_no_tries_and_no_codes_of_the_minister(
    app: App, link_id: str, minister: Person
) -> None:
    send_code(app, link_id, asker="minister")
    code = code_of(minister)
    for _ in range(MAX_PER_HOUR):
        send_code(app, link_id, asker="somebody")
        for _ in range(MAX_TRIES):
            check_code(app, link_id, other_than(code_of(minister)), asker="somebody")
    with pytest.raises(TooManyCodes):
        send_code(app, link_id, asker="somebody")

    assert check_code(app, link_id, code, asker="minister") is CodeResult.RIGHT
    send_code(app, link_id, asker="minister")


def test_a_code_is_of_no_use_in_another_session(app: App, link_id: str, minister: Person) -> None:
    send_code(app, link_id, asker="minister")

    assert sent_code(app, link_id, asker="somebody") is None
    assert check_code(app, link_id, code_of(minister), asker="somebody") is CodeResult.OVER
    assert check_code(app, link_id, code_of(minister), asker="minister") is CodeResult.RIGHT


@pytest.mark.parametrize(("hours", "most"), [(0.1, MAX_PER_DAY), (3, MAX_PER_WEEK)])
def test_codes_are_limited_over_days(app: App, link_id: str, hours: float, most: int) -> None:
    for number in range(most):
        send_code(app, link_id, asker=str(number))
        app.clock.move(hours=hours)  # type: ignore[attr-defined]
    with pytest.raises(TooManyCodes, match="for_link"):
        send_code(app, link_id, asker="another")
    app.clock.move(days=7)  # type: ignore[attr-defined]
    send_code(app, link_id)


def test_the_newest_code_is_the_one_sent_last_also_when_the_clock_went_back(
    app: App, link_id: str, minister: Person
) -> None:
    send_code(app, link_id)
    first = code_of(minister)
    app.clock.move(hours=-1)  # type: ignore[attr-defined]
    send_code(app, link_id)
    second = code_of(minister)

    if first != second:
        assert check_code(app, link_id, first) is CodeResult.WRONG
    assert check_code(app, link_id, second) is CodeResult.RIGHT


def test_wrong_tries_are_on_record_and_after_fifty_the_link_is_locked_and_people_are_told(
    app: App, link_id: str
) -> None:
    with app.work() as work:
        contact = work.session.exec(select(Contact).where(Contact.address == "min@example.nl")).one()
        contact.code_address = "minister.prive@example.nl"
    assert lock(app, link_id) == MAX_WRONG

    assert len(recorded(app, "code_wrong")) == MAX_WRONG
    assert recorded(app, "link_revoked")[-1][1]["reason"] == "50 wrong one-time codes"
    with pytest.raises(LinkNotValid):
        send_code(app, link_id)
    told = {m.address: m.body for m in messages(app, MessageKind.LINK_LOCKED)}
    assert len(told) == 4
    assert "(MIN) over de brief" in told["owner@example.nl"]
    assert "Met uw link" in told["minister.prive@example.nl"]
    assert "Met uw link" in told["min@example.nl"]
    assert verifying.verify(app, NUMBER).is_sound
    sweeping.sweep(app)
    assert {m.status for m in messages(app, MessageKind.LINK_LOCKED)} == {MessageStatus.SENT}


def lock(app: App, link_id: str) -> int:
    """Give wrong codes for a link until it opens nothing any more; return how many."""
    for tries in range(2 * MAX_WRONG):
        asker = str(tries // (MAX_TRIES * MAX_PER_HOUR))
        try:
            if tries % MAX_TRIES == 0:
                send_code(app, link_id, asker=asker)
            sent = re.search(r"\d{3} \d{3}", app.notifier.delivered[-1].body)  # type: ignore[attr-defined]
            assert sent
            check_code(app, link_id, other_than(sent[0]), asker=asker)
        except LinkNotValid:
            return tries
    raise AssertionError("the link is not locked")
