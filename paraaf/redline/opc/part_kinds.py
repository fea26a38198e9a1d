"""The kinds of parts and relationships that a document may have, and what to do about the others.

Both lists allow. What is not on them is dropped if the policy says so (`paraaf.redline.screening.policy`), and else
refused. They were drawn up from ECMA-376 part 1 (section 15), [MS-DOCX] 2.2 and what Word and LibreOffice write.
"""

from urllib.parse import urlsplit

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "application/vnd.openxmlformats-officedocument."
_PACKAGE = "application/vnd.openxmlformats-package."


def _words(*lines: str) -> list[str]:
    return " ".join(lines).split()


CONTENT_TYPES = frozenset(
    [MAIN, RELATIONSHIPS, "application/xml", "text/xml", "application/inkml+xml"]
    + [
        f"{_WORD}{part}+xml"
        for part in _words(
            "styles settings webSettings fontTable numbering footnotes endnotes header footer comments people",
            "commentsExtended commentsIds commentsExtensible document.glossary stylesWithEffects",
        )
    ]
    + [f"{_OFFICE}obfuscatedFont", "application/x-fontdata", "application/x-font-ttf"]
    + [
        f"{_OFFICE}{part}+xml"
        for part in _words(
            "theme themeOverride extended-properties custom-properties customXmlProperties bibliography",
            "drawingml.chart drawingml.chartshapes drawingml.diagramData drawingml.diagramLayout",
            "drawingml.diagramStyle drawingml.diagramColors",
        )
    ]
    + [f"{_PACKAGE}{part}" for part in ("core-properties+xml", "digital-signature-origin")]
    + [f"{_PACKAGE}{part}" for part in ("digital-signature-xmlsignature+xml", "digital-signature-certificate")]
    + [
        "application/vnd.ms-word.stylesWithEffects+xml",
        "application/vnd.ms-office.drawingml.diagramDrawing+xml",
        "application/vnd.ms-office.chartstyle+xml",
        "application/vnd.ms-office.chartcolorstyle+xml",
        "application/vnd.ms-office.chartex+xml",
        "application/vnd.ms-office.classificationlabels+xml",
        "application/vnd.ms-office.documenttasks+xml",
    ]
    + [f"image/{kind}" for kind in _words("png jpeg jpg pjpeg gif bmp x-ms-bmp tiff tif svg+xml webp vnd.ms-photo")]
    + ["image/x-emf", "image/emf", "image/x-wmf", "image/wmf"]
)

_REFUSED_TYPES = {
    "macroenabled": "docx.macro_file",
    "vba": "docx.macros",
    "activex": "docx.controls",
    "oleobject": "docx.embedded_object",
    "template.main": "docx.template",
    "spreadsheetml.sheet": "docx.embedded_workbook",
}

_PREFIXES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://schemas.openxmlformats.org/officedocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
)
_KINDS = frozenset(
    _words(
        "officeDocument extended-properties extendedProperties custom-properties customProperties styles numbering",
        "theme themeOverride settings webSettings fontTable font customXml customXmlProps glossaryDocument footnotes",
        "endnotes header footer comments image hyperlink chart chartUserShapes diagramData diagramLayout",
        "diagramQuickStyle diagramColors metadata/core-properties",
    )
)
_OTHER_TYPES = frozenset(
    ["http://schemas.openxmlformats.org/package/2006/relationships/" + kind for kind in (
        "metadata/core-properties", "digital-signature/origin", "digital-signature/signature",
        "digital-signature/certificate")]
    + ["http://schemas.microsoft.com/office/" + kind for kind in (
        "2007/relationships/stylesWithEffects", "2007/relationships/diagramDrawing", "2007/relationships/hdphoto",
        "2011/relationships/people", "2011/relationships/commentsExtended", "2016/09/relationships/commentsIds",
        "2018/08/relationships/commentsExtensible", "2019/05/relationships/documenttasks",
        "2011/relationships/chartStyle", "2011/relationships/chartColorStyle", "2014/relationships/chartEx",
        "2020/02/relationships/classificationlabels")]
)  # fmt: skip

BINARY_KINDS = frozenset(_words("image font hdphoto origin certificate hyperlink"))
"""Relationships to parts that need not be XML; any other must point at XML that has been looked at."""

_REFUSED_KINDS = {
    "vbaproject": _REFUSED_TYPES["vba"],
    "wordvbadata": _REFUSED_TYPES["vba"],
    "oleobject": _REFUSED_TYPES["oleobject"],
    "package": "docx.embedded_office_file",
    "control": _REFUSED_TYPES["activex"],
    "activexcontrolbinary": _REFUSED_TYPES["activex"],
    "afchunk": "docx.pulls_in_document",
    "subdocument": "docx.master_document",
    "frame": "docx.frames",
    "mailmergesource": "docx.mail_merge",
    "mailmergeheadersource": "docx.mail_merge",
    "recipientdata": "docx.mail_merge",
}


def content_type_refusal(content_type: str, *, is_main: bool) -> str | None:
    """Return why a part of this content type may not be in a letter, or None if it may."""
    if is_main and content_type.lower() == MAIN.lower():
        return None
    for word, reason in _REFUSED_TYPES.items():
        if word in content_type.lower() and not (is_main and word == "spreadsheetml.sheet"):
            return reason
    if is_main:
        return "docx.other_office_file"
    if content_type.lower() in _ALLOWED and content_type.lower() != MAIN.lower():
        return None
    return "docx.contains_other"


def harmful_type_refusal(content_type: str) -> str | None:
    """Return why a part of this content type is refused even where it would be dropped, or None if it is not."""
    return next((reason for word, reason in _REFUSED_TYPES.items() if word in content_type.lower()), None)


def relationship_refusal(type_: str, target: str, *, external: bool) -> str | None:
    """Return why a part may not refer to another in this way, or None if it may."""
    kind = next((type_.removeprefix(prefix) for prefix in _PREFIXES if type_.startswith(prefix)), "")
    last = type_.rpartition("/")[2]
    if last.lower() in _REFUSED_KINDS:
        return _REFUSED_KINDS[last.lower()]
    if kind not in _KINDS and type_ not in _OTHER_TYPES:
        return "docx.refers_to_other"
    if kind == "hyperlink" and (external or target.startswith("#")):
        return link_refusal(target)
    if external and kind == "image":
        return "docx.picture_from_elsewhere"
    if external or _leads_outside(target):
        return "docx.from_elsewhere"
    return None


def link_refusal(target: str) -> str | None:
    """Return why a hyperlink may not go there, or None if it may: a web address, a mail address or this document."""
    plain = "".join(c for c in target if c.isprintable()).strip()
    if not plain or plain.startswith("#"):
        return None
    try:
        scheme = urlsplit(plain).scheme.lower()
    except ValueError:
        scheme = ""
    if scheme in ("http", "https", "mailto"):
        return None
    return "docx.odd_link"


def _leads_outside(target: str) -> bool:
    return ":" in target.partition("#")[0].split("/")[0] or "\\" in target or target.startswith("//")


_ALLOWED = frozenset(kind.lower() for kind in CONTENT_TYPES)
