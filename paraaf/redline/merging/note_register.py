"""Which notes of the copies are which of the base, and the notes that come over with an inserted reference."""

from lxml import etree

from paraaf.redline.comparing.context import NOTES_TYPE, SEPARATORS
from paraaf.redline.merging.party import Party
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.content_importer import adopt_namespaces
from paraaf.redline.wml.names import ID, qn
from paraaf.redline.wml.word_file import WordFile

NoteId = tuple[str, str]
"""`footnote` or `endnote`, and its number in the base."""


class NoteRegister:
    """The notes of one merged file."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.found: dict[NoteId, dict[str, str | None]] = {}
        """For each note of the base its number in the copy of each party; None if that party's reference is gone."""

    def add(self, party: str, note: NoteId, theirs: str | None) -> None:
        """Remember that a note of the base is one of a copy."""
        self.found.setdefault(note, {})[party] = theirs

    def imported(self, party: Party, reference: Element, *, is_untracked: bool) -> tuple[Element, Element] | None:
        """Return a copy of the note that an inserted reference means, and the element that it is to stand in."""
        kind, number = note_kind(reference), reference.get(ID, "")
        source = party.untracked_file if is_untracked and party.untracked_file is not None else party.file
        importer = party.untracked_importer if is_untracked else party.importer
        note = party.untracked_notes(kind, number) if is_untracked else party.notes(kind, number)
        from_part = source.part(f"{kind}s")
        if note is None or from_part is None or importer is None:
            return None
        if self.file.part(f"{kind}s") is None:
            root = etree.Element(qn(f"w:{kind}s"), nsmap=source.tree(from_part).nsmap)
            for each in source.tree(from_part):
                if each.get(qn("w:type")) in SEPARATORS:
                    root.append(importer.import_element(each, from_part, from_part))
            self.file.related_part(f"{kind}s", etree.tostring(root), NOTES_TYPE.format(f"{kind}s"))
        to_part = str(self.file.part(f"{kind}s"))
        root = adopt_namespaces(self.file, to_part, source.tree(from_part))
        return importer.import_element(note, from_part, to_part), root

    def place(self, note: Element, root: Element, reference: Element) -> None:
        """Put an imported note with the others; it and its reference get a number of their own."""
        note.set(ID, str(max([0, *(int(each.get(ID, "0")) for each in root)]) + 1))
        reference.set(ID, note.get(ID))
        root.append(note)

    def note(self, part: str, number: str) -> Element | None:
        """Return a note of the base."""
        return next((each for each in self.file.tree(part) if each.get(ID) == number), None)


def note_kind(reference: Element) -> str:
    """Return `footnote` or `endnote`."""
    return str(reference.tag.rpartition("}")[2].removesuffix("Reference"))
