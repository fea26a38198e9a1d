"""What a Word file says, apart from how it looks: to read, to recognise and to compare."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from paraaf.redline.opc.package import Element, Package
from paraaf.redline.plain_text.reader import CELL, Notes, View, attribute, child, is_on, prefixed_name, read_story

NO_TAGS: frozenset[str] = frozenset()

_VERSION = "t1"
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_MAX_LINES = 10_000
"""Past this, comparing takes time that a hostile file could make as long as it likes; a letter has some hundreds."""
_MAX_COMPARED_LENGTH = 1_000
"""How many characters say how alike two lines are."""
_WHITESPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Content:
    """The lines of the body, of the notes in the order they are referred to, and of each header and footer."""

    body: list[str]
    notes: list[str]
    headers_and_footers: list[list[str]]


def text(docx: bytes, view: View = "accepted", ignore_tags: frozenset[str] = NO_TAGS) -> str:
    """Return what a Word file says, a line for each paragraph and each table row; cells are parted by tabs.

    Body first, then notes ("[1] ..."), then headers and footers, each one once. `view` says whether tracked changes are
    taken as accepted or as never made. A paragraph with a content control whose tag is in `ignore_tags` is left out.
    What changes by itself (page numbers, dates, the file name) is not in it, nor are list numbers, pictures, comments
    and what stands in charts and SmartArt. `check` comes first for a file from outside.
    """
    content = read(docx, view, ignore_tags)
    lines = [*content.body, *content.notes, *(line for part in content.headers_and_footers for line in part)]
    return "\n".join(lines).replace(CELL, "\t")


def fingerprint(docx: bytes, ignore_tags: frozenset[str] = NO_TAGS) -> str:
    """Return "t1:" and a sha256 of what a Word file says, the same after a save by Word or another program."""
    content = read(docx, "accepted", ignore_tags)
    # Programs number and order headers as they like.
    outside = sorted({"\n".join(lines) for part in content.headers_and_footers if (lines := plain(part))})
    whole = "\n\n".join(["\n".join(plain(content.body)), "\n".join(plain(content.notes)), *outside])
    return f"{_VERSION}:{hashlib.sha256(whole.encode('utf-8', 'surrogatepass')).hexdigest()}"


def passages_changed(old: bytes, new: bytes, ignore_tags: frozenset[str] = NO_TAGS) -> list[tuple[str, str]]:
    """Return the paragraphs that differ, as (old text, new text), in order; "" where there was or is none.

    Past ten thousand lines they are compared by their place only.
    """
    before, after = (_lines_of(docx, ignore_tags) for docx in (old, new))
    if max(len(before), len(after)) > _MAX_LINES:
        return [pair for pair in zip_longest(before, after, fillvalue="") if pair[0] != pair[1]]
    changed: list[tuple[str, str]] = []
    for what, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if what != "equal":
            changed += _pair_lines(before[i:j], after[k:m])
    return changed


def read(docx: bytes, view: View, ignore_tags: frozenset[str] = NO_TAGS) -> Content:
    """Return what a Word file says, by where it says it."""
    package = Package(docx)
    document = package.xml(package.main_part)
    references: Notes = {}
    body = child(document, "w:body")
    lines = [] if body is None else read_story(body, view, ignore_tags, references)
    notes = {
        sort: {attribute(note, "id"): note for part in package.related(package.main_part, f"{sort}s")[:1]
               for note in package.xml(part)}
        for sort in ("footnote", "endnote")
    }  # fmt: skip
    note_lines: list[str] = []
    for (sort, id_), number in list(references.items()):
        note = notes[sort].get(id_)
        if note is not None:
            first, *others = read_story(note, view, ignore_tags, references) or [""]
            note_lines += [f"[{number}] {first.strip()}", *others]
    headers_and_footers: list[list[str]] = []
    for part in headers_and_footers_of(package, document):
        part_lines = read_story(package.xml(part), view, ignore_tags, references)
        if any(line.strip() for line in part_lines) and part_lines not in headers_and_footers:
            headers_and_footers.append(part_lines)
    return Content(lines, note_lines, headers_and_footers)


def plain(lines: Iterable[str]) -> list[str]:
    """Return lines as they are compared: composed letters, single spaces, nothing invisible, no empty ones."""
    result = []
    for line in "\n".join(lines).split("\n"):
        cells = unicodedata.normalize("NFC", line.translate(_INVISIBLE)).split(CELL)
        cells = [_WHITESPACE.sub(" ", cell).strip() for cell in cells]
        if any(cells):
            result.append(CELL.join(cells))
    return result


def headers_and_footers_of(package: Package, document: Element) -> list[str]:
    """Return the parts of the headers and footers that are in effect, in order: first pages and even ones if on."""
    sections = [each for each in document.iter() if prefixed_name(each) == "w:sectPr"]
    settings = [package.xml(part) for part in package.related(package.main_part, "settings")[:1]]
    in_effect = {"default", None}
    if any(is_on(child(section, "w:titlePg")) for section in sections):
        in_effect.add("first")
    if any(is_on(child(each, "w:evenAndOddHeaders")) for each in settings):
        in_effect.add("even")
    targets = {line.id: package.target(package.main_part, line) for line in package.relationships(package.main_part)}
    parts: list[str] = []
    for sort in ("w:headerReference", "w:footerReference"):
        for section in sections:
            for each in section:
                if prefixed_name(each) == sort and attribute(each, "type") in in_effect:
                    id_ = next((value for name, value in each.attrib.items() if name.endswith("}id")), "")
                    part = targets.get(id_)
                    if part is not None and part not in parts:
                        parts.append(part)
    return parts


def _lines_of(docx: bytes, ignore_tags: frozenset[str]) -> list[str]:
    content = read(docx, "accepted", ignore_tags)
    outside = [line for part in content.headers_and_footers for line in part]
    return [line.replace(CELL, "\t") for line in plain([*content.body, *content.notes, *outside])]


def _pair_lines(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """Return old lines beside the new ones that took their place; if one side has more, beside the most alike."""
    if len(before) == len(after) or len(before) * len(after) > 400:
        return list(zip_longest(before, after, fillvalue=""))
    if not before or not after:
        return [(line, "") for line in before] + [("", line) for line in after]
    # best[i][k]: how much the lines from i and k on can have in common, without crossing.
    like = [
        [SequenceMatcher(None, a[:_MAX_COMPARED_LENGTH], b[:_MAX_COMPARED_LENGTH]).quick_ratio() for b in after]
        for a in before
    ]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for k in reversed(range(len(after))):
            best[i][k] = max(like[i][k] + best[i + 1][k + 1], best[i + 1][k], best[i][k + 1])
    pairs: list[tuple[str, str]] = []
    i = k = 0
    while i < len(before) and k < len(after):
        if best[i][k] == like[i][k] + best[i + 1][k + 1]:
            pairs.append((before[i], after[k]))
            i, k = i + 1, k + 1
        elif best[i][k] == best[i + 1][k]:
            pairs.append((before[i], ""))
            i += 1
        else:
            pairs.append(("", after[k]))
            k += 1
    return pairs + [(line, "") for line in before[i:]] + [("", line) for line in after[k:]]
