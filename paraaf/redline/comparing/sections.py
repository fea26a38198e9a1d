"""Sections compared: how the page is laid out, and what stands in headers and footers."""

from copy import deepcopy

from lxml import etree

from paraaf.redline.comparing.context import CompareContext
from paraaf.redline.comparing.story import StoryComparison
from paraaf.redline.opc.package import Element
from paraaf.redline.plain_text.reader import is_on
from paraaf.redline.revisions.content_importer import adopt_namespaces
from paraaf.redline.wml.canonical import Canonical
from paraaf.redline.wml.names import DEL, INS, PPR, RPR, SECTPR, is_inside, qn, qns
from paraaf.redline.wml.revision_marks import PROPERTY_CHANGES
from paraaf.redline.wml.word_file import WordFile

_REFERENCES = qns("headerReference footerReference")
_RELATIONSHIP_ID, _TYPE = qn("r:id"), qn("w:type")
_SECTION_CHANGE = qn("w:sectPrChange")
_RELATIONSHIP_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_BEFORE_EVEN = frozenset(qns(
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
    "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
    "revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride "
    "styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
    "doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle"
))  # fmt: skip

HeaderFooter = tuple[str, str]
"""Header or footer, and on which pages: `default`, `first`, `even`."""


class Sections:
    """Compares the sections of two files, as pairs of them are found."""

    def __init__(self, context: CompareContext) -> None:
        self.context = context
        self._in_effect = _in_effect(context.old, context.old.body) | _in_effect(context.new, context.new.body)
        self._have_even_pages = tuple(_has_even_pages(file) for file in (context.old, context.new))
        self._done: set[tuple[str | None, str | None]] = set()
        self._used: set[str] = set()

    def pair(self, old: Element, new: Element) -> None:
        """Mark in a section what is different in its counterpart."""
        ours, theirs = (Canonical(file, file.main_part) for file in (self.context.old, self.context.new))
        if ours.of(old, _REFERENCES) != theirs.of(new, _REFERENCES):
            was = etree.Element(SECTPR)
            was.extend(
                deepcopy([each for each in old if each.tag not in _REFERENCES and each.tag not in PROPERTY_CHANGES])
            )
            for each in list(old):
                if each.tag not in _REFERENCES:
                    old.remove(each)
            old.extend(
                deepcopy([each for each in new if each.tag not in _REFERENCES and each.tag not in PROPERTY_CHANGES])
            )
            old.append(self.context.tracker.mark(_SECTION_CHANGE, self.context.attribution, was))
        in_effect = self._in_effect.get(old, {}), self._in_effect.get(new, {})
        for place in sorted(in_effect[0].keys() | in_effect[1].keys()):
            is_even = place[1] == "even"
            if is_even and not any(self._have_even_pages):
                continue
            one = None if is_even and not self._have_even_pages[0] else in_effect[0].get(place)
            other = None if is_even and not self._have_even_pages[1] else in_effect[1].get(place)
            if (one, other) not in self._done:
                self._done.add((one, other))
                self._header_or_footer(old, place, one, other)

    def finish(self, old: Element, new: Element) -> None:
        """Compare the last section of both bodies, and let even pages have headers of their own if the new ones do."""
        one, other = old.find(SECTPR), new.find(SECTPR)
        if one is not None and other is not None:
            self.pair(one, other)
        if (
            self._have_even_pages[1]
            and not self._have_even_pages[0]
            and (part := self.context.old.part("settings")) is not None
        ):
            root = self.context.old.change(part)
            at = max((n + 1 for n, each in enumerate(root) if each.tag in _BEFORE_EVEN), default=0)
            root.insert(at, etree.Element(qn("w:evenAndOddHeaders")))

    def _header_or_footer(self, section: Element, place: HeaderFooter, old: str | None, new: str | None) -> None:
        context = self.context
        if old is not None and old in self._used:
            # Another section showed this one beside something else.
            old = context.old.clone(old)
            self._refer(section, place, old)
        if old is not None:
            self._used.add(old)
        if old is not None and new is not None:
            root = adopt_namespaces(context.old, old, context.new.tree(new))
            StoryComparison(context, old, new, self.pair).container(root, context.new.change(new))
        elif old is not None:
            context.tracker.blocks(context.old.change(old), DEL, context.attribution)
        elif new is not None:
            source = context.new.tree(new)
            empty = etree.tostring(etree.Element(source.tag, source.attrib, nsmap=source.nsmap))
            added = context.old.add(f"word/{place[0]}1.xml", empty, context.new.content_type_of(new))
            root = context.old.change(added)
            root.extend([context.importer.import_element(each, new, added) for each in source])
            context.tracker.blocks(root, INS, context.attribution)
            self._refer(section, place, added)

    def _refer(self, section: Element, place: HeaderFooter, part: str) -> None:
        for each in list(section):
            if each.tag == qn(f"w:{place[0]}Reference") and each.get(_TYPE, "default") == place[1]:
                section.remove(each)
        reference = etree.Element(qn(f"w:{place[0]}Reference"))
        reference.set(_TYPE, place[1])
        reference.set(
            _RELATIONSHIP_ID, self.context.old.relate(self.context.old.main_part, _RELATIONSHIP_TYPES + place[0], part)
        )
        section.insert(0, reference)


def _in_effect(file: WordFile, body: Element) -> dict[Element, dict[HeaderFooter, str]]:
    """Return for each section which parts are its headers and footers; it has those of the one before unless told."""
    targets = {
        relationship.id: file.target(file.main_part, relationship)
        for relationship in file.relationships(file.main_part)
    }
    now: dict[HeaderFooter, str] = {}
    found: dict[Element, dict[HeaderFooter, str]] = {}
    for section in body.iter(SECTPR):
        if is_inside(section, [_SECTION_CHANGE]):
            continue
        for each in section.iterchildren(*_REFERENCES):
            part = targets.get(each.get(_RELATIONSHIP_ID, ""))
            if part is not None:
                kind = "header" if each.tag == _REFERENCES[0] else "footer"
                now = {**now, (kind, each.get(_TYPE, "default")): part}
        found[section] = now
    return found


def headers_footers_of(file: WordFile, body: Element) -> list[dict[HeaderFooter, str]]:
    """Return for each section, in order, which parts are its headers and footers; not for inserted sections."""
    return [parts for section, parts in _in_effect(file, body).items() if not _is_inserted(section)]


def _is_inserted(section: Element) -> bool:
    paragraph_properties = section.getparent()
    return paragraph_properties.tag == PPR and paragraph_properties.find(f"{RPR}/{INS}") is not None


def _has_even_pages(file: WordFile) -> bool:
    part = file.part("settings")
    return part is not None and is_on(file.tree(part).find(qn("w:evenAndOddHeaders")))
