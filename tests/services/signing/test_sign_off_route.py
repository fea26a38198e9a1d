"""The sign-off route beyond one after the other: at the same time, n of m, deputies, skipping, what changed."""

import pytest

from models.enums import MessageKind, SignOffStatus
from models.errors import AlreadyDone, InvalidDossier, InvalidInput, NotYourTurn, TransitionNotAllowed
from models.process import StepKind
from paraaf import wording
from paraaf.services.app.status import Status
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.engine import directory_load
from paraaf.services.reporting.status_page import status_markdown
from paraaf.services.signing import sign_offs
from tests.support.acts import CHANGE, answer, inform_all, messages, on_sqlite, refused, status_of, told, waiting_for
from tests.support.letters import NUMBER, PARTIES, carry, register, state_of, to_stage, write
from tests.support.refusals import english

S = SignOffStatus


def together(app: App, *parties: str, needed: int | None = None, route: str = "") -> str:
    """Start a letter on whose route these officials are asked at the same time, and carry it there; return its id."""
    group = {"parties": list(parties), "needed": needed}
    return waiting_for(
        app, StepKind.AWAIT_SIGN_OFF, sign_off_route=route.split() or list(parties), sign_off_groups=[group]
    )


def give(app: App, party: str) -> None:
    sign_offs.sign_off(app, NUMBER, party=party, by="Ambtenaar")


def skip(app: App, party: str, *, reason: str = "Op reis.", by: str = "Secretaris") -> None:
    sign_offs.skip(app, NUMBER, party=party, by=by, reason=reason)


def places(app: App) -> dict[str, SignOffStatus]:
    state = state_of(app)
    return {place.party_code: place.status for place in state.sign_offs_on(state.sign_off_routes[-1])}


def waits_for(app: App, dossier_id: str) -> tuple[str, ...]:
    status: Status = carry(app, dossier_id)
    return status.step.waits_for


def test_those_of_a_group_are_asked_at_the_same_time_and_all_have_to_sign_off(app: App) -> None:
    dossier_id = together(app, "DIR", "WJZ")
    assert waits_for(app, dossier_id) == ("DIR", "WJZ")
    assert told(app, MessageKind.SIGN_OFF_ASKED) == ["DIR", "WJZ"]
    assert "Tegelijk gevraagd: WJZ." in messages(app, MessageKind.SIGN_OFF_ASKED)[0].body

    give(app, "WJZ")
    assert waits_for(app, dossier_id) == ("DIR",)
    give(app, "DIR")

    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_MINISTER
    assert verify(app, NUMBER).is_sound


def test_of_a_group_as_many_as_are_needed_are_enough_and_the_others_are_told(app: App) -> None:
    dossier_id = together(app, "DIR", "WJZ", "WJZ2", needed=2)
    assert "Nodig zijn 2 van 3 parafen." in messages(app, MessageKind.SIGN_OFF_ASKED)[0].body

    give(app, "WJZ2")
    assert waits_for(app, dossier_id) == ("DIR", "WJZ")
    give(app, "DIR")

    assert places(app) == {"DIR": S.SIGNED_OFF, "WJZ": S.NOT_NEEDED, "WJZ2": S.SIGNED_OFF}
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_MINISTER
    (ended,) = messages(app, MessageKind.SIGN_OFF_ENDED)
    assert ended.party_code == "WJZ"
    assert "genoeg anderen hebben geparafeerd" in ended.body
    assert "not the turn of WJZ" in refused(app, NotYourTurn, lambda: give(app, "WJZ"))


def test_after_a_group_the_next_official_is_asked(app: App) -> None:
    dossier_id = together(app, "DIR", "WJZ", route="DIR WJZ WJZ2")
    give(app, "DIR")
    assert waits_for(app, dossier_id) == ("WJZ",)
    give(app, "WJZ")

    assert waits_for(app, dossier_id) == ("WJZ2",)


