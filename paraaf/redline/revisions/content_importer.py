"""What passages of one Word file need to stand in another: pictures, links, styles, lists."""

import hashlib
from copy import deepcopy

from lxml import etree

from paraaf.redline.opc.package import Element
from paraaf.redline.wml.canonical import Keys
from paraaf.redline.wml.names import ID, NAME, RELATIONSHIPS, VAL, W14, new, qn, qns
from paraaf.redline.wml.word_file import WordFile

_LINK = f"{{{RELATIONSHIPS}}}"
_STYLE_USES = qns("pStyle rStyle tblStyle")
_STYLE_LINKS = qns("basedOn next link")
_ABSTRACT, _NUM, _NUM_ID, _ABSTRACT_ID = qns("abstractNum num numId abstractNumId")
_NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
_IGNORABLE = qn("mc:Ignorable")
_PARAGRAPH_IDS = qns("w14:paraId w14:textId")
_TO_ADAPT = etree.XPath(
    "descendant-or-self::*[@r:* or @w14:paraId or @w14:textId]", namespaces={"r": RELATIONSHIPS, "w14": W14}
)
"""What refers to other parts, or has a number that no two paragraphs may have."""


class Importer:
    """Brings elements of one Word file over to another."""

    def __init__(self, target: WordFile, source: WordFile) -> None:
        self.target = target
        self.source = source
        self._parts: dict[str, str] = {}
        self._links: dict[tuple[str, str, str], str] = {}
        self._by_content: dict[str, str] | None = None
        self._style_ids = self._same_styles()
        self._numbers: dict[str, str] = {}

    @property
    def renames_styles(self) -> bool:
        """Return whether the same styles have other ids in the target."""
        return bool(self._style_ids)

    # Elements

    def bring(self, element: Element, from_part: str, to_part: str) -> Element:
        """Return a copy of an element of `from_part`, fit to stand in `to_part`."""
        copy = element.__copy__()
        copy.tail = None
        for each in _TO_ADAPT(copy):
            for name, value in each.items():
                if name.startswith(_LINK):
                    each.set(name, self._link(value, from_part, to_part))
                elif name in _PARAGRAPH_IDS:
                    del each.attrib[name]
        return copy

    def _link(self, id_: str, from_part: str, to_part: str) -> str:
        known = (id_, from_part, to_part)
        if known not in self._links:
            line = next((each for each in self.source.relationships(from_part) if each.id == id_), None)
            if line is None:
                self._links[known] = id_
            elif line.external or (part := self.source.target(from_part, line)) is None:
                self._links[known] = self.target.relate(to_part, line.type, line.target, external=line.external)
            else:
                self._links[known] = self.target.relate(to_part, line.type, self.part(part))
        return self._links[known]

    def part(self, name: str) -> str:
        """Return the part of the target that is the same as one of the source, copied if there is none."""
        if name in self._parts:
            return self._parts[name]
        content = self.source.bytes_of(name)
        lines = self.source.relationships(name)
        if self._by_content is None:
            self._by_content = {}
            for each in self.target.names():
                if not each.endswith((".xml", ".rels")):
                    self._by_content.setdefault(hashlib.sha256(self.target.bytes_of(each)).hexdigest(), each)
        found = self._by_content.get(hashlib.sha256(content).hexdigest())
        if found is not None and not lines:
            self._parts[name] = found
            return found
        own = self.target.add(name, content, self.source.type_of(name))
        self._parts[name] = own
        for line in lines:
            target = self.source.target(name, line)
            external = line.external or target is None
            aim = line.target if external else self.part(str(target))
            new_id = self.target.relate(own, line.type, aim, external=external)
            self._links[line.id, name, own] = new_id
        if any(self._links[line.id, name, own] != line.id for line in lines):
            root = self.target.change(own)
            for each in root.iter(etree.Element):
                for key, value in each.attrib.items():
                    if key.startswith(_LINK) and (value, name, own) in self._links:
                        each.set(key, self._links[value, name, own])
        return own

    # Styles

    def _same_styles(self) -> dict[str, str]:
        """Return the ids of styles that have one name and two ids: programs in other languages make others."""
        named = {_style_name(each): each.get(qn("w:styleId"), "") for each in _styles(self.target)}
        own = {each.get(qn("w:styleId"), "") for each in _styles(self.target)}
        changed: dict[str, str] = {}
        for each in _styles(self.source):
            id_ = each.get(qn("w:styleId"), "")
            if id_ not in own and (known := named.get(_style_name(each))):
                changed[id_] = known
        return changed

    def adapt(self, root: Element) -> None:
        """Make a part of the source use the ids that styles and lists have in the target."""
        for each in root.iter(*_STYLE_USES) if self._style_ids else ():
            each.set(VAL, self._style_ids.get(each.get(VAL, ""), each.get(VAL, "")))
        for each in root.iter(_NUM_ID):
            if each.get(VAL, "0") != "0":
                each.set(VAL, self._number(each.get(VAL, "")))

    def bring_styles(self, roots: list[Element]) -> None:
        """Add the styles that these parts of the target use and it does not have."""
        known = {each.get(qn("w:styleId")) for each in _styles(self.target)}
        source = {each.get(qn("w:styleId")): each for each in _styles(self.source)}
        wanted = [each.get(VAL) for root in roots for each in root.iter(*_STYLE_USES)]
        missing = [each for each in dict.fromkeys(wanted) if each not in known and each in source]
        if not missing:
            return
        styles = self.target.related_part("styles", etree.tostring(new("w:styles")), _STYLES_TYPE)
        while missing:
            id_ = missing.pop(0)
            if id_ in known:
                continue
            known.add(id_)
            copy = deepcopy(source[id_])
            # The target has its own default.
            copy.attrib.pop(qn("w:default"), None)
            for each in list(copy.iter(*_STYLE_LINKS)):
                each.set(VAL, self._style_ids.get(each.get(VAL, ""), each.get(VAL, "")))
                if each.get(VAL) in source:
                    missing.append(each.get(VAL))
                elif each.get(VAL) not in known:
                    each.getparent().remove(each)
            self.adapt(copy)
            styles.append(copy)

    # Lists

    def _number(self, id_: str) -> str:
        """Return the number by which the target knows a list of the source, brought over if it has none like it."""
        if id_ in self._numbers:
            return self._numbers[id_]
        theirs = _lists(self.source)
        if id_ not in theirs:
            self._numbers[id_] = id_
            return id_
        ours = _lists(self.target)
        if theirs[id_][2] in {each[2] for each in ours.values()}:
            same = [known for known, each in ours.items() if each[2] == theirs[id_][2]]
            self._numbers[id_] = id_ if id_ in same else same[0]
            return self._numbers[id_]
        num, abstract, _ = theirs[id_]
        root = self.target.related_part("numbering", etree.tostring(new("w:numbering")), _NUMBERING_TYPE)
        number = str(1 + max([int(each.get(qn("w:numId"), "0")) for each in root.iterchildren(_NUM)], default=0))
        self._numbers[id_] = number
        own = str(1 + max([int(each.get(qn("w:abstractNumId"), "0")) for each in root.iterchildren(_ABSTRACT)],
                          default=-1))  # fmt: skip
        copy = deepcopy(abstract)
        copy.set(qn("w:abstractNumId"), own)
        # Two lists with one of these are one list for Word.
        for each in copy.findall(qn("w:nsid")):
            copy.remove(each)
        at = sum(1 for each in root if each.tag in (_ABSTRACT, qn("w:numPicBullet")))
        root.insert(at, copy)
        copy = deepcopy(num)
        copy.set(_NUM_ID, number)
        copy.find(_ABSTRACT_ID).set(VAL, own)
        last = max((n for n, each in enumerate(root) if each.tag == _NUM), default=at)
        root.insert(last + 1, copy)
        return number


