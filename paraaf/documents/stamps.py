"""Stamps and signatures: what the header of any letter says it is, and who signed it."""

from lxml import etree

from models.enums import LetterMark
from paraaf.documents import dutch
from paraaf.documents.controls import DAY, MARK, SIGNATURE, VERSION, Ids, fill, free_ids, new_control, tagged, tags
from paraaf.documents.facts import Signing, Stamp
from paraaf.documents.ooxml import NAMESPACES, Element, element, paragraph, qn, run, value_of
from paraaf.documents.package import WORD_TYPE, Package
from paraaf.documents.stamp_line import STAMP_TAGS, UNSIGNED, restore, stamp_line


def stamp_letter(docx: bytes, stamp: Stamp, *, title: str, author: str) -> bytes:
    """Return the letter with this version, date and mark in every header, and title, author and language set.

    Nothing else in the file changes. An earlier stamp is replaced. Raise `UnsafeDocument` if it is no Word document.
    """
    package = Package.read(docx)
    put_stamp(package, stamp)
    package.describe(title=title, author=author, day=stamp.day)
    return package.bytes()


def sign_letter(docx: bytes, stamp: Stamp, signing: Signing, *, title: str, author: str) -> bytes:
    """Return the letter stamped as signed, saying who signed it and when."""
    package = Package.read(docx)
    put_stamp(package, Stamp(stamp.number, stamp.day, LetterMark.SIGNED))
    _sign(package, signing)
    package.describe(title=title, author=author, day=stamp.day)
    return package.bytes()


def put_stamp(package: Package, stamp: Stamp) -> None:
    """Fill the controls for version, date and mark, and add a line with them to each header that has none."""
    restore(package)
    ids = free_ids(package)
    for header, footer in _headers(package, ids):
        missing = set(STAMP_TAGS) - tags([part for part in (header, footer) if part is not None])
        if missing:
            header.append(stamp_line(missing, ids))
    values = {VERSION: str(stamp.number), DAY: dutch.day(stamp.day), MARK: dutch.MARKS[stamp.mark]}
    for root in package.stories().values():
        for tag, value in values.items():
            for control in tagged(root, tag):
                fill(control, value)


def _sign(package: Package, signing: Signing) -> None:
    text = f"Ondertekend door {signing.name}, {signing.function}, op {dutch.day(signing.at)}"
    controls = tagged(package.body, SIGNATURE)
    if not controls:
        properties = element("w:pPr", element("w:keepLines"), element("w:spacing", before="480", after="0"))
        line = paragraph([run(UNSIGNED)])
        line.insert(0, properties)
        controls = [new_control(SIGNATURE, [line], free_ids(package).next(SIGNATURE))]
        last = package.body[-1] if len(package.body) else None
        if last is not None and last.tag == qn("w:sectPr"):
            last.addprevious(controls[0])
        else:
            package.body.append(controls[0])
    for control in controls:
        fill(control, text)


def _headers(package: Package, ids: Ids) -> list[tuple[Element, Element | None]]:
    """Return every header that is shown, each with the footer of the same pages; missing headers are made."""
    settings = package.part("settings")
    has_even_pages = _is_on(settings, "w:evenAndOddHeaders")
    headers, footers = package.related(package.main, "header"), package.related(package.main, "footer")
    shown: dict[str, tuple[Element, Element | None]] = {}
    inherited: dict[tuple[str, str], str] = {}
    for section in package.body.iter(qn("w:sectPr")):
        if section.getparent().tag == qn("w:sectPrChange"):
            continue
        for kind, parts in (("header", headers), ("footer", footers)):
            for reference in section.findall(qn(f"w:{kind}Reference")):
                target = parts.get(str(reference.get(qn("r:id"))))
                if target:
                    inherited[kind, str(reference.get(qn("w:type"), "default"))] = target
        is_shown = {"default": True, "first": _is_on(section, "w:titlePg"), "even": has_even_pages}
        for pages in [kind for kind, shows in is_shown.items() if shows]:
            if ("header", pages) not in inherited:
                inherited["header", pages] = _new_header(package, section, pages)
            footer = inherited.get(("footer", pages))
            name = inherited["header", pages]
            shown.setdefault(name, (package.xml(name), package.xml(footer) if footer else None))
    if not shown:
        package.body.append(element("w:sectPr"))
        return _headers(package, ids)
    return list(shown.values())


def _new_header(package: Package, section: Element, pages: str) -> str:
    folder = package.main.rpartition("/")[0]
    number = next(n for n in range(1, 10_000) if f"{folder}/header{n}.xml".lstrip("/") not in package.parts)
    name = f"{folder}/header{number}.xml".lstrip("/")
    root = etree.Element(qn("w:hdr"), nsmap={"w": NAMESPACES["w"], "r": NAMESPACES["r"]})
    package.add(name, f"{WORD_TYPE}.header+xml", root)
    for stale in section.findall(qn("w:headerReference")):
        if stale.get(qn("w:type"), "default") == pages:
            section.remove(stale)
    reference = element("w:headerReference", type=pages)
    reference.set(qn("r:id"), package.relate(package.main, "header", f"header{number}.xml"))
    section.insert(0, reference)
    return name


def _is_on(parent: Element | None, name: str) -> bool:
    child = parent.find(qn(name)) if parent is not None else None
    return child is not None and value_of(parent, name) not in ("0", "false", "off")
