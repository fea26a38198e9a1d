"""The footnotes and endnotes of the base with what all parties made of them."""

from copy import deepcopy

from paraaf.redline.merging.base_story import BaseMismatch
from paraaf.redline.merging.context import MergeContext
from paraaf.redline.merging.party import Party, note_ids
from paraaf.redline.merging.story import StoryMerge
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.flatten import ElementPair
from paraaf.redline.wml.names import INS, MOVE_TO
from paraaf.redline.wml.revision_marks import is_revision_container


class NoteMerge:
    """Merges the notes that the register of a merge has."""

    def __init__(self, context: MergeContext) -> None:
        self.context = context

    def plan(self, name: str, party: Party) -> None:
        """Read the notes of a copy; `BaseMismatch` if they are not those of the base."""
        for kind in ("footnote", "endnote"):
            part = self.context.file.part(f"{kind}s")
            if part is None:
                continue
            own = [number for sort, number in note_ids(self.context.file.body) if sort == kind]
            tree = party.file.body if party.untracked_file is None else party.untracked_file.body
            theirs = [number for sort, number in note_ids(_without_insertions(tree)) if sort == kind]
            if party.untracked_file is not None:
                continue
            if len(own) != len(theirs):
                raise BaseMismatch
            story = StoryMerge(self.context, part, {name: str(party.file.part(f"{kind}s"))})
            for one, other in zip(own, theirs, strict=True):
                base = self.context.notes.note(part, one)
                pair = self._version(party, kind, one, other)
                if base is not None and pair is not None:
                    story.plan(name, base, pair)

    def run(self) -> None:
        """Merge all notes that are known to be in several copies."""
        context = self.context
        for (kind, own), theirs in context.notes.found.items():
            part = context.file.part(f"{kind}s")
            base = None if part is None else context.notes.note(part, own)
            if part is None or base is None:
                continue
            context.file.change(part)
            names = [name for name in context.parties if name in theirs]
            parts = {name: str(context.parties[name].file.part(f"{kind}s")) for name in names}
            versions = {}
            for name in names:
                pair = self._version(context.parties[name], kind, own, theirs[name])
                if pair is not None:
                    versions[name] = pair
            StoryMerge(context, part, parts).container(base, versions)

    def _version(self, party: Party, kind: str, own: str, theirs: str | None) -> ElementPair | None:
        copy = None if theirs is None else party.notes(kind, theirs)
        untracked = party.untracked_notes(kind, own)
        return None if copy is None and untracked is None else ElementPair(copy, untracked)


def _without_insertions(body: Element) -> Element:
    if next(body.iter(INS, MOVE_TO), None) is None:
        return body
    copy = deepcopy(body)
    for each in list(copy.iter(INS, MOVE_TO)):
        if each.getparent() is not None and is_revision_container(each):
            each.getparent().remove(each)
    return copy
