"""Blocks to the letter: those that are spelled the same need no reading to be known for the same."""

from lxml import etree

from paraaf.redline.opc.package import Element

_SEAM = "\ue000"
"""A character that no text has; if one does, blocks are spelled one by one."""
_PARAGRAPH = (b"<w:p>", b"<w:p ", b"<w:p/")
_REFERRING = (b" r:", b"comment", b"Reference ", b"<w:sectPr")
"""What refers to something by a number, which may differ from file to file."""


def spelled(container: Element, blocks: list[Element]) -> list[bytes]:
    """Return blocks to the letter, but for the names of namespaces, which are those of the container."""
    tails = [each.tail for each in blocks]
    for each in blocks:
        each.tail = _SEAM
    raw: list[bytes] = etree.tostring(container, encoding="utf-8", with_tail=False).split(_SEAM.encode())
    for each, tail in zip(blocks, tails, strict=True):
        each.tail = tail
    if len(raw) != len(blocks) + 1:
        return [etree.tostring(each, with_tail=False) for each in blocks]
    return [raw[0].partition(b">")[2], *raw[1:-1]] if blocks else []


def names_agree(one: Element, other: Element) -> bool:
    """Return whether what is spelled in the same way in two containers means the same."""
    return all(other.nsmap.get(prefix, uri) == uri for prefix, uri in one.nsmap.items())


def standing_alone(raws: list[bytes]) -> list[bytes]:
    """Return blocks with nothing for those that are no paragraph, or refer to something by a number."""
    together = b"".join(raws)
    signs = [each for each in _REFERRING if each in together]
    return [raw if raw.startswith(_PARAGRAPH) and not any(each in raw for each in signs) else b"" for raw in raws]


def shared(old: list[bytes], new: list[bytes]) -> set[bytes]:
    """Return the paragraphs that two texts have in common to the letter, if they refer to nothing by a number."""
    found = {raw for raw in set(old) & set(new) if raw.startswith(_PARAGRAPH)}
    together = b"".join(found)
    for sign in _REFERRING:
        if sign in together:
            found = {raw for raw in found if sign not in raw}
    return found
