"""Under which names files go: nothing in a name that a system trips over, and an ending that says what the file is."""

import re
import unicodedata

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ZIP = "application/zip"
TEXT = "text/plain"

MAX_NAME_LENGTH = 120
"""How many characters of a name are kept, its ending included."""

_ENDINGS = {WORD: (".docx",), PDF: (".pdf",), ZIP: (".zip",), TEXT: (".md", ".txt")}


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_KNOWN = _words(
    "pdf doc docx docm dot dotx dotm odt ott fodt rtf txt md csv tsv xls xlsx xlsm xlsb ods ppt pptx pptm odp pages",
    "htm html xhtml shtml mht mhtml hta htc xml xsl xslt svg js jse mjs vb vbs vbe wsf wsh wsc ps1 psm1 bat cmd com",
    "exe scr pif msi msp msix appx dll cpl ocx sys lnk url website scf inf reg chm hlp jar class jnlp py pyw pl rb sh",
    "bash command app dmg pkg deb rpm iso img vhd vhdx zip rar gz tgz bz2 xz tar cab swf php asp aspx jsp eml msg ics",
    "vcf png jpg jpeg gif bmp tif tiff webp heic mp3 mp4 avi mov wav settingcontent-ms library-ms search-ms",
)
"""Endings by which a system chooses a program."""
_LOOKS_LIKE_ONE = re.compile(r"(?=.*[^\W\d_])[^\W_]{2,8}")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def kind_of(content: bytes) -> str:
    """Return what a file that was looked at is, by how it begins: a PDF, a Word file, or text."""
    if content.startswith(b"%PDF-"):
        return PDF
    return WORD if content.startswith(b"PK\x03\x04") else TEXT


def safe_name(name: str, fallback: str) -> str:
    """Return a file name without path, with nothing in it that a file system or mail header could trip over."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    kept = "".join(c if c.isalnum() or c in "-_. ()" else "-" for c in last).strip(" .-")[:MAX_NAME_LENGTH].strip(" .-")
    return kept or fallback


def named_as(name: str, media_type: str, fallback: str = "bestand") -> str:
    """Return a safe name with the ending of what the file is, in the place of any other ending that it has.

    So nobody's system opens a file as something else than was looked at. A kind without an ending of its own keeps the
    name.
    """
    endings = _ENDINGS.get(media_type)
    whole = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    if endings is None:
        return safe_name(name, fallback)
    ending = next((each for each in endings if whole.strip(" .").lower().endswith(each)), endings[0])
    # The ending must not be what is cut off of a long name, so that one is set apart first.
    stem = _without_ending("".join(c if c.isalnum() or c in "-_. ()" else "-" for c in whole).strip(" .-"))
    stem = stem[: MAX_NAME_LENGTH - len(ending)].strip(" .-") or _without_ending(fallback)
    return f"{stem}-{ending}" if _DEVICES.fullmatch(stem) else f"{stem}{ending}"


def _without_ending(stem: str) -> str:
    """Return a name without the endings that it has; what only looks like one is no ending any more."""
    while True:
        before, dot, last = stem.rpartition(".")
        last = last.strip(" -")
        if dot and last.lower() in _KNOWN:
            stem = before.strip(" .-")
        elif dot and _LOOKS_LIKE_ONE.fullmatch(last):
            stem = f"{before.rstrip(' .-')}-{last}"
        else:
            return stem
