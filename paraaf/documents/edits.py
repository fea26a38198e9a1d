"""The owner's edits to a letter: text replaced, added or taken out, with its formatting left as it was."""

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from models.errors import Fault, InvalidAnswers
from paraaf.documents.facts import Edit
from paraaf.documents.ooxml import Element, clean, element, qns, run, set_text, text_element, value_of
from paraaf.documents.text import characters, normalized, paragraphs, places_of, text_of
from paraaf.documents.word_file import WordFile

_NOT_EMPTY = qns("drawing pict object sym footnoteReference endnoteReference commentReference fldChar sectPr")
_RANGES = ("bookmark", "commentRange", "permission", "moveFromRange", "moveToRange")


@dataclass(frozen=True)
class _Match:
    edit: Edit
    index: int
    paragraph: Element
    start: int
    end: int


def apply_edits(docx: bytes, edits: Sequence[Edit]) -> bytes:
    """Return the letter with all edits made.

    Every passage is looked for in the text as it stood, whatever its spaces and quotation marks, within one
    paragraph. Raise `InvalidAnswers` with all faults, and change nothing, if a passage is empty, is not there or
    is there more than once, if there is nothing to put in, or if two edits touch the same text.
    """
    letter = WordFile.read(docx)
    texts = [(paragraph, text_of(paragraph)) for paragraph in paragraphs(letter.body)]
    matches, faults = [], []
    for index, edit in enumerate(edits):
        found = [(paragraph, *place) for paragraph, text in texts for place in places_of(edit.passage, text)]
        message = _fault(edit, len(found))
        if message:
            faults.append(Fault(f"edits[{index}]", message))
        else:
            matches.append(_Match(edit, index, *found[0]))
    faults += _overlaps(matches)
    if faults:
        raise InvalidAnswers("The edits cannot be made; nothing was changed.", sorted(faults, key=_position))
    for match in sorted(matches, key=lambda match: match.index, reverse=True):
        if match.edit.kind == "insert_after":
            _insert_after(match, letter.part(RELATIONSHIP_TYPE.STYLES))
    for match in sorted(matches, key=lambda match: match.start, reverse=True):
        if match.edit.kind != "insert_after":
            _replace(match)
    return letter.bytes()


def _fault(edit: Edit, found: int) -> str:
    if not normalized(edit.passage):
        return "the passage is empty"
    if edit.kind != "delete" and not normalized(edit.text):
        return "there is no text to put in; use delete to take a passage out"
    if found == 0:
        return f"the passage is not in the letter: {_short(edit.passage)}"
    if found > 1:
        return f"the passage is in the letter {found} times; quote more of it: {_short(edit.passage)}"
    return ""


def _overlaps(matches: Sequence[_Match]) -> list[Fault]:
    faults: list[Fault] = []
    changing = [match for match in matches if match.edit.kind != "insert_after"]
    for place, match in enumerate(changing):
        faults += [
            Fault(f"edits[{match.index}]", f"changes the same text as edits[{other.index}]")
            for other in changing[:place]
            if match.paragraph is other.paragraph and match.start < other.end and other.start < match.end
        ]
    return faults


def _replace(match: _Match) -> None:
    text = "" if match.edit.kind == "delete" else normalized(match.edit.text, same_quotes=False)
    start, end = match.start, match.end
    visible = characters(match.paragraph)
    if not text:
        start, end = _with_space("".join(character.char for character in visible), start, end)
    touched: dict[Element, list[int]] = {}
    for character in visible[start:end]:
        touched.setdefault(character.node, []).append(character.offset)
    for number, (node, offsets) in enumerate(touched.items()):
        put_in = text if number == 0 else ""
        if node.tag == qn("w:t"):
            whole = node.text or ""
            set_text(node, whole[: offsets[0]] + put_in + whole[offsets[-1] + 1 :])
        else:
            if put_in:
                node.addprevious(text_element(put_in))
            node.getparent().remove(node)
    if match.edit.kind == "delete":
        _remove_if_empty(match.paragraph)


def _with_space(text: str, start: int, end: int) -> tuple[int, int]:
    opens, closes = start == 0 or text[start - 1].isspace(), end == len(text) or text[end].isspace()
    if opens and end < len(text) and closes:
        return start, end + 1
    if closes and start > 0 and text[start - 1].isspace():
        return start - 1, end
    return start, end


def _insert_after(match: _Match, styles: Element | None) -> None:
    after = match.paragraph
    properties = _properties_for(after, styles)
    section = after.pPr.sectPr if after.pPr is not None else None
    look = _usual_look(after)
    parts = [normalized(part, same_quotes=False) for part in re.split(r"\n\s*\n", clean(match.edit.text))]
    for text in filter(None, parts):
        added = element("w:p", copy.deepcopy(properties), run(text, copy.deepcopy(look)))
        after.addnext(added)
        after = added
    if section is not None:
        # A section's properties stand in its last paragraph, which is now the one that was added.
        after.set_sectPr(section)


def _properties_for(paragraph: Element, styles: Element | None) -> Element | None:
    """Return the properties of a paragraph that follows; what follows a heading is no heading."""
    own = paragraph.pPr
    if own is None:
        return None
    for style in styles.style_lst if styles is not None else ():
        is_own = style.styleId == value_of(own, "w:pStyle")
        if is_own and value_of(style, "w:name").lower().startswith(("heading", "title")):
            following = value_of(style, "w:next")
            return element("w:pPr", element("w:pStyle", val=following)) if following else None
    made = copy.deepcopy(own)
    for name in ("w:rPr", "w:sectPr", "w:pPrChange", "w:pageBreakBefore"):
        for child in made.findall(qn(name)):
            made.remove(child)
    return made


def _usual_look(paragraph: Element) -> Element | None:
    lengths: dict[Element, int] = {}
    for character in characters(paragraph):
        holder = character.node.getparent()
        lengths[holder] = lengths.get(holder, 0) + 1
    if not lengths:
        return None
    found = max(lengths, key=lambda holder: lengths[holder]).find(qn("w:rPr"))
    if found is None:
        return None
    made = copy.deepcopy(found)
    for child in list(made):
        if child.tag in (qn("w:rPrChange"), qn("w:ins"), qn("w:del"), qn("w:rStyle")):
            made.remove(child)
    return made


def _remove_if_empty(paragraph: Element) -> None:
    parent = paragraph.getparent()
    if text_of(paragraph).strip() or any(node.tag in _NOT_EMPTY for node in paragraph.iter()):
        return
    for name in _RANGES:
        starts = {node.get(qn("w:id")) for node in paragraph.iter(qn(f"w:{name}Start"))}
        if starts != {node.get(qn("w:id")) for node in paragraph.iter(qn(f"w:{name}End"))}:
            return
    others = [child for child in parent if child is not paragraph and child.tag == qn("w:p")]
    is_last = paragraph.getnext() is None
    if others and not (is_last and paragraph.getprevious() is not None and paragraph.getprevious().tag == qn("w:tbl")):
        parent.remove(paragraph)


def _position(fault: Fault) -> int:
    return int(fault.place.removeprefix("edits[").removesuffix("]"))


def _short(passage: str) -> str:
    line = normalized(passage, same_quotes=False)
    return f"'{line[:80]}…'" if len(line) > 80 else f"'{line}'"
