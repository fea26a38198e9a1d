"""The footnotes and endnotes of the base with what all parties made of them."""

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from paraaf.redline.comparing.context import NOTES_TYPE, SEPARATORS
from paraaf.redline.merging.block_versions import Mismatch
from paraaf.redline.merging.party import Party, note_ids
from paraaf.redline.merging.story import StoryMerge
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.content_importer import adopt_names
from paraaf.redline.sequence.flatten import Version
from paraaf.redline.wml.names import ID, INS, MOVE_TO, qn
from paraaf.redline.wml.revision_marks import is_wrapper

if TYPE_CHECKING:
    from paraaf.redline.merging.merge import Merging


class NoteMerge:
    """Collects which notes of the copies are which of the base, and merges them."""

    def __init__(self, merging: "Merging") -> None:
        self.merging = merging
        self._beside: dict[tuple[str, str], dict[str, str | None]] = {}

    def beside(self, party: str, kind: str, own: str, theirs: str | None) -> None:
        """Remember that a note of the base is one of a copy."""
        self._beside.setdefault((kind, own), {})[party] = theirs

    def plan(self, name: str, party: Party) -> None:
        """Read the notes of a copy; `Mismatch` if they are not those of the base."""
        for kind in ("footnote", "endnote"):
            part = self.merging.file.part(f"{kind}s")
            if part is None:
                continue
            own = [number for sort, number in note_ids(self.merging.file.body) if sort == kind]
            tree = party.file.body if party.untracked_file is None else party.untracked_file.body
            theirs = [number for sort, number in note_ids(_without_insertions(tree)) if sort == kind]
            if party.untracked_file is not None:
                continue
            if len(own) != len(theirs):
                raise Mismatch
            story = StoryMerge(self.merging, part, {name: str(party.file.part(f"{kind}s"))})
            for one, other in zip(own, theirs, strict=True):
                base = self._note(part, one)
                version = self._version(party, kind, one, other)
                if base is not None and version is not None:
                    story.plan(name, base, version)

    def run(self) -> None:
        """Merge all notes that are known to be in several copies."""
        merging = self.merging
        for (kind, own), theirs in self._beside.items():
            part = merging.file.part(f"{kind}s")
            base = None if part is None else self._note(part, own)
            if part is None or base is None:
                continue
            merging.file.change(part)
            names = [name for name in merging.parties if name in theirs]
            parts = {name: str(merging.parties[name].file.part(f"{kind}s")) for name in names}
            versions = {}
            for name in names:
                version = self._version(merging.parties[name], kind, own, theirs[name])
                if version is not None:
                    versions[name] = version
            StoryMerge(merging, part, parts).container(base, versions)

    def inserted(self, party: str, reference: Element, is_untracked: bool) -> None:
        """Bring the note that an inserted reference means; the reference gets its new id."""
        merging = self.merging
        owner = merging.parties[party]
        kind = reference.tag.rpartition("}")[2].removesuffix("Reference")
        number = reference.get(ID, "")
        source = owner.untracked_file if is_untracked and owner.untracked_file is not None else owner.file
        importer = owner.untracked_importer if is_untracked else owner.importer
        note = owner.untracked_notes(kind, number) if is_untracked else owner.notes(kind, number)
        from_part = source.part(f"{kind}s")
        if note is None or from_part is None or importer is None:
            return
        if merging.file.part(f"{kind}s") is None:
            root = etree.Element(qn(f"w:{kind}s"), nsmap=source.tree(from_part).nsmap)
            for each in source.tree(from_part):
                if each.get(qn("w:type")) in SEPARATORS:
                    root.append(importer.bring(each, from_part, from_part))
            merging.file.related_part(f"{kind}s", etree.tostring(root), NOTES_TYPE.format(f"{kind}s"))
        to_part = str(merging.file.part(f"{kind}s"))
        root = adopt_names(merging.file, to_part, source.tree(from_part))
        copy = importer.bring(note, from_part, to_part)
        for each in list(copy.iter(*_RANGED)):
            own = None if is_untracked else merging.range_of(party, each)
            if own is None:
                each.getparent().remove(each)
            else:
                each.getparent().replace(each, own)
        copy.set(ID, str(max([0, *(int(each.get(ID, "0")) for each in root)]) + 1))
        reference.set(ID, copy.get(ID))
        root.append(copy)
        merging.own(party, copy)

    def _note(self, part: str, number: str) -> Element | None:
        return next((each for each in self.merging.file.tree(part) if each.get(ID) == number), None)

    def _version(self, party: Party, kind: str, own: str, theirs: str | None) -> Version | None:
        copy = None if theirs is None else party.notes(kind, theirs)
        under = party.untracked_notes(kind, own)
        return None if copy is None and under is None else Version(copy, under)


def _without_insertions(body: Element) -> Element:
    if next(body.iter(INS, MOVE_TO), None) is None:
        return body
    copy = deepcopy(body)
    for each in list(copy.iter(INS, MOVE_TO)):
        if each.getparent() is not None and is_wrapper(each):
            each.getparent().remove(each)
    return copy


_RANGED = tuple(qn(f"w:{name}") for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd",
                                             "commentReference"))  # fmt: skip
