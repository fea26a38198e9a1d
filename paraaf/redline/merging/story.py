"""One story of the base with what all parties made of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from itertools import pairwise

from paraaf.redline.merging.atom_edits import is_plain, is_touched, part_of, settled, starts_of, untouched
from paraaf.redline.merging.block_versions import BlockVersions
from paraaf.redline.merging.conflicts import Clash, clashes, content, edits_of, format_change, joint_attribution
from paraaf.redline.merging.context import MergeContext, PartNames
from paraaf.redline.merging.inline_objects import InlineMerge
from paraaf.redline.merging.layout import Layout
from paraaf.redline.merging.party import note_ids
from paraaf.redline.merging.tables import TableMerge
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import NOTE_REFERENCES, Atom, FieldAtom, Wrapper
from paraaf.redline.sequence.builder import Item, keep_in_controls
from paraaf.redline.sequence.flatten import BlockAtom, ElementPair, slice_atom, width
from paraaf.redline.wml.names import DEL, PPR, SDT, SDT_CONTENT, TBL, P, child_properties, qn

_STARTS = (qn("w:commentRangeStart"), qn("w:bookmarkStart"))

Wrappers = dict[Wrapper, Wrapper]
"""The links and controls of the copies around one paragraph's atoms, with those that stand for them in the result."""


