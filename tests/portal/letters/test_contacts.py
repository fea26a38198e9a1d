"""Whoever is taken out of the party directory opens nothing any more; whoever stands in it now is asked."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from models.enums import DecisionStatus, MessageKind, MessageStatus, SignOffStatus
from models.errors import LinkNotValid, TransitionNotAllowed
from models.link import Link
from models.process import StepKind
from paraaf.services.access import one_time_codes
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.engine import directory_load, reissue, sweeping
from paraaf.services.engine.directory_load import DirectoryLoad, load
from paraaf.services.messaging import link_admin, links
from paraaf.services.signing import decisions, sign_offs
from paraaf.services.signing.decisions import DecisionProvenance
from tests.portal.codes import code_of, sign_with_code, signed_in
from tests.portal.on_record import links_of, recorded
from tests.portal.person import Person
from tests.portal.reviewing import pass_on, send_agreement
from tests.support.acts import consulted, messages, waiting_for
from tests.support.letters import NUMBER, PARTIES, carry, state_of, write
from tests.support.refusals import refuses

People = Callable[[str], Person]
MINISTER = "{name: BM, address: min@example.nl}"
PHONE = "code_address: prive@example.nl"


def with_contact(app: App, before: str, after: str) -> DirectoryLoad:
    """Load the party directory with one contact written otherwise."""
    assert before in PARTIES
    return load(app, write(app.settings.data_dir / "changed.yaml", PARTIES.replace(before, after)))


def link_at(app: App, address: str) -> Link:
    """Return the latest link that was sent to an address."""
    with app.read() as session:
        return session.exec(select(Link).where(Link.address == address).order_by(Link.number)).all()[-1]  # type: ignore[arg-type]


# The minister


def test_the_old_mailbox_signs_nothing_once_the_minister_has_another(app: App, person: People) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)
    old, new = person("min@example.nl"), person("nieuw@example.nl")
    old.open()
    old.send(choice="sign")
    old.send("/code")
    code = code_of(old)

    with_contact(app, MINISTER, "{name: N. Nieuw, address: nieuw@example.nl}")
    old.send("/decide", code=code)

    assert old.page is not None and old.page.status_code == 404
    assert old.go(old.home).status_code == 404
    assert old.open().status_code == 404
    assert state_of(app).signatures == []
    carry(app, dossier_id)
    new.open()
    sign_with_code(new)
    assert state_of(app).decisions[-1].by == "N. Nieuw"
    assert verifying.verify(app, NUMBER).is_sound


@pytest.mark.parametrize("after", ["", "{name: BM, address: elders@example.nl}"])
def test_a_code_from_before_the_change_is_refused_by_the_services_too(app: App, after: str) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    link = link_at(app, "min@example.nl")
    one_time_codes.send_code(app, link.id)
    given = app.notifier.delivered[-1].body.split(".")[0][-7:]  # type: ignore[attr-defined]
    with_contact(app, MINISTER, after)

    with pytest.raises(LinkNotValid):
        one_time_codes.check_code(app, link.id, given)
    with pytest.raises(LinkNotValid):
        one_time_codes.send_code(app, link.id)
    with pytest.raises(LinkNotValid):
        decisions.sign(app, NUMBER, by="BM", provenance=DecisionProvenance(link.about, link.number))
    with pytest.raises(LinkNotValid):
        decisions.return_by_minister(
            app, NUMBER, by="BM", remarks="Nee.", provenance=DecisionProvenance(link.about, link.number)
        )
    assert state_of(app).decisions[-1].status is DecisionStatus.ASKED


def test_a_contact_with_another_name_keeps_the_link_and_is_named_anew_and_codes_go_where_they_went(
    app: App, person: People
) -> None:
    with_contact(app, MINISTER, f"{{name: M. Meisjesnaam, address: min@example.nl, {PHONE}}}")
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER, title="Met telefoon")
    loaded = with_contact(app, MINISTER, f"{{name: M. Getrouwd, address: min@example.nl, {PHONE}}}")
    minister = person("min@example.nl")
    minister.open()
    minister.send(choice="sign")
    minister.send("/code")

    assert loaded.anew == []
    assert app.notifier.delivered[-1].address == "prive@example.nl"  # type: ignore[attr-defined]
    minister.send("/decide", code=code_of(person("prive@example.nl")))
    assert state_of(app).decisions[-1].by == "M. Getrouwd"
    carry(app, dossier_id)
    assert verifying.verify(app, NUMBER).is_sound


@pytest.mark.parametrize("proof", ["", ", code_address: ander@example.nl"])
def test_no_code_goes_to_the_mailbox_of_the_link_when_the_address_for_codes_is_gone(
    app: App, person: People, proof: str
) -> None:
    with_contact(app, MINISTER, f"{{name: BM, address: min@example.nl, {PHONE}}}")
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER, title="Met telefoon")
    minister = person("min@example.nl")
    first = minister.link
    loaded = with_contact(app, MINISTER, f"{{name: BM, address: min@example.nl{proof}}}")
    carry(app, dossier_id)

    assert minister.go(first).status_code == 404
    assert (loaded.anew[0].ended, loaded.anew[0].asked) == (("BM",), ("BM",))
    assert loaded.without_code_address == ([] if proof else ["MIN"])
    assert minister.link != first and minister.open().status_code == 200


def test_a_minister_without_a_contact_is_told_to_owner_and_secretariat_and_asked_once_there_is_one(
    app: App, person: People
) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)
    loaded = with_contact(app, MINISTER, "")
    carry(app, dossier_id)

    assert [(anew.party, anew.is_unreachable) for anew in loaded.anew] == [("MIN", True)]
    told = messages(app, MessageKind.ASKED_ANEW)
    assert [message.party_code for message in told] == ["owner", "secretariat"]
    assert "Niemand kan nu gevraagd worden: MIN" in told[0].body
    assert carry(app, dossier_id).step.waits_for == ("MIN",)

    loaded = with_contact(app, MINISTER, "{name: N. Nieuw, address: nieuw@example.nl}")
    carry(app, dossier_id)
    assert [anew.asked for anew in loaded.anew] == [("N. Nieuw",)]
    assert person("nieuw@example.nl").open().status_code == 200


DEPUTY = (
    "{code: MIN2, name: S. Tweede, kind: minister, title: minister van Financiën, "
    "contacts: [{name: Bureau van Tweede, address: min2@example.nl}]}\n  - {code: MIN,"
)


def test_a_deputy_minister_signs_by_its_link_in_its_own_name(app: App, person: People) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)
    old = person("min@example.nl")
    old.open()
    text = PARTIES.replace("{code: MIN,", DEPUTY).replace(
        "kind: minister, title: minister van Economische Zaken,",
        "kind: minister, title: minister van Economische Zaken, deputy: MIN2, absent_until: 2026-03-02,",
    )
    load(app, write(app.settings.data_dir / "absent.yaml", text))
    carry(app, dossier_id)
    assert old.go(old.home).status_code == 200 and not old.says("Wat is uw besluit")

    deputy = person("min2@example.nl")
    deputy.open()
    sign_with_code(deputy)
    (signature,) = state_of(app).signatures
    assert (signature.name, signature.deputy_code) == ("S. Tweede", "MIN2")
    assert deputy.says("S. Tweede, minister van Financiën, namens de minister van Economische Zaken")
    assert verifying.verify(app, NUMBER).is_sound


def test_a_deputy_minister_decides_nothing_once_the_minister_is_back(app: App, person: People) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)
    text = PARTIES.replace("{code: MIN,", DEPUTY).replace(
        "kind: minister, title: minister van Economische Zaken,",
        "kind: minister, title: minister van Economische Zaken, deputy: MIN2, absent_until: 2026-03-02,",
    )
    load(app, write(app.settings.data_dir / "absent.yaml", text))
    carry(app, dossier_id)
    deputy = person("min2@example.nl")
    app.clock.move(days=1)  # type: ignore[attr-defined]
    deputy.open()
    deputy.send(choice="return", remarks="Nee.")
    deputy.send("/decide")

    assert deputy.page is not None and deputy.page.status_code == 409
    assert state_of(app).decisions[-1].status is DecisionStatus.ASKED


# Others


def test_the_successor_of_an_official_is_asked_and_the_route_goes_on(app: App, person: People) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    old = person("dir@example.nl")
    old.open()
    with_contact(app, "{name: Directeur, address: dir@example.nl}", "{name: D. Opvolger, address: opv@example.nl}")
    old.send(choice="sign_off")

    assert old.page is not None and old.page.status_code == 404
    place = state_of(app).sign_offs[0]
    with pytest.raises(LinkNotValid):
        sign_offs.sign_off(app, NUMBER, party="DIR", by="D", about=place.id, link=link_at(app, "dir@example.nl").number)
    carry(app, dossier_id)
    new = person("opv@example.nl")
    new.open()
    new.send(choice="sign_off")
    new.send("/decide")
    place = state_of(app).sign_offs[0]
    assert (place.status, place.by) == (SignOffStatus.SIGNED_OFF, "D. Opvolger")
    assert carry(app, dossier_id).step.waits_for == ("WJZ",)
    assert verifying.verify(app, NUMBER).is_sound


def test_a_deputy_that_is_the_deputy_no_more_opens_nothing_and_the_official_is_asked(app: App, person: People) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    sign_offs.sign_off(app, NUMBER, party="DIR", by="Directeur")
    dossier_id = state_of(app).dossier.id
    carry(app, dossier_id)
    deputy = person("wjz2@example.nl")
    assert deputy.open().status_code == 200

    with_contact(app, ", deputy: WJZ2, absent_from: 2020-01-01", "")
    carry(app, dossier_id)

    assert deputy.open().status_code == 404
    assert person("wjz@example.nl").open().status_code == 200
    assert state_of(app).sign_offs[1].deputy_code is None
    assert verifying.verify(app, NUMBER).is_sound


def test_who_left_the_secretariat_sees_and_sends_nothing_more(app: App, person: People) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_DISPATCH)
    old = signed_in(person("bbr@example.nl"))
    assert old.go(old.home).status_code == 200

    with_contact(app, "{name: BBR, address: bbr@example.nl}", "{name: S. Nieuw, address: sec@example.nl}")
    carry(app, dossier_id)

    assert old.go(old.home).status_code == 404
    assert old.go(f"{old.home}/letters/{NUMBER}").status_code == 404
    new = signed_in(person("sec@example.nl"))
    assert new.says("Een kleine brief")
    assert messages(app, MessageKind.READY_TO_DISPATCH)[-1].address == "sec@example.nl"


def test_a_new_contact_of_the_secretariat_gets_its_link_with_the_latest_letter(app: App, person: People) -> None:
    dossier_id = consulted(app)
    with_contact(app, "{name: BBR, address: bbr@example.nl}", "{name: S. Nieuw, address: sec@example.nl}")
    carry(app, dossier_id)

    assert signed_in(person("sec@example.nl")).says("Een kleine brief")
    assert person("bbr@example.nl").open().status_code == 404


def test_what_was_passed_on_ends_with_the_contact_who_passed_it_on(app: App, fin: Person, person: People) -> None:
    dossier_id = consulted(app)
    fin.open()
    pass_on(fin)
    carry(app, dossier_id)
    colleague = person("collega@fin.example")
    assert colleague.open().status_code == 200

    with_contact(app, "{name: IRF, address: fin@example.nl}", "{name: IRF, address: irf@example.nl}")
    carry(app, dossier_id)

    assert colleague.open().status_code == 404 and fin.open().status_code == 404
    new = person("irf@example.nl")
    new.open()
    send_agreement(new)
    assert [(r.party_code, r.by) for r in state_of(app).reactions] == [("FIN", "F. de Vries")]


def test_of_a_shared_mailbox_the_one_who_left_has_no_link_and_the_other_keeps_its_own(app: App) -> None:
    two = "{name: A. Een, address: fin@example.nl}, {name: B. Twee, address: fin@example.nl}"
    with_contact(app, "{name: IRF, address: fin@example.nl}", two)
    consulted(app, title="Gedeelde postbus")
    first, second = (links_of(app)[name] for name in ("A. Een", "B. Twee"))
    loaded = with_contact(app, "{name: IRF, address: fin@example.nl}", "{name: B. Twee, address: fin@example.nl}")

    with pytest.raises(LinkNotValid):
        links.visit(app, first.id)
    assert links.visit(app, second.id).link.holder == "B. Twee"
    assert [(anew.ended, anew.asked, anew.is_unreachable) for anew in loaded.anew] == [(("A. Een",), (), False)]


def test_a_party_that_answered_is_not_asked_again_when_its_contact_changes(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    send_agreement(fin)
    loaded = with_contact(app, "{name: IRF, address: fin@example.nl}", "{name: IRF, address: irf@example.nl}")

    assert loaded.anew == [] and fin.open().status_code == 404


# How it is done


def test_the_same_directory_loaded_again_asks_nobody_again(app: App) -> None:
    dossier_id = consulted(app)
    change = ("{name: IRF, address: fin@example.nl}", "{name: IRF, address: irf@example.nl}")
    with_contact(app, *change)
    carry(app, dossier_id)
    count = len(state_of(app).messages)

    assert with_contact(app, *change).anew == [] and reissue.reissue(app, dossier_id) == []
    assert len(state_of(app).messages) == count
    assert len(recorded(app, "directory_changed")) == 1


def test_what_a_load_could_not_ask_any_more_the_sweep_asks(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier_id = consulted(app)

    def dies(_app: App, _dossier_id: str) -> list[reissue.Reissued]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(directory_load, "reissue", dies)
        with pytest.raises(KeyboardInterrupt):
            with_contact(app, "{name: IRF, address: fin@example.nl}", "{name: IRF, address: irf@example.nl}")
    sweeping.sweep(app)
    carry(app, dossier_id)

    assert "irf@example.nl" in [m.address for m in messages(app, MessageKind.INVITATION)]


def test_a_message_that_waits_goes_to_nobody_who_is_gone(app: App) -> None:
    app.notifier.is_down = True  # type: ignore[attr-defined]
    dossier_id = consulted(app, title="Geen post")
    with_contact(app, "{name: IRF, address: fin@example.nl}", "{name: IRF, address: irf@example.nl}")
    app.notifier.is_down = False  # type: ignore[attr-defined]
    app.clock.move(minutes=5)  # type: ignore[attr-defined]
    carry(app, dossier_id)
    sweeping.sweep(app)

    to = {m.address: m.status for m in messages(app, MessageKind.INVITATION) if m.party_code == "FIN"}
    assert to == {"fin@example.nl": MessageStatus.CANCELLED, "irf@example.nl": MessageStatus.SENT}
    assert verifying.verify(app, NUMBER).is_sound


def test_a_link_that_ended_is_not_sent_again(app: App) -> None:
    consulted(app)
    number = links_of(app)["IRF"].number
    with_contact(app, "{name: IRF, address: fin@example.nl}", "{name: IRF, address: irf@example.nl}")

    with refuses(TransitionNotAllowed, match="opens nothing any more"):
        link_admin.send_again(app, NUMBER, number, by="O. Eigenaar")
