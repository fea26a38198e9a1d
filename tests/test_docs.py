"""The files beside the code say what the code does."""

import importlib
import json
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from models.audited_rows import EQUIVALENT_VALUES, UNAUDITED_COLUMNS, UNAUDITED_TABLES
from models.request import DossierRequest, PartyDirectory
from paraaf.portal.web.rendering import PAGES
from paraaf.settings import Settings

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(("name", "model"), [("dossier", DossierRequest), ("parties", PartyDirectory)])
def test_the_schema_for_editors_is_current(name: str, model: type[BaseModel]) -> None:
    written = json.loads((ROOT / "docs" / f"{name}.schema.json").read_text(encoding="utf-8"))

    assert written == model.model_json_schema()


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")], ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text(encoding="utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    assert [name for name in Settings.model_fields if f"PARAAF_{name.upper()}" not in page] == []


def test_every_page_of_the_portal_has_a_picture() -> None:
    made_from = json.loads((ROOT / "docs" / "images" / "made-from.json").read_text(encoding="utf-8"))
    pages = {file.name for file in PAGES.glob("*.html") if 'extends "base.html"' in file.read_text(encoding="utf-8")}

    assert pages - {page for page, _ in made_from.values()} == set(), "Take it: python -m scripts.screenshots"


def test_every_picture_is_small_and_shown_on_the_page_about_pages() -> None:
    shown = re.findall(r"\]\(images/([^)]+)\)", (ROOT / "docs" / "pages.md").read_text(encoding="utf-8"))
    pictures = sorted(ROOT.glob("docs/images/*.png"))

    assert sorted(shown) == [picture.name for picture in pictures]
    assert [picture.name for picture in pictures if picture.stat().st_size > 150_000] == []


def test_what_no_audit_trail_tells_of_stands_in_security_with_its_reason() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    said = re.findall(r"^  - `([a-z_.]+)`: ((?:.+\n)(?:    .+\n)*)", page, re.MULTILINE)
    columns = {f"{table}.{name}": why for table, names in UNAUDITED_COLUMNS.items() for name, why in names.items()}
    alike = {f"{table}.{column}" for table, column in EQUIVALENT_VALUES}

    found = {name: " ".join(why.split()) for name, why in said}
    assert {name: why for name, why in found.items() if name not in alike} == {**UNAUDITED_TABLES, **columns}
    assert alike <= set(found)


def test_each_place_that_the_architecture_sends_one_to_exists() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page.partition("## I want to change")[2].partition("\n## ")[0]
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| ") and "go to" not in line]
    places = [place for row in rows for place in re.findall(r"`([^`]+)`", row[2])]

    assert len(places) >= len(rows) > 20
    assert [place for place in places if not (ROOT / place).exists()] == []


def _is_there(name: str) -> bool:
    """Return whether a dotted name is a module, or something that is defined in one."""
    for depth in range(name.count(".") + 1, 0, -1):
        module, rest = ".".join(name.split(".")[:depth]), name.split(".")[depth:]
        try:
            found: object = importlib.import_module(module)
        except ModuleNotFoundError:
            continue
        for part in rest:
            fields = getattr(found, "__dataclass_fields__", {})
            if part in fields:
                return True
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


@pytest.mark.parametrize("page", ["architecture", "decisions", "glossary", "rules"])
def test_each_module_and_name_that_a_page_speaks_of_exists(page: str) -> None:
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    names = re.findall(r"`((?:paraaf|models|flows)(?:\.\w+)+)(?:\(\))?`", text)
    packages = "|".join(path.name for path in (ROOT / "paraaf" / "services").iterdir() if path.is_dir())
    names += [f"paraaf.services.{name}" for name in re.findall(rf"`((?:{packages})\.(?!py`)\w[\w.]*)`", text)]

    assert [name for name in names if not _is_there(name) and not (ROOT / name).exists()] == []
