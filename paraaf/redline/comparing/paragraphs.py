"""Paragraphs compared word by word: one with one, or with the two that it was cut into."""

from copy import deepcopy
from dataclasses import replace

from lxml import etree

from paraaf.redline.comparing.sides import Nested, Sides
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import NOTE_REFERENCES, Atom, FieldAtom, Wrapper
from paraaf.redline.sequence.block_diff import Step
from paraaf.redline.sequence.builder import Builder, Item, keep_in_controls
from paraaf.redline.sequence.tokens import fragment_ends, split_at, tokenize_both
from paraaf.redline.sequence.word_diff import word_pairs
from paraaf.redline.wml.names import (
    DEL,
    INS,
    PPR,
    RPR,
    SECTPR,
    P,
    ensure_properties,
    insert_property,
    qn,
    text_boxes_of,
)

Group = tuple[list[Element], list[Element]]
_WORTH = 12
"""So many characters have to be found again for paragraphs to count as cut in two or joined."""
_NEAR = 3
"""How many paragraphs one may have been cut into, on either side."""


class ParagraphComparison:
    """Compares paragraphs of two parts; those of the old one get the marks. `nested` compares what is inside them."""

    def __init__(self, sides: Sides, nested: Nested) -> None:
        self.sides = sides
        self.nested = nested
        self.context = sides.context
        self.attribution = sides.context.attribution
        self.builder = Builder(sides.context.tracker)

    # Cut in two, or joined

    def split_or_joined(self, steps: list[Step], olds: list[Element], news: list[Element]) -> dict[int, Group | None]:
        """Return which steps are one: a paragraph cut in two, or two joined. All but the last of them have None."""
        found: dict[int, Group | None] = {}
        for at, step in enumerate(steps):
            if step.old is None or step.new is None or step.is_same or at in found:
                continue
            if olds[step.old].tag != P or _ends_section(olds[step.old]) or _ends_section(news[step.new]):
                continue
            for side in ("new", "old"):
                span = self._span(steps, at, side, olds, news)
                best = self._best(steps, at, span, olds, news)
                if best is not None:
                    found |= dict.fromkeys(range(best[0], best[1]))
                    found[best[1]] = _group(steps[best[0] : best[1] + 1], olds, news)
                    break
        return found

    def _span(self, steps: list[Step], at: int, side: str, olds: list[Element], news: list[Element]) -> tuple[int, int]:
        """Return how far the paragraphs reach that only one side has, before and after a pair."""

        def belongs(n: int) -> bool:
            if not 0 <= n < len(steps) or steps[n].move:
                return False
            own, other = (steps[n].new, steps[n].old) if side == "new" else (steps[n].old, steps[n].new)
            block = None if own is None or other is not None else (news if side == "new" else olds)[own]
            return block is not None and block.tag == P and not _ends_section(block)

        first = last = at
        while at - first < _NEAR and belongs(first - 1):
            first -= 1
        while last - at < _NEAR and belongs(last + 1):
            last += 1
        return first, last

    def _best(
        self, steps: list[Step], at: int, span: tuple[int, int], olds: list[Element], news: list[Element]
    ) -> tuple[int, int] | None:
        first, last = span
        if first == last:
            return None
        alone = self._shared(_group([steps[at]], olds, news))
        best, most = None, alone + _WORTH
        for reach in dict.fromkeys([(at, min(at + 1, last)), (max(at - 1, first), at), (first, at), (at, last), span]):
            if (
                reach != (at, at)
                and (shared := self._shared(_group(steps[reach[0] : reach[1] + 1], olds, news))) >= most
            ):
                best, most = reach, shared + 1
        return best

    def _shared(self, group: Group) -> int:
        before, after = self._atoms(group)
        return sum(len(before[i].text or "") for i, _ in word_pairs(before[:-1], after[:-1]))

    def _atoms(self, group: Group) -> tuple[list[Atom], list[Atom]]:
        olds, news = group
        before = [atom for each in olds for atom in self.sides.atoms(each, 0)]
        after = [atom for each in news for atom in self.sides.atoms(each, 1)]
        old, new = tokenize_both(before[:-1], after[:-1])
        return [*old, before[-1]], [*new, after[-1]]

    # Word by word

    def compare(self, olds: list[Element], news: list[Element]) -> Element:
        """Mark in paragraphs what is different in others; return the last paragraph of the result."""
        before, after = self._atoms((olds, news))
        pairs = word_pairs(before[:-1], after[:-1])
        if before[-1].key == after[-1].key:
            # Otherwise one of them ends a section, and its end comes or goes as a whole.
            pairs.append((len(before) - 1, len(after) - 1))
        kept_ends: dict[Atom, Atom] = {}
        items = keep_in_controls(self._items(before, after, pairs, kept_ends))
        for old in olds:
            for each in [child for child in old if child.tag != PPR]:
                old.remove(each)
        cursor: Element | None = None
        line: list[Item] = []
        for item in items:
            if not item.atom.is_end:
                line.append(item)
                continue
            paragraph = item.atom.paragraph
            assert paragraph is not None
            if item.inserted is not None:
                empty = etree.Element(
                    P, {k: v for k, v in paragraph.attrib.items() if "rsid" in k}, nsmap=paragraph.nsmap
                )
                empty.extend(deepcopy([each for each in paragraph if each.tag == PPR]))
                own = self.sides.imported(empty)
                if cursor is None:
                    olds[0].addprevious(own)
                else:
                    cursor.addnext(own)
                paragraph = own
            self.builder.fill(paragraph, line)
            paragraph.extend(item.before)
            if item.inserted is not None:
                self.context.tracker.paragraph_end(paragraph, INS, self.attribution)
            elif item.deleted is not None:
                self.context.tracker.paragraph_end(paragraph, DEL, self.attribution)
            else:
                self._end(paragraph, item.atom, kept_ends[item.atom])
            cursor, line = paragraph, []
        assert cursor is not None
        return cursor

    def _items(
        self, old: list[Atom], new: list[Atom], pairs: list[tuple[int, int]], kept_ends: dict[Atom, Atom]
    ) -> list[Item]:
        owners: dict[Wrapper, Wrapper] = {}
        for i, k in pairs:
            known = [each for each in old[i].within if each.signature is not None]
            for ours, theirs in zip(known, new[k].within, strict=True):
                owners.setdefault(theirs, ours)
        items: list[Item] = []
        i = k = 0
        for to_i, to_k in [*pairs, (len(old), len(new))]:
            if (i, k) == (to_i, to_k) and (more := self._goes_on(items, old, new, (to_i, to_k))):
                # Most words stay as they are, and need not be looked at one by one.
                items[-1] = more
                i, k = to_i + 1, to_k + 1
                continue
            _same_wrappers(old[i:to_i], new[k:to_k], owners)
            items += [self._deleted(part) for atom in old[i:to_i] for part in atom.fragments or (atom,)]
            items += [self._inserted(part, owners) for atom in new[k:to_k] for part in atom.fragments or (atom,)]
            if to_i < len(old):
                items += self._kept(old[to_i], new[to_k])
                if old[to_i].is_end:
                    kept_ends[old[to_i]] = new[to_k]
            i, k = to_i + 1, to_k + 1
        return items

    def _goes_on(self, items: list[Item], old: list[Atom], new: list[Atom], at: tuple[int, int]) -> Item | None:
        """Return the item before a word with that word added, if it looks the same in both texts."""
        if at[0] == len(old):
            return None
        one, other = old[at[0]], new[at[1]]
        last = items[-1] if items else None
        if (
            last is None or one.text is None or last.atom.text is None or last.inserted or last.deleted
            or last.formatted or one.format != other.format or last.format != one.format or last.within != one.within
            or one.before or other.before or one.fragments or other.fragments
        ):  # fmt: skip
            return None
        last.atom = last.atom.with_more_text(one.text)
        return last

    def _deleted(self, atom: Atom) -> Item:
        for each in atom.pieces:
            if each.tag in NOTE_REFERENCES:
                self.context.note_deleted(each)
        return Item(
            atom, None, self.attribution, atom.properties, atom.format, within=atom.within, before=list(atom.before)
        )

    def _inserted(self, atom: Atom, owners: dict[Wrapper, Wrapper]) -> Item:
        within = tuple(owners.get(each) or self._own_wrapper(each, owners) for each in atom.within)
        own = self._copied(atom)
        return Item(
            own, self.attribution, None, own.properties, own.format, within=within, before=self._new_ranges(atom)
        )

    def _own_wrapper(self, wrapper: Wrapper, owners: dict[Wrapper, Wrapper]) -> Wrapper:
        own = self.sides.import_(wrapper.element)
        owners[wrapper] = Wrapper(own, wrapper.signature)
        return owners[wrapper]

    def _copied(self, atom: Atom) -> Atom:
        if atom.text is not None or atom.is_end:
            return atom
        pieces = tuple(self.sides.import_(each) for each in atom.pieces)
        for piece in pieces:
            self.sides.ranges(piece)
            self.sides.notes_inserted(piece)
        if isinstance(atom, FieldAtom):
            return replace(atom, parts=tuple(self._copied(part) for part in atom.parts))
        return replace(atom, pieces=pieces)

    def _kept(self, old: Atom, new: Atom) -> list[Item]:
        if old.fragments or new.fragments:
            cuts = [*fragment_ends(old), *fragment_ends(new)]
            pairs = zip(split_at(old, cuts), split_at(new, cuts), strict=True)
            return [self._kept_one(one, other) for one, other in pairs]
        return [self._kept_one(old, new)]

    def _kept_one(self, old: Atom, new: Atom) -> Item:
        before = [*old.before, *self._new_ranges(new)]
        item = Item(old, None, None, old.properties, old.format, within=old.within, before=before)
        if old.format != new.format and not isinstance(old, FieldAtom):
            item.properties, item.format = new.properties, new.format
            item.previous_properties, item.formatted = old.properties, self.attribution
        for one, other in zip(old.pieces, new.pieces, strict=False):
            if one.tag in NOTE_REFERENCES:
                self.nested.notes(one, other)
            boxes = list(text_boxes_of(other)) if len(other) else []
            if boxes:
                copy = deepcopy(one)
                copy.tail = None
                for ours, theirs in zip(list(text_boxes_of(copy)), boxes, strict=True):
                    self.nested.container(ours, theirs)
                item.pieces = (copy,)
        return item

    def _new_ranges(self, atom: Atom) -> list[Element]:
        return [found for each in atom.before if (found := self.context.imported_range(each)) is not None]

    # Ends

    def _end(self, old: Element, before: Atom, after: Atom) -> None:
        """Compare the properties of two paragraphs and of their marks."""
        assert after.paragraph is not None
        ours, theirs = old.find(PPR), after.paragraph.find(PPR)
        tracker = self.context.tracker
        if before.format != after.format:
            own = ensure_properties(old)
            if (mark := own.find(RPR)) is not None:
                own.remove(mark)
            mark = etree.Element(RPR) if after.properties is None else deepcopy(after.properties)
            insert_property(own, mark)
            was = etree.Element(RPR) if before.properties is None else before.properties
            tracker.record_properties(mark, qn("w:rPrChange"), was, self.attribution)
        if self.sides.canonical[0].paragraph_format(ours) != self.sides.canonical[1].paragraph_format(theirs):
            own = ensure_properties(old)
            was = etree.Element(PPR)
            was.extend([each for each in own if each.tag not in (RPR, SECTPR)])
            for each in deepcopy(list(theirs)) if theirs is not None else ():
                if each.tag not in (RPR, SECTPR):
                    insert_property(own, each)
            tracker.record_properties(own, qn("w:pPrChange"), was, self.attribution)
        one = None if ours is None else old.find(f"{PPR}/{SECTPR}")
        other = None if theirs is None else theirs.find(SECTPR)
        if one is not None and other is not None:
            self.nested.section(one, other)


def _same_wrappers(old: list[Atom], new: list[Atom], owners: dict[Wrapper, Wrapper]) -> None:
    """Let what came within a link or control stand in the one of the same kind that lost its text here."""
    taken = set(owners.values())
    free = list(dict.fromkeys(each for atom in old for each in atom.within[:1] if each not in taken))
    for wrapper in dict.fromkeys(each for atom in new for each in atom.within[:1] if each not in owners):
        same = next((each for each in free if each.signature == wrapper.signature), None)
        if same is not None:
            owners[wrapper] = same
            free.remove(same)


def _ends_section(paragraph: Element) -> bool:
    return paragraph.find(f"{PPR}/{SECTPR}") is not None


def _group(steps: list[Step], olds: list[Element], news: list[Element]) -> Group:
    return ([olds[step.old] for step in steps if step.old is not None],
            [news[step.new] for step in steps if step.new is not None])  # fmt: skip
