"""What anybody may try at any moment, allowed or not: drawn by Hypothesis, out of what stands on record."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from models.enums import ChangeChoice, Position, Verdict, Weight
from models.request import OwnerRequest
from models.working_days import add_working_days, local_day
from paraaf import documents
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import answers, change_notices, closing, reactions, reminders, rounds
from paraaf.services.consultation.change_notices import ChangeInput
from paraaf.services.consultation.reaction_inputs import CommentInput, ReactionInput
from paraaf.services.letters import holds
from paraaf.services.messaging import outbox
from paraaf.services.signing import decisions, dispatching, sign_offs, withdrawal
from tests.orders.oracle import Received, Rows
from tests.support.acts import escalation
from tests.support.copies import returned, sent_letter
from tests.support.letters import NUMBER

Draw = Callable[[st.SearchStrategy[Any]], Any]
Act = Callable[[App], object]


@dataclass(frozen=True)
class NowSays:
    """What the letter says since an act, in the place where the owner edits it."""

    sentence: str


@dataclass(frozen=True)
class Moment:
    """What somebody knows who acts now: the rows, what the letter says, and a name that nobody had before."""

    rows: Rows
    sentence: str
    name: str


Maker = Callable[[Draw, Moment], Act]

CONSULTED = ("FIN", "OCW", "VNO", "BZK")
OFFICIALS = ("DIR", "WJZ", "WJZ2")
SENTENCES = ("Dat doet het met een plan.", "Dat doet het met twee plannen.", "Dat doet het zonder plan.")
"""What the letter says in one place, at first and after an edit; it can also say again what it said before."""
CHANGES_IN_WORD = (
    ("Met deze brief informeer ik u.", "Met deze brief bericht ik u."),
    ("Met deze brief bericht ik u.", "Met deze brief informeer ik u allen."),
)
"""What people change in the copy that they send back: another place than the owner edits."""
OFTEN, SOMETIMES, AT_TIMES, SELDOM = (st.sampled_from([True] * n + [False] * (10 - n)) for n in (8, 5, 3, 1))


def _reaction(draw: Draw, party: str, name: str, *, revises: bool) -> ReactionInput:
    """Return a reaction that seldom contradicts itself."""
    position = draw(st.sampled_from([*Position] if draw(SELDOM) else ["agree", *reactions.SAID_POSITIONS]))
    weights = {
        "agree": [],
        "agree_with_comments": [Weight.SUGGESTION, Weight.OBSERVATION],
        "agree_on_condition": [Weight.CONDITION],
    }.get(position, [Weight.SUGGESTION])
    comments = [
        CommentInput(f"Punt {place} van {name}: één €.", weight, passage="") for place, weight in enumerate(weights)
    ]
    version = draw(st.sampled_from([None] * 8 + [1, 2]))
    return ReactionInput(party, name, Position(position), comments, f"Was getekend, {name}", version, revises=revises)


def react(draw: Draw, now: Moment) -> Act:
    """Somebody reacts: often one who is asked and silent."""
    rows = now.rows
    party = draw(st.sampled_from([*(rows.silent() * 3), *CONSULTED, "FIN2", "MIN"]))
    revises = draw(SELDOM if party in rows.silent() else SOMETIMES)
    given = _reaction(draw, party, now.name, revises=revises)
    if revises and draw(OFTEN):
        given = replace(given, seen=rows.last_answer(party))
    if rows["consultation_round"] and draw(SELDOM):
        return lambda app: _send_back(app, given)
    return lambda app: Received(given, reactions.record_reaction(app, NUMBER, given))


def _send_back(app: App, given: ReactionInput) -> Received:
    """React with the letter in Word, changed and remarked upon."""
    letter = sent_letter(app)
    said = documents.body_text(letter)
    edits = [edit for edit in CHANGES_IN_WORD if edit[0] in said and edit[1] not in said]
    remark = "Voorwaarde: korter." if given.position in (Position.AGREE_ON_CONDITION, Position.OBJECT) else "Korter."
    copy = returned(letter, *edits, author=given.by, remarks=[("Met deze brief", remark)])
    whole = replace(given, file=("brief.docx", copy))
    return Received(whole, reactions.record_reaction(app, NUMBER, whole))


def hand_in_answers(draw: Draw, now: Moment) -> Act:
    """The owner answers, or sends a returned letter on."""
    rows, sentence = now.rows, now.sentence
    numbers = rows.unanswered()
    is_returned = rows.dossier["status"] == "returned"
    numbers = numbers if draw(OFTEN) else numbers[: len(numbers) // 2]
    next_sentence = draw(st.sampled_from([s for s in SENTENCES if s != sentence])) if draw(SOMETIMES) else sentence
    edits = [documents.Edit("replace", sentence, next_sentence)] if next_sentence != sentence else []
    verdict = (Verdict.ACCEPTED if edits else Verdict.REJECTED) if draw(OFTEN) else draw(st.sampled_from(Verdict))
    over = [party for _, party in rows.contested() if draw(SOMETIMES)] if not is_returned else []
    given = answers.AnswersInput(
        responses=[answers.ResponseInput(number, verdict, "Zo is het.") for number in numbers],
        edits=edits,
        escalations=[escalation(party) for party in over],
        continue_at=draw(st.sampled_from(["", "", "departments", "stakeholders", "sign_off", "minister", "dispatch"]))
        if is_returned
        else "",
        changes=[_choice(draw, party) for _, party in rows.touched() if draw(SELDOM)],
    )
    return lambda app: (answers.answer(app, NUMBER, given, by="O. Eigenaar"), NowSays(next_sentence))[1]


def _choice(draw: Draw, party: str) -> ChangeInput:
    choice = draw(st.sampled_from([ChangeChoice.INFORM, ChangeChoice.ASK_AGAIN]))
    return ChangeInput(party, choice, "Ter kennisneming.")


def inform_or_ask_again(draw: Draw, now: Moment) -> Act:
    """The owner decides of those who agreed to another text, or who reacted late."""
    rows = now.rows
    late = [r["party_code"] for r in rows["reaction"] if r["is_late"]]
    known = [party for _, party in rows.touched()]
    somebody = st.sampled_from([*(late * 3), *known, *CONSULTED])
    chosen = known if known and draw(OFTEN) else [draw(somebody)]
    given = [_choice(draw, party) for party in chosen]
    return lambda app: change_notices.decide_changes(app, NUMBER, given, by="O. Eigenaar")


def look_after_the_round(draw: Draw, now: Moment) -> Act:
    """Somebody adds a party, extends the round, reminds in it or closes it."""
    what = draw(st.sampled_from(["add", "extend", "remind", "close"]))
    party, optional = draw(st.sampled_from(["BZK", "BZK", "VNO", "FIN"])), draw(SOMETIMES)
    days, some = draw(st.integers(1, 6)), draw(st.sampled_from([None, [party]]))
    acts: dict[str, Act] = {
        "add": lambda app: rounds.add_party(
            app, NUMBER, party=party, by="O", reason="Begroting.", is_optional=optional
        ),
        "extend": lambda app: rounds.extend_round(
            app, NUMBER, until=add_working_days(local_day(app.clock.now()), days), by="O", reason="Reces."
        ),
        "remind": lambda app: reminders.remind(app, NUMBER, by="O", parties=some),
        "close": lambda app: closing.close_early(app, NUMBER, by="O", reason="Debat."),
    }
    return acts[what]


def on_the_sign_off_route(draw: Draw, now: Moment) -> Act:
    """An official signs off or returns, or the secretariat skips one."""
    asked = [place["party_code"] for place in now.rows.with_status("sign_off", "asked")]
    party = draw(st.sampled_from([*(asked * 3), *OFFICIALS, "FIN"]))
    what = draw(st.sampled_from(["give", "give", "give", "return", "skip"]))
    acts: dict[str, Act] = {
        "give": lambda app: sign_offs.sign_off(app, NUMBER, party=party, by="Ambtenaar"),
        "return": lambda app: sign_offs.return_sign_off(app, NUMBER, party=party, by="Ambtenaar", remarks="Korter."),
        "skip": lambda app: sign_offs.skip(app, NUMBER, party=party, by="Secretaris", reason="Op reis."),
    }
    return acts[what]


def at_the_minister(draw: Draw, now: Moment) -> Act:
    """The minister signs, returns, wants to discuss; or the note of the meeting is written."""
    what = draw(st.sampled_from(["sign", "sign", "return", "discuss", "note"]))
    version = draw(st.sampled_from([None] * 4 + [1, 2]))
    acts: dict[str, Act] = {
        "sign": lambda app: decisions.sign(app, NUMBER, by="M. Minister", version=version),
        "return": lambda app: decisions.return_by_minister(app, NUMBER, by="M. Minister", remarks="Noem het bedrag."),
        "discuss": lambda app: decisions.discuss(app, NUMBER, by="M. Minister", remarks="Waarom nu?"),
        "note": lambda app: decisions.record_discussion(app, NUMBER, by="Bureau", note="Het mag."),
    }
    return acts[what]


def at_the_secretariat(draw: Draw, now: Moment) -> Act:
    """The secretariat holds or releases the letter, hands it over, dispatches it, settles a message, withdraws it."""
    held = bool(now.rows.with_status("hold", "in_force"))
    usual = "release" if held else draw(st.sampled_from(["hold", "take over", "dispatch"]))
    what = usual if draw(OFTEN) else draw(st.sampled_from(["hold", "release", "settle", "withdraw", "dispatch"]))
    name, seq, arrived = draw(st.sampled_from(["N. Nieuw", "O. Eigenaar"])), draw(st.integers(1, 30)), draw(SOMETIMES)
    owner = OwnerRequest(name=name, address=f"{name[0].lower()}@example.nl")
    acts: dict[str, Act] = {
        "hold": lambda app: holds.hold(app, NUMBER, by="Secretaris", reason="Overleg."),
        "release": lambda app: holds.release(app, NUMBER, by="Secretaris"),
        "take over": lambda app: holds.take_over(app, NUMBER, owner, by="Secretaris", reason="Verlof."),
        "dispatch": lambda app: dispatching.dispatch(app, NUMBER, by="Secretaris", parliamentary_number="29826, nr. 1"),
        "settle": lambda app: outbox.settle(app, NUMBER, seq, has_arrived=arrived, by="Secretaris"),
        "withdraw": lambda app: withdrawal.withdraw(app, NUMBER, by="Secretaris", reason="Toch niet."),
    }
    return acts[what]


ANYBODY: tuple[Maker, ...] = (
    *(react, hand_in_answers, inform_or_ask_again, look_after_the_round),
    *(on_the_sign_off_route, at_the_minister, at_the_secretariat),
)


def whose_turn(rows: Rows) -> list[Maker]:
    """Return what those do whom the letter waits for, as far as the rows say."""
    if rows.with_status("hold", "in_force"):
        return [at_the_secretariat, at_the_secretariat, react]
    if rows.dossier["status"] == "returned" or rows.with_status("consultation_round", "closed"):
        return [hand_in_answers]
    if rows.with_status("consultation_round", "open"):
        return [react, react, react, look_after_the_round]
    if rows.touched():
        return [inform_or_ask_again]
    turns: list[Maker] = [inform_or_ask_again] if any(r["is_late"] for r in rows["reaction"]) else []
    turns += [on_the_sign_off_route] * len(rows.with_status("sign_off", "asked"))
    turns += [at_the_minister] * len(rows.with_status("decision", "asked", "discuss"))
    turns += [at_the_secretariat] * len(rows.with_status("dispatch", "ready"))
    return [*turns, react]


def everybody_cooperates(rows: Rows, sentence: str) -> list[Act]:
    """Return what brings the letter on when nobody is in the way; nothing of it may be refused.

    Nobody decides above the owner: who objects gets another text, is asked again, and agrees.
    """
    if rows.with_status("hold", "in_force"):
        return [lambda app: holds.release(app, NUMBER, by="Secretaris")]
    if rows.dossier["status"] == "returned":
        return [lambda app: answers.answer(app, NUMBER, answers.AnswersInput(), by="O")]
    if rows.with_status("consultation_round", "closed"):
        next_sentence = next(each for each in SENTENCES if each != sentence)
        given = answers.AnswersInput(
            responses=[answers.ResponseInput(n, Verdict.REJECTED, "Nee.") for n in rows.unanswered()],
            edits=[documents.Edit("replace", sentence, next_sentence)],
        )
        return [lambda app: (answers.answer(app, NUMBER, given, by="O"), NowSays(next_sentence))[1]]
    if rows.with_status("consultation_round", "open"):
        late = rows.spoke_late()
        given_by = [
            ReactionInput(p, "Iemand", Position.AGREE, revises=p in late, seen=rows.last_answer(p) if p in late else "")
            for p in rows.silent()
        ]
        return [
            lambda app, given=given: reactions.record_reaction(app, NUMBER, given)  # type: ignore[misc]
            for given in given_by
        ]
    if told := [ChangeInput(party, ChangeChoice.INFORM, "Ter kennisneming.") for _, party in rows.touched()]:
        return [lambda app: change_notices.decide_changes(app, NUMBER, told, by="O")]
    asked = [place["party_code"] for place in rows.with_status("sign_off", "asked")]
    if asked:
        return [lambda app: sign_offs.sign_off(app, NUMBER, party=asked[0], by="Ambtenaar")]
    if rows.with_status("dispatch", "ready"):
        return [lambda app: dispatching.dispatch(app, NUMBER, by="Secretaris", parliamentary_number="29826, nr. 1")]
    if rows.with_status("dispatch", "sending"):  # the mail server was down when it was sent
        return [lambda app: dispatching.hand_over_otherwise(app, NUMBER, by="Secretaris", how="Op papier.")]
    return [lambda app: decisions.sign(app, NUMBER, by="M. Minister")]
