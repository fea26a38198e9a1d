"""Letters with fields in fields, as Word makes them in headings, addresses and tables of contents."""

from tests.support.word.files import field, mark, note, p, reference, run, table, word_file


def nested(instruction: str, inner: str, more: str, result: str) -> str:
    """Return a field with another in its instruction."""
    return (
        f"{mark('begin')}{run(instruction, 'instrText')}{inner}{run(more, 'instrText')}{mark('separate')}"
        f"{result if result.startswith('<') else run(result)}{mark('end')}"
    )


NAME = field(" MERGEFIELD Aanhef ", "heer")
FIELDS = {
    "IF with MERGEFIELD": nested(" IF ", NAME, ' = "heer" "Geachte heer" "Geachte mevrouw" ', "Geachte heer"),
    "IF with DOCPROPERTY in both": nested(
        " IF ", field(" DOCPROPERTY Soort ", "x"), ' = "x" ', run("kort ") + field(" DOCPROPERTY Titel ", "Brief")
    ),
    "IF with PAGE": nested(" IF ", field(" PAGE ", "1"), ' = "1" "eerste" "volgende" ', "eerste"),
    "formula with NUMPAGES": nested(" = ", field(" NUMPAGES ", "3"), " - 1 ", "2"),
    "PAGE around text": nested(" PAGE ", field(" REF plaats ", "een zin die geen nummer is"), "", "en nog meer tekst"),
    "HYPERLINK with PAGEREF": nested(
        ' HYPERLINK \\l "_Toc1" ', "", "", run("Kop ") + field(" PAGEREF _Toc1 \\h ", "3")
    ),
    "TOC with a link": nested(
        ' TOC \\o "1-3" ', "", "", f'<w:hyperlink w:anchor="k">{run("Kop ")}{field(" PAGEREF k ", "3")}</w:hyperlink>'
    ),
    "simple in complex": nested(" IF ", f'<w:fldSimple w:instr=" PAGE ">{run("2")}</w:fldSimple>', ' = "2" a b', "a"),
    "complex in simple": f'<w:fldSimple w:instr=" STYLEREF 1 ">{run("Kop ")}{field(" PAGE ", "2")}</w:fldSimple>',
    "three deep": nested(" IF ", nested(" IF ", field(" PAGE ", "1"), ' = "1" a b', "a"), ' = "a" c d', "c"),
    "no end": mark("begin") + run(" IF ", "instrText") + field(" PAGE ", "2") + mark("separate") + run("verder"),
    "no beginning": run("verder ") + field(" MERGEFIELD Naam ", "Jan") + mark("end"),
}
HALF = ("no end", "no beginning")


def letter_with(where: str, word: str, inner: str) -> bytes:
    """Return a letter with this in a line of its text, of a cell, a header, a footer or a footnote."""
    line, other = p(run(f"De {word} is goed "), inner, run(" en verder.")), p("Nog een alinea.")
    if where == "cell":
        return word_file(table([line, "cel"]), other)
    if where in ("header", "footer"):
        return word_file(other, **{where: line})
    if where == "footnote":
        return word_file(p(run("Zie"), reference("footnote", 1)), other, footnotes=note("footnote", 1, line))
    return word_file(line, other)
