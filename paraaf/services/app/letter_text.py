"""What a letter or note says, apart from the fields that Paraaf fills in."""

from paraaf import redline

FILLED_IN = frozenset({"paraaf.version", "paraaf.date", "paraaf.mark", "paraaf.signature"})
"""The tags of the fields that Paraaf itself fills in on a letter; they are no part of its text."""


def fingerprint(docx: bytes) -> str:
    """Return the text fingerprint of a letter or note: what it says, apart from what Paraaf fills in."""
    return redline.fingerprint(docx, ignore_tags=FILLED_IN)