def test_one_of_a_group_returns_it_and_the_others_are_told(app: App) -> None:
    dossier_id = together(app, "DIR", "WJZ")

    sign_offs.return_sign_off(app, NUMBER, party="WJZ", by="A", remarks="Dit kan niet.")

    assert places(app) == {"DIR": S.LAPSED, "WJZ": S.RETURNED}
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_RESUBMISSION
    (ended,) = messages(app, MessageKind.SIGN_OFF_ENDED)
    assert (ended.party_code, "is teruggestuurd" in ended.body) == ("DIR", True)


def test_the_step_is_named_for_all_who_are_asked(app: App) -> None:
    dossier_id = register(app, sign_off_groups=[{"parties": ["DIR", "WJZ"]}])
    labels = []
    for _ in range(60):
        status = carry_one(app, dossier_id)
        labels.append(status.label)
        if status.step.kind is StepKind.AWAIT_SIGN_OFF:
            break

    assert "Ask DIR and WJZ to sign off" in labels


def carry_one(app: App, dossier_id: str) -> Status:
    """Do one step, whosever it is."""
    from paraaf.services.engine import steps
    from tests.support.letters import agree, read_status

    status = read_status(app, dossier_id)
    if status.step.waits_for_people:
        if status.step.kind is not StepKind.AWAIT_SIGN_OFF:
            agree(app, status)
    else:
        steps.perform(app, dossier_id, status.step)
    return status


@on_sqlite
@pytest.mark.parametrize(
    ("group", "said"),
    [
        ({"parties": ["DIR", "FIN"]}, "sign_off_groups[1].parties: FIN is not on the sign-off route"),
        ({"parties": ["DIR", "DIR"]}, "DIR is in a group twice"),
        ({"parties": ["DIR", "WJZ2"]}, "those of a group must follow each other"),
        ({"parties": ["DIR", "WJZ"], "needed": 3}, "3 of 2 cannot sign off"),
    ],
)
def test_a_group_that_cannot_be_is_a_fault_at_the_start(app: App, group: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidDossier) as refused_:
        register(app, sign_off_route=["DIR", "WJZ", "WJZ2"], sign_off_groups=[group])

    assert said in english(refused_.value)


# Deputies


