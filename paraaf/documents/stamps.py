"""Stamps and signatures: what the header of any letter says it is, and who signed it."""

from docx.enum.section import WD_HEADER_FOOTER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from models.enums import LetterMark
from paraaf.documents import dutch
from paraaf.documents.controls import (
    DAY,
    MARK,
    SIGNATORY_FUNCTION,
    SIGNATORY_NAME,
    SIGNATURE,
    VERSION,
    Ids,
    fill,
    free_ids,
    new_control,
    tagged,
    tags,
)
from paraaf.documents.facts import Signing, Stamp
from paraaf.documents.ooxml import Element, element, run, value_of
from paraaf.documents.stamp_line import STAMP_TAGS, UNSIGNED, restore, stamp_line
from paraaf.documents.text import text_of
from paraaf.documents.word_document import WordDocument


def stamp_letter(docx: bytes, stamp: Stamp, *, title: str, author: str) -> bytes:
    """Return the letter with this version, date and mark in every header, and title, author and language set.

    Nothing else in the file changes. An earlier stamp is replaced. Raise `UnsafeDocument` if it is no Word document.
    """
    letter = WordDocument.read(docx)
    put_stamp(letter, stamp)
    letter.describe(title=title, author=author, day=stamp.day)
    return letter.bytes()


def sign_letter(docx: bytes, stamp: Stamp, signing: Signing, *, title: str, author: str) -> bytes:
    """Return the letter stamped as signed, saying who signed it and when."""
    letter = WordDocument.read(docx)
    put_stamp(letter, Stamp(stamp.number, stamp.day, LetterMark.SIGNED))
    _sign(letter, signing)
    letter.describe(title=title, author=author, day=stamp.day)
    return letter.bytes()


def name_signatory(docx: bytes, name: str, function: str) -> bytes:
    """Return the letter with this name and function in the fields for whoever signs it; as it is where they say so."""
    letter = WordDocument.read(docx)
    has_changed = False
    for root in letter.stories():
        for tag, text in ((SIGNATORY_NAME, name), (SIGNATORY_FUNCTION, function)):
            for control in tagged(root, tag):
                if text_of(control).strip() != text.strip():
                    fill(control, text)
                    has_changed = True
    return letter.bytes() if has_changed else docx


def stamped_version(docx: bytes) -> int | None:
    """Return of which version a letter says that it is; None if its headers say none, or not one."""
    letter = WordDocument.read(docx)
    restore(letter)
    controls = [control for root in letter.stories() for control in tagged(root, VERSION)]
    said = {"".join(node.text or "" for node in control.iter(qn("w:t"))).strip() for control in controls}
    numbers = {int(text) for text in said if text.isdecimal() and len(text) < 6}
    return numbers.pop() if len(numbers) == 1 else None


def put_stamp(letter: WordDocument, stamp: Stamp) -> None:
    """Fill the controls for version, date and mark, and add a line with them to each header that has none."""
    restore(letter)
    ids = free_ids(letter)
    for header, footer in _headers(letter, ids):
        missing = set(STAMP_TAGS) - tags([part for part in (header, footer) if part is not None])
        if missing:
            header.append(stamp_line(missing, ids))
    values = {VERSION: str(stamp.number), DAY: dutch.day(stamp.day), MARK: dutch.MARKS[stamp.mark]}
    for root in letter.stories():
        for tag, value in values.items():
            for control in tagged(root, tag):
                fill(control, value)


def _sign(letter: WordDocument, signing: Signing) -> None:
    text = f"Ondertekend door {signing.name}, {signing.function}, op {dutch.day(signing.at)}"
    controls = tagged(letter.body, SIGNATURE)
    if not controls:
        properties = element("w:pPr", element("w:keepLines"), element("w:spacing", before="480", after="0"))
        line = element("w:p", properties, run(UNSIGNED))
        controls = [new_control(SIGNATURE, [line], free_ids(letter).next(SIGNATURE))]
        last = letter.body[-1] if len(letter.body) else None
        if last is not None and last.tag == qn("w:sectPr"):
            last.addprevious(controls[0])
        else:
            letter.body.append(controls[0])
    for control in controls:
        fill(control, text)


def _headers(letter: WordDocument, ids: Ids) -> list[tuple[Element, Element | None]]:
    """Return every header that is shown, each with the footer of the same pages; missing headers are made.

    Not by the headers of python-docx's sections: those fail on a reference that leads nowhere, and take the section
    in a tracked change for one of the document.
    """
    has_even_pages = _is_on(letter.part(RELATIONSHIP_TYPE.SETTINGS), "w:evenAndOddHeaders")
    known = {
        "header": letter.related(RELATIONSHIP_TYPE.HEADER),
        "footer": letter.related(RELATIONSHIP_TYPE.FOOTER),
    }
    shown: dict[Element, Element | None] = {}
    inherited: dict[tuple[str, str], Element] = {}
    for section in letter.body.iter(qn("w:sectPr")):
        if section.getparent().tag == qn("w:sectPrChange"):
            continue
        for kind, roots in known.items():
            for reference in section.findall(qn(f"w:{kind}Reference")):
                root = roots.get(str(reference.get(qn("r:id"))))
                if root is not None:
                    inherited[kind, str(reference.get(qn("w:type"), "default"))] = root
        is_shown = {"default": True, "first": _is_on(section, "w:titlePg"), "even": has_even_pages}
        for pages in [kind for kind, shows in is_shown.items() if shows]:
            if ("header", pages) not in inherited:
                inherited["header", pages] = _new_header(letter, section, pages)
            shown.setdefault(inherited["header", pages], inherited.get(("footer", pages)))
    if not shown:
        letter.body.append(element("w:sectPr"))
        return _headers(letter, ids)
    return list(shown.items())


def _new_header(letter: WordDocument, section: Element, pages: str) -> Element:
    part, relationship_id = letter.document.part.add_header_part()
    # python-docx begins a header with an empty paragraph, in a style that the letter may not have.
    part.element[:] = []
    for stale in section.findall(qn("w:headerReference")):
        if stale.get(qn("w:type"), "default") == pages:
            section.remove(stale)
    section.add_headerReference(WD_HEADER_FOOTER.from_xml(pages), relationship_id)
    return part.element


def _is_on(parent: Element | None, name: str) -> bool:
    child = parent.find(qn(name)) if parent is not None else None
    return child is not None and value_of(parent, name) not in ("0", "false", "off")
