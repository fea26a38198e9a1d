"""How a change in a returned copy is told in words, in Dutch, as the letter and the reaction table are."""

from collections.abc import Sequence

_PROPERTIES = {
    "b": "vet",
    "i": "cursief",
    "u": "onderstreept",
    "strike": "doorgehaald",
    "color": "kleur",
    "highlight": "markering",
    "sz": "tekengrootte",
    "rFonts": "lettertype",
    "pStyle": "opmaakprofiel",
    "rStyle": "opmaakprofiel",
    "numPr": "lijst of nummering",
    "jc": "uitlijning",
    "ind": "inspringing",
    "spacing": "afstand",
}
_KINDS = {
    "row inserted": "Voeg een tabelrij toe",
    "row deleted": "Schrap een tabelrij",
    "cell inserted": "Voeg een tabelcel toe",
    "cell deleted": "Schrap een tabelcel",
    "cells merged": "Voeg tabelcellen samen",
    "content control inserted": "Voeg een invulveld toe",
    "content control deleted": "Haal een invulveld weg",
    "numbering": "Wijzig de nummering",
}
_UNPLACED = {
    "inserted": "ingevoegd",
    "deleted": "geschrapt",
    "moved from": "verplaatst",
    "moved to": "verplaatst",
    "row inserted": "tabelrij toegevoegd",
    "row deleted": "tabelrij geschrapt",
    "cell inserted": "tabelcel toegevoegd",
    "cell deleted": "tabelcel geschrapt",
    "formatting": "opmaak",
    "formula": "formule",
    "header or footer": "kop- of voettekst",
}
_STORIES = {"footnote": "voetnoot", "endnote": "eindnoot", "header": "koptekst", "footer": "voettekst"}


def change(kind: str, old: str, new: str, properties: Sequence[str], text: str) -> str:
    """Return a change as a sentence: what to put in, what to take out, or both."""
    if kind == "formatting":
        what = ", ".join(dict.fromkeys(_PROPERTIES.get(name, name) for name in properties))
        return f"Wijzig de opmaak{f' ({what})' if what else ''}: “{text.strip()}”"
    if kind in _KINDS:
        return f"{_KINDS[kind]}: “{text.strip()}”" if text.strip() else f"{_KINDS[kind]}."
    if old.strip() and new.strip():
        return f"Vervang “{old.strip()}” door “{new.strip()}”."
    if new.strip():
        return f"Voeg in: “{new.strip()}”."
    if old.strip():
        return f"Schrap: “{old.strip()}”."
    return "Wijzig de witruimte of de alinea-indeling."


def move(text: str, *, is_later: bool, into: str) -> str:
    """Return a move as a sentence: what goes where; `into` is what the paragraph says that it comes into, if any."""
    where = f", in “{into.strip()}”" if into.strip() else ""
    return f"Verplaats naar {'achteren' if is_later else 'voren'}: “{text.strip()}”{where}"


def unplaced(what: str, text: str) -> str:
    """Return something that the consolidated copy could not take in, as a sentence."""
    said = f": “{text.strip()}”" if text.strip() else ""
    return f"Staat alleen in het teruggestuurde exemplaar ({_UNPLACED.get(what) or _KINDS.get(what, what)}){said}"


def unreadable() -> str:
    """Return that nothing could be read of a whole copy, as a sentence."""
    return "Het teruggestuurde exemplaar kan niet met de brief worden vergeleken. Open het zelf."


def story(name: str) -> str:
    """Return in which part of the document something stands: "voetnoot 2"."""
    kind, _, number = name.partition(" ")
    return f"{_STORIES.get(kind, kind)} {number}".strip()
