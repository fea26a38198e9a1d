import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.enums import ChangeChoice, DossierStatus, Language, LinkPurpose, MessageKind, Position, Verdict
from models.errors import TemplateError
from models.link import Link
from models.one_time_code import MAX_WRONG
from models.process import StepKind
from models.request import OwnerRequest
from paraaf.resources import shipped
from paraaf.services.access import locking
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import (
    answers,
    change_notices,
    reaction_inputs,
    reactions,
    reminders,
    rounds,
    taking_out,
)
from paraaf.services.consultation.change_notices import ChangeInput
from paraaf.services.engine.directory_load import load_parties
from paraaf.services.letters import holds
from paraaf.services.messaging import compose as messages
from paraaf.services.messaging import link_admin, links
from paraaf.services.messaging.links import LinkTarget
from paraaf.services.signing import decisions, dispatching, sign_offs, withdrawal
from paraaf.services.templating import message_templates
from paraaf.services.templating.message_facts import EVERY_MESSAGE, FACTS, AnsweredComment, Receiver
from paraaf.services.templating.message_templates import compose, faults
from tests.support.acts import CHANGE, CONDITION, SUGGESTION, on_sqlite, waiting_for
from tests.support.letters import NUMBER, PARTIES, carry, react, register, state_of, to_stage, write
from tests.support.refusals import english, refuses
from tests.support.states import Letter

