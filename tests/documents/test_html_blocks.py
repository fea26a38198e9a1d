"""Lists and tables of a Word file as those of a web page."""

import re

import pytest
from lxml import html

from paraaf.documents.html import as_web_text
from tests.support.word.files import p, row, run, table, tracked, word_file

Level = tuple[str, str]


def abstract(number: int, *levels: Level, more: str = "") -> str:
    """Return a kind of list: format and text of each level."""
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (format_, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{inner}</w:abstractNum>'


def num(number: int, of: int, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'


def starting_at(level: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


NUMBERS = abstract(1, ("decimal", "%1."), ("lowerLetter", "%2."), ("lowerRoman", "%3."))
BULLETS = abstract(2, ("bullet", "•"), ("bullet", "–"))
LEGAL = abstract(3, ("decimal", "Artikel %1"), ("decimal", "%1.%2"), ("lowerLetter", "%3)"))
LISTS = NUMBERS + BULLETS + LEGAL + num(1, 1) + num(2, 2) + num(3, 3) + num(4, 1, starting_at(0, 1))


def item(text: str, number: int = 1, level: int = 0) -> str:
    about = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{about}</w:pPr>{run(text)}</w:p>"


def body(*blocks: str, numbering: str = LISTS, **parts: str) -> str:
    made = as_web_text(word_file(*blocks, numbering=numbering, **parts)).body
    return re.sub(r' id="[pd]-\d+"', "", str(made))


def test_bullets_are_a_list() -> None:
    assert body(item("a", 2), item("b", 2)) == "<ul><li>a</li><li>b</li></ul>"


def test_lists_lie_within_the_items_that_they_belong_to() -> None:
    made = body(item("a", 2), item("b", 1, 1), item("c", 1, 1), item("d", 2))
    assert made == ('<ul><li>a<ol type="a"><li value="1">b</li><li value="2">c</li></ol></li><li>d</li></ul>')


def test_a_list_that_begins_deep_leaves_no_level_out() -> None:
    assert body(item("a", 2, 1), item("b", 2)) == "<ul><li>a</li></ul><ul><li>b</li></ul>"


def test_a_list_counts_on_after_other_text() -> None:
    made = body(item("a"), p("tussendoor"), item("b"))
    assert (
        made
        == '<ol type="1"><li value="1">a</li></ol>\n<p>tussendoor</p>\n<ol type="1" start="2"><li value="2">b</li></ol>'
    )


def test_another_list_of_the_same_kind_starts_anew_if_it_says_so() -> None:
    assert re.findall(r'value="(\d)"', body(item("a"), item("b"), item("c", 4), item("d", 4))) == ["1", "2", "1", "2"]


def test_a_sublist_counts_anew_under_each_item() -> None:
    made = body(item("a"), item("x", 1, 1), item("y", 1, 1), item("b"), item("z", 1, 1))
    assert re.findall(r'value="(\d)">(\w)', made) == [("1", "a"), ("1", "x"), ("2", "y"), ("2", "b"), ("1", "z")]


def test_numbers_that_a_browser_cannot_write_stand_in_the_text() -> None:
    made = body(item("a", 3), item("b", 3, 1), item("c", 3, 1), item("d", 3, 2))
    assert re.findall(r'<span class="marker">([^<]+)</span> (\w)', made) == [
        ("Artikel 1", "a"), ("1.1", "b"), ("1.2", "c"), ("a)", "d"),
    ]  # fmt: skip
    assert made.count('<ol class="labelled" role="list">') == 3


def test_a_numbered_heading_keeps_its_number() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="K"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr>'
    styles += '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    heading = f'<w:p><w:pPr><w:pStyle w:val="K"/></w:pPr>{run("Doel")}</w:p>'
    assert body(heading, styles=styles) == '<h2><span class="marker">Artikel 1</span> Doel</h2>'


def test_a_paragraph_that_leaves_its_list_is_no_item() -> None:
    assert body(item("a", 0)) == "<p>a</p>"


@pytest.mark.parametrize(
    ("format_", "shown"),
    [("decimalZero", "01"), ("upperRoman", "I"), ("lowerLetter", "a"), ("upperLetter", "A"), ("ordinal", "1e")],
)
def test_each_kind_of_number_is_written(format_: str, shown: str) -> None:
    numbering = abstract(1, (format_, "(%1)")) + num(1, 1)
    assert body(item("a"), numbering=numbering) == (
        f'<ol class="labelled" role="list"><li><span class="marker">({shown})</span> a</li></ol>'
    )


def test_letters_go_on_after_z_as_in_word() -> None:
    numbering = abstract(1, ("lowerLetter", "%1)")) + num(1, 1)
    made = body(*(item("x") for _ in range(28)), numbering=numbering)
    assert re.findall(r"marker\">(\w+)\)", made)[25:] == ["z", "aa", "bb"]


def test_a_list_that_names_a_style_takes_its_numbers() -> None:
    numbering = (
        abstract(1, more='<w:numStyleLink w:val="L"/>') + abstract(2, ("decimal", "%1.")) + num(1, 1) + num(2, 2)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert body(item("a"), numbering=numbering, styles=styles) == '<ol type="1"><li value="1">a</li></ol>'


@pytest.mark.parametrize("numbering", ["", num(1, 9), abstract(1) + num(1, 1), abstract(1, ("none", "")) + num(1, 1)])
def test_an_item_of_a_list_that_is_not_there_is_a_paragraph(numbering: str) -> None:
    assert body(item("a"), numbering=numbering) == "<p>a</p>"


def test_an_item_that_was_deleted_takes_no_number() -> None:
    gone = item("weg").replace(run("weg"), tracked("del", run("weg", "delText")))
    made = body(item("a"), gone, item("b"))
    assert re.findall(r'value="(\d)"', made) == ["1", "2"] and "weg" in made


# Tables


def cells(markup: str) -> list[list[str]]:
    """Return each row as the cells with their tag, spans and text."""
    tree = html.fragment_fromstring(markup, create_parent="div")
    return [
        [f"{cell.tag}{cell.get('colspan', '')}{'|' + cell.get('rowspan') if cell.get('rowspan') else ''}:"
         f"{cell.text_content()}" for cell in each]
        for each in tree.iter("tr")
    ]  # fmt: skip


def merged(text: str, *, restart: bool = False, width: int = 1) -> str:
    about = f'<w:gridSpan w:val="{width}"/><w:vMerge{" w:val=" + chr(34) + "restart" + chr(34) if restart else ""}/>'
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{p(text) if text else '<w:p/>'}</w:tc>"


def test_a_table_can_be_scrolled_by_keyboard_and_has_a_name() -> None:
    made = body(table(["a"]), table(["b"]))
    assert re.findall(r'<div class="table" role="group" aria-label="([^"]+)" tabindex="0">', made) == [
        "Tabel 1", "Tabel 2",
    ]  # fmt: skip


def test_rows_that_repeat_as_a_head_are_one() -> None:
    made = body(f"<w:tbl>{row('Partij', 'Datum', about='<w:tblHeader/>')}{row('FIN', '3 maart')}</w:tbl>")
    assert cells(made) == [["th:Partij", "th:Datum"], ["td:FIN", "td:3 maart"]]
    assert made.count('<th scope="col">') == 2 and made.index("</thead>") < made.index("FIN")


def test_a_row_is_a_head_if_the_style_shows_it_so() -> None:
    styles = '<w:style w:type="table" w:styleId="R"><w:tblStylePr w:type="firstRow"/><w:tblStylePr w:type="firstCol"/>'
    look = '<w:tblPr><w:tblStyle w:val="R"/><w:tblLook w:firstRow="1" w:firstColumn="1"/></w:tblPr>'
    made = body(f"<w:tbl>{look}{row('', 'x')}{row('y', 'z')}</w:tbl>", styles=styles + "</w:style>")
    assert cells(made) == [["td:", "th:x"], ["th:y", "td:z"]] and '<th scope="row">' in made


def test_cells_over_columns_and_rows_are_one() -> None:
    rows = (
        f"<w:tr>{merged('a', restart=True)}<w:tc>{p('b')}</w:tc></w:tr>",
        f"<w:tr>{merged('')}<w:tc>{p('c')}</w:tc></w:tr>",
        f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("d")}</w:tc></w:tr>',
    )
    assert cells(body(f"<w:tbl>{''.join(rows)}</w:tbl>")) == [["td|2:a", "td:b"], ["td:c"], ["td2:d"]]


def test_text_in_a_cell_that_word_does_not_show_is_shown() -> None:
    rows = f"<w:tr>{merged('a', restart=True)}</w:tr><w:tr>{merged('verborgen')}</w:tr>"
    assert cells(body(f"<w:tbl>{rows}</w:tbl>")) == [["td:a"], ["td:verborgen"]]


def test_a_row_that_begins_further_on_does() -> None:
    made = body(
        f"<w:tbl>{row('a', 'b')}{row('c', about='<w:gridBefore w:val=' + chr(34) + '1' + chr(34) + '/>')}</w:tbl>"
    )
    assert cells(made) == [["td:a", "td:b"], ["td1:", "td:c"]]


def test_a_table_in_a_table_stays_there() -> None:
    assert cells(body(table([table(["binnen"]) + p("na")])))[-1] == ["td:binnen"]


def test_rows_that_came_or_went_are_marked_with_all_that_is_in_them() -> None:
    rows = row("oud", about=tracked("del")) + row("nieuw", about=tracked("ins")) + row("", about="<w:ins/>")
    made = body(f"<w:tbl>{rows}</w:tbl>")
    assert re.findall(r'<tr class="(\w+)">.*?<(ins|del)', made) == [("deleted", "del"), ("inserted", "ins")]
    assert made.count('<tr class="inserted">') == 2
