"""One XML part looked at as it streams by, before any tree is built of it.

expat is used because it reports each thing as it comes, so that counting can stop in time; and a DOCTYPE is refused at
its first character, before an entity is declared. Names are matched with their namespace, as every reader of them does.
"""

import re
from collections.abc import Callable, Iterable
from typing import NoReturn
from xml.parsers import expat

from paraaf.redline.errors import Reasons, unsafe
from paraaf.redline.opc.package import Limits
from paraaf.redline.opc.part_kinds import link_refusal
from paraaf.redline.screening.field_watch import FieldWatch

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_VML = "urn:schemas-microsoft-com:vml"
_SVG = "http://www.w3.org/2000/svg"
_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

_REFUSED = {f"{word} {name}": reason for word in WORD for name, reason in {
    "altChunk": "docx.pulls_in_document",
    "control": "docx.controls",
    "objectEmbed": "docx.embedded_object",
    "objectLink": "docx.linked_file",
    "subDoc": "docx.master_document",
    "frameset": "docx.frames",
}.items()} | {
    "urn:schemas-microsoft-com:office:office OLEObject":
        "docx.embedded_object",
    f"{_SVG} script": "docx.picture_with_program",
    f"{_SVG} foreignObject": "docx.picture_with_web_page",
}  # fmt: skip
_PICTURE_ELSEWHERE = "docx.picture_from_elsewhere"
_ENCODINGS = {"", "utf-8", "utf8", "utf-16", "utf16", "us-ascii", "ascii"}
_WHITE = {f"{word} {name}" for word in WORD for name in ("tab", "ptab", "br", "cr")}
_TEXT = {f"{word} {name}" for word in WORD for name in ("t", "delText", "instrText", "delInstrText")}
_INSERTED = {f"{word} {name}" for word in WORD for name in ("ins", "moveTo")}
_DELETED = {f"{word} {name}" for word in WORD for name in ("del", "moveFrom")}
_CSS_ADDRESS = re.compile(r"url\(\s*[\"']?\s*(?!#)|@import", re.IGNORECASE)
_SAFE_DATA = re.compile(r"data:image/(png|jpe?g|gif)[;,]", re.IGNORECASE)

Attributes = dict[str, str]


class ElementCounter:
    """How much has been seen over all parts together."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.elements = self.attributes = 0

    def add(self, elements: int, attributes: int) -> None:
        """Count; `UnsafeDocument` as soon as it is too much."""
        self.elements += elements
        self.attributes += attributes
        if self.elements > self.limits.elements or self.attributes > self.limits.attributes:
            raise unsafe("docx.too_much_inside")


class PartScan:
    """Looks at one XML part: limits first, then what may not be in it; relationships and types go to `found`."""

    def __init__(
        self, part: str, counter: ElementCounter, reasons: Reasons, found: Callable[[str, Attributes], None]
    ) -> None:
        self.part = part
        self.counter = counter
        self.reasons = reasons
        self.found = found
        self.fields = FieldWatch(lambda reason: reasons.add(reason.code, part, **reason.values))
        self._depth = 0
        self._text_of: str | None = None
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._doctype
        self._parser.StartNamespaceDeclHandler = self._namespace
        # Comments, instructions and CDATA make nodes in a tree as elements do.
        self._parser.CommentHandler = self._other
        self._parser.ProcessingInstructionHandler = self._other
        self._parser.StartCdataSectionHandler = self._other

    def run(self, chunks: Iterable[bytes]) -> None:
        """Look at all of it; what is wrong goes to the reasons, `UnsafeDocument` where going on is not safe."""
        fed = 0
        try:
            for chunk in chunks:
                self._parser.Parse(chunk, False)
                fed += len(chunk)
                # expat keeps an unfinished tag in memory, and reads it again with each piece.
                if fed - self._parser.CurrentByteIndex > self.counter.limits.tag_bytes:
                    raise unsafe("docx.endless_tag", self.part)
            self._parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError):
            raise unsafe("docx.bad_xml", self.part) from None
        self.fields.finish()

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "").lower() not in _ENCODINGS:
            raise unsafe("docx.odd_encoding", self.part)

    def _doctype(self, *_: object) -> NoReturn:
        raise unsafe("docx.doctype", self.part)

    def _namespace(self, _prefix: str | None, uri: str | None) -> None:
        self.counter.add(0, 1)
        # expat puts it before the name of each element.
        if uri and len(uri) > 500:
            raise unsafe("docx.endless_name", self.part)

    def _other(self, *_: object) -> None:
        self.counter.add(1, 0)

    def _start(self, name: str, attributes: Attributes) -> None:
        self.counter.add(1, len(attributes))
        self._depth += 1
        if self._depth > self.counter.limits.depth:
            raise unsafe("docx.nested_too_deep", self.part)
        space, _, local = name.rpartition(" ")
        if name in _REFUSED:
            self.reasons.add(_REFUSED[name], self.part)
        elif space in WORD:
            self._word(name, space, local, attributes)
        elif space == _SVG:
            self._svg(attributes)
        elif space == _VML:
            self._vml(attributes)
        elif name == _RELATIONSHIP or space == _TYPES:
            self.found(local, attributes)
        self._text_of = name if name in _TEXT or name == f"{_SVG} style" else None

    def _word(self, name: str, space: str, local: str, attributes: Attributes) -> None:
        if local == "fldChar":
            self.fields.mark(attributes.get(f"{space} fldCharType", ""))
        elif local == "fldSimple":
            self.fields.simple(attributes.get(f"{space} instr", ""))
        elif local == "attachedTemplate":
            self.found(local, attributes)
        elif name in _WHITE:
            self.fields.text(" ")
        elif name in _INSERTED:
            self.fields.inserted += 1
        elif name in _DELETED:
            self.fields.deleted += 1

    def _svg(self, attributes: Attributes) -> None:
        for name, value in attributes.items():
            local = name.rpartition(" ")[2]
            elsewhere = local == "href" and not value.strip().startswith("#") and not _SAFE_DATA.match(value.strip())
            if elsewhere or (local != "href" and _CSS_ADDRESS.search(value)):
                self.reasons.add(_PICTURE_ELSEWHERE, self.part)

    def _vml(self, attributes: Attributes) -> None:
        for name, value in attributes.items():
            local = name.rpartition(" ")[2]
            if local in ("src", "althref") and value.strip():
                self.reasons.add(_PICTURE_ELSEWHERE, self.part)
            elif local == "href" and (reason := link_refusal(value)):
                self.reasons.add(reason, value)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._text_of = None
        if name in _INSERTED:
            self.fields.inserted -= 1
        elif name in _DELETED:
            self.fields.deleted -= 1
        elif name.endswith(" p") and name.rpartition(" ")[0] in WORD:
            self.fields.text(" ")

    def _characters(self, text: str) -> None:
        if self._text_of is None:
            return
        if self._text_of.startswith(_SVG):
            if _CSS_ADDRESS.search(text):
                self.reasons.add(_PICTURE_ELSEWHERE, self.part)
        else:
            self.fields.text(text, instruction=self._text_of.endswith("nstrText"))
