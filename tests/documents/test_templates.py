import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from models.errors import TemplateError
from paraaf.documents import (
    TemplateKind,
    pack,
    render_advice_note,
    render_letter,
    render_reaction_table,
    template_faults,
    zip_files,
)
from tests.documents.facts_of_the_case import LETTER, NOTE, REACTION_TABLE, STAMP, TEMPLATES, template
from tests.support.refusals import english, refuses
from tests.support.word import contents

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
KINDS: tuple[TemplateKind, ...] = ("letter", "reaction_table", "advice_note")


def changed(name: str, *changes: tuple[str, str], part: str = "word/document.xml") -> bytes:
    parts = contents.parts(template(name))
    text = parts[part].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return pack(parts | {part: text.encode()})


@pytest.mark.parametrize("kind", KINDS)
def test_templates_of_the_project_are_in_order(kind: TemplateKind) -> None:
    assert template_faults(kind, template(kind)) == []


def test_the_script_makes_the_templates_as_they_were_committed() -> None:
    path = Path(__file__).parents[2] / "scripts" / "make_templates.py"
    spec = importlib.util.spec_from_file_location("make_templates", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.templates()
    assert sorted(made) == sorted(path.stem for path in TEMPLATES.glob("*.docx"))
    for name, content in made.items():
        assert contents.parts(content) == contents.parts(template(name)), name


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("content", [b"", b"tekst", pack({"a": b"b"})])
def test_what_is_no_word_document_is_called_so(kind: TemplateKind, content: bytes) -> None:
    assert [english(each) for each in template_faults(kind, content)] == ["is not a Word document"]


def test_a_template_in_words_own_template_format_is_told_apart() -> None:
    dotx = changed(
        "letter", (f"{WORD_TYPE}.document.main+xml", f"{WORD_TYPE}.template.main+xml"), part="[Content_Types].xml"
    )
    assert [english(each) for each in template_faults("letter", dotx)] == [
        "is not a Word document but another kind of Word file; save it as .docx"
    ]


def test_all_missing_fields_and_styles_are_named_at_once() -> None:
    broken = changed("letter", ("paraaf.subject", "x.subject"), ("paraaf.body", "x.body"))
    assert [english(each) for each in template_faults("letter", broken)] == [
        "field paraaf.subject is missing",
        "field paraaf.body is missing",
    ]
    with refuses(TemplateError, match=r"letter .*paraaf\.subject is missing, field paraaf\.body is missing"):
        render_letter(LETTER, STAMP, broken)
    unstyled = changed("letter", ('w:val="List Bullet 2"', 'w:val="Anders"'), part="word/styles.xml")
    assert [english(each) for each in template_faults("letter", unstyled)] == ["style List Bullet 2 is missing"]


def test_every_kind_refuses_a_template_of_another_kind() -> None:
    with refuses(TemplateError, match="reaction_table"):
        render_reaction_table(REACTION_TABLE, template("letter"))
    with refuses(TemplateError, match="advice_note"):
        render_advice_note(NOTE, template("letter"))


def test_a_list_style_without_numbering_is_a_fault() -> None:
    flat = changed(
        "advice_note", ('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', ""), part="word/styles.xml"
    )
    assert [english(each) for each in template_faults("advice_note", flat)] == ["style List Bullet has no numbering"]


def test_a_template_saved_by_a_dutch_word_works_the_same() -> None:
    dutch = changed("letter", ('w:styleId="Heading1"', 'w:styleId="Kop1"'), part="word/styles.xml")
    assert template_faults("letter", dutch) == []
    letter = render_letter(LETTER, STAMP, dutch)
    assert "Kop1" in {contents.style(p) for p in contents.root(letter).iter(qn("w:p"))}


def test_who_made_the_template_is_not_the_author_of_the_letter() -> None:
    made_by = changed(
        "letter", ("<dc:language>", "<dc:creator>Sjabloonmaker</dc:creator><dc:language>"), part="docProps/core.xml"
    )
    assert "Sjabloonmaker" not in contents.parts(render_letter(LETTER, STAMP, made_by))["docProps/core.xml"].decode()


def test_a_field_that_occurs_twice_is_filled_twice() -> None:
    letter = render_letter(replace(LETTER, ministry="Ministerie van Test"), STAMP, template("letter"))
    found = [contents.text(control) for _, tag, control in contents.controls(letter) if tag == "paraaf.ministry"]
    assert found == ["Ministerie van Test"] * 2


def test_zip_of_files_keeps_their_order_and_is_the_same_each_time() -> None:
    files = [("b.txt", b"twee"), ("a.txt", b"een")]
    assert zip_files(files) == zip_files(files)
    assert list(contents.parts(zip_files(files))) == ["b.txt", "a.txt"]
    assert list(contents.parts(pack(dict(files)))) == ["a.txt", "b.txt"]
