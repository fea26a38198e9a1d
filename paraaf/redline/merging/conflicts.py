"""What several parties want with one passage of the base, where they exclude each other, and the comment on that."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from paraaf.redline.merging.report import ConflictRecord
from paraaf.redline.model import Attribution, MergeWords
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.comment_writer import CommentWriter
from paraaf.redline.sequence.atoms import AUTHOR_SEPARATOR, NOTE_REFERENCES, Atom
from paraaf.redline.sequence.flatten import BlockAtom, slice_atom, width
from paraaf.redline.sequence.formulas import formula_key, formula_text, is_changed
from paraaf.redline.sequence.moves import combined_move
from paraaf.redline.wml.names import make_element, qn
from paraaf.redline.wml.revision_marks import ALL_MARKS


@dataclass
class Edit:
    """One edit of one party: what it deletes of the base, and what it puts there."""

    start: int
    end: int
    added: list[Atom] = field(default_factory=list)
    formatting: object = None
    """For formatting: the format it gives."""

    @property
    def proposal(self) -> tuple[object, ...]:
        """Return what makes two edits the same."""
        return self.start, self.end, content(self.added), self.formatting


@dataclass
class Clash:
    """A passage of the base over which edits exclude each other."""

    start: int
    end: int
    parties: list[str]
    is_formatting: bool = False


def content(atoms: list[Atom]) -> tuple[object, ...]:
    """Return what inserted atoms say and how it is formatted, however they are cut into runs."""
    result: list[object] = []
    for atom in atoms:
        state = (atom.format, atom.deleted is not None)
        if atom.text is not None and result and isinstance(result[-1], tuple) and result[-1][1:] == state:
            result[-1] = (result[-1][0] + atom.text, *state)
        elif atom.text is not None:
            result.append((atom.text, *state))
        else:
            said = "\x1f".join(atom.element.itertext()) if isinstance(atom, BlockAtom) else ""
            # What is tracked in a formula is its party's, and so is a note: the references to two notes look alike.
            is_marked = is_changed(atom.pieces) or _has_note(atom)
            if is_changed(atom.pieces) and atom.inserted is None:
                result.append(formula_key(atom.pieces))
            else:
                result.append((atom if is_marked else atom.key, *state, said))
    return tuple(result)


def _has_note(atom: Atom) -> bool:
    pieces = [atom.element] if isinstance(atom, BlockAtom) else atom.pieces
    return any(next(piece.iter(*NOTE_REFERENCES), None) is not None for piece in pieces)


def edits_of(unit: list[Atom]) -> list[Edit]:
    """Return the edits in what a party made of a block; a deletion and an insertion beside it are one edit."""
    edits: list[Edit] = []
    now: Edit | None = None
    at = 0
    for atom in unit:
        if atom.inserted is not None:
            if now is None or now.formatting is not None:
                now = Edit(at, at)
                edits.append(now)
            now.added.append(atom)
            continue
        size = width(atom)
        formatting = format_change(atom)
        is_formula = atom.is_whole and is_changed(atom.pieces)
        if atom.deleted is not None or is_formula:
            if now is None or now.formatting is not None:
                now = Edit(at, at)
                edits.append(now)
            now.end = at + size
            now.added += [atom] if is_formula and atom.deleted is None else []
        elif formatting is not None:
            if now is None or now.formatting != formatting or now.end != at:
                now = Edit(at, at, formatting=formatting)
                edits.append(now)
            now.end = at + size
        else:
            now = None
        at += size
    return edits


def format_change(atom: Atom) -> tuple[object, ...] | None:
    """Return the format that an atom got by a tracked change, if it did."""
    if atom.properties is None or atom.properties.find(qn("w:rPrChange")) is None or atom.is_end:
        return None
    return ("format", atom.format)


def clashes(edits: Mapping[str, list[Edit]]) -> list[Clash]:
    """Return where edits of different parties exclude each other, joined where they touch."""
    found: list[Clash] = []
    flat = [(party, edit) for party, own in edits.items() for edit in own]
    flat.sort(key=lambda each: (each[1].start, each[1].end))
    for number, (party, edit) in enumerate(flat):
        for other_party, other in flat[number + 1 :]:
            if other.start > edit.end:
                break
            if party != other_party and edit.proposal != other.proposal and _exclude(edit, other):
                is_formatting = edit.formatting is not None and other.formatting is not None
                start, end = min(edit.start, other.start), max(edit.end, other.end)
                found.append(Clash(start, end, [party, other_party], is_formatting))
    return _joined(found)


def _exclude(one: Edit, other: Edit) -> bool:
    overlap = max(one.start, other.start) < min(one.end, other.end)
    if (one.formatting is None) != (other.formatting is None):
        # Formatting what another deletes says nothing against it.
        return False
    if one.formatting is not None:
        return overlap
    if overlap:
        return bool(one.added) or bool(other.added)
    for inserting, deleting in ((one, other), (other, one)):
        if inserting.start == inserting.end and deleting.start < inserting.start < deleting.end:
            return True
    return False


def _joined(found: list[Clash]) -> list[Clash]:
    result: list[Clash] = []
    for clash in sorted(found, key=lambda each: (each.start, each.end)):
        last = result[-1] if result else None
        if last is not None and clash.start < last.end and last.is_formatting == clash.is_formatting:
            last.end = max(last.end, clash.end)
            last.parties += [each for each in clash.parties if each not in last.parties]
        else:
            result.append(clash)
    return result


def joint_attribution(attributions: list[Attribution]) -> Attribution:
    """Return one attribution for equal edits: all names, and the first date."""
    if len(attributions) == 1:
        return attributions[0]
    names = list(dict.fromkeys(each.author for each in attributions))
    dates = sorted(each.date for each in attributions if each.date)
    sources = tuple(dict.fromkeys(source for each in attributions for source in each.sources))
    return Attribution(
        AUTHOR_SEPARATOR.join(names),
        dates[0] if dates else "",
        combined_move(each.move for each in attributions),
        sources,
    )


class Conflicts:
    """The conflicts of one merge, each with the comment that says so."""

    def __init__(self, words: MergeWords, writer: CommentWriter) -> None:
        self.words = words
        self.writer = writer
        self.found: list[ConflictRecord] = []

    def write(self, own: list[Atom], units: Mapping[str, list[Atom]], clash: Clash) -> list[Element]:
        """Write the comment on edits that exclude each other; return its beginning, its end and its reference."""
        base = _text_between(own, clash.start, clash.end).strip()
        proposals = {party: self._proposal(units[party], clash).strip() for party in units if party in clash.parties}
        said = "; ".join(
            self.words.proposal.format(party=party, text=proposal or self.words.nothing)
            for party, proposal in proposals.items()
        )
        dates = [mark.date for party in clash.parties for atom in units[party]
                 for mark in (atom.inserted, atom.deleted) if mark is not None]  # fmt: skip
        text = self.words.conflict.format(proposals=said, base=base)
        number = self.writer.write(text, self.words.author, max(dates, default=""))
        self.found.append(ConflictRecord(number, base, proposals))
        reference = make_element("w:r", make_element("w:commentReference", id=number))
        return [make_element("w:commentRangeStart", id=number), make_element("w:commentRangeEnd", id=number), reference]

    def _proposal(self, unit: list[Atom], clash: Clash) -> str:
        pieces: list[str] = []
        properties: dict[str, None] = {}
        at = 0
        for atom in unit:
            if atom.inserted is not None:
                if clash.start <= at <= clash.end and atom.deleted is None:
                    pieces.append(atom.text or ("\n" if atom.is_end else formula_text(atom.pieces)))
                continue
            size = width(atom)
            start, end = max(clash.start, at), min(clash.end, at + size)
            if start < end and atom.deleted is None:
                pieces.append(
                    slice_atom(atom, start - at, end - at).text or formula_text(atom.pieces if size == 1 else ())
                )
                if atom.properties is not None and clash.is_formatting:
                    properties |= dict.fromkeys(each.tag.rpartition("}")[2] for each in atom.properties
                                                if each.tag not in ALL_MARKS)  # fmt: skip
            at += size
        text = "".join(pieces)
        if properties:
            return self.words.formatting.format(text=text, properties=", ".join(properties))
        return text


def _text_between(atoms: list[Atom], start: int, end: int) -> str:
    pieces: list[str] = []
    at = 0
    for atom in atoms:
        size = width(atom)
        if max(start, at) < min(end, at + size):
            said = formula_text(atom.pieces) if atom.text is None else atom.text[max(start - at, 0) : end - at]
            pieces.append(said)
        at += size
    return "".join(pieces)
