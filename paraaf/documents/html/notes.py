"""Footnotes and endnotes: a number in the text, the note at the end, and a way back."""

from dataclasses import dataclass

from paraaf.documents.html.inline import Context
from paraaf.documents.html.page_texts import PageTexts
from paraaf.documents.html.pieces import Piece, escaped


@dataclass(frozen=True)
class Note:
    """A note that the text refers to."""

    sort: str
    """`footnote` or `endnote`."""
    id: str
    """In the file."""
    label: str
    where: Context


class Notes:
    """The notes of one page in the order in which the text refers to them."""

    def __init__(self, words: PageTexts, prefix: str) -> None:
        self._words = words
        self._prefix = prefix
        self._notes: dict[tuple[str, str], Note] = {}
        self._kept = self._deleted = 0

    def __len__(self) -> int:
        return len(self._notes)

    def reference(self, sort: str, id_: str, where: Context) -> Piece:
        """Return the number of a note as a link to it."""
        note = self._notes.get((sort, id_))
        is_first = note is None
        if note is None:
            note = Note(sort, id_, self._next(where), where)
            self._notes[sort, id_] = note
        name = escaped(self._words.note.format(note.label))
        back = f' id="{self._prefix}ref-{note.label}"' if is_first else ""
        html = (
            f'<a{back} class="note" href="#{self._prefix}fn-{note.label}" role="doc-noteref"'
            f' aria-label="{name}"><sup>{note.label}</sup></a>'
        )
        return Piece(html, f"[{note.label}]", is_link=True, inserted=where.inserted, deleted=where.deleted)

    def later_than(self, count: int) -> list[Note]:
        """Return the notes after the first `count`."""
        return list(self._notes.values())[count:]

    def item(self, note: Note, content: str) -> str:
        """Return a note as an item of the list of notes."""
        back = escaped(self._words.back.format(note.label))
        return (
            f'<li id="{self._prefix}fn-{note.label}"><span class="marker">{note.label}</span>\n{content}\n'
            f'<a href="#{self._prefix}ref-{note.label}" role="doc-backlink" aria-label="{back}">↩</a></li>'
        )

    def _next(self, where: Context) -> str:
        """Return the next number; a deleted note gets a letter, so that the others have the number that they keep."""
        if where.deleted is None:
            self._kept += 1
            return str(self._kept)
        self._deleted += 1
        return f"x{self._deleted}"
