"""The kinds of parts and relationships that a document may have, and what to do about the others.

Both lists allow. What is not on them is dropped if the policy says so (`paraaf.redline.screening.policy`), and else
refused. They were drawn up from ECMA-376 part 1 (section 15), [MS-DOCX] 2.2 and what Word and LibreOffice write.
"""

from urllib.parse import urlsplit

SAVE_AS = "open it in Word and save it as a Word document (.docx)."
NEW_FILE = "copy the text into a new Word document."

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
    "macroenabled": "It is a Word file with macros (.docm or .dotm); save it as .docx without macros.",
    "vba": "It contains macros ({}); save it as .docx without macros.",
    "activex": "It contains ActiveX controls ({}); remove them and save it again.",
    "oleobject": "It contains an embedded object ({}); replace it by a picture, or attach it.",
    "template.main": "It is a Word template (.dotx); open it in Word and save it as a Word document (.docx).",
    "spreadsheetml.sheet": "It contains an embedded workbook ({}); replace it or its chart by a picture.",
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
    "package": "It contains an embedded Office file ({}); replace it or its chart by a picture.",
    "control": _REFUSED_TYPES["activex"],
    "activexcontrolbinary": _REFUSED_TYPES["activex"],
    "afchunk": "It pulls in another document ({}); in Word, copy that text into the letter itself.",
    "subdocument": "It is a master document with other files in it ({}); put the text in one file.",
    "frame": f"It is a web page with frames ({{}}); {NEW_FILE}",
    "mailmergesource": "It is linked to a mail merge ({}); finish the merge and save its result.",
    "mailmergeheadersource": "It is linked to a mail merge ({}); finish the merge and save its result.",
    "recipientdata": "It is linked to a mail merge ({}); finish the merge and save its result.",
}


def why_not_type(content_type: str, *, is_main: bool) -> str | None:
    """Return why a part of this content type may not be in a letter, or None if it may."""
    if is_main and content_type.lower() == MAIN.lower():
        return None
    for word, reason in _REFUSED_TYPES.items():
        if word in content_type.lower() and not (is_main and word == "spreadsheetml.sheet"):
            return reason
    if is_main:
        return f"It is another Office file, not a Word document (.docx); {SAVE_AS}"
    if content_type.lower() in _ALLOWED and content_type.lower() != MAIN.lower():
        return None
    return f"It contains something that is no part of a letter ({{}}); remove it, or {NEW_FILE}"


def why_harmful(content_type: str) -> str | None:
    """Return why a part of this content type is refused even where it would be dropped, or None if it is not."""
    return next((reason for word, reason in _REFUSED_TYPES.items() if word in content_type.lower()), None)


def why_not_relationship(type_: str, target: str, *, external: bool) -> str | None:
    """Return why a part may not refer to another in this way, or None if it may."""
    kind = next((type_.removeprefix(prefix) for prefix in _PREFIXES if type_.startswith(prefix)), "")
    last = type_.rpartition("/")[2]
    if last.lower() in _REFUSED_KINDS:
        return _REFUSED_KINDS[last.lower()]
    if kind not in _KINDS and type_ not in _OTHER_TYPES:
        return f"It refers to something that is no part of a letter ({{}}); remove it, or {NEW_FILE}"
    if kind == "hyperlink" and (external or target.startswith("#")):
        return why_not_link(target)
    if external and kind == "image":
        return "It fetches a picture from elsewhere ({}); in Word, insert the picture itself."
    if external or _leads_outside(target):
        return f"It fetches something from elsewhere ({{}}); remove it, or {NEW_FILE}"
    return None


def why_not_link(target: str) -> str | None:
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
    return "It has a link that is no web or mail address ({}); remove the link, or write out the whole address."


def _leads_outside(target: str) -> bool:
    return ":" in target.partition("#")[0].split("/")[0] or "\\" in target or target.startswith("//")


_ALLOWED = frozenset(kind.lower() for kind in CONTENT_TYPES)
