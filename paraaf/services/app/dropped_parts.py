"""What was left out of a Word file that somebody handed in: kept with the file, and told in words."""

from collections.abc import Iterable, Sequence
from typing import Any

from models.audit import AuditEvent
from models.enums import Language
from paraaf.redline import Dropped

TEXTS: dict[str, dict[str, str]] = {
    "nl": {
        "template": "de koppeling aan een sjabloon",
        "editor": "aantekeningen van de spellingcontrole",
        "add_in": "een invoegtoepassing",
        "shortcuts": "sneltoetsen of werkbalken",
        "ribbon": "aanpassingen van het lint van Word",
        "printer": "printerinstellingen",
        "preview": "een voorbeeldplaatje",
        "trash": "weggegooide onderdelen",
    },
    "en": {
        "template": "the link to a template",
        "editor": "notes of the spelling check",
        "add_in": "an add-in",
        "shortcuts": "keyboard shortcuts or toolbars",
        "ribbon": "changes to the ribbon of Word",
        "printer": "printer settings",
        "preview": "a preview picture",
        "trash": "parts that were thrown away",
    },
}


def describe(dropped: Iterable[Dropped], language: str = Language.ENGLISH) -> str:
    """Return what was left out as a list in words; empty for nothing."""
    words = TEXTS[language]
    said = [f"{words[each.what]} ({each.place})" if each.place else words[each.what] for each in dropped]
    return ", ".join(dict.fromkeys(said))


def describe_in_both_languages(dropped: Sequence[Dropped]) -> dict[str, str]:
    """Return it in words, as the values `dutch` and `english` of a fault."""
    return {"dutch": describe(dropped, Language.DUTCH), "english": describe(dropped, Language.ENGLISH)}


def as_data(dropped: Iterable[Dropped]) -> list[dict[str, str]]:
    """Return it as the audit trail and drafts keep it."""
    return [{"what": each.what, "place": each.place} for each in dropped]


def from_data(data: Any) -> tuple[Dropped, ...]:
    """Return it as it was kept; what nobody knows is no part of it."""
    kept = [each for each in data if isinstance(each, dict)] if isinstance(data, list) else []
    return tuple(Dropped(each["what"], str(each.get("place", ""))) for each in kept if each.get("what") in TEXTS["en"])


def by_document(trail: Sequence[AuditEvent]) -> dict[int, tuple[Dropped, ...]]:
    """Return what was left out of the files of a letter, by their numbers."""
    return {
        int(event.data["document"]): from_data(event.data["dropped"])
        for event in trail
        if event.action == "document_stored" and event.data.get("dropped")
    }
