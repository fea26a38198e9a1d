"""A letter, and copies of it in which something was moved."""

from tests.support.word.files import p, run, tracked, word_file

A, B, C, D = (
    "Eerste zin van de brief aan de Kamer.",
    "Hierbij informeer ik u over de voortgang.",
    "Derde zin van de brief aan de Kamer.",
    "Het onderzoek is in mei afgerond.",
)
BASE = word_file(p(A), p(B), p(C), p(D), p("Hoogachtend,"))


def ranged(half: str, inner: str, name: str = "move1", author: str = "Jan", number: int = 90) -> str:
    by = f'w:id="{number}" w:author="{author}" w:date="2026-03-01T10:00:00Z" w:name="{name}"'
    return f'<w:{half}RangeStart {by}/>{inner}<w:{half}RangeEnd w:id="{number}"/>'


def whole(half: str, text: str, name: str = "move1", author: str = "Jan", *, more: str = "") -> str:
    """A paragraph that was moved with its end, as Word writes it."""
    number = 90 if half == "moveFrom" else 91
    about = f"<w:pPr><w:rPr>{tracked(half, '', author)}</w:rPr></w:pPr>"
    return ranged(half, f"<w:p>{about}{tracked(half, run(text), author)}{more}</w:p>", name, author, number)


def moved(author: str = "Jan", name: str = "move1") -> bytes:
    """The second paragraph after the fourth."""
    return word_file(p(A), whole("moveFrom", B, name, author), p(C), p(D), whole("moveTo", B, name, author),
                     p("Hoogachtend,"))  # fmt: skip


def words_moved(author: str = "Piet") -> bytes:
    """Words of the first paragraph into the third."""
    first = p("Eerste ", ranged("moveFrom", tracked("moveFrom", run("zin van "), author), "move1", author, 5),
              "de brief aan de Kamer.")  # fmt: skip
    third = p("Derde zin van ", ranged("moveTo", tracked("moveTo", run("zin van "), author), "move1", author, 6),
              "de brief aan de Kamer.")  # fmt: skip
    return word_file(first, p(B), third, p(D), p("Hoogachtend,"))
