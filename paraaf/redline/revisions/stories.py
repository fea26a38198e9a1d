"""The stories in a part of a Word file: body, notes, comments, headers and footers."""

from collections.abc import Iterator

from paraaf.redline.opc.package import Element
from paraaf.redline.wml.names import (
    ID,
    qn,
)

_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def stories_of(root: Element, counts: dict[str, int]) -> Iterator[tuple[str, Element]]:
    """Return the stories in a part, by what they are called; `counts` is how many parts there were of each kind."""
    local = root.tag.rpartition("}")[2]
    counts[root.tag] = number = counts.get(root.tag, 0) + 1
    if local == "document":
        yield from (("body", body) for body in root.iterchildren(qn("w:body")))
    elif local in ("footnotes", "endnotes"):
        notes = (note for note in root if note.get(qn("w:type")) not in _SEPARATORS)
        yield from ((f"{local[:-1]} {at}", note) for at, note in enumerate(notes, 1))
    elif local == "comments":
        yield from ((f"comment {each.get(ID)}", each) for each in root)
    elif local in ("hdr", "ftr"):
        name = "header" if local == "hdr" else "footer"
        yield name if number == 1 else f"{name} {number}", root