TEMPLATES = shipped("templates")


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A copy of the templates, to be spoiled."""
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


def spoil(templates: Path, text: str | bytes, name: str = "invitation.txt") -> list[str]:
    """Put another text in place of the Dutch invitation; return what is said of it."""
    path = templates / "messages" / "nl" / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [english(each).removeprefix("template messages/nl/") for each in faults(templates)]


def test_the_message_templates_of_the_project_are_in_order() -> None:
    assert faults(TEMPLATES) == []


def test_a_kind_of_message_that_is_new_says_what_it_is_told() -> None:
    assert set(FACTS) == set(MessageKind)


def _goes_wrong_and_on(app: App, dossier_id: str) -> None:
    """Let the third letter be returned, changed, passed by, held, released and taken over."""
    sign_offs.return_sign_off(app, "TEST-3", party="DIR", by="D", remarks="Korter.")
    carry(app, dossier_id)
    answers.answer(app, "TEST-3", answers.AnswersInput(edits=[CHANGE]))
    change_notices.decide_changes(
        app, "TEST-3", [ChangeInput(code, ChangeChoice.INFORM) for code in ("FIN", "VNO")], by="O"
    )
    carry(app, dossier_id)
    sign_offs.skip(app, "TEST-3", party="DIR", by="S", reason="Op reis.")
    carry(app, dossier_id)
    elsewhere = PARTIES.replace("wjz2@example.nl", "elders@example.nl")
    load_parties(app, write(app.settings.data_dir / "changed.yaml", elsewhere))
    holds.hold(app, "TEST-3", by="S", reason="Overleg.")
    holds.release(app, "TEST-3", by="S")
    holds.take_over(app, "TEST-3", OwnerRequest(name="N", address="n@example.nl"), by="S", reason="Verlof.")


@on_sqlite
def test_every_message_is_told_what_its_template_may_use(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[MessageKind, set[str]] = {}

    def record(_templates: Path, _language: Language, kind: MessageKind, **facts: Any) -> tuple[str, str]:
        told.setdefault(kind, set(facts))
        assert told[kind] == set(facts)
        return compose(_templates, _language, kind, **facts)

    monkeypatch.setattr(messages, "compose", record)
    link_id = _tell_on_the_way(app)
    _tell_of_what_ends(app)
    _tell_of_what_goes_wrong(app)
    with app.work() as work:
        state = work.load_dossier(NUMBER)
        locked = work.session.get_one(Link, link_id)
        locked.wrong_codes = MAX_WRONG - 1
        locking.count_wrong(work, state, locked, to=("mail", "code@example.nl"))

    assert told == {kind: EVERY_MESSAGE.keys() | FACTS[kind].keys() for kind in MessageKind}


def _tell_on_the_way(app: App) -> str:
    """Carry a letter the whole way, and return the id of a link for it."""
    dossier_id = register(app)
    to_stage(app, dossier_id, StepKind.AWAIT_REACTIONS)
    rounds.extend_round(app, NUMBER, until=date(2026, 3, 19), by="O", reason="Tijd.")
    reminders.remind(app, NUMBER, by="O")
    with app.work() as work:
        receiver, to = (
            Receiver("F", "f@example.nl", "mail", Language.DUTCH),
            work.load_dossier(NUMBER).invitations[0].id,
        )
        link = links.link_for(
            work, work.dossier(NUMBER), receiver, LinkTarget(LinkPurpose.REVIEW, to), party_code="FIN"
        )
    link_admin.forward(app, link.id, name="C", address="c@example.nl")
    react(app, "FIN")
    react(app, "OCW", Position.AGREE_WITH_COMMENTS, SUGGESTION)
    to_stage(app, dossier_id, StepKind.AWAIT_SIGN_OFF)
    to_stage(app, dossier_id, StepKind.AWAIT_MINISTER)
    decisions.discuss(app, NUMBER, by="M", remarks="Waarom?")
    decisions.record_discussion(app, NUMBER, by="B", note="Daarom.")
    to_stage(app, dossier_id, StepKind.AWAIT_DISPATCH)
    dispatching.dispatch(app, NUMBER, by="S", parliamentary_number="1")
    carry(app, dossier_id)
    return link.id


def _tell_of_what_ends(app: App) -> None:
    """Take a party out of a letter, and withdraw it."""
    second = register(app, "run-2", references={"dossier_number": "TEST-2"})
    carry(app, second)
    taking_out.take_out(app, "TEST-2", party="FIN", by="O", reason="Vergissing.")
    withdrawal.withdraw(app, "TEST-2", by="O", reason="Toch niet.")


def _tell_of_what_goes_wrong(app: App) -> None:
    """Let a letter meet what can go wrong: a late reaction, a return, a hold, a refused message."""
    third = register(app, "run-3", references={"dossier_number": "TEST-3"}, departments=["FIN"], stakeholders=["VNO"])
    for party, step in (("FIN", StepKind.AWAIT_REACTIONS), ("VNO", StepKind.AWAIT_REACTIONS)):
        assert carry(app, third).step.kind is step
        react(app, party, number="TEST-3")
    carry(app, third)
    late = reaction_inputs.ReactionInput("FIN", "Iemand van FIN", Position.OBJECT, [CONDITION], revises=True)
    reactions.record_reaction(app, "TEST-3", late)
    _goes_wrong_and_on(app, third)
    app.notifier.error = "no"
    carry(app, third)


# What is wrong with a template shows before a letter starts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Beste\n{{ receiver.naam }}", ["invitation.txt: line 2: there is no 'naam' in 'receiver'"]),
        ("Beste\n{{ stage.name.de }}", ["invitation.txt: line 2: there is no 'de' in 'stage.name'"]),
        ("{% for d in documents %}{{ d.titel }}{% endfor %}", ["invitation.txt: line 1: there is no 'titel' in 'd'"]),
        ("{% for a in answered %}{{ a.weight }}{% endfor %}", ["invitation.txt: line 1: there is no 'weight' in 'a'"]),
        ("{% if round.number > 99 %}{{ dossier.x }}{% endif %}",
         ["invitation.txt: line 1: there is no 'x' in 'dossier'"]),
        ("{{ due }}", ["invitation.txt: line 1: there is no 'due' in this message (there is: answered, changes, "
                       "deputy_for, documents, dossier, is_optional, link, more, party, receiver, round, "
                       "seen_version, stage)"]),
        ("{{ party|groot }}", ["invitation.txt: line 1: there is no filter 'groot'"]),
        ("{{ 'x' if party is groot }}", ["invitation.txt: line 1: there is no test 'groot'"]),
        ("{{ party }\n", ["invitation.txt: line 1: unexpected '}'"]),
        ("{{ dossier.move('withdraw') }}", ["invitation.txt: line 1: there is no 'move' in 'dossier'"]),
        ("{% include 'onder.txt' %}", ["onder.txt: there is no such file"]),
        ("{% include 'reminder.txt' %}", ["reminder.txt: line 1: there is no 'is_late' in this message (there is: "
                                          "answered, changes, deputy_for, documents, dossier, is_optional, link, more, "
                                          "party, receiver, round, seen_version, stage)"]),
        ("Caf\xe9".encode("latin-1"), ["invitation.txt: cannot be read (UnicodeDecodeError)"]),
    ],
)  # fmt: skip
def test_a_template_with_a_fault_is_named_with_its_line(templates: Path, text: str | bytes, said: list[str]) -> None:
    assert spoil(templates, text)[: len(said)] == said


@pytest.mark.parametrize(
    "text",
    [
        "{% set who = receiver.name %}{{ who }}",
        "{% for code in [party] %}{{ loop.index }} {{ code }}{% endfor %}",
        "{% macro line(what) %}{{ what }}{% endmacro %}{{ line(party) }}",
        "{% import 'reminder.txt' as other %}",
        "{{ dossier.is_over }} {{ dossier.parsed_route.name }} {{ day(round.due)|upper }} {{ range(3)|list }}",
        "{% include 'invitation.txt' %}",
        "{% set round = party %}{{ round.anything }}",
    ],
    ids=range(7),
)
def test_a_template_may_use_all_of_jinja(templates: Path, text: str) -> None:
    (templates / "messages" / "nl" / "reminder.txt").write_text("Onderwerp\n\nTekst", encoding="utf-8")

    assert spoil(templates, text) == []


def test_a_template_that_was_changed_is_looked_at_again(templates: Path) -> None:
    assert spoil(templates, "{{ nergens }}") != []
    shutil.copy(TEMPLATES / "messages" / "nl" / "invitation.txt", templates / "messages" / "nl" / "invitation.txt")

    assert faults(templates) == []


# A template sees what it is told and can do nothing with it


def write_with(templates: Path, text: str) -> tuple[str, str]:
    """Write a message that a letter is signed with this template."""
    spoil(templates, text, "signed.txt")
    letter = Letter(0, title="Een brief")
    return compose(
        templates, Language.DUTCH, MessageKind.SIGNED,
        dossier=letter.dossier, receiver=Receiver("A", "a@example.nl", "mail", Language.DUTCH), party="owner",
        deputy_for="", documents=[letter.document("brief")], signed_by="M. Minister",
        answered=[AnsweredComment(1, "Korter.", Verdict.ACCEPTED, "Ja.")],
    )  # fmt: skip


def test_the_first_line_of_a_template_is_the_subject(templates: Path) -> None:
    assert write_with(templates, "Getekend:  {{ dossier.title }}\n\n\n\n{{ signed_by }}\n") == (
        "Getekend: Een brief",
        "M. Minister",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ dossier.move('withdraw') }}", "access to attribute 'move' of 'Dossier' object is unsafe"),
        ("{{ dossier.__class__.__mro__ }}", "access to attribute '__class__' of 'Dossier' object is unsafe"),
        ("{{ dossier.metadata.clear() }}", "access to attribute 'metadata' of 'Dossier' object is unsafe"),
        ("{{ signed_by.__class__ }}", "access to attribute '__class__' of 'str' object is unsafe"),
        ("{{ day.__globals__ }}", "access to attribute '__globals__' of 'function' object is unsafe"),
        ("{{ nergens }}", "'nergens' is undefined"),
        ("{{ 1 / 0 }}", "ZeroDivisionError: division by zero"),
        ("{{ day(3) }}", "AttributeError: "),
        ("{% if %}", "line 1: Expected an expression, got 'end of statement block'"),
        ("{% include '../en/signed.txt' %}", "there is no such file"),
    ],
)
def test_a_template_that_goes_too_far_is_refused(templates: Path, text: str, said: str) -> None:
    with pytest.raises(TemplateError) as caught:
        write_with(templates, text)

    assert english(caught.value).startswith(f"The message template messages/nl/signed.txt cannot be used: {said}")


@on_sqlite
def test_a_step_whose_message_cannot_be_written_records_nothing(app: App, templates: Path) -> None:
    waiting_for(app, StepKind.AWAIT_REACTIONS)
    spoil(templates, "{{ nergens }}", "withdrawn.txt")
    spoiled = App(**vars(app) | {"settings": app.settings.model_copy(update={"templates": templates})})

    with refuses(TemplateError, match="'nergens' is undefined"):
        withdrawal.withdraw(spoiled, NUMBER, by="O. Eigenaar", reason="Toch niet.")
    assert state_of(app).dossier.status is DossierStatus.UNDERWAY
    assert message_templates.faults(templates) != []
