"""What passages of one Word file need to stand in another: pictures, links, styles, lists."""

import hashlib
from copy import deepcopy

from lxml import etree

from paraaf.redline.opc.package import Element
from paraaf.redline.wml.canonical import Canonical
from paraaf.redline.wml.names import ID, NAME, RELATIONSHIPS, VAL, W14, make_element, qn, qns
from paraaf.redline.wml.word_file import WordFile

_RELATIONSHIP_ATTRIBUTE = f"{{{RELATIONSHIPS}}}"
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
    """Imports elements of one Word file into another."""

    def __init__(self, target: WordFile, source: WordFile) -> None:
        self.target = target
        self.source = source
        self._parts: dict[str, str] = {}
        self._relationship_ids: dict[tuple[str, str, str], str] = {}
        self._by_content: dict[str, str] | None = None
        self._style_ids = self._renamed_styles()
        self._list_numbers: dict[str, str] = {}

    @property
    def renames_styles(self) -> bool:
        """Return whether the same styles have other ids in the target."""
        return bool(self._style_ids)

    # Elements

    def import_element(self, element: Element, from_part: str, to_part: str) -> Element:
        """Return a copy of an element of `from_part` that is valid in `to_part`."""
        copy = element.__copy__()
        copy.tail = None
        for each in _TO_ADAPT(copy):
            for name, value in each.items():
                if name.startswith(_RELATIONSHIP_ATTRIBUTE):
                    each.set(name, self._relationship_id(value, from_part, to_part))
                elif name in _PARAGRAPH_IDS:
                    del each.attrib[name]
        return copy

    def _relationship_id(self, id_: str, from_part: str, to_part: str) -> str:
        known = (id_, from_part, to_part)
        if known not in self._relationship_ids:
            relationship = next((each for each in self.source.relationships(from_part) if each.id == id_), None)
            if relationship is None:
                self._relationship_ids[known] = id_
            elif relationship.external or (part := self.source.target(from_part, relationship)) is None:
                self._relationship_ids[known] = self.target.relate(
                    to_part, relationship.type, relationship.target, external=relationship.external
                )
            else:
                self._relationship_ids[known] = self.target.relate(to_part, relationship.type, self.import_part(part))
        return self._relationship_ids[known]

    def import_part(self, name: str) -> str:
        """Return the part of the target that is the same as one of the source, copied if there is none."""
        if name in self._parts:
            return self._parts[name]
        content = self.source.bytes_of(name)
        relationships = self.source.relationships(name)
        if self._by_content is None:
            self._by_content = {}
            for each in self.target.names():
                if not each.endswith((".xml", ".rels")):
                    self._by_content.setdefault(hashlib.sha256(self.target.bytes_of(each)).hexdigest(), each)
        found = self._by_content.get(hashlib.sha256(content).hexdigest())
        if found is not None and not relationships:
            self._parts[name] = found
            return found
        added = self.target.add(name, content, self.source.content_type_of(name))
        self._parts[name] = added
        for relationship in relationships:
            target = self.source.target(name, relationship)
            external = relationship.external or target is None
            destination = relationship.target if external else self.import_part(str(target))
            new_id = self.target.relate(added, relationship.type, destination, external=external)
            self._relationship_ids[relationship.id, name, added] = new_id
        if any(
            self._relationship_ids[relationship.id, name, added] != relationship.id for relationship in relationships
        ):
            root = self.target.change(added)
            for each in root.iter(etree.Element):
                for key, value in each.attrib.items():
                    if key.startswith(_RELATIONSHIP_ATTRIBUTE) and (value, name, added) in self._relationship_ids:
                        each.set(key, self._relationship_ids[value, name, added])
        return added

    # Styles

    def _renamed_styles(self) -> dict[str, str]:
        """Return the ids of styles that have one name and two ids: programs in other languages make others."""
        named = {_style_name(each): each.get(qn("w:styleId"), "") for each in _styles(self.target)}
        own = {each.get(qn("w:styleId"), "") for each in _styles(self.target)}
        changed: dict[str, str] = {}
        for each in _styles(self.source):
            id_ = each.get(qn("w:styleId"), "")
            if id_ not in own and (known := named.get(_style_name(each))):
                changed[id_] = known
        return changed

    def remap_ids(self, root: Element) -> None:
        """Replace the ids of styles and lists in a part of the source by those that they have in the target."""
        for each in root.iter(*_STYLE_USES) if self._style_ids else ():
            each.set(VAL, self._style_ids.get(each.get(VAL, ""), each.get(VAL, "")))
        for each in root.iter(_NUM_ID):
            if each.get(VAL, "0") != "0":
                each.set(VAL, self._list_number(each.get(VAL, "")))

    def import_styles(self, roots: list[Element]) -> None:
        """Add the styles that these parts of the target use and it does not have."""
        known = {each.get(qn("w:styleId")) for each in _styles(self.target)}
        source = {each.get(qn("w:styleId")): each for each in _styles(self.source)}
        wanted = [each.get(VAL) for root in roots for each in root.iter(*_STYLE_USES)]
        missing = [each for each in dict.fromkeys(wanted) if each not in known and each in source]
        if not missing:
            return
        styles = self.target.related_part("styles", etree.tostring(make_element("w:styles")), _STYLES_TYPE)
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
            self.remap_ids(copy)
            styles.append(copy)

    # Lists

    def _list_number(self, id_: str) -> str:
        """Return the `w:numId` of the target for a list of the source; imported if the target has no such list."""
        if id_ in self._list_numbers:
            return self._list_numbers[id_]
        theirs = _list_instances(self.source)
        if id_ not in theirs:
            self._list_numbers[id_] = id_
            return id_
        ours = _list_instances(self.target)
        if theirs[id_][2] in {each[2] for each in ours.values()}:
            same = [known for known, each in ours.items() if each[2] == theirs[id_][2]]
            self._list_numbers[id_] = id_ if id_ in same else same[0]
            return self._list_numbers[id_]
        num, abstract, _ = theirs[id_]
        root = self.target.related_part("numbering", etree.tostring(make_element("w:numbering")), _NUMBERING_TYPE)
        number = str(1 + max([int(each.get(qn("w:numId"), "0")) for each in root.iterchildren(_NUM)], default=0))
        self._list_numbers[id_] = number
        taken = [int(each.get(qn("w:abstractNumId"), "0")) for each in root.iterchildren(_ABSTRACT)]
        abstract_number = str(1 + max(taken, default=-1))
        copy = deepcopy(abstract)
        copy.set(qn("w:abstractNumId"), abstract_number)
        # Two lists with one of these are one list for Word.
        for each in copy.findall(qn("w:nsid")):
            copy.remove(each)
        at = sum(1 for each in root if each.tag in (_ABSTRACT, qn("w:numPicBullet")))
        root.insert(at, copy)
        copy = deepcopy(num)
        copy.set(_NUM_ID, number)
        copy.find(_ABSTRACT_ID).set(VAL, abstract_number)
        last = max((n for n, each in enumerate(root) if each.tag == _NUM), default=at)
        root.insert(last + 1, copy)
        return number


