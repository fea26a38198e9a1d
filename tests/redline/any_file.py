"""Any Word file and any edit, for the tests of what always holds."""

from collections.abc import Callable

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from tests.support.word.files import control, field, mark, note, p, reference, run, table, word_file

WORDS = st.sampled_from(["de", "het", "brief", "Kamer", "minister", "aan", "stuurt", "nota", "beleid", "en", ".", ","])
LINE = st.lists(WORDS, max_size=8).map(" ".join)
LOOKS = st.sampled_from(["", "<w:b/>", "<w:i/>", '<w:sz w:val="30"/>'])
# Files do not get smaller in ways that say more, and trying takes minutes.
slow = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)


def piece(text: str, looks: str = "") -> str:
    about = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{text}</w:t></w:r>'


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{0}'
    "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
    "<w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
KINDS = [*["run"] * 6, "link", "control", "field", "note", "tab", "box", "formula", "mark", "nested"]
INNER = st.sampled_from([" MERGEFIELD Naam ", " PAGE ", " DOCPROPERTY Titel ", " REF x ", " NUMPAGES "])


@st.composite
def nested_fields(draw: Callable[..., object], depth: int = 2) -> str:
    """A field with fields in its instruction, in its result, or in both."""
    text = str(draw(LINE))
    inner = field(str(draw(INNER)), text) if depth == 0 or draw(st.booleans()) else str(draw(nested_fields(depth - 1)))
    kind = draw(st.sampled_from(["instruction", "result", "both", "simple", "link"]))
    about = run(' IF "x" = "y" ' if kind != "link" else " TOC ", "instrText")
    begin, middle, end = mark("begin"), mark("separate"), mark("end")
    return {
        "instruction": f"{begin}{about}{inner}{about}{middle}{piece(text)}{end}",
        "result": f"{begin}{about}{middle}{piece(text)}{inner}{end}",
        "both": f"{begin}{about}{inner}{middle}{inner}{piece(text)}{end}",
        "simple": f'{begin}{about}<w:fldSimple w:instr=" PAGE ">{piece("3")}</w:fldSimple>{middle}{piece(text)}{end}',
        "link": f'{begin}{about}{middle}<w:hyperlink w:anchor="x">{inner}</w:hyperlink>{end}',
    }[str(kind)]  # fmt: skip


@st.composite
def inlines(draw: Callable[..., object]) -> str:
    """A paragraph's content."""
    result = []
    for _ in range(draw(st.integers(0, 4))):  # type: ignore[call-overload]
        text, looks = str(draw(LINE)), str(draw(LOOKS))
        kind = draw(st.sampled_from(KINDS))
        result.append({
            "run": piece(text, looks),
            "link": f"<w:hyperlink>{piece(text, looks)}</w:hyperlink>",
            "control": control("t", piece(text, looks)),
            "field": field(f"REF x{len(text)}", text),
            "note": reference("footnote", 1 + len(text) % 3),
            "tab": "<w:r><w:tab/></w:r>",
            "box": BOX.format(p(piece(text))),
            "formula": f"<m:oMath><m:r><m:t>{text}</m:t></m:r></m:oMath>",
            "nested": str(draw(nested_fields())) if kind == "nested" else "",
            "mark": '<w:bookmarkStart w:id="{0}" w:name="m{0}"/>{1}<w:bookmarkEnd w:id="{0}"/>',
        }[str(kind)].replace("{1}", piece(text)))  # fmt: skip
    return "".join(result)


def paragraph(inner: str, about: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{about}</w:pPr>' if about else ''}{inner}</w:p>"


ABOUT = st.sampled_from(["", "", "", '<w:jc w:val="right"/>', "<w:keepNext/>", '<w:pStyle w:val="Kop"/>'])
PARAGRAPHS = st.builds(paragraph, inlines(), ABOUT)
ROWS = st.lists(st.lists(inlines().map(paragraph), min_size=1, max_size=3), min_size=1, max_size=3)
TABLES = ROWS.map(lambda rows: table(*rows))
CONTROLS = st.lists(PARAGRAPHS, min_size=1, max_size=2).map(lambda inner: control("c", "".join(inner)))
SECTIONS = st.just('<w:p><w:pPr><w:sectPr><w:pgSz w:w="1"/></w:sectPr></w:pPr></w:p>')
BLOCKS = st.one_of(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS, PARAGRAPHS, TABLES, CONTROLS, SECTIONS)


def built(blocks: list[str], notes: list[str], header: str) -> bytes:
    body = "".join(blocks)
    # Bookmarks have numbers of their own.
    parts = body.split('<w:bookmarkStart w:id="{0}" w:name="m{0}"/>')
    body = parts[0]
    for number, rest in enumerate(parts[1:], 900):
        body += f'<w:bookmarkStart w:id="{number}" w:name="m{number}"/>' + rest.replace("{0}", str(number), 1)
    # So have notes: Word has one reference to each.
    pieces = body.split('<w:footnoteReference w:id="')
    body = pieces[0]
    for number, rest in enumerate(pieces[1:], 1):
        body += f'<w:footnoteReference w:id="{number}"' + rest[rest.index('"') + 1 :]
    texts = [notes[number % len(notes)] for number in range(len(pieces) - 1)]
    return word_file(
        body,
        p("slot"),
        footnotes="".join(note("footnote", number, p(text)) for number, text in enumerate(texts, 1)),
        **({"header": p(header)} if header else {}),
    )


NOTES = st.lists(LINE, min_size=3, max_size=3)
FILES = st.builds(built, st.lists(BLOCKS, max_size=5), NOTES, LINE)


@st.composite
def versions(draw: Callable[..., object], count: int) -> list[bytes]:
    """A file and edited versions of it."""
    blocks: list[str] = draw(st.lists(BLOCKS, min_size=1, max_size=5))  # type: ignore[assignment]
    notes, header = draw(NOTES), draw(LINE)
    result = [built(blocks, notes, str(header))]  # type: ignore[arg-type]
    for _ in range(count):
        edited: list[str] = []
        for block in blocks:
            what = draw(st.sampled_from(["keep", "keep", "keep", "word", "gone", "new", "swap"]))
            if what == "word":
                old, fresh = str(draw(WORDS)), str(draw(WORDS))
                block = block.replace(f">{old} ", f">{fresh} ", 1).replace(f" {old} ", f" {fresh} ", 1)
            edited += [] if what == "gone" else [block]
            edited += [str(draw(BLOCKS))] if what == "new" else []
            if what == "swap" and len(edited) > 1:
                edited[-1], edited[-2] = edited[-2], edited[-1]
        changed = [str(draw(LINE)) if draw(st.integers(0, 4)) == 0 else each for each in notes]  # type: ignore[attr-defined]
        result.append(built(edited, changed, str(header)))
    return result
