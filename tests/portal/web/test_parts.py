"""The parts of pages: a page takes no part that is not there."""

import re

import pytest

from paraaf.portal.web.rendering import PAGES


@pytest.mark.parametrize("page", sorted(file.name for file in PAGES.glob("*.html")))
def test_every_part_that_a_page_takes_from_another_is_there(page: str) -> None:
    text = (PAGES / page).read_text(encoding="utf-8")

    for source, names in re.findall(r'{% from "([^"]+)" import (.+?) with context %}', text):
        there = re.findall(r"{% macro (\w+)\(", (PAGES / source).read_text(encoding="utf-8"))
        assert [name for name in names.split(", ") if name not in there] == []
