"""Blocks as serialized XML: those with equal bytes are equal, and need not be read for that."""

from lxml import etree

from paraaf.redline.opc.package import Element

_SEPARATOR = "\ue000"
"""A character that no text has; if one does, blocks are serialized one by one."""
_PARAGRAPH = (b"<w:p>", b"<w:p ", b"<w:p/")
_REFERENCES = (b" r:", b"comment", b"Reference ", b"<w:sectPr")
"""What refers to something by an id, which may differ from file to file."""


def serialized(container: Element, blocks: list[Element]) -> list[bytes]:
    """Return blocks as XML without the declarations of namespaces, which are those of the container."""
    tails = [each.tail for each in blocks]
    for each in blocks:
        each.tail = _SEPARATOR
    raw: list[bytes] = etree.tostring(container, encoding="utf-8", with_tail=False).split(_SEPARATOR.encode())
    for each, tail in zip(blocks, tails, strict=True):
        each.tail = tail
    if len(raw) != len(blocks) + 1:
        return [etree.tostring(each, with_tail=False) for each in blocks]
    return [raw[0].partition(b">")[2], *raw[1:-1]] if blocks else []


def namespaces_agree(one: Element, other: Element) -> bool:
    """Return whether equal XML in two containers means the same: no prefix stands for two namespaces."""
    return all(other.nsmap.get(prefix, uri) == uri for prefix, uri in one.nsmap.items())


def self_contained(raws: list[bytes]) -> list[bytes]:
    """Return blocks with b"" for those that are no paragraph, or refer to something by an id."""
    joined = b"".join(raws)
    markers = [each for each in _REFERENCES if each in joined]
    return [raw if raw.startswith(_PARAGRAPH) and not any(each in raw for each in markers) else b"" for raw in raws]


def shared_paragraphs(old: list[bytes], new: list[bytes]) -> set[bytes]:
    """Return the paragraphs that two texts have in common byte for byte, and that refer to nothing by an id."""
    found = {raw for raw in set(old) & set(new) if raw.startswith(_PARAGRAPH)}
    joined = b"".join(found)
    for marker in _REFERENCES:
        if marker in joined:
            found = {raw for raw in found if marker not in raw}
    return found
