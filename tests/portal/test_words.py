"""The words of the pages: each text in both languages, each used, each there."""

import re
from string import Formatter

import pytest

from models.enums import Language
from paraaf.portal.web.rendering import PAGES
from paraaf.portal.words import TEXTS, Words, refusals
from paraaf.resources import shipped

CODE = shipped("templates").parent / "paraaf" / "portal"
SERVICES = re.sub(
    r"\s+",
    " ",
    re.sub(
        r'"\s*\n\s*f?"',
        "",
        "\n".join(
            path.read_text(encoding="utf-8")
            for folder in ("paraaf/services", "paraaf/documents", "paraaf/gateways", "models")
            for path in (CODE.parent.parent / folder).rglob("*.py")
        ),
    ),
)
SOURCES = [*PAGES.glob("*.html"), *(path for path in CODE.glob("*.py"))]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_says_something_with_the_same_values_in_both_languages(name: str) -> None:
    dutch, english = TEXTS[name]

    assert dutch.strip() and english.strip()
    assert fields(dutch) == fields(english)


def test_every_text_that_a_page_or_a_module_names_is_there() -> None:
    used = {
        name
        for path in SOURCES
        for name in re.findall(r'["\'](?:t\(["\'])?([a-z_]+(?:\.[a-z_0-9]+)+)["\']', path.read_text(encoding="utf-8"))
        if name.split(".")[0] in {text.split(".")[0] for text in TEXTS} and not name.endswith((".html", ".docx"))
    }

    assert {name for name in used if name not in TEXTS and f"{name}.one" not in TEXTS} == set()


def test_every_text_is_used_somewhere() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    parts = set(re.findall(r'"([a-z_]+(?:\.[a-z_0-9]+)*\.)"(?: ~| \+|,)', written))  # names that end in a value

    assert [n for n in TEXTS if n.removesuffix(".one").removesuffix(".many") not in written
            and not any(n.startswith(part) for part in parts)] == []  # fmt: skip


@pytest.mark.parametrize("said", list(refusals.SAID))
def test_each_refusal_that_is_told_in_dutch_is_what_a_service_says(said: str) -> None:
    parts = re.split(r"[*\[\]']|: comments? \*|\(to be decided", said)
    fixed = [part for part in parts if len(part.strip(" .:,;()")) > 3]
    assert all(re.sub(r"\s+", " ", part).strip() in SERVICES for part in fixed), said


def test_a_refusal_is_told_in_dutch_with_what_it_is_about() -> None:
    told = refusals.why_not("a next version is needed: comments 2, 5 accepted", Language.DUTCH)
    assert told == ("er is een nieuwe versie nodig: opmerkingen 2, 5 zijn overgenomen", Language.DUTCH)
    told = refusals.why_not("comment 5: changes the same text as comment 1", Language.DUTCH)[0]
    assert told.startswith("opmerking 5: dit voorstel raakt dezelfde tekst als dat van opmerking 1;")
    said = "Letter TEST-1 is on hold already, by A. Naam: wacht {0} af"
    assert refusals.why_not(said, Language.DUTCH)[0] == "De brief is al aangehouden, door A. Naam: wacht {0} af"
    assert refusals.why_not(said, Language.ENGLISH) == (said, Language.ENGLISH)
    assert refusals.why_not("Iets anders.", Language.DUTCH) == ("Iets anders.", Language.ENGLISH)


def test_a_text_is_filled_in_as_text() -> None:
    assert Words(Language.DUTCH)("review.comment", n="{t}<b>") == "Opmerking {t}<b>"
