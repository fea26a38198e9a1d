"""How a refusal is said: its values as they are read in one language, and what a draft keeps of it."""

from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from models.enums import (
    DecisionStatus,
    DispatchStatus,
    DossierStatus,
    HoldStatus,
    Language,
    MessageStatus,
    PartyKind,
    Position,
    RoundStatus,
    SignOffStatus,
)
from models.errors import Fault, InvalidInput, ParaafError, fault
from models.route import Wording
from paraaf.faults import Catalogue
from paraaf.faults.stored import StoredFault
from paraaf.portal.texts.faults import said

SAMPLE = Catalogue(
    {
        "a.day": ("{day}, {day:iso}", "{day}, {day:iso}"),
        "a.list": ("nummers {numbers}", "numbers {numbers}"),
        "a.list.one": ("nummer {numbers}", "number {numbers}"),
        "a.list.none": ("geen nummer", "no number"),
        "a.word": ("{word}, {status}, {status:raw}", "{word}, {status}, {status:raw}"),
        "a.reason": ("want {reason}", "since {reason}"),
        "a.lines": ("dit:{faults:lines}", "this:{faults:lines}"),
    }
)


@pytest.mark.parametrize(
    ("what", "dutch", "english"),
    [
        (fault("", "a.day", day=date(2026, 3, 9)), "9 maart 2026, 2026-03-09", "9 March 2026, 2026-03-09"),
        (fault("", "a.list", numbers=[2, 5]), "nummers 2, 5", "numbers 2, 5"),
        (fault("", "a.list", numbers=[2]), "nummer 2", "number 2"),
        (fault("", "a.list", numbers=[]), "geen nummer", "no number"),
        (
            fault("", "a.word", word=Wording(nl="bij de minister", en="with the minister"), status=RoundStatus.OPEN),
            "bij de minister, open, open",
            "with the minister, open, open",
        ),
        (fault("", "a.reason", reason=fault("", "a.list", numbers=[])), "want geen nummer", "since no number"),
        (
            fault("", "a.lines", faults=[Fault("here", "a.list", 3, {"numbers": [1]})]),
            "dit:\n  - regel 3, here: nummer 1",
            "this:\n  - line 3, here: number 1",
        ),
    ],
)
def test_values_are_said_in_the_language_of_the_reader(what: Fault, dutch: str, english: str) -> None:
    assert (SAMPLE.sentence(what, "nl"), SAMPLE.sentence(what, "en")) == (dutch, english)


@pytest.mark.parametrize(
    ("code", "values", "dutch", "english"),
    [
        (
            "link.revoked_already",
            {"link": 3, "holder": "IRF, FIN", "by": "O. Eigenaar"},
            "Link 3 van IRF, FIN is ingetrokken door O. Eigenaar.",
            "Link 3 of IRF, FIN was revoked by O. Eigenaar.",
        ),
        (
            "link.waits_to_be_sent",
            {"link": 3, "holder": "MCC, OCW"},
            "Het bericht met link 3 aan MCC, OCW staat al klaar om verstuurd te worden.",
            "The message with link 3 to MCC, OCW waits to be sent already.",
        ),
        (
            "letter.not_from_here",
            {"action": "withdraw", "letter": "TEST-1", "status": DossierStatus.DISPATCHED},
            "Dat kan nu niet: brief TEST-1 is verzonden.",
            "Cannot withdraw letter TEST-1: it is dispatched.",
        ),
        (
            "dispatch.needs_no_other_way",
            {"letter": "TEST-1", "where": DossierStatus.DISPATCHED},
            "Brief TEST-1 heeft geen andere weg nodig: hij is verzonden.",
            "Letter TEST-1 needs no other way: it is dispatched.",
        ),
    ],
)
def test_both_languages_name_the_same_one_and_the_same_fact(
    code: str, values: dict[str, object], dutch: str, english: str
) -> None:
    refusal = ParaafError(code, **values)

    assert (said(refusal, Language.DUTCH), said(refusal, Language.ENGLISH)) == (dutch, english)


@pytest.mark.parametrize(
    "kind",
    [
        DispatchStatus,
        DossierStatus,
        DecisionStatus,
        HoldStatus,
        MessageStatus,
        PartyKind,
        Position,
        RoundStatus,
        SignOffStatus,
    ],
)
def test_what_something_is_is_said_in_dutch(kind: type[StrEnum]) -> None:
    same_in_both = {"open", "stakeholder", "minister"}
    for member in kind:
        dutch = SAMPLE.sentence(fault("", "a.reason", reason=member), "nl")

        assert member in same_in_both or dutch != f"want {member.replace('_', ' ')}"


def test_a_refusal_with_faults_is_said_whole() -> None:
    refusal = InvalidInput("a.list", [fault("x", "a.list", numbers=[1])], numbers=[])

    assert SAMPLE.whole(refusal, "en") == "no number\n  - x: number 1"


@pytest.mark.parametrize(
    "value",
    [
        "tekst",
        3,
        None,
        [1, "twee"],
        Position.AGREE_WITH_COMMENTS,
        date(2026, 3, 9),
        datetime(2026, 3, 9, 12, 30, tzinfo=UTC),
        Wording(nl="bij de minister", en="with the minister"),
        fault("", "docx.macros", places=["word/vbaProject.bin"]),
        [fault("here", "a.list", numbers=[1])],
    ],
)
def test_what_a_draft_keeps_of_a_value_is_what_it_was(value: object) -> None:
    wrong = Fault("there", "a.code", 3, {"value": value})

    assert StoredFault.model_validate_json(StoredFault.of(wrong).model_dump_json()).fault == wrong


def test_what_a_draft_keeps_of_a_fault_is_said_as_before() -> None:
    wrong = fault("by", "reaction.silence_is_not_said", position=Position.TACIT, choices="agree")
    kept = StoredFault.model_validate_json(StoredFault.of(wrong).model_dump_json())

    assert "‘tacit’" in said(kept, Language.DUTCH)
