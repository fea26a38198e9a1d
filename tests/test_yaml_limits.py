"""A YAML file with more in it than a person writes is refused; an honest one is read."""

import json

import pytest

from models.enums import Language
from models.errors import InvalidDossier
from models.request import DossierRequest
from paraaf.portal.start.draft import MAX_VALUES, MAX_YAML
from paraaf.portal.texts.faults import said
from paraaf.yaml_file import YamlFile
from tests.support.letters import request_data
from tests.support.refusals import english

LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 6)
)
CHAIN = "a0: &a0 {k0: 1}\n" + "".join(f"a{n}: &a{n}\n  <<: *a{n - 1}\n  k{n}: 1\n" for n in range(1, 300))
WIDE = "a: &a\n" + "".join(f"  k{n}: 1\n" for n in range(200)) + "".join(f"b{n}:\n  <<: *a\n" for n in range(150))


def refusal(text: str) -> InvalidDossier:
    """Return why the portal refuses this."""
    with pytest.raises(InvalidDossier) as refused:
        YamlFile.of("dossier.yaml", text.encode(), InvalidDossier, most=MAX_YAML, most_values=MAX_VALUES)
    return refused.value


@pytest.mark.parametrize("text", [LAUGHS, CHAIN, WIDE], ids=["laughs", "chain", "wide"])
def test_a_file_that_repeats_itself_without_end_is_refused(text: str) -> None:
    assert english(refusal(text)) == "dossier.yaml refers to itself too often (`*name`); write out what it repeats."


@pytest.mark.long
@pytest.mark.parametrize("text", ["x:\n" + "- a\n" * 21_000, "x: [" + "a," * 21_000 + "]", "a: 1\n" * 21_000],
                         ids=["list", "in one line", "fields"])  # fmt: skip
def test_a_file_with_far_too_many_values_is_refused(text: str) -> None:
    refused = refusal(text)
    assert english(refused) == "dossier.yaml holds more than 20000 values; leave out what is too much."
    dutch = "Er staat te veel in dossier.yaml, met meer dan 20000 waarden; laat weg wat te veel is."
    assert said(refused, Language.DUTCH) == dutch


@pytest.mark.parametrize("text", ["x: " + "[" * 90, "x: " + "{a: " * 90, "x:\n " + "- " * 90,
                                  "".join(" " * n + "k:\n" for n in range(90))],
                         ids=["lists", "fields", "dashes", "lines"])  # fmt: skip
def test_a_file_that_goes_far_too_deep_is_refused_at_its_line(text: str) -> None:
    (fault,) = refusal(text).faults
    assert english(fault) == "this goes more than 40 levels deep" and fault.line is not None


@pytest.mark.parametrize("text", ["x: 1\ny: " + "w " * 110_000, "x: 1\ny: |\n" + "  w\n" * 110_000,
                                  "x: 1\ny: '" + "w" * 210_000 + "'"],
                         ids=["plain", "block", "quoted"])  # fmt: skip
def test_a_text_without_end_is_refused_at_its_line(text: str) -> None:
    (fault,) = refusal(text).faults
    assert (english(fault), fault.line) == ("this text is longer than 200000 characters", 2)
    assert said(fault, Language.DUTCH) == "deze tekst is langer dan 200000 tekens"


def test_a_number_without_end_is_text() -> None:
    for number in ("1" * 5_000, "0x" + "f" * 5_000, "1" * 5_000 + ".5"):
        assert YamlFile.of("a.yaml", f"x: {number}".encode(), InvalidDossier, most=MAX_YAML).values == {"x": number}
    sixties = "59:" * 500 + "1"
    file = YamlFile.of("a.yaml", f"%YAML 1.1\n---\nx: {sixties}".encode(), InvalidDossier, most=MAX_YAML)
    assert file.values == {"x": sixties}


def test_a_long_letter_with_a_few_references_is_read() -> None:
    data = request_data()
    data["letter"] = {"sections": [{"heading": f"Kop {n}", "text": "Een zin. " * 200} for n in range(150)]}
    text = json.dumps(data).replace('"title"', '"title"', 1)
    values = YamlFile.of("a.yaml", text.encode(), InvalidDossier, most=MAX_YAML, most_values=MAX_VALUES)
    assert values.parse(DossierRequest)[1] == []
    shared = "a: &a {name: A, address: a@b.nl}\nb: [*a, *a]\nc:\n  <<: *a\n  name: C\n"
    file = YamlFile.of("a.yaml", shared.encode(), InvalidDossier, most=MAX_YAML, most_values=MAX_VALUES)
    assert file.values["c"] == {"name": "C", "address": "a@b.nl"}