def adopt_namespaces(file: WordFile, part: str, other: Element) -> Element:
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
        file.set_root(part, renewed)
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


def _list_instances(file: WordFile) -> dict[str, tuple[Element, Element, object]]:
    part = file.part("numbering")
    if part is None:
        return {}
    root = file.tree(part)
    canonical = Canonical(file, part)
    abstracts = {each.get(qn("w:abstractNumId")): each for each in root.iterchildren(_ABSTRACT)}
    found: dict[str, tuple[Element, Element, object]] = {}
    for num in root.iterchildren(_NUM):
        pointer = num.find(_ABSTRACT_ID)
        abstract = None if pointer is None else abstracts.get(pointer.get(VAL))
        if abstract is not None:
            levels = tuple(canonical.of(each) for each in abstract.iterchildren(qn("w:lvl")))
            overrides = tuple(canonical.of(each) for each in num.iterchildren(qn("w:lvlOverride")))
            nsid = abstract.find(qn("w:nsid"))
            own = None if nsid is None else nsid.get(VAL)
            # Equal lists are still counted separately; where the definition comes from tells which one it is.
            found[num.get(_NUM_ID, "")] = (
                num,
                abstract,
                (own, levels, overrides, _rank_among_same(root, num, pointer)),
            )
    return found


def _rank_among_same(root: Element, num: Element, pointer: Element) -> int:
    same = [each for each in root.iterchildren(_NUM)
            if (found := each.find(_ABSTRACT_ID)) is not None and found.get(VAL) == pointer.get(VAL)]  # fmt: skip
    return same.index(num)


__all__ = ["ID", "Importer", "adopt_namespaces"]
