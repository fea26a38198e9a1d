"""Paragraphs as the blocks of a page: headings, lists and the rest, put together as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from paraaf.documents.html.numbering import Marker
from paraaf.documents.html.pieces import escaped

DEEPEST_HEADING = 6


@dataclass(frozen=True)
class Block:
    """One paragraph, table or text box; what is in it is HTML already."""

    html: str
    id: str = ""
    classes: tuple[str, ...] = ()
    level: int | None = None
    """That of a heading in Word: 0 for a title, 1 to 9."""
    marker: Marker | None = None
    """That of an item of a list."""
    is_whole: bool = False
    """Whether it is an element of its own, such as a table."""
    tool: str = ""
    """What the page puts at its end; after a heading, so that it is not called so."""


@dataclass
class Headings:
    """The levels of the headings that came before, to leave no level out."""

    first: int
    _open: list[int] = field(default_factory=list)

    def level(self, level: int) -> int:
        """Return the level in the page of a heading that has this level in Word."""
        while self._open and self._open[-1] >= level:
            self._open.pop()
        self._open.append(level)
        return min(self.first + len(self._open) - 1, DEEPEST_HEADING)


def assemble(blocks: Sequence[Block], headings: Headings | None = None) -> str:
    """Return blocks as HTML, with lists within lists; without `headings` a heading is a paragraph in bold."""
    found: list[str] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if block.marker is not None and block.level is None:
            end = next((i for i in range(at, len(blocks)) if blocks[i].marker is None or blocks[i].level is not None),
                       len(blocks))  # fmt: skip
            found.append(_lists(blocks[at:end]))
            at = end
            continue
        at += 1
        if block.is_whole:
            found.append(block.html)
        elif block.level is not None:
            inner = f"{_label(block.marker)}{block.html}"
            if headings is None:
                found.append(f"<p{_attributes(block)}><strong>{inner}</strong>{block.tool}</p>")
            else:
                tag = f"h{headings.level(block.level)}"
                found.append(f"<{tag}{_attributes(block)}>{inner}</{tag}>{block.tool}")
        else:
            found.append(f"<p{_attributes(block)}>{block.html}{block.tool}</p>")
    return "\n".join(found)


def _lists(items: Sequence[Block]) -> str:
    """Return items that follow each other as lists within lists."""
    found: list[str] = []
    opened: list[tuple[Marker, str]] = []
    for item in items:
        marker = item.marker
        assert marker is not None
        while opened and (opened[-1][0].level > marker.level or _is_other_list(opened[-1][0], marker)):
            found.append(f"</li></{opened.pop()[1]}>")
        if opened and opened[-1][0].level == marker.level:
            found.append("</li>")
        else:
            tag = "ol" if marker.is_ordered else "ul"
            opened.append((marker, tag))
            found.append(f"<{tag}{_kind(marker)}>")
        found.append(_item(item, marker))
    found += [f"</li></{tag}>" for _, tag in reversed(opened)]
    return "".join(found)


def _is_other_list(one: Marker, other: Marker) -> bool:
    """Return whether two items at one level cannot be in the same list."""
    return one.level == other.level and (one.list_id, one.is_ordered, one.type) != (
        other.list_id, other.is_ordered, other.type)  # fmt: skip


def _kind(marker: Marker) -> str:
    if not marker.is_ordered:
        return ""
    if marker.type:
        start = f' start="{marker.number}"' if marker.number != 1 else ""
        return f' type="{marker.type}"{start}'
    # Numbers that a browser cannot write by itself stand in the text; the role keeps it a list without its own.
    return ' class="labelled" role="list"'


def _item(item: Block, marker: Marker) -> str:
    number = f' value="{marker.number}"' if marker.type else ""
    label = "" if marker.type else _label(marker)
    return f"<li{_attributes(item)}{number}>{label}{item.html}{item.tool}"


def _label(marker: Marker | None) -> str:
    return f'<span class="marker">{escaped(marker.label)}</span> ' if marker is not None and marker.label else ""


def _attributes(block: Block) -> str:
    id_ = f' id="{block.id}"' if block.id else ""
    classes = f' class="{" ".join(block.classes)}"' if block.classes else ""
    return id_ + classes
