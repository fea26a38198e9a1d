"""The headers and footers of the base with what all parties made of them, and the properties of its last section."""

from functools import partial

from lxml import etree

from paraaf.redline.comparing.sections import headers_footers_of
from paraaf.redline.errors import Unmergeable
from paraaf.redline.merging.base_story import BaseMismatch
from paraaf.redline.merging.context import FirstChange, MergeContext
from paraaf.redline.merging.party import Party
from paraaf.redline.merging.story import StoryMerge
from paraaf.redline.model import Unplaced
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.flatten import ElementPair
from paraaf.redline.wml.names import SECTPR, make_element, qn
from paraaf.redline.wml.word_file import WordFile

_REFERENCES = (qn("w:headerReference"), qn("w:footerReference"))


class HeaderFooterMerge:
    """Merges the headers and footers of the parts of one merge, and the properties of the last section."""

    def __init__(self, context: MergeContext) -> None:
        self.context = context
        self._own = headers_footers_of(context.file, context.file.body)
        self._versions: dict[str, dict[str, tuple[str, ElementPair]]] = {}

    def pairs(self, party: Party) -> dict[str, str]:
        """Return which header or footer of the base is which of a copy."""
        theirs = headers_footers_of(party.file, party.file.body)
        pairs = zip(self._own, theirs, strict=False)
        return {ours: found for one, other in pairs for place, ours in one.items()
                if (found := other.get(place)) is not None}  # fmt: skip

    def plan(self, name: str, party: Party) -> None:
        """Read the headers and footers of a copy; `BaseMismatch` if they are not those of the base."""
        # Found now, for once the body is merged it has the sections of all.
        self._versions[name] = {}
        for ours, theirs in self.pairs(party).items():
            root = self.context.file.tree(ours)
            pair = _version(party, ours, theirs)
            story = StoryMerge(self.context, ours, {name: theirs})
            try:
                story.plan(name, root, pair)
            except (BaseMismatch, Unmergeable):
                if pair.untracked is None:
                    raise
                # Other sections, other headers: then only what comparing found counts.
                pair = ElementPair(None, pair.untracked)
                story.plan(name, root, pair)
            self._versions[name][ours] = (theirs, pair)

    def run(self) -> None:
        """Merge all headers and footers, and tell of those that only a copy has."""
        context = self.context
        versions: dict[str, dict[str, ElementPair]] = {}
        parts: dict[str, dict[str, str]] = {}
        for name, pairs in self._versions.items():
            for ours, (theirs, pair) in pairs.items():
                versions.setdefault(ours, {})[name] = pair
                parts.setdefault(ours, {})[name] = theirs
        for ours, found in versions.items():
            StoryMerge(context, ours, parts[ours]).container(context.file.change(ours), found)
        for name, party in context.parties.items():
            if party.untracked_file is not None:
                more = set(_header_footer_parts(party.untracked_file)) - set(_header_footer_parts(context.file))
                for each in sorted(more):
                    text = "".join(party.untracked_file.tree(each).itertext())
                    context.unplaced.append(Unplaced(name, "header or footer", text, party.label, ""))

    def last_section(self) -> None:
        """Give the last section of the base the properties that parties gave it."""
        own = self.context.file.body.find(SECTPR)
        first = FirstChange(self.context)
        for name, party in self.context.parties.items():
            body = party.body_pair
            for theirs in (body.copy, body.untracked):
                section = None if theirs is None else theirs.find(SECTPR)
                change = None if section is None else section.find(qn("w:sectPrChange"))
                if own is None or section is None or change is None:
                    continue
                kept = [each for each in section if each is not change and each.tag not in _REFERENCES]
                key = b"".join(bytes(etree.tostring(each, method="c14n")) for each in kept)
                first.add(name, change, key, partial(self._change, own, party, change, kept))

    def _change(self, section: Element, party: Party, change: Element, kept: list[Element]) -> Element:
        was = make_element("w:sectPr")
        was.extend([each for each in list(section) if each.tag not in _REFERENCES])
        section.extend([self.context.plain_copy(each) for each in kept])
        record = self.context.tracker.mark(change.tag, party.attribution(change), was)
        section.append(record)
        return record


def _version(party: Party, ours: str, theirs: str) -> ElementPair:
    untracked = None if party.untracked_file is None else party.untracked_file.tree(ours)
    return ElementPair(party.file.tree(theirs), untracked)


def _header_footer_parts(file: WordFile) -> list[str]:
    return [name for line in file.relationships(file.main_part) if line.kind in ("header", "footer")
            and (name := file.target(file.main_part, line)) is not None]  # fmt: skip
