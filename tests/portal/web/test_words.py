"""The words of the pages: each text in both languages, each used, each there."""

import re
from string import Formatter

import pytest

from models.enums import Language
from paraaf.portal.texts import TEXTS, LanguageTexts
from paraaf.portal.web.rendering import PAGES
from paraaf.resources import shipped

CODE = shipped("templates").parent / "paraaf" / "portal"
SOURCES = [*PAGES.glob("*.html"), *(path for path in CODE.rglob("*.py") if path.parent.name != "words")]


KINDS = ("sign_off", "decision")
"""The values of `kind` on the pages on which somebody decides: how the names of their texts begin."""


def names_with_kind(ending: str) -> set[str]:
    """Return the names that begin with the `kind` of a page, and end as this expression says, for each kind."""
    found = {end for path in SOURCES for end in re.findall(rf'kind ~ "{ending}', path.read_text(encoding="utf-8"))}
    return {f"{kind}{end}" for kind in KINDS for end in found}


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

    used |= names_with_kind(r'((?:\.[a-z_]+)+)"')
    assert {name for name in used if name not in TEXTS and f"{name}.one" not in TEXTS} == set()


def test_every_text_is_used_somewhere() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    parts = set(re.findall(r'"([a-z_]+(?:\.[a-z_0-9]+)*\.)"(?: ~| \+|,)', written))  # names that end in a value

    parts |= names_with_kind(r'((?:\.[a-z_]+)+\.)"')
    written += " ".join(names_with_kind(r'((?:\.[a-z_]+)+)"'))
    assert [n for n in TEXTS if n.removesuffix(".one").removesuffix(".many") not in written
            and not any(n.startswith(part) for part in parts)] == []  # fmt: skip


def test_a_text_is_filled_in_as_text() -> None:
    assert LanguageTexts(Language.DUTCH)("review.comment", n="{t}<b>") == "Opmerking {t}<b>"
