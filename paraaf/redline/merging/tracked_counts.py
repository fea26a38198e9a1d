"""What the parties tracked, counted in their copies and in the merged file: nothing of it may get lost unsaid."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from paraaf.redline.model import Revision, Source
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.listing import revisions_of
from paraaf.redline.wml.names import DEL_TEXT, T, qn
from paraaf.redline.wml.revision_marks import ADDING, REVISION_CONTAINERS
from paraaf.redline.wml.word_file import WordFile

_WORDS = ("inserted", "deleted", "moved from", "moved to")
_COMMENTS = qn("w:comments")


class Tally:
    """The text that one party put in, and that it took out, with tracking."""

    def __init__(self) -> None:
        self._said: tuple[list[str], list[str]] = ([], [])

    def add(self, mark: Element) -> None:
        """Count what is in a mark."""
        self._said[mark.tag in ADDING].extend(_texts(mark))

    def lacks(self, other: "Tally") -> Counter[tuple[bool, str]]:
        """Return the characters, but spaces, that another has more often, each with whether it was put in."""
        return other._count() - self._count()

    def says(self, text: str, *, added: bool) -> bool:
        """Return whether a text is in there in one piece."""
        return "".join(text.split()) in "".join("".join(self._said[added]).split())

    def _count(self) -> Counter[tuple[bool, str]]:
        return Counter({
            (added, sign): count
            for added in (False, True)
            for sign, count in Counter("".join("".join(self._said[added]).split())).items()
        })  # fmt: skip


def tallies(roots: Iterable[Element], sources: Mapping[Element, Sequence[Source]]) -> dict[str, Tally]:
    """Return what is tracked in a merged file, by party."""
    found: dict[str, Tally] = {}
    for mark in _marks(roots):
        for party in dict.fromkeys(source.party for source in sources.get(mark, ())):
            found.setdefault(party, Tally()).add(mark)
    return found


def missing(copy: WordFile, merged: Tally) -> list[Revision]:
    """Return the tracked changes of words in a copy of which the merged file lacks something."""
    own = Tally()
    for mark in _marks(copy.tree(part) for part in copy.stories()):
        own.add(mark)
    lacking = merged.lacks(own)
    if not lacking:
        return []
    words = [each.revision for each in revisions_of(copy) if each.revision.kind in _WORDS]
    touched = [each for each in words if any((_adds(each), sign) in lacking for sign in each.text)]
    return [each for each in touched if not merged.says(each.text, added=_adds(each))] or touched


def _adds(change: Revision) -> bool:
    return change.kind in ("inserted", "moved to")


def _marks(roots: Iterable[Element]) -> Iterator[Element]:
    return (mark for root in roots if root.tag != _COMMENTS for mark in root.iter(*REVISION_CONTAINERS) if len(mark))


def _texts(mark: Element) -> list[str]:
    return [each.text or "" for each in mark.iter(T, DEL_TEXT)]
