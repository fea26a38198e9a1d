"""What must hold of a letter after whatever happened, read from the bare rows. Of Paraaf's rules only the
calendar of working days is used here.

The rules are written down once more, from docs/rules.md, so that a fault in `models/process.py` shows.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from models.working_days import add_working_days, local_day, working_days_between
from paraaf.services.consultation.reaction_inputs import ReactionInput, Receipt
from tests.orders.world import World

Row = dict[str, Any]
SAID = ("agree", "agree_with_comments", "agree_on_condition", "object")
TABLES = (
    *("dossier", "consultation_round", "invitation", "reaction", "comment", "response", "escalation", "change_notice"),
    *("letter_version", "document", "message", "sign_off_route", "sign_off", "decision", "signature", "dispatch"),
    *("advice_note", "hold"),
)


@dataclass(frozen=True)
class Received:
    """What somebody handed in, and the receipt for it."""

    given: ReactionInput
    receipt: Receipt


class Rows:
    """The rows of the letter at one moment."""

    def __init__(self, world: World) -> None:
        self._rows = {table: world.rows(table) for table in TABLES}
        self.dossier = self["dossier"][0]
        self.rounds = {row["id"]: row for row in self["consultation_round"]}
        self.documents = {row["id"]: row for row in self["document"]}
        self.text = max(self["letter_version"], key=lambda row: row["number"], default=None)

    def __getitem__(self, table: str) -> list[Row]:
        return self._rows[table]

    def with_status(self, table: str, *statuses: str) -> list[Row]:
        return [row for row in self[table] if row["status"] in statuses]

    def stage_of(self, invitation: Row) -> str:
        return str(self.rounds[invitation["round_id"]]["stage_key"])

    def counted(self, invitation: Row) -> Row | None:
        """Return the reaction that counts in a round: the last one in time."""
        mine = [r for r in self["reaction"] if r["invitation_id"] == invitation["id"] and not r["is_late"]]
        return max(mine, key=lambda row: row["number"], default=None)

    def silent(self) -> list[str]:
        """Return who is asked in an open round and said nothing yet."""
        open_ = {row["id"] for row in self.with_status("consultation_round", "open")}
        return [i["party_code"] for i in self["invitation"] if i["round_id"] in open_ and self.counted(i) is None]

    def spoke_late(self) -> set[str]:
        """Return who said something in an open round after its due date, before it was extended."""
        open_ = {row["id"] for row in self.with_status("consultation_round", "open")}
        places = {i["id"] for i in self["invitation"] if i["round_id"] in open_}
        return {r["party_code"] for r in self["reaction"] if r["invitation_id"] in places and r["is_late"]}

    def last_answer(self, party: str) -> str:
        """Return the id of what a party said last where it was asked last; empty if it said nothing there."""
        places = [i["id"] for i in self["invitation"] if i["party_code"] == party]
        said = [r for r in self["reaction"] if r["invitation_id"] in places[-1:] and r["by"] != "Paraaf"]
        return max(said, key=lambda r: r["number"])["id"] if said else ""

    def positions(self) -> Iterator[tuple[str, str, Row | None, Row | None]]:
        """Yield each party of each stage with the last thing it said and, if it came after that, its silence."""
        asked = sorted(self["invitation"], key=lambda i: self.rounds[i["round_id"]]["opened_at"])
        for stage, party in dict.fromkeys((self.stage_of(i), i["party_code"]) for i in asked):
            said = silence = None
            for invitation in asked:
                if (self.stage_of(invitation), invitation["party_code"]) != (stage, party):
                    continue
                reaction = self.counted(invitation)
                if reaction is None:
                    continue
                said, silence = (reaction, None) if reaction["position"] in SAID else (said, reaction)
            yield stage, party, said, silence

    def contested(self) -> list[tuple[str, str]]:
        """Return who objects or holds to a condition, without a decision above the owner since."""
        return [
            (stage, party)
            for stage, party, said, silence in self.positions()
            if said is not None
            and said["position"] in ("object", "agree_on_condition")
            and not (said["position"] == "agree_on_condition" and silence and silence["position"] == "tacit")
            and not any(e["party_code"] == party and e["at"] >= said["at"] for e in self["escalation"])
        ]

    def touched(self) -> list[tuple[str, str]]:
        """Return who agreed, also tacitly, to another text than stands now, and was told nothing of this one."""
        assert self.text is not None
        now = self.text["fingerprint"]
        told = {(n["stage_key"], n["party_code"]) for n in self["change_notice"] if n["fingerprint"] == now}
        found = []
        for stage, party, said, silence in self.positions():
            if said is not None and said["position"] == "object":
                continue
            if said is not None and said["position"] == "agree_on_condition":
                agreement = silence if silence and silence["position"] == "tacit" else None
            else:
                agreement = silence or said
            is_agreement = agreement is not None and agreement["position"] != "no_response"
            if agreement and is_agreement and agreement["fingerprint"] != now and (stage, party) not in told:
                found.append((stage, party))
        return found

    def unanswered(self) -> list[int]:
        """Return the numbers of the comments that count and have no response."""
        counting = {r["id"] for i in self["invitation"] if (r := self.counted(i))}
        answered = {row["comment_id"] for row in self["response"]}
        return [c["number"] for c in self["comment"] if c["reaction_id"] in counting and c["id"] not in answered]


def check_always(rows: Rows, received: list[Received], delivered: list[str], now: datetime) -> None:
    """Check what holds at every moment."""
    for one in received:
        _is_on_record(rows, one)
    _agreements_are_to_what_was_read(rows)
    assert not [key for key, count in Counter(m["key"] for m in rows["message"]).items() if count > 1]
    assert not [key for key, count in Counter(delivered).items() if count > 1], "a message went out twice"
    if rows.dossier["status"] == "dispatched" or any(key.startswith("to_parliament") for key in delivered):
        _went_out_signed(rows)
    _sweep_will_look(rows, now)


def check_change(before: Rows, after: Rows) -> None:
    """Check what must hold at the moment at which something is decided."""
    for table in ("reaction", "comment", "response", "escalation", "signature", "change_notice", "letter_version"):
        kept = {json.dumps(row, sort_keys=True) for row in after[table]}
        assert all(json.dumps(row, sort_keys=True) in kept for row in before[table]), f"{table} lost a row"
    signed_off = {row["id"] for row in before.with_status("sign_off", "signed_off")}
    if any(row["id"] not in signed_off for row in after.with_status("sign_off", "signed_off")):
        assert not before.touched(), "signed off while somebody agreed to another text and was told nothing"
        assert not before.contested(), "signed off over an objection or condition that stands"
    if len(after["signature"]) > len(before["signature"]):
        assert not before.contested(), "signed over an objection or condition that stands"
        assert not before.touched(), "signed while somebody agreed to another text and was told nothing"
        assert not before.unanswered(), "signed while a comment has no response"
        _was_signed_off(after)
    if len(after["dispatch"]) > len(before["dispatch"]) or after.dossier["status"] == "dispatched":
        _went_out_signed(after)
    if before.dossier["status"] in ("dispatched", "withdrawn"):
        assert after.dossier["status"] == before.dossier["status"]


def _is_on_record(rows: Rows, one: Received) -> None:
    receipt, given = one.receipt, one.given
    comments = {c["number"]: c for c in rows["comment"] if c["number"] in receipt.comment_numbers}
    kept = [comments[number] for number in receipt.comment_numbers if comments[number]["source"] == "said"]
    assert [(c["text"], c["weight"], c["passage"], c["proposed_text"]) for c in kept] == [
        (c.text, c.weight, c.passage, c.proposed_text) for c in given.comments
    ]
    mine = [
        r
        for r in rows["reaction"]
        if (r["party_code"], r["by"], r["remark"]) == (receipt.party, given.by, given.remark)
        and (r["position"], r["fingerprint"]) == (given.position, receipt.fingerprint)
        and bool(r["is_late"]) is receipt.is_late
    ]
    assert len(mine) == 1, f"the reaction of {given.by} is lost"
    assert {c["reaction_id"] for c in kept} <= {mine[0]["id"]}
    if receipt.changes_in_copy or receipt.comments_in_copy:
        _copy_is_read(rows, mine[0])


def _copy_is_read(rows: Rows, reaction: dict[str, Any]) -> None:
    """What stands in a returned copy is on record once it is late, or counted in a round that is closed."""
    place = next(i for i in rows["invitation"] if i["id"] == reaction["invitation_id"])
    round_ = next(r for r in rows["consultation_round"] if r["id"] == place["round_id"])
    in_time = [r for r in rows["reaction"] if r["invitation_id"] == place["id"] and not r["is_late"]]
    counts = bool(in_time) and max(in_time, key=lambda r: r["number"])["id"] == reaction["id"]
    is_closed = round_["status"] in ("closed", "answered")
    points = [c for c in rows["comment"] if c["reaction_id"] == reaction["id"] and c["source"] != "said"]
    assert bool(points) is bool(reaction["is_late"] or (counts and is_closed)), "a returned copy is not read"


def _agreements_are_to_what_was_read(rows: Rows) -> None:
    texts = {row["number"]: row["fingerprint"] for row in rows["letter_version"]}
    sent = {m["key"]: [rows.documents[i] for i in json.loads(m["document_ids"])] for m in rows["message"]}
    places = {row["id"]: row for row in rows["invitation"]}
    for reaction in rows["reaction"]:
        place = places[reaction["invitation_id"]]
        letter = sent[f"invitation:{place['round_id']}:{place['party_code']}"][0]
        assert reaction["fingerprint"] == texts[reaction["version_number"]] == letter["fingerprint"]
    routes = {row["id"]: row for row in rows["sign_off_route"]}
    for place in rows.with_status("sign_off", "asked", "signed_off", "returned"):
        route = routes[place["route_id"]]
        letter = sent[f"sign_off_asked:{place['id']}"][0]
        assert route["fingerprint"] == texts[route["version_number"]] == letter["fingerprint"]
    for signature in rows["signature"]:
        letter, note = sent[f"signature_asked:{signature['decision_id']}"][:2]
        assert (signature["letter_sha256"], signature["note_sha256"]) == (letter["sha256"], note["sha256"])
        assert signature["letter_fingerprint"] == letter["fingerprint"] == texts[signature["version_number"]]


def _was_signed_off(rows: Rows) -> None:
    signature = rows["signature"][-1]
    walk = max(rows["sign_off_route"], key=lambda row: row["lap"])
    assert walk["version_number"] == signature["version_number"]
    statuses = [place["status"] for place in rows["sign_off"] if place["route_id"] == walk["id"]]
    assert "signed_off" in statuses
    assert set(statuses) <= {"signed_off", "skipped", "not_needed"}


def _went_out_signed(rows: Rows) -> None:
    (signature,) = rows["signature"]
    (decision,) = rows.with_status("decision", "signed")
    assert decision["id"] == signature["decision_id"]
    (signed,) = [document for document in rows["document"] if document["kind"] == "signed"]
    assert signed["fingerprint"] == signature["letter_fingerprint"]
    for message in rows["message"]:
        if message["kind"] == "to_parliament":
            assert signed["id"] in json.loads(message["document_ids"])


def _sweep_will_look(rows: Rows, now: datetime) -> None:
    """A letter that waits for a moment is looked at by then: when its round ends, or a reminder falls due."""
    if rows.dossier["status"] != "underway" or rows.with_status("hold", "in_force"):
        return
    moments = []
    for round_ in rows.with_status("consultation_round", "open"):
        if not _has_reached_all(rows, round_):  # then it does not close by time
            continue
        moments.append(_midnight_after(_last_day(rows, round_)))
    for row in (*rows.with_status("sign_off", "asked"), *rows.with_status("decision", "asked")):
        next_working_day = add_working_days(date.fromisoformat(row["due"]), 1)
        moment = _midnight_after((next_working_day - timedelta(days=1)).isoformat()) + timedelta(hours=9)
        code = row.get("party_code", rows.dossier["minister_code"])
        reminded = [m for m in rows["message"] if (m["kind"], m["party_code"]) == ("reminder", code)]
        if not any(_moment(m["created_at"]) >= moment for m in reminded):
            moments.append(moment)
    if any(m["status"] == "pending" and m["attempts"] == 0 for m in rows["message"]):
        moments.append(now)
    for moment in moments:
        assert rows.dossier["wake_at"] is not None, "nothing wakes this letter"
        assert _moment(rows.dossier["wake_at"]) <= max(moment, now), "the letter is woken too late"


def _has_reached_all(rows: Rows, round_: Row) -> bool:
    arrived = {m["key"] for m in rows["message"] if m["status"] == "sent" and m["sent_at"]}
    asked = [i["party_code"] for i in rows["invitation"] if i["round_id"] == round_["id"]]
    return all(f"invitation:{round_['id']}:{code}" in arrived for code in asked)


def _last_day(rows: Rows, round_: Row) -> str:
    """Return when the last term of a round is over: it moves by the working days that the invitation was on its way."""
    days = [round_["due"]]
    for place in rows["invitation"]:
        if place["round_id"] != round_["id"] or place["is_optional"] or rows.counted(place) is not None:
            continue
        key = f"invitation:{round_['id']}:{place['party_code']}"
        arrived = min(_moment(m["sent_at"]) for m in rows["message"] if m["key"] == key)
        extended = [m for m in rows["message"] if m["key"].startswith(f"extended:{place['id']}")]
        asked = _moment(place["asked_at"])
        was_over = local_day(asked).isoformat() > round_["due"]
        was_extended = any(_moment(m["created_at"]) >= arrived for m in extended)
        count = working_days_between(local_day(asked), local_day(arrived))
        if count and not was_over and not was_extended:
            days.append(add_working_days(date.fromisoformat(round_["due"]), count).isoformat())
    return max(days)


def _midnight_after(day: str) -> datetime:
    amsterdam = ZoneInfo("Europe/Amsterdam")
    return datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), amsterdam).astimezone(UTC)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
