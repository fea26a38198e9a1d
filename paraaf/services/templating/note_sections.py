"""The further sections of the advice note: their headings, and their texts that are given as files."""

from models.errors import UnsafeDocument

MAX_SECTION = 100_000
"""The longest note section, in characters, as a file too."""

NOT_PUBLIC = "not_public"
"""The key of the note section that stays out of the public note."""
NOTE_HEADINGS = {
    "financial": "Financiële overwegingen",
    "legal": "Juridische overwegingen",
    "communication": "Communicatie",
    NOT_PUBLIC: "Informatie die niet openbaar gemaakt kan worden",
}


def section_text(content: bytes) -> str:
    """Return the text of a note section that was given as a file; raise `UnsafeDocument` if it is no text."""
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise UnsafeDocument("section.not_text") from None
    if not text or "\0" in text or len(text) > MAX_SECTION:
        raise UnsafeDocument("section.empty_or_too_long", most=MAX_SECTION)
    return text
