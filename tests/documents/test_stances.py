import pytest

from models.enums import PartyKind, Position
from paraaf.documents import Escalation, KeyPoint, Stance, describe_stances
from tests.documents.facts_of_the_case import at, stance

NOT_AGREED = "Over de brief is geen volledige overeenstemming bereikt."
TACIT = "volgens de afspraak in de route geldt dat als stilzwijgende instemming."


def flat(points: tuple[KeyPoint, ...]) -> list[str]:
    return [line for point in points for line in (point.text, *(f"- {sub}" for sub in flat(point.points)))]


@pytest.mark.parametrize(
    ("stances", "told"),
    [
        ((stance("FIN"),), ["Over de brief is overeenstemming bereikt met FIN."]),
        (
            (stance("FIN"), stance("OCW"), stance("DEF", Position.AGREE_WITH_COMMENTS, "Kort en  goed")),
            [
                "Over de brief is overeenstemming bereikt met FIN, OCW en DEF.",
                "- Opmerking van DEF: Kort en goed.",
            ],
        ),
        (
            (stance("FIN"), stance("OCW", Position.TACIT), stance("BZ", Position.TACIT)),
            ["FIN stemt in met de brief.", f"OCW en BZ hebben niet binnen de termijn gereageerd; {TACIT}"],
        ),
        ((stance("FIN", Position.TACIT),), [f"FIN heeft niet binnen de termijn gereageerd; {TACIT}"]),
        (
            (stance("FIN"), stance("OCW"), stance("DEF", Position.NO_RESPONSE)),
            ["FIN en OCW stemmen in met de brief.", "DEF heeft niet gereageerd."],
        ),
        (
            (stance("FIN"), stance("OCW", Position.OBJECT, "De kern ontbreekt")),
            [NOT_AGREED, "OCW maakt bezwaar: De kern ontbreekt.", "FIN stemt in met de brief."],
        ),
        (
            (stance("FIN", Position.OBJECT),),
            [NOT_AGREED, "FIN maakt bezwaar: het bezwaar is niet toegelicht."],
        ),
        (
            (stance("FIN", Position.AGREE_ON_CONDITION, "er dekking is"),),
            [NOT_AGREED, "FIN stemt in onder voorwaarde: er dekking is."],
        ),
        (
            (stance("FIN", Position.AGREE_ON_CONDITION, "dekking", "planning"),),
            [NOT_AGREED, "FIN stemt in onder voorwaarde.", "- dekking.", "- planning."],
        ),
        (
            (stance("FIN"), stance("OCW", version=1, changed_since=True)),
            ["FIN stemt in met de brief.", "Na de instemming van OCW (versie 1) is de tekst gewijzigd."],
        ),
        (
            (stance("FIN", Position.OBJECT, "Nee", version=1, changed_since=True),),
            [
                NOT_AGREED,
                "FIN maakt bezwaar (versie 1): Nee. Daarna is de tekst gewijzigd;"
                " FIN heeft het bezwaar niet ingetrokken.",
            ],
        ),
        (
            (stance("FIN", Position.AGREE_ON_CONDITION, "Geld", version=1, changed_since=True),),
            [
                NOT_AGREED,
                "FIN stemt in onder voorwaarde (versie 1): Geld. Daarna is de tekst gewijzigd;"
                " FIN heeft niet bevestigd dat aan de voorwaarde is voldaan.",
            ],
        ),
        (
            (stance("FIN", Position.TACIT, version=1, changed_since=True),),
            [f"FIN heeft niet binnen de termijn gereageerd; {TACIT} Daarna is de tekst gewijzigd."],
        ),
        ((stance("FIN", None, version=None),), ["Van FIN is nog geen standpunt vastgelegd."]),
        ((), ["Er zijn geen reacties op de brief vastgelegd."]),
    ],
)
def test_field_of_forces_says_what_the_reactions_say(stances: tuple[Stance, ...], told: list[str]) -> None:
    assert flat(describe_stances(stances, ())) == told


@pytest.mark.parametrize(
    "position", [position for position in [*Position, None] if position not in ("agree", "agree_with_comments")]
)
def test_agreement_is_never_claimed_when_one_department_did_not_give_it(position: Position | None) -> None:
    told = "\n".join(flat(describe_stances((stance("FIN"), stance("OCW", position)), ())))
    assert "overeenstemming bereikt met" not in told
    assert "FIN stemt in met de brief." in told
    assert "OCW" in told


@pytest.mark.parametrize("position", [Position.AGREE, Position.AGREE_WITH_COMMENTS, Position.TACIT])
def test_agreement_is_never_claimed_for_a_text_that_changed_since(position: Position) -> None:
    told = "\n".join(flat(describe_stances((stance("FIN", position, version=1, changed_since=True),), ())))
    assert "overeenstemming bereikt" not in told
    assert "is de tekst gewijzigd" in told


def test_stakeholders_are_told_apart_and_do_not_spoil_agreement() -> None:
    stances = (
        stance("FIN"),
        stance("FME", Position.OBJECT, "Te traag", kind=PartyKind.STAKEHOLDER),
        stance("TNO", Position.NO_RESPONSE, kind=PartyKind.STAKEHOLDER),
        stance("VNO-NCW", Position.AGREE, "Goed", "Snel", kind=PartyKind.STAKEHOLDER),
    )
    assert flat(describe_stances(stances, ())) == [
        "Over de brief is overeenstemming bereikt met FIN.",
        "Geraadpleegd zijn: FME, TNO en VNO-NCW.",
        "- FME: bezwaar. Te traag.",
        "- TNO: geen reactie.",
        "- VNO-NCW: akkoord.",
        "- - Goed.",
        "- - Snel.",
    ]


def test_stakeholder_whose_text_changed_since_is_told_so() -> None:
    one = stance("FME", kind=PartyKind.STAKEHOLDER, version=1, changed_since=True)
    assert flat(describe_stances((one,), ()))[1] == "- FME: akkoord (versie 1). Daarna is de tekst gewijzigd."


def test_an_escalation_is_told_and_the_objection_stays_visible() -> None:
    escalation = Escalation("FIN", "de minister", "ministerraad", "De Kamer wacht", at(11, 3))
    told = flat(describe_stances((stance("FIN", Position.OBJECT, "Nee"),), (escalation,)))
    assert told == [
        NOT_AGREED,
        "FIN maakt bezwaar: Nee.",
        "Over het standpunt van FIN heeft de minister (ministerraad) op 3 november 2025 beslist: De Kamer wacht.",
    ]


def test_an_escalation_without_level_or_reason_says_so() -> None:
    told = flat(describe_stances((), (Escalation("FIN", "de SG", "", " ", at(11, 3)),)))
    assert told == ["Over het standpunt van FIN heeft de SG op 3 november 2025 beslist; een reden is niet vastgelegd."]