class StoryMerge:
    """Merges what parties made of one part of the base; the tree of the base gets the marks."""

    def __init__(self, context: MergeContext, base_part: str, parts: Mapping[str, str]) -> None:
        self.context = context
        self.names = PartNames(base_part, parts)
        self.layout = Layout(context, self.names)
        self.base = context.base_story(base_part)

    def _inline(self) -> InlineMerge:
        return InlineMerge(self.layout, self)

    def units(self, party: str, base: Element, pair: ElementPair) -> BlockVersions:
        """Return what a party made of each block of a container, and what it added at the end."""
        return self.context.parties[party].units(base, self.base, pair, self.names.copies.get(party, ""))

    def plan(self, party: str, base: Element, pair: ElementPair) -> None:
        """Read all that a party made of a container; `BaseMismatch` if it is not one of this base."""
        units, _ = self.units(party, base, pair)
        inline = self._inline()
        for block, unit in zip(self.base.blocks(base), units, strict=True):
            if isinstance(unit, list):
                last = unit[-1]
                inline.plan(party, self.base.own(block), unit)
                if isinstance(last, BlockAtom) and block.tag == TBL:
                    TableMerge(self.layout, self).plan(party, block, last.pair)
                elif isinstance(last, BlockAtom):
                    self.plan(party, *_contents(block, last.pair))

    def container(self, base: Element, versions: Mapping[str, ElementPair]) -> None:
        """Merge what parties made of a body, cell, note, header, text box or control."""
        blocks = self.base.blocks(base)
        made = {party: self.units(party, base, pair) for party, pair in versions.items()}
        seen = self.base.summary(base)
        for at, block in enumerate(blocks):
            units: dict[str, list[Atom]] = {}
            has_notes = seen.has(block, NOTE_REFERENCES)
            for party, (all_units, _) in made.items():
                unit = all_units[at]
                if isinstance(unit, list):
                    units[party] = unit
                elif has_notes and unit is not None:
                    self.context.notes_beside(party, block, note_ids(unit))
            if units:
                self._block(block, units)
        tails = {party: tail for party, (_, tail) in made.items() if tail}
        if tails and blocks:
            items = self._added(list(tails.items()), {})
            self.layout.write_paragraphs(items, after=blocks[-1])

    # One block

    def _block(self, block: Element, units: dict[str, list[Atom]]) -> None:
        own = self.base.own(block)
        if block.tag == P:
            clashing = clashes({party: edits_of(unit) for party, unit in units.items()}) if len(units) > 1 else []
            items = self._plain(own, units) or self._items(own, units, clashing)
            paragraph_properties = child_properties(block, PPR)
            block[:] = [] if paragraph_properties is None else [paragraph_properties]
            self.layout.write_paragraphs(items, before=block)
            return
        added = [(party, unit[:-1]) for party, unit in units.items() if len(unit) > 1]
        if added:
            self.layout.write_paragraphs(self._added(added, {}), before=block)
        versions = {}
        for party, unit in units.items():
            last = unit[-1]
            assert isinstance(last, BlockAtom)
            versions[party] = last.pair
            for each in last.before:
                if (imported := self.context.range_of(party, each)) is not None:
                    block.addprevious(imported)
        if block.tag == TBL:
            TableMerge(self.layout, self).merge(block, versions)
        else:
            contents = {party: _contents(block, pair) for party, pair in versions.items()}
            self.container(_content(block), {party: pair for party, (_, pair) in contents.items()})
            deleted = [mark for unit in units.values() if (mark := unit[-1].deleted) is not None]
            if deleted:
                self.context.tracker.control(block, DEL, joint_attribution(deleted))

    def _plain(self, own: list[Atom], units: Mapping[str, list[Atom]]) -> list[Item]:
        """Return what one party made of a paragraph of nothing but text that all looks the same; else nothing."""
        if len(units) > 1 or len(own) > 2 or any(atom.before or not is_plain(atom) for atom in own[:-1]):
            return []
        party, unit = next(iter(units.items()))
        if not unit[-1].is_end or not all(map(is_plain, unit[:-1])):
            return []
        range_of = self.context.range_of
        items = []
        for atom in settled(unit[:-1]):
            before = [found for each in atom.before if (found := range_of(party, each)) is not None]
            items.append(Item(atom, atom.inserted, atom.deleted, before=before))
        return [*items, *self._kept(own[-1], {party: unit[-1]} if is_touched(unit[-1]) else {})]

    def _items(self, own: list[Atom], units: dict[str, list[Atom]], clashing: list[Clash]) -> list[Item]:
        added: dict[int, list[tuple[str, list[Atom]]]] = {}
        kept: dict[str, list[tuple[int, int, Atom]]] = {}
        cuts = {0}
        wrappers: Wrappers = {}
        starts = starts_of(own) if any(each.within for each in own) else {}
        for party, unit in units.items():
            at = 0
            for atom in settled(unit):
                if atom.inserted is not None:
                    here = added.setdefault(at, [])
                    if here and here[-1][0] == party:
                        here[-1][1].append(atom)
                    else:
                        here.append((party, [atom]))
                    cuts.add(at)
                    continue
                size = width(atom)
                if is_touched(atom):
                    kept.setdefault(party, []).append((at, at + size, atom))
                    cuts |= {at, at + size}
                if atom.within and (base := starts.get(at)) is not None:
                    for ours, theirs in zip(base.within, atom.within, strict=False):
                        wrappers.setdefault(theirs, ours)
                at += size
        pre, post = self._clash_marks(own, units, clashing)
        cuts |= set(pre) | set(post)
        places = sorted(cuts)
        items: list[Item] = []
        at = 0
        cursors = dict.fromkeys(kept, 0)
        for atom in own:
            size = width(atom)
            inner = places[bisect_right(places, at) : bisect_left(places, at + size)] if size > 1 else []
            for start, end in pairwise([at, *inner, at + size]):
                new = self._added(added[start], wrappers) if start in added else []
                over: dict[str, Atom] = {}
                for party, spans in kept.items():
                    cursor = cursors[party]
                    while cursor < len(spans) and spans[cursor][1] <= start:
                        cursor += 1
                    cursors[party] = cursor
                    if cursor < len(spans) and spans[cursor][0] <= start:
                        first, _, span = spans[cursor]
                        over[party] = span if first == start else part_of(span, start - first)
                piece = slice_atom(atom, start - at, end - at)
                item, *others = self._kept(piece, over) if over else [untouched(piece)]
                if start in pre:
                    (new[0] if new else item).before[:0] = pre[start]
                if start in post:
                    item.before[:0] = post[start]
                items += [*new, item, *others]
            at += size
        return keep_in_controls(items) if starts else items

    def _kept(self, atom: Atom, over: Mapping[str, Atom]) -> list[Item]:
        """Return an atom of the base with all that parties did to it, and what some want instead of a formula."""
        context = self.context
        item = untouched(atom)
        if not over:
            return [item]
        deleters, formats = [], []
        is_text = atom.text is not None
        for party, theirs in over.items():
            for each in theirs.before:
                if (found := context.range_of(party, each)) is not None:
                    item.before.append(found)
            if theirs.deleted is not None:
                deleters.append(theirs.deleted)
            if theirs.properties is not None and (formatting := format_change(theirs)) is not None:
                formats.append((party, formatting, theirs))
            for one, other in () if is_text else zip(atom.pieces, theirs.pieces, strict=False):
                if one.tag in NOTE_REFERENCES:
                    # What went without tracking is not in the copy any more.
                    is_gone = context.parties[party].untracked_file is not None and not theirs.untracked_pieces
                    context.note_beside(party, one, None if is_gone else other)
        if deleters:
            item.deleted = joint_attribution(deleters)
        if formats and not isinstance(atom, FieldAtom):
            party, formatting, theirs = formats[0]
            same = [each for each in formats if each[1] == formatting]
            change = theirs.properties.find(qn("w:rPrChange")) if theirs.properties is not None else None
            item.properties, item.format, item.previous_properties = theirs.properties, theirs.format, atom.properties
            item.formatted = joint_attribution([
                context.parties[one].attribution(each.properties.find(qn("w:rPrChange")))
                for one, _, each in same if each.properties is not None
            ])  # fmt: skip
            assert change is not None
            for other, found, each in formats:
                if found != formatting and each.properties is not None:
                    context.report_unplaced(
                        other, "formatting", each.properties.find(qn("w:rPrChange")), atom.text or ""
                    )
        if atom.is_end and atom.paragraph is not None:
            self.layout.end_properties(atom.paragraph, over)
        return [item, *self._inline().merge(item, atom, over)] if atom.pieces and not is_text else [item]

    def _added(self, lists: list[tuple[str, list[Atom]]], wrappers: Wrappers) -> list[Item]:
        """Return what parties inserted at one place: whole paragraphs first, equal ones once.

        `wrappers` are those of the copies with what stands for them here; more are added.
        """
        groups: list[tuple[list[str], list[list[Atom]]]] = []
        for party, atoms in lists:
            same = next((each for each in groups if content(each[1][0]) == content(atoms)), None)
            if same is not None:
                same[0].append(party)
                same[1].append(atoms)
            else:
                groups.append(([party], [atoms]))
        groups.sort(key=lambda each: not each[1][0][-1].is_end)
        items: list[Item] = []
        for parties, versions in groups:
            first = self._inserted(parties[0], versions, wrappers)
            others = [each for party, atoms in zip(parties[1:], versions[1:], strict=True)
                      for each in self._ranges_in(party, atoms)]  # fmt: skip
            if first and others:
                first[0].before[:0] = [each for each in others if each.tag in _STARTS]
                rest = [each for each in others if each.tag not in _STARTS]
                self.layout.trailing_ranges.setdefault(id(first[-1]), []).extend(rest)
            items += first
        return items

    def _ranges_in(self, party: str, atoms: list[Atom]) -> list[Element]:
        found = [self.context.range_of(party, each) for atom in atoms for each in atom.before]
        return [each for each in found if each is not None]

    def _inserted(self, party: str, versions: list[list[Atom]], wrappers: Wrappers) -> list[Item]:
        context = self.context
        aligned = all(len(each) == len(versions[0]) for each in versions)
        items = []
        for at, atom in enumerate(versions[0]):
            twins = [each[at] if aligned else each[0] for each in versions]
            inserted = joint_attribution([each.inserted for each in twins if each.inserted is not None])
            deleted = [each.deleted for each in twins if each.deleted is not None] if atom.deleted is not None else []
            own = context.imported_atom(party, atom, self.names, inserted)
            within = tuple(self._wrapper(party, each, atom, wrappers) for each in atom.within)
            before = [found for each in atom.before if (found := context.range_of(party, each)) is not None]
            item = Item(own, inserted, joint_attribution(deleted) if deleted else None, own.properties, own.format,
                        within=within, before=before)  # fmt: skip
            if own.pieces and own.text is None:
                item.pieces = own.pieces
            change = None if own.properties is None or own.is_end else own.properties.find(qn("w:rPrChange"))
            if change is not None:
                item.formatted = context.parties[party].attribution(change)
                item.previous_properties = change[0] if len(change) else None
            items.append(item)
        return items

    def _wrapper(self, party: str, wrapper: Wrapper, atom: Atom, wrappers: Wrappers) -> Wrapper:
        if wrapper not in wrappers:
            own = self.context.import_(party, wrapper.element, self.names, atom)
            wrappers[wrapper] = Wrapper(own, wrapper.signature)
        return wrappers[wrapper]

    def _clash_marks(
        self, own: list[Atom], units: dict[str, list[Atom]], clashing: list[Clash]
    ) -> tuple[dict[int, list[Element]], dict[int, list[Element]]]:
        pre: dict[int, list[Element]] = {}
        post: dict[int, list[Element]] = {}
        if not clashing:
            return pre, post
        total = sum(width(each) for each in own)
        for clash in clashing:
            marks = self.context.conflicts.write(own, units, clash)
            pre.setdefault(clash.start, []).append(marks[0])
            # Before the end of the paragraph at the latest.
            post.setdefault(max(clash.start, min(clash.end, total - 1)), []).extend(marks[1:])
        return pre, post


def _content(control: Element) -> Element:
    return control.find(SDT_CONTENT) if control.tag == SDT else control


def _contents(control: Element, pair: ElementPair) -> tuple[Element, ElementPair]:
    return _content(control), ElementPair(*(None if each is None else _content(each)
                                        for each in (pair.copy, pair.untracked)))  # fmt: skip
