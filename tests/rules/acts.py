"""What happens in an example: how it begins, what people do, what goes wrong, how time passes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from models.enums import Placing, Position, Weight
from models.process import StepKind
from models.request import OwnerRequest
from models.working_days import end_of_day
from paraaf import documents, redline
from paraaf.gateways.bounces import bounces_in
from paraaf.services.consultation import closing, reaction_inputs, reactions, reminders, rounds, taking_out
from paraaf.services.engine import returned_mail
from paraaf.services.letters import holds
from paraaf.services.messaging import outbox
from paraaf.services.signing import decisions, dispatching, sign_offs, taking_back, withdrawal
from tests.rules import damage
from tests.rules.facts import document, message
from tests.rules.hand_ins import hand_in
from tests.rules.sentences import FILES, Pattern
from tests.rules.story import Story
from tests.support.acts import CHANGE
from tests.support.letters import NUMBER, PASSAGE, agree
from tests.support.mail.bounces import original, postfix

# How it begins


def begin_with(kind: StepKind) -> Callable[[Story, list[str]], None]:
    """Return the act that starts a letter and carries it on until it waits for these parties."""

    def begin(story: Story, parties: list[str]) -> None:
        story.start(kind)
        assert set(story.status.step.waits_for) <= set(parties)

    return begin


def returned(story: Story) -> None:
    story.start(StepKind.AWAIT_MINISTER)
    return_by_minister(story)


def return_by_minister(story: Story) -> None:
    decisions.return_by_minister(story.app, NUMBER, by="M. Minister", remarks="Noem het bedrag.")
    story.carry()


def changed(story: Story) -> None:
    """Let the minister return the letter, and the owner make version 2."""
    returned(story)
    hand_in(story, "makes a next version")


def changed_and_returned(story: Story) -> None:
    """Let the minister return version 2 too, of which everybody who was consulted is informed."""
    changed(story)
    while (status := story.carry()) and status.step.kind is not StepKind.AWAIT_MINISTER:
        agree(story.app, status)
    return_by_minister(story)


# What people do


def react(story: Story, party: str, said: tuple[Position, Any], by: str = "Iemand", **more: Any) -> None:
    position, comments = said
    given = reaction_inputs.ReactionInput(party, f"{by} van {party}", position, comments, **more)
    reactions.record_reaction(story.app, NUMBER, given)


def proposes(placing: Placing | None = None) -> Callable[..., None]:
    def act(story: Story, party: str, text: str, words: str = "") -> None:
        paragraph = f"{PASSAGE} Dat doet het met een plan."
        said = reaction_inputs.CommentInput("Liever zo.", Weight.SUGGESTION, paragraph, text, words, placing)
        react(story, party, (Position.AGREE_WITH_COMMENTS, [said]))

    return act


def colleague_revises(*, has_read: bool) -> Callable[..., None]:
    def act(story: Story, party: str, _: str, said: tuple[Position, Any]) -> None:
        seen = story.state.reactions[-1].id if has_read else ""
        react(story, party, said, by="Een collega", revises=True, seen=seen)

    return act


def objects_with_wishes(*, names_reason: bool) -> Callable[[Story, str], None]:
    def act(story: Story, party: str) -> None:
        wishes = [
            reaction_inputs.CommentInput("Liever korter."),
            reaction_inputs.CommentInput("Dit mag niet van de wet.", is_reason=names_reason),
        ]
        react(story, party, (Position.OBJECT, wishes))

    return act


def all_react(story: Story, parties: list[str], said: tuple[Position, Any]) -> None:
    for party in parties:
        react(story, party, said)


def react_with_file(story: Story, party: str, said: tuple[Position, Any], kind: str) -> None:
    versions = [each for each in story.state.documents if each.kind in FILES["letter"]]
    current = story.app.store.get(versions[0 if kind == "earlier" else -1].sha256)
    copy = redline.compare(current, documents.apply_edits(current, [CHANGE]), author=party, date="")
    if kind == "condition":
        condition = redline.Remark(PASSAGE, "Voorwaarde: noem het bedrag.")
        copy = redline.remark(copy, [condition], author=party, date="")
    react(story, party, (said[0], []), file=("brief.docx", copy if kind != "pdf" else b"%PDF-1.7"))


def sign_off(story: Story, parties: list[str]) -> None:
    for party in parties:
        sign_offs.sign_off(story.app, NUMBER, party=party, by=f"Iemand van {party}")
        story.carry()


def remind(story: Story, parties: list[str]) -> None:
    reminders.remind(story.app, NUMBER, by="O. Eigenaar", parties=parties)


def take_over(story: Story, name: str, reason: str) -> None:
    owner = OwnerRequest(name=name, address="nieuw@example.nl")
    holds.take_over(story.app, NUMBER, owner, by="Secretaris", reason=reason)


def dispatch(story: Story, number: str) -> None:
    dispatching.dispatch(story.app, NUMBER, by="Secretaris", parliamentary_number=number)


def resume(story: Story) -> None:
    """Let somebody resume the run in Prefect: it looks whether it may go on."""
    from flows.waiting import is_still_waiting

    assert is_still_waiting(story.app, story.dossier_id)


# How time passes


def stay_silent(story: Story, parties: list[str]) -> None:
    assert list(story.status.step.waits_for) == parties
    story.wait_until(end_of_day(story.state.rounds[-1].due))


def wait_minutes(story: Story, minutes: int) -> None:
    story.wait_until(story.app.clock.moment + timedelta(minutes=minutes))


def wait_until(story: Story, moment: datetime) -> None:
    story.wait_until(moment)


ACTS = [
    Pattern(text, act)
    for text, act in {
        "{parties} is|are asked about version 1": begin_with(StepKind.AWAIT_REACTIONS),
        "{parties} is|are asked to sign off": begin_with(StepKind.AWAIT_SIGN_OFF),
        "the letter is before the minister": lambda s: s.start(StepKind.AWAIT_MINISTER),
        "the minister returned the letter": returned,
        "version 2 was made after FIN, OCW and VNO agreed to version 1": changed,
        "the minister returned version 2, of which FIN, OCW and VNO were informed": changed_and_returned,
        "the letter is signed and packed": lambda s: s.start(StepKind.AWAIT_DISPATCH),
        "the letter is dispatched": lambda s: s.start(StepKind.DONE),
        "{parties} {opinion}": all_react,
        "{code} {opinion} to version {number}": lambda s, party, said, version: react(s, party, said, version=version),
        "{code} {opinion}, for {code}": lambda s, deputy, said, party: react(s, deputy, said, for_party=party),
        "{code} revises: {code} {opinion}": lambda s, party, _, said: react(s, party, said, revises=True),
        "{code} proposes {words} with a paragraph": proposes(),
        "{code} proposes {words} with a paragraph, in the place of its words {words}": proposes(),
        "{code} proposes {words} with a paragraph, in the place of all of it": proposes(placing=Placing.PASSAGE),
        "{code} proposes {words} with a paragraph, after it": proposes(placing=Placing.AFTER),
        "a colleague of {code} revises: {code} {opinion}": colleague_revises(has_read=False),
        "a colleague of {code}, who read that, revises: {code} {opinion}": colleague_revises(has_read=True),
        "{code} {opinion}, and sends back {copy}": react_with_file,
        "{code} hands in `{said}` with {comments}": lambda s, party, *said: react(s, party, said),
        "{code} objects with two suggestions": objects_with_wishes(names_reason=False),
        "{code} objects with two suggestions, of which the second is the reason": objects_with_wishes(
            names_reason=True
        ),
        "the owner adds {code}{reason}": lambda s, party, reason: rounds.add_party(
            s.app, NUMBER, party=party, by="O. Eigenaar", reason=reason
        ),
        "{code} is taken out of the round{reason}": lambda s, party, reason: taking_out.take_out(
            s.app, NUMBER, party=party, by="O. Eigenaar", reason=reason
        ),
        "the owner closes the round{reason}": lambda s, reason: closing.close_early(
            s.app, NUMBER, by="O. Eigenaar", reason=reason
        ),
        "the owner extends the round until {day}{reason}": lambda s, day, reason: rounds.extend_round(
            s.app, NUMBER, until=day, by="O. Eigenaar", reason=reason
        ),
        "the owner reminds {parties}": remind,
        "the owner {hand_in}": hand_in,
        "{name} {hand_in} for the owner": lambda s, name, parts: hand_in(s, parts, by=name),
        "{parties} sign(s) off": sign_off,
        "{code} signs off, for {code}": lambda s, deputy, party: sign_offs.sign_off(
            s.app, NUMBER, party=deputy, for_party=party, by=f"Iemand van {deputy}"
        ),
        "DIR signs off, while somebody else changes the letter": lambda s: (
            damage.change_meanwhile(), sign_off(s, ["DIR"])
        ),
        "{code} returns the letter{reason}": lambda s, party, reason: sign_offs.return_sign_off(
            s.app, NUMBER, party=party, by=f"Iemand van {party}", remarks=reason
        ),
        "{code} takes back its sign-off{reason}": lambda s, party, reason: taking_back.take_back(
            s.app, NUMBER, party=party, by=f"Iemand van {party}", reason=reason
        ),
        "the secretariat takes back the skip of {code}{reason}": lambda s, party, reason: taking_back.take_back(
            s.app, NUMBER, party=party, by="Secretaris", reason=reason
        ),
        "a colleague of {code} takes back its sign-off{reason}": lambda s, party, reason: taking_back.take_back(
            s.app, NUMBER, party=party, by="Een collega", reason=reason
        ),
        "the owner signs off for {code}": lambda s, party: sign_offs.sign_off(
            s.app, NUMBER, party=party, by="O. Eigenaar"
        ),
        "the secretariat skips {code}{reason}": lambda s, party, reason: sign_offs.skip(
            s.app, NUMBER, party=party, by="Secretaris", reason=reason
        ),
        "the minister signs version {number}": lambda s, version: decisions.sign(
            s.app, NUMBER, by="M. Minister", version=version
        ),
        "{name} signs for the minister": lambda s, name: decisions.sign(s.app, NUMBER, by=name, party="MIN2"),
        "the minister returns the letter{reason}": lambda s, reason: decisions.return_by_minister(
            s.app, NUMBER, by="M. Minister", remarks=reason
        ),
        "the minister wants to discuss the letter": lambda s: decisions.discuss(
            s.app, NUMBER, by="M. Minister", remarks="Waarom nu?"
        ),
        "the note of the meeting is recorded": lambda s: decisions.record_discussion(
            s.app, NUMBER, by="Bureau", note="Het bedrag blijft weg."
        ),
        "somebody resumes the run in Prefect": resume,
        "the secretariat dispatches the letter under number {words}": dispatch,
        "the secretariat dispatches the letter without a number": lambda s: dispatch(s, " "),
        "the owner withdraws the letter{reason}": lambda s, reason: withdrawal.withdraw(
            s.app, NUMBER, by="O. Eigenaar", reason=reason
        ),
        "the secretariat holds the letter up{reason}": lambda s, reason: holds.hold(
            s.app, NUMBER, by="Secretaris", reason=reason
        ),
        "the secretariat releases the letter": lambda s: holds.release(s.app, NUMBER, by="Secretaris"),
        "{name} takes the letter over{reason}": take_over,
        'the secretariat finds that the message "{kind}" to {party} did arrive': lambda s, *about: outbox.settle(
            s.app, NUMBER, message(s, *about).seq, has_arrived=True, by="Secretaris"
        ),
        'the message "{kind}" to {party} comes back': lambda s, *about: returned_mail.came_back(
            s.app, bounces_in(postfix(original(message(s, *about).id, message(s, *about).address)))[0]
        ),
        'the owner sends the message "{kind}" to {party} again': lambda s, *about: outbox.settle(
            s.app, NUMBER, message(s, *about).seq, has_arrived=False, by="O. Eigenaar"
        ),
        'the owner sends the message "{kind}" to {party} to {words} instead': lambda s, kind, party, address: (
            outbox.settle(
                s.app, NUMBER, message(s, kind, party).seq, has_arrived=False, by="O. Eigenaar", address=address
            )
        ),
        "the secretariat hands the letter over in another way: {words}": lambda s, how: (
            dispatching.hand_over_otherwise(s.app, NUMBER, by="Secretaris", how=how)
        ),
        "it is {moment}": wait_until,
        "{number} minute(s) pass(es)": wait_minutes,
        "{parties} stay(s) silent until the due date": stay_silent,
        "a byte of the {file} is changed": damage.change_a_byte,
        "the {file} is opened": lambda s, name: s.app.store.get(document(s, name).sha256),
        "somebody changes {row} in the database": lambda s, row: damage.in_the_database(
            s, f"UPDATE {row} SET dossier_id = dossier_id"
        ),
        "somebody removes {row} from the database": lambda s, row: damage.in_the_database(s, f"DELETE FROM {row}"),
        "somebody with all rights lets the reaction of {code} be: {position}": damage.forge_reaction,
        "somebody with all rights lets the revoked link of {code} open again": damage.open_again,
        'somebody with all rights changes the text of the message "{kind}" to {code}': damage.other_text,
        'somebody with all rights takes out the message "{kind}" to {code}': damage.take_out_message,
        "somebody with all rights takes event {number} out of the audit trail": damage.take_out_event,
        "somebody with all rights writes the whole audit trail anew": damage.write_anew,
    }.items()
]  # fmt: skip
"""What people do, what goes wrong, how time passes."""
