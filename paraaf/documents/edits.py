"""The owner's edits to a letter: text replaced, added or taken out, with its formatting left as it was."""

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from models.errors import Fault, InvalidAnswers, fault
from paraaf.documents.facts import Edit
from paraaf.documents.ooxml import Element, clean, element, qns, run, set_text, text_element, value_of
from paraaf.documents.text import characters, normalized, paragraphs, places_of, text_of
from paraaf.documents.word_document import WordDocument

_NOT_EMPTY = qns("drawing pict object sym footnoteReference endnoteReference commentReference fldChar sectPr")
_RANGES = ("bookmark", "commentRange", "permission", "moveFromRange", "moveToRange")


@dataclass(frozen=True)
class _Match:
    edit: Edit
    index: int
    paragraph: Element
    start: int
    end: int
    kind: str

    @property
    def name(self) -> str:
        """What a fault calls this change."""
        return _name(self.edit, self.index)

    @property
    def order(self) -> tuple[int, bool, int]:
        """Where it is made, from the end of a paragraph to its beginning: no change moves the place of another."""
        return self.end if self.kind == "add" else self.start, self.kind != "add", self.index


def apply_edits(docx: bytes, edits: Sequence[Edit]) -> bytes:
    """Return the letter with all edits made.

    Every passage is looked for in the text as it stood, whatever its spaces and quotation marks, within one
    paragraph, and its words within it. Raise `InvalidAnswers` with all faults, and change nothing, if a passage or its
    words are empty, are not there or are there more than once, if there is nothing to put in, or if two edits touch
    the same text.
    """
    letter = WordDocument.read(docx)
    styles = letter.part(RELATIONSHIP_TYPE.STYLES)
    texts = [(paragraph, text_of(paragraph)) for paragraph in paragraphs(letter.body)]
    matches: list[_Match] = []
    faults: list[tuple[int, Fault]] = []
    for index, edit in enumerate(edits):
        found = _found(edit, index, texts, styles)
        if isinstance(found, Fault):
            faults.append((index, found.at(_name(edit, index))))
        else:
            matches.append(found)
    faults += _overlaps(matches)
    if faults:
        in_order = [fault for _, fault in sorted(faults, key=lambda each: each[0])]
        raise InvalidAnswers("edit.none_made", in_order)
    for match in sorted(matches, key=lambda match: match.index, reverse=True):
        if match.kind == "insert_after":
            _insert_after(match, styles)
    for match in sorted(matches, key=lambda match: match.order, reverse=True):
        if match.kind == "add":
            _add(match)
        elif match.kind != "insert_after":
            _replace(match)
    return letter.bytes()


def _found(edit: Edit, index: int, texts: Sequence[tuple[Element, str]], styles: Element | None) -> _Match | Fault:
    """Return where an edit is to be made, or why it cannot be."""
    places = [(paragraph, text, *place) for paragraph, text in texts for place in places_of(edit.passage, text)]
    if message := _fault(edit, len(places)):
        return message
    paragraph, text, start, end = places[0]
    if edit.words and edit.kind in ("replace", "delete"):
        within = places_of(edit.words, text[start:end])
        if not within:
            return fault("", "edit.words_not_there", words=_short(edit.words), passage=_short(edit.passage))
        if len(within) > 1:
            return fault(
                "", "edit.words_more_than_once",
                words=_short(edit.words), times=len(within), passage=_short(edit.passage),
            )  # fmt: skip
        start, end = start + within[0][0], start + within[0][1]
    follows = edit.kind == "add" and (_heading_style(paragraph, styles) is not None or len(_parts(edit.text)) > 1)
    return _Match(edit, index, paragraph, start, end, "insert_after" if follows else edit.kind)


def _fault(edit: Edit, found: int) -> Fault | None:
    if not normalized(edit.passage):
        return fault("", "edit.no_passage")
    if edit.kind != "delete" and not normalized(edit.text):
        return fault("", "edit.no_text")
    if found == 0:
        return fault("", "edit.passage_not_there", passage=_short(edit.passage))
    if found > 1:
        return fault("", "edit.passage_more_than_once", times=found, passage=_short(edit.passage))
    return None


def _overlaps(matches: Sequence[_Match]) -> list[tuple[int, Fault]]:
    changing = [match for match in matches if match.kind != "insert_after"]
    return [
        (match.index, _same_text(match, other))
        for place, match in enumerate(changing)
        for other in changing[:place]
        if match.paragraph is other.paragraph and _overlap(match, other)
    ]


def _name(edit: Edit, index: int) -> str:
    return f"comment {edit.comment}" if edit.comment else f"edits[{index}]"


def _same_text(match: _Match, other: _Match) -> Fault:
    if other.edit.comment:
        return fault(match.name, "edit.same_text_as_comment", comment=other.edit.comment)
    return fault(match.name, "edit.same_text", index=other.index)


def _overlap(one: _Match, other: _Match) -> bool:
    if one.kind == other.kind == "add":
        return False
    if other.kind == "add":
        one, other = other, one
    if one.kind == "add":
        return other.start < one.end < other.end
    return one.start < other.end and other.start < one.end


def _add(match: _Match) -> None:
    """Put text right after a passage, in its paragraph."""
    last = characters(match.paragraph)[match.end - 1]
    text = f" {normalized(match.edit.text, same_quotes=False)}"
    if last.node.tag != qn("w:t"):
        last.node.addnext(text_element(text))
        return
    whole = last.node.text or ""
    set_text(last.node, whole[: last.offset + 1] + text + whole[last.offset + 1 :])


def _parts(text: str) -> list[str]:
    """Return the paragraphs of a text that is put in."""
    parts = (normalized(part, same_quotes=False) for part in re.split(r"\n\s*\n", clean(text)))
    return [part for part in parts if part]


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
    for text in _parts(match.edit.text):
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
    heading = _heading_style(paragraph, styles)
    if heading is not None:
        following = value_of(heading, "w:next")
        return element("w:pPr", element("w:pStyle", val=following)) if following else None
    made = copy.deepcopy(own)
    for name in ("w:rPr", "w:sectPr", "w:pPrChange", "w:pageBreakBefore"):
        for child in made.findall(qn(name)):
            made.remove(child)
    return made


def _heading_style(paragraph: Element, styles: Element | None) -> Element | None:
    """Return the style of a heading or title; None for any other paragraph."""
    if paragraph.pPr is None:
        return None
    own = value_of(paragraph.pPr, "w:pStyle")
    for style in styles.style_lst if styles is not None else ():
        if style.styleId == own and value_of(style, "w:name").lower().startswith(("heading", "title")):
            return style
    return None


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


def _short(passage: str) -> str:
    line = normalized(passage, same_quotes=False)
    return f"'{line[:80]}…'" if len(line) > 80 else f"'{line}'"
