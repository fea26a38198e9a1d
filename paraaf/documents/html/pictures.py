"""What stands in a page for what it cannot show: pictures, and the lines of a formula."""

from paraaf.documents.html.page_texts import PageTexts
from paraaf.redline.opc.package import Element
from paraaf.redline.plain_text.reader import prefixed_name

_FORMULA_SIGNS = {"m:num": "(", "m:den": "/(", "m:sup": "^(", "m:sub": "_(", "m:rad": "√(", "m:deg": "("}


def picture_text(element: Element, words: PageTexts, *, is_needed: bool) -> str:
    """Return how a page names a picture; "" if it is decoration, or has no description and needs none."""
    described = False
    for each in element.iter():
        local = each.tag.rpartition("}")[2]
        if local == "decorative" and each.get("val") in ("1", "true"):
            return ""
        if local in ("docPr", "shape", "rect"):
            text = each.get("descr") or each.get("alt") or each.get("title") or ""
            if text.strip():
                return words.picture.format(" ".join(text.split()))
            described = True
    return words.nameless_picture if is_needed and (described or prefixed_name(element) == "w:object") else ""


def formula_sign(element: Element) -> str:
    """Return the sign before a fraction, power or root, which a line of text would lose; ")" comes after it."""
    return _FORMULA_SIGNS.get(prefixed_name(element), "")
