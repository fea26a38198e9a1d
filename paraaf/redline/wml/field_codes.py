"""Field codes: what kind of field an instruction makes, and which results change by themselves."""

import re

NUMBER_FIELDS = {
    *("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF"),
    *("NUMWORDS", "NUMCHARS", "REVNUM", "EDITTIME", "FILESIZE"),
}
INFO_FIELDS = {"DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE", "FILENAME", "LASTSAVEDBY", "TEMPLATE"}
_MAX_NUMBER_LENGTH, _MAX_INFO_LENGTH = 12, 60
_KEYWORD = re.compile(r"^[^a-z=]*([a-z]+)", re.IGNORECASE)
_MAX_LENGTH = 4_000


def keyword(instruction: str) -> str:
    """Return what kind of field an instruction makes, in capitals: `PAGE`, `DDEAUTO`."""
    plain = "".join(c for c in instruction[:_MAX_LENGTH] if c.isprintable() or c.isspace())
    found = _KEYWORD.match(plain)
    return found[1].upper() if found else ""


def is_volatile(kind: str, length: int) -> bool:
    """Return whether the result of a field of this kind and length changes by itself: page numbers, dates, file names.

    A longer result may be text in disguise.
    """
    return (kind in NUMBER_FIELDS and length <= _MAX_NUMBER_LENGTH) or (
        kind in INFO_FIELDS and length <= _MAX_INFO_LENGTH
    )