def adopt_names(file: WordFile, part: str, other: Element) -> Element:
    """Return the root of a part, which now knows all namespaces that another root does.

    Some attributes hold prefixes, so that their declarations have to come along.
    """
    root = file.change(part)
    names = dict(root.nsmap)
    taken = set(names.values())
    more = {prefix: uri for prefix, uri in other.nsmap.items() if prefix and prefix not in names and uri not in taken}
    if more:
        renewed = etree.Element(root.tag, root.attrib, nsmap={**names, **more})
        renewed.text = root.text
        renewed.extend(list(root))
        file.replace(part, renewed)
        root = renewed
    ignored = [*root.get(_IGNORABLE, "").split(), *other.get(_IGNORABLE, "").split()]
    if kept := [each for each in dict.fromkeys(ignored) if root.nsmap.get(each) is not None]:
        root.set(_IGNORABLE, " ".join(kept))
    return root


def _styles(file: WordFile) -> list[Element]:
    part = file.part("styles")
    return [] if part is None else list(file.tree(part).iterchildren(qn("w:style")))


def _style_name(style: Element) -> tuple[str, str]:
    name = style.find(NAME)
    return style.get(qn("w:type"), ""), ("" if name is None else name.get(VAL, "")).lower()


def _lists(file: WordFile) -> dict[str, tuple[Element, Element, object]]:
    part = file.part("numbering")
    if part is None:
        return {}
    root = file.tree(part)
    keys = Keys(file, part)
    abstracts = {each.get(qn("w:abstractNumId")): each for each in root.iterchildren(_ABSTRACT)}
    found: dict[str, tuple[Element, Element, object]] = {}
    for num in root.iterchildren(_NUM):
        pointer = num.find(_ABSTRACT_ID)
        abstract = None if pointer is None else abstracts.get(pointer.get(VAL))
        if abstract is not None:
            levels = tuple(keys.of(each) for each in abstract.iterchildren(qn("w:lvl")))
            overrides = tuple(keys.of(each) for each in num.iterchildren(qn("w:lvlOverride")))
            nsid = abstract.find(qn("w:nsid"))
            own = None if nsid is None else nsid.get(VAL)
            # Lists that look alike still count apart; which one it is shows in where its definition comes from.
            found[num.get(_NUM_ID, "")] = (num, abstract, (own, levels, overrides, _rank(root, num, pointer)))
    return found


def _rank(root: Element, num: Element, pointer: Element) -> int:
    same = [each for each in root.iterchildren(_NUM)
            if (found := each.find(_ABSTRACT_ID)) is not None and found.get(VAL) == pointer.get(VAL)]  # fmt: skip
    return same.index(num)


__all__ = ["ID", "Importer", "adopt_names"]
