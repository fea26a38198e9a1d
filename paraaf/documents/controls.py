"""Content controls: the fields of a Word file, found by their tag and filled without losing their look."""

import copy
import zlib
from collections.abc import Iterable, Sequence

from docx.oxml.ns import qn

from paraaf.documents.ooxml import Element, element, run, value_of
from paraaf.documents.word_document import WordDocument

VERSION, DAY, MARK, SIGNATURE = "paraaf.version", "paraaf.date", "paraaf.mark", "paraaf.signature"
SIGNATORY_NAME, SIGNATORY_FUNCTION = "paraaf.signatory_name", "paraaf.signatory_function"
VOLATILE_TAGS = frozenset({VERSION, DAY, MARK, SIGNATURE})
"""What stamping and signing fill in; it is no part of the letter's text."""

ALIASES = {
    VERSION: "Versienummer",
    DAY: "Datum",
    MARK: "Status",
    SIGNATURE: "Ondertekening",
    "paraaf.addressee": "Geadresseerde",
    "paraaf.attachments": "Bijlagen",
    "paraaf.author": "Opsteller",
    "paraaf.body": "Tekst",
    "paraaf.closed": "Gesloten op",
    "paraaf.comments": "Opmerkingen",
    "paraaf.dossier_number": "Dossiernummer",
    "paraaf.due": "Reageren voor",
    "paraaf.kenmerk": "Kenmerk",
    "paraaf.kind": "Soort nota",
    "paraaf.letter": "Versie van de brief",
    "paraaf.ministry": "Ministerie",
    "paraaf.number": "Versie van de nota",
    "paraaf.opened": "Geopend op",
    "paraaf.positions": "Standpunten",
    "paraaf.round": "Ronde",
    "paraaf.signatory_function": "Functie ondertekenaar",
    "paraaf.signatory_name": "Naam ondertekenaar",
    "paraaf.state": "Stand van de beantwoording",
    "paraaf.subject": "Onderwerp",
    "paraaf.title": "Titel",
    "paraaf.to": "Aan",
    "paraaf.unit": "Eenheid",
}


def tag_of(control: Element) -> str:
    """Return the tag of a content control."""
    return value_of(control.find(qn("w:sdtPr")), "w:tag")


def tagged(root: Element, tag: str) -> list[Element]:
    """Return the content controls with this tag."""
    return [control for control in root.iter(qn("w:sdt")) if tag_of(control) == tag]


def tags(roots: Iterable[Element]) -> set[str]:
    """Return the tags of all content controls."""
    return {tag_of(control) for root in roots for control in root.iter(qn("w:sdt"))}


def fill(control: Element, text: str) -> None:
    """Put one piece of text in a control, formatted as what stood there; line breaks are kept."""
    content, was_placeholder = _emptied(control)
    properties = control.find(f"{qn('w:sdtPr')}/{qn('w:rPr')}")
    first = next(content.iter(qn("w:r")), None)
    if first is not None and not was_placeholder:
        properties = first.find(qn("w:rPr"))
    # Word shows its own prompt in a control without any content; a space keeps it away.
    filled = run(text or " ", copy.deepcopy(properties))
    holder = next(content.iter(qn("w:p")), None)
    if holder is None:
        content[:] = [filled]
        return
    for block in list(content.iter(qn("w:p"), qn("w:tbl"))):
        if block is not holder and block.getparent() is not None and holder not in block.iterdescendants():
            block.getparent().remove(block)
    holder[:] = [child for child in holder if child.tag == qn("w:pPr")] + [filled]


def fill_blocks(control: Element, blocks: Sequence[Element]) -> None:
    """Put paragraphs and tables in a block control."""
    content, _ = _emptied(control)
    content[:] = list(blocks) or [element("w:p")]


def new_control(tag: str, content: Iterable[Element], control_id: int, properties: Element | None = None) -> Element:
    """Return a content control; around runs it stands in a paragraph, around paragraphs in the body."""
    inside = list(content)
    kind = None
    if any(child.tag == qn("w:p") for child in inside):
        # LibreOffice 7 makes an input field of the first paragraph in any other kind of control around paragraphs.
        kind = element("w:docPartObj", element("w:docPartGallery", val="Custom 1"))
    return element(
        "w:sdt",
        element(
            "w:sdtPr",
            properties,
            element("w:alias", val=ALIASES.get(tag, tag)),
            element("w:tag", val=tag),
            element("w:id", val=str(control_id)),
            kind,
        ),
        element("w:sdtContent", *inside),
    )


def free_ids(file: WordDocument) -> "Ids":
    """Return a source of ids that no control of this file has yet."""
    controls = (control for root in file.stories() for control in root.iter(qn("w:sdt")))
    return Ids(value_of(control.find(qn("w:sdtPr")), "w:id") for control in controls)


class Ids:
    """Control ids that follow from what they are for, so that the same file gets the same ids."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def next(self, purpose: str) -> int:
        """Return a positive id that was not given out before."""
        found = zlib.crc32(purpose.encode()) & 0x3FFFFFFF or 1
        while str(found) in self._taken:
            found += 1
        self._taken.add(str(found))
        return found


def _emptied(control: Element) -> tuple[Element, bool]:
    properties = control.find(qn("w:sdtPr"))
    placeholder = properties.find(qn("w:showingPlcHdr")) if properties is not None else None
    if placeholder is not None:
        properties.remove(placeholder)
    content = control.find(qn("w:sdtContent"))
    if content is None:
        content = element("w:sdtContent")
        control.append(content)
    return content, placeholder is not None
