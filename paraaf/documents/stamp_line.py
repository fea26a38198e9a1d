"""The line in a header that says what a letter is, and its recovery when a word processor lost its controls."""

import copy
import re
from collections.abc import Iterable

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from paraaf.documents import dutch
from paraaf.documents.controls import DAY, MARK, SIGNATURE, VERSION, Ids, fill, free_ids, new_control, tag_of
from paraaf.documents.ooxml import Element, element, qns, run
from paraaf.documents.text import text_of
from paraaf.documents.word_document import WordDocument

UNSIGNED = "Nog niet ondertekend"
STAMP_TAGS = (MARK, VERSION, DAY)

_MARK_COLOUR = "A3000B"
_DAY = rf"\d\d? (?:{'|'.join(dutch.MONTHS)}) \d{{4}}"
_STAMP = re.compile(rf"\s*((?:CONCEPT(?: – ter ondertekening)?)?)\s*Versie (\d+) · ({_DAY})\s*")
_DATED = re.compile(rf"(Datum\t)({_DAY})\s*")
_SIGNED = re.compile(rf"\s*({UNSIGNED}|Ondertekend door .+, op {_DAY})\s*")
_CHANGES = qns("ins del moveFrom moveTo")


def restore_fields(docx: bytes) -> bytes:
    """Return the letter with the controls of its stamps and signature, also if they were lost.

    LibreOffice before 7.5 keeps what the controls say but not what they are; without this, the date of a letter that
    it saved counts as text, and its old mark stays when it is stamped again. A letter that lost nothing is returned
    as it is.
    """
    letter = WordDocument.read(docx)
    return letter.bytes() if restore(letter) else docx


def restore(letter: WordDocument) -> bool:
    """Put lost controls back, and return whether there were any."""
    ids = free_ids(letter)
    was_lost = False
    for header in dict.fromkeys(letter.related(RELATIONSHIP_TYPE.HEADER).values()):
        for line, found in _lost(header, _STAMP):
            values = dict(zip(STAMP_TAGS, found.groups(), strict=True))
            _refill(line, _stamp_content(STAMP_TAGS, ids), values)
            was_lost = True
    for line, found in _lost(letter.body, _DATED):
        look = _look(line)
        label = [run(found[1], look)]
        _refill(line, [*label, new_control(DAY, [run(" ")], ids.next("restored date"))], {DAY: found[2]})
        was_lost = True
    for line, found in _lost(letter.body, _SIGNED):
        field = new_control(SIGNATURE, [run(" ", _look(line))], ids.next("restored signature"))
        _refill(line, [field], {SIGNATURE: found[1]})
        was_lost = True
    return was_lost


def stamp_line(needed: Iterable[str], ids: Ids) -> Element:
    """Return a small line, to the right, with an empty control for each of these tags."""
    properties = element("w:pPr", element("w:spacing", before="0", after="0"), element("w:jc", val="right"))
    return element("w:p", properties, *_stamp_content(needed, ids))


def _stamp_content(needed: Iterable[str], ids: Ids) -> list[Element]:
    wanted = set(needed)
    content: list[Element] = []
    for tag, before in ((MARK, ""), (VERSION, "   Versie "), (DAY, " · ")):
        if tag not in wanted:
            continue
        if before:
            content.append(run(before, element("w:rPr", *_small())))
        look = [element("w:b"), element("w:color", val=_MARK_COLOUR)] if tag == MARK else []
        content.append(new_control(tag, [run(" ", element("w:rPr", *look, *_small()))], ids.next(f"stamp {tag}")))
    return content


def _small() -> list[Element]:
    return [element("w:sz", val="16"), element("w:szCs", val="16")]


def _lost(root: Element, pattern: re.Pattern[str]) -> list[tuple[Element, re.Match[str]]]:
    """Return the paragraphs that read as this and have none of Paraaf's controls, nor changes that would get lost."""
    lost = []
    for line in root.iter(qn("w:p")):
        found = pattern.fullmatch(text_of(line))
        around = [*line.iter(qn("w:sdt")), *line.iterancestors(qn("w:sdt"))]
        is_ours = any(tag_of(control) in (*STAMP_TAGS, SIGNATURE) for control in around)
        if found and not is_ours and not any(node.tag in _CHANGES for node in line.iter()):
            lost.append((line, found))
    return lost


def _look(line: Element) -> Element | None:
    first = next((node for node in line.iter(qn("w:r")) if node.find(qn("w:t")) is not None), None)
    found = first.find(qn("w:rPr")) if first is not None else None
    return copy.deepcopy(found) if found is not None else None


def _refill(line: Element, content: list[Element], values: dict[str, str]) -> None:
    line.clear_content()
    line.extend(content)
    for control in line.iter(qn("w:sdt")):
        fill(control, values[tag_of(control)])
