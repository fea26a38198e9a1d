"""How much there is in a Word file: counted before anything is worked out of it."""

from dataclasses import dataclass

from paraaf.redline.wml.names import P, qn, qns
from paraaf.redline.wml.word_file import WordFile

_COMMENT = qn("w:comment")
_MARKS = frozenset(
    qns(
        "ins del moveFrom moveTo cellIns cellDel cellMerge rPrChange pPrChange tblPrChange trPrChange tcPrChange "
        "sectPrChange tblPrExChange tblGridChange numberingChange"
    )
)


@dataclass(frozen=True)
class Size:
    """How many paragraphs, marks of tracked changes and comments are in a file, in all its parts."""

    paragraphs: int
    marks: int
    comments: int


def measure(docx: bytes) -> Size:
    """Return how much there is in a Word file that passed the gate."""
    file = WordFile(docx)
    paragraphs = marks = comments = 0
    for name in file.word_parts():
        for element in file.tree(name).iter(P, _COMMENT, *_MARKS):
            paragraphs += element.tag == P
            comments += element.tag == _COMMENT
            marks += element.tag in _MARKS
    return Size(paragraphs, marks, comments)
