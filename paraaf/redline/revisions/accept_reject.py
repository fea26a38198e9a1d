"""Tracked changes of a whole Word file accepted or rejected, with the notes and comments that go with them."""

from collections.abc import Collection

from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.cleanup import Cleanup
from paraaf.redline.revisions.comments import drop_comments
from paraaf.redline.revisions.listing import revisions_of
from paraaf.redline.revisions.resolve import Decision, has_marks, resolve
from paraaf.redline.wml.names import ID, qn
from paraaf.redline.wml.word_file import WordFile


def accept_all(docx: bytes) -> bytes:
    """Return the Word file with every tracked change accepted; no mark of a change is left in it."""
    return _resolve_all(docx, accepted=True)


def reject_all(docx: bytes) -> bytes:
    """Return the Word file as it was before every tracked change; no mark of a change is left in it."""
    return _resolve_all(docx, accepted=False)


def accept(docx: bytes, ids: Collection[int]) -> bytes:
    """Return the Word file with these changes of `revisions` accepted and the others as they were.

    The other half of a move goes along. `LookupError` if the file has no change with such an id.
    """
    return _resolve_some(docx, ids, accepted=True)


def reject(docx: bytes, ids: Collection[int]) -> bytes:
    """Return the Word file with these changes of `revisions` rejected and the others as they were.

    The other half of a move goes along. `LookupError` if the file has no change with such an id.
    """
    return _resolve_some(docx, ids, accepted=False)


def resolve_file(file: WordFile, decide: Decision) -> None:
    """Accept and reject in all parts what `decide` says."""
    cleanups: list[Cleanup] = []
    for name in list(file.word_parts()):
        if has_marks(file.tree(name)):
            cleanups.append(resolve(file.change(name), decide))
    _drop_notes(file, cleanups)
    comments = {number for each in cleanups for number in each.removed_ids("commentReference")}
    if comments:
        drop_comments(file, comments)


def _resolve_all(docx: bytes, *, accepted: bool) -> bytes:
    file = WordFile(docx)
    resolve_file(file, lambda _: accepted)
    return file.save()


def _resolve_some(docx: bytes, ids: Collection[int], *, accepted: bool) -> bytes:
    file = WordFile(docx)
    listed = {each.revision.id: each for each in revisions_of(file)}
    unknown = sorted(set(ids) - set(listed))
    if unknown:
        raise LookupError(f"The file has no tracked change {unknown[0]}; it has {len(listed)}, numbered from 1.")
    chosen = set(ids) | {pair for number in ids if (pair := listed[number].revision.pair) is not None}
    marks: set[Element] = {mark for number in chosen for mark in listed[number].marks}
    resolve_file(file, lambda mark: accepted if mark in marks else None)
    return file.save()


def _drop_notes(file: WordFile, cleanups: list[Cleanup]) -> None:
    for kind in ("footnote", "endnote"):
        removed = {number for each in cleanups for number in each.removed_ids(f"{kind}Reference")}
        part = file.part(f"{kind}s")
        if removed and part is not None:
            for note in list(file.change(part).iterchildren(qn(f"w:{kind}"))):
                if note.get(ID) in removed:
                    note.getparent().remove(note)
