"""What the styles of a Word file come to for a paragraph or a run: heading, list, bold."""

from collections.abc import Iterator

from paraaf.redline.opc.package import Element
from paraaf.redline.plain_text.reader import attribute, child, prefixed_name

Look = dict[str, str]
"""Properties of text that a page shows, by Word's names; "" is off."""

_FLAGS = {"b", "i", "strike", "dstrike", "caps", "smallCaps", "vanish"}
_VALUES = {"u", "vertAlign", "highlight"}
_TAGS = (
    *(("b", "strong"), ("i", "em"), ("u", "u"), ("strike", "s"), ("dstrike", "s")),
    *(("highlight", "mark"), ("caps", "caps"), ("smallCaps", "caps"), ("vanish", "concealed")),
)
_MAX_STEPS = 20
"""How long a row of styles based on each other may be; a hostile file could make a ring."""
TITLE = 0
"""The level of a title, above that of the headings, 1 to 9."""


def value(element: Element | None) -> str:
    """Return the w:val of an element, or ""."""
    return "" if element is None else attribute(element, "val") or ""


class Styles:
    """The styles of one file."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else [each for each in root if prefixed_name(each) == "w:style"]
        self._styles = {attribute(each, "styleId") or "": each for each in styles}
        self._default = next((attribute(each, "styleId") or "" for each in styles if _is_default(each)), "")
        self._looks: dict[str, Look] = {}
        self._levels: dict[str, int | None] = {}

    def level(self, paragraph: Element) -> int | None:
        """Return 1 to 9 for a heading, `TITLE` for a title, None for other paragraphs."""
        properties = child(paragraph, "w:pPr")
        own = None if properties is None else _outline(properties)
        if own is not None:
            return own if own <= 9 else None
        name = self._style_of(paragraph)
        if name not in self._levels:
            self._levels[name] = self._level_of(name)
        return self._levels[name]

    def numbering(self, paragraph: Element) -> tuple[str, int] | None:
        """Return number id and level of the list that a paragraph is in; the level counts from 0."""
        properties = child(paragraph, "w:pPr")
        own = None if properties is None else child(properties, "w:numPr")
        inherited = [
            found for style in self._chain(self._style_of(paragraph))
            if (found := child(style, "w:pPr", "w:numPr")) is not None
        ]  # fmt: skip
        sources = ([] if own is None else [own]) + inherited
        number = next((found for each in sources if (found := value(child(each, "w:numId")))), "")
        level = next((found for each in sources if (found := value(child(each, "w:ilvl")))), "")
        return None if number in ("", "0") else (number, int(level) if level.isdecimal() else 0)

    def list_of_style(self, name: str) -> str:
        """Return the number id of a list style, or ""."""
        style = self._styles.get(name)
        return "" if style is None else value(child(style, "w:pPr", "w:numPr", "w:numId"))

    def look_of(self, paragraph: Element) -> Look:
        """Return how text in a paragraph looks if its run says nothing."""
        return self._look(self._style_of(paragraph))

    def formats(self, run: Element, usual: Look) -> tuple[str, ...]:
        """Return the HTML elements and classes for how a run looks, outermost first."""
        properties = child(run, "w:rPr")
        look = dict(usual)
        if properties is not None:
            look |= self._look(value(child(properties, "w:rStyle")), is_run=True)
            look |= _look(properties)
        found = [tag for name, tag in _TAGS if look.get(name)]
        position = {"superscript": "sup", "subscript": "sub"}.get(look.get("vertAlign", ""))
        return tuple(dict.fromkeys([*found, *([position] if position else [])]))

    def heads(self, table: Element) -> tuple[bool, bool]:
        """Return whether a table's style shows the first row, and the first column, as a head."""
        look = child(table, "w:tblPr", "w:tblLook")
        style = list(self._chain(value(child(table, "w:tblPr", "w:tblStyle"))))
        if look is None or not style:
            return False, False
        shown = {attribute(each, "type") for each in (part for one in style for part in one)
                 if prefixed_name(each) == "w:tblStylePr"}  # fmt: skip
        bits = attribute(look, "val") or "0"
        mask = int(bits, 16) if all(c in "0123456789abcdefABCDEF" for c in bits) and len(bits) <= 8 else 0
        asked = [(attribute(look, name), bit) for name, bit in (("firstRow", 0x20), ("firstColumn", 0x80))]
        row, column = (given in ("1", "true", "on") if given is not None else bool(mask & bit) for given, bit in asked)
        return row and "firstRow" in shown, column and "firstCol" in shown

    def _style_of(self, paragraph: Element) -> str:
        return value(child(paragraph, "w:pPr", "w:pStyle")) or self._default

    def _chain(self, name: str) -> Iterator[Element]:
        for _ in range(_MAX_STEPS):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = value(child(style, "w:basedOn"))

    def _level_of(self, name: str) -> int | None:
        for style in self._chain(name):
            if value(child(style, "w:name")).lower() == "title":
                return TITLE
            properties = child(style, "w:pPr")
            level = None if properties is None else _outline(properties)
            if level is not None:
                return level if level <= 9 else None
        return None

    def _look(self, name: str, *, is_run: bool = False) -> Look:
        """Return what a style says of text; that a link is underlined is said by its being a link."""
        style = self._styles.get(name)
        if style is None or (is_run and value(child(style, "w:name")) == "Hyperlink"):
            return {}
        if name not in self._looks:
            look: Look = {}
            for style in reversed(list(self._chain(name))):
                properties = child(style, "w:rPr")
                look |= {} if properties is None else _look(properties)
            self._looks[name] = look
        return self._looks[name]


def _is_default(style: Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")


def _outline(properties: Element) -> int | None:
    level = value(child(properties, "w:outlineLvl"))
    return int(level) + 1 if level.isdecimal() and len(level) < 3 else None


def _look(properties: Element) -> Look:
    look: Look = {}
    for each in properties:
        name = prefixed_name(each)[2:]
        if name in _FLAGS:
            look[name] = "" if attribute(each, "val") in ("0", "false", "off") else "on"
        elif name in _VALUES:
            found = attribute(each, "val") or ""
            look[name] = "" if found in ("none", "baseline") else found or "on"
    return look