def test_the_deputy_signs_off_for_an_official_who_is_absent_and_the_record_names_both(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    give(app, "DIR")
    carry(app, dossier_id)

    sign_offs.sign_off(app, NUMBER, party="WJZ2", by="P. Vervanger")

    place = state_of(app).sign_offs[-1]
    assert (place.party_code, place.deputy_code, place.by) == ("WJZ", "WJZ2", "P. Vervanger")
    assert "for WJZ, by P. Vervanger (WJZ2)" in status_markdown(app, status_of(app))
    assert "WJZ signed off already (by P. Vervanger" in refused(app, AlreadyDone, lambda: give(app, "WJZ2"))


def test_an_official_who_is_absent_may_still_sign_off_in_person(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    give(app, "DIR")
    carry(app, dossier_id)

    give(app, "WJZ")

    assert state_of(app).sign_offs[-1].deputy_code is None


def test_an_official_who_signed_off_signs_off_for_an_absent_one_too_and_says_for_which(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    deputy = PARTIES.replace("deputy: WJZ2", "deputy: DIR")
    directory_load.load_parties(app, write(app.settings.data_dir / "again.yaml", deputy))
    give(app, "DIR")
    carry(app, dossier_id)
    assert "`--for WJZ`" in refused(app, AlreadyDone, lambda: give(app, "DIR"))

    sign_offs.sign_off(app, NUMBER, party="DIR", for_party="WJZ", by="D. Dubbel")

    assert [(p.party_code, p.deputy_code) for p in state_of(app).sign_offs] == [("DIR", None), ("WJZ", "DIR")]
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_MINISTER
    assert verify(app, NUMBER).is_sound


def test_nobody_signs_off_for_an_official_whose_deputy_it_is_not(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)

    def for_dir() -> None:
        sign_offs.sign_off(app, NUMBER, party="WJZ2", for_party="DIR", by="P. Vervanger")

    assert "WJZ2 is not the deputy of DIR" in refused(app, NotYourTurn, for_dir)


# Skipping


def test_the_secretariat_skips_an_official_with_a_reason_and_the_minister_hears_of_it(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)

    skip(app, "DIR")
    assert waits_for(app, dossier_id) == ("WJZ",)
    give(app, "WJZ")
    carry(app, dossier_id)

    assert places(app) == {"DIR": S.SKIPPED, "WJZ": S.SIGNED_OFF}
    assert (
        "het secretariaat laat de brief zonder uw paraaf verdergaan"
        in messages(app, MessageKind.SIGN_OFF_ENDED)[0].body
    )
    asked = messages(app, MessageKind.SIGNATURE_ASKED)[0]
    assert "Geparafeerd: WJZ. Overgeslagen: DIR (Op reis.)." in asked.body
    assert verify(app, NUMBER).is_sound


def test_an_official_may_be_skipped_before_the_turn_comes(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)

    skip(app, "WJZ")
    give(app, "DIR")

    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_MINISTER
    assert told(app, MessageKind.SIGN_OFF_ENDED) == []


def test_skipping_one_of_a_group_lowers_what_is_needed_only_as_far_as_it_must(app: App) -> None:
    dossier_id = together(app, "DIR", "WJZ", "WJZ2", needed=2)

    skip(app, "DIR")
    assert waits_for(app, dossier_id) == ("WJZ", "WJZ2")
    skip(app, "WJZ")
    assert waits_for(app, dossier_id) == ("WJZ2",)
    give(app, "WJZ2")

    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_MINISTER


@on_sqlite
def test_somebody_has_to_sign_off(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    skip(app, "DIR")

    assert "then nobody signs off" in refused(app, NotYourTurn, lambda: skip(app, "WJZ"))


@on_sqlite
def test_who_decided_is_not_skipped_nor_who_is_not_on_the_route(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    give(app, "DIR")

    refused(app, TransitionNotAllowed, lambda: skip(app, "DIR"))
    refused(app, NotYourTurn, lambda: skip(app, "FIN"))
    refused(app, InvalidInput, lambda: skip(app, "WJZ", reason=" "))


# What changed since


def test_an_official_who_is_asked_again_sees_what_changed_since_the_last_look(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    give(app, "DIR")
    carry(app, dossier_id)
    sign_offs.return_sign_off(app, NUMBER, party="WJZ", by="A", remarks="Noem het bedrag.")
    carry(app, dossier_id)
    answer(app, edits=[CHANGE])
    carry(app, dossier_id)
    inform_all(app)
    carry(app, dossier_id)

    asked = messages(app, MessageKind.SIGN_OFF_ASKED)[-1]
    redline = state_of(app).document("redline:1:2")
    assert asked.party_code == "DIR"
    assert "sinds versie 1, die u eerder zag" in asked.body
    assert "nu: Het kabinet maakt scherpe keuzes. Dat doet het met een plan van een miljard euro." in asked.body
    assert redline is not None
    assert redline.id in asked.document_ids


def test_an_official_who_is_asked_again_about_the_same_text_hears_that_it_is_the_same(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    sign_offs.return_sign_off(app, NUMBER, party="DIR", by="A", remarks="Eerst overleg.")
    carry(app, dossier_id)
    answer(app)
    to_stage(app, dossier_id, StepKind.AWAIT_SIGN_OFF)

    asked = messages(app, MessageKind.SIGN_OFF_ASKED)[-1]
    assert "De tekst is dezelfde als toen u haar het laatst zag (versie 1)." in asked.body


def test_every_status_of_a_sign_off_has_a_word() -> None:
    for language in ("nl", "en"):
        assert set(wording.SIGN_OFFS[language]) == set(SignOffStatus)
