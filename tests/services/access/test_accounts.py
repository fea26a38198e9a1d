"""What is somebody's who signed in, on both databases."""

import pytest

from models.enums import Language, LinkPurpose, Role
from models.errors import NotFound
from models.process import StepKind
from models.sign_in import SignIn
from paraaf.services.access import accounts
from paraaf.services.app.unit_of_work import App
from tests.support.acts import waiting_for
from tests.support.letters import NUMBER, state_of


def signed_in(app: App, *roles: Role, address: str = "", codes: tuple[str, ...] = ()) -> SignIn:
    """Return a sign-in that counts."""
    with app.work() as work:
        return work.add(
            SignIn(
                account=f"https://login.example.nl {address or codes}",
                name="I. Iemand",
                address=address,
                roles=[str(role) for role in roles],
                party_codes=list(codes),
                at=app.clock.wall(),
            )
        )


def test_each_role_finds_what_is_theirs_and_opens_it_by_one_link(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    everything = signed_in(app, *Role, address="OWNER@example.nl", codes=("BBR", "DIR"))
    found = accounts.read_account(app, everything)

    assert [status.state.dossier.number for status in found.letters] == [NUMBER]
    assert [(each.number, each.party) for each in found.to_sign_off] == [(NUMBER, "Directeur")]
    assert found.secretariats == ["BBR"]
    for _ in range(2):
        links = [
            accounts.open_letter(app, everything, found.letters[0].state.dossier.id, Language.DUTCH),
            accounts.open_secretariat(app, everything, "BBR", Language.DUTCH),
            accounts.open_sign_off(app, everything, found.to_sign_off[0].id, Language.DUTCH),
        ]
        assert [link.purpose for link in links] == [LinkPurpose.OWNER, LinkPurpose.SECRETARIAT, LinkPurpose.SIGN_OFF]
        assert len({link.number for link in links}) == 3
        assert all(link.account == everything.account and link.token_hash is None for link in links)


def test_nobody_finds_or_opens_what_is_not_theirs(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    state = state_of(app)
    others = [
        signed_in(app, *Role, address="ander@example.nl", codes=("WJZ2", "FIN")),
        signed_in(app, Role.SIGN_OFF, Role.SECRETARIAT, address="owner@example.nl"),
        signed_in(app, Role.OWNER, address="dir@example.nl", codes=("BBR", "DIR")),
    ]
    for other in others:
        assert accounts.read_account(app, other).is_empty
        for open_it, key in (
            (accounts.open_letter, state.dossier.id),
            (accounts.open_secretariat, "BBR"),
            (accounts.open_sign_off, state.sign_offs[0].id),
        ):
            with pytest.raises(NotFound):
                open_it(app, other, key, Language.DUTCH)


@pytest.mark.parametrize("key", ["", "x", "0" * 32, "' OR 1=1 --"])
def test_what_does_not_exist_is_nobodys(app: App, key: str) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    person = signed_in(app, *Role, address="owner@example.nl", codes=("BBR", "DIR"))
    for open_it in (accounts.open_letter, accounts.open_secretariat, accounts.open_sign_off):
        with pytest.raises(NotFound):
            open_it(app, person, key, Language.DUTCH)


def test_a_letter_that_ended_is_listed_as_long_as_its_pages_are_open(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    person = signed_in(app, *Role, address="owner@example.nl", codes=("BBR", "DIR"))
    with app.work() as work:
        work.dossier(dossier_id).ended_at = app.clock.now()
    found = accounts.read_account(app, person)
    assert (len(found.letters), found.secretariats, found.to_sign_off) == (1, ["BBR"], [])

    app.clock.move(days=31)  # type: ignore[attr-defined]
    assert accounts.read_account(app, person).is_empty
