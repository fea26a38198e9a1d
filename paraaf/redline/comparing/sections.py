"""Sections compared: how the page is laid out, and what stands in headers and footers."""

from copy import deepcopy

from lxml import etree

from paraaf.redline.comparing.context import CompareContext
from paraaf.redline.comparing.story import StoryComparison
from paraaf.redline.opc.package import Element
from paraaf.redline.plain_text.reader import is_on
from paraaf.redline.revisions.content_importer import adopt_names
from paraaf.redline.wml.canonical import Keys
from paraaf.redline.wml.names import DEL, INS, PPR, RPR, SECTPR, inside, qn, qns
from paraaf.redline.wml.revision_marks import CHANGES
from paraaf.redline.wml.word_file import WordFile

_REFERENCES = qns("headerReference footerReference")
_LINK, _TYPE = qn("r:id"), qn("w:type")
_SECTION_CHANGE = qn("w:sectPrChange")
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
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

Margin = tuple[str, str]
"""Header or footer, and on which pages: `default`, `first`, `even`."""


class Sections:
    """Compares the sections of two files, as pairs of them are found."""

    def __init__(self, context: CompareContext) -> None:
        self.context = context
        self._in_effect = _in_effect(context.old, context.old.body) | _in_effect(context.new, context.new.body)
        self._even = tuple(_even(file) for file in (context.old, context.new))
        self._done: set[tuple[str | None, str | None]] = set()
        self._used: set[str] = set()

    def pair(self, old: Element, new: Element) -> None:
        """Mark in a section what is different in its counterpart."""
        ours, theirs = (Keys(file, file.main) for file in (self.context.old, self.context.new))
        if ours.of(old, _REFERENCES) != theirs.of(new, _REFERENCES):
            was = etree.Element(SECTPR)
            was.extend(deepcopy([each for each in old if each.tag not in _REFERENCES and each.tag not in CHANGES]))
            for each in list(old):
                if each.tag not in _REFERENCES:
                    old.remove(each)
            old.extend(deepcopy([each for each in new if each.tag not in _REFERENCES and each.tag not in CHANGES]))
            old.append(self.context.tracker.mark(_SECTION_CHANGE, self.context.stamp, was))
        margins = self._in_effect.get(old, {}), self._in_effect.get(new, {})
        for margin in sorted(margins[0].keys() | margins[1].keys()):
            is_even = margin[1] == "even"
            if is_even and not any(self._even):
                continue
            one = None if is_even and not self._even[0] else margins[0].get(margin)
            other = None if is_even and not self._even[1] else margins[1].get(margin)
            if (one, other) not in self._done:
                self._done.add((one, other))
                self._margin(old, margin, one, other)

    def finish(self, old: Element, new: Element) -> None:
        """Compare the last section of both bodies, and let even pages have headers of their own if the new ones do."""
        one, other = old.find(SECTPR), new.find(SECTPR)
        if one is not None and other is not None:
            self.pair(one, other)
        if self._even[1] and not self._even[0] and (part := self.context.old.part("settings")) is not None:
            root = self.context.old.change(part)
            at = max((n + 1 for n, each in enumerate(root) if each.tag in _BEFORE_EVEN), default=0)
            root.insert(at, etree.Element(qn("w:evenAndOddHeaders")))

    def _margin(self, section: Element, margin: Margin, old: str | None, new: str | None) -> None:
        context = self.context
        if old is not None and old in self._used:
            # Another section showed this one beside something else.
            old = context.old.clone(old)
            self._refer(section, margin, old)
        if old is not None:
            self._used.add(old)
        if old is not None and new is not None:
            root = adopt_names(context.old, old, context.new.tree(new))
            StoryComparison(context, old, new, self.pair).container(root, context.new.change(new))
        elif old is not None:
            context.tracker.blocks(context.old.change(old), DEL, context.stamp)
        elif new is not None:
            source = context.new.tree(new)
            empty = etree.tostring(etree.Element(source.tag, source.attrib, nsmap=source.nsmap))
            own = context.old.add(f"word/{margin[0]}1.xml", empty, context.new.type_of(new))
            root = context.old.change(own)
            root.extend([context.importer.bring(each, new, own) for each in source])
            context.tracker.blocks(root, INS, context.stamp)
            self._refer(section, margin, own)

    def _refer(self, section: Element, margin: Margin, part: str) -> None:
        for each in list(section):
            if each.tag == qn(f"w:{margin[0]}Reference") and each.get(_TYPE, "default") == margin[1]:
                section.remove(each)
        reference = etree.Element(qn(f"w:{margin[0]}Reference"))
        reference.set(_TYPE, margin[1])
        reference.set(_LINK, self.context.old.relate(self.context.old.main, _KINDS + margin[0], part))
        section.insert(0, reference)


def _in_effect(file: WordFile, body: Element) -> dict[Element, dict[Margin, str]]:
    """Return for each section which parts are its headers and footers; it has those of the one before unless told."""
    targets = {line.id: file.target(file.main, line) for line in file.relationships(file.main)}
    now: dict[Margin, str] = {}
    found: dict[Element, dict[Margin, str]] = {}
    for section in body.iter(SECTPR):
        if inside(section, [_SECTION_CHANGE]):
            continue
        for each in section.iterchildren(*_REFERENCES):
            part = targets.get(each.get(_LINK, ""))
            if part is not None:
                kind = "header" if each.tag == _REFERENCES[0] else "footer"
                now = {**now, (kind, each.get(_TYPE, "default")): part}
        found[section] = now
    return found


def margins_of(file: WordFile, body: Element) -> list[dict[Margin, str]]:
    """Return for each section, in order, which parts are its headers and footers; not for inserted sections."""
    return [margins for section, margins in _in_effect(file, body).items() if not _is_inserted(section)]


def _is_inserted(section: Element) -> bool:
    about = section.getparent()
    return about.tag == PPR and about.find(f"{RPR}/{INS}") is not None


def _even(file: WordFile) -> bool:
    part = file.part("settings")
    return part is not None and is_on(file.tree(part).find(qn("w:evenAndOddHeaders")))
