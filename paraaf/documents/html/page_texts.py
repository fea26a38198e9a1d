"""What a letter as a web page says besides the letter itself, in one language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PageTexts:
    """The words that a reader hears or sees around the text; `{}` is where a name, number or description goes."""

    inserted: str = "toegevoegd{}:"
    deleted: str = "verwijderd{}:"
    moved_here: str = "hierheen verplaatst{}:"
    moved_away: str = "van hier verplaatst{}:"
    end: str = "(einde wijziging)"
    by: str = " door {}"
    reformatted: str = "opmaak gewijzigd"
    joined: str = "(alinea’s samengevoegd)"
    parted: str = "(alinea gesplitst)"
    concealed: str = "in Word verborgen tekst:"
    picture: str = "Afbeelding: {}"
    nameless_picture: str = "Afbeelding zonder beschrijving"
    table: str = "Tabel {}"
    note: str = "Noot {}"
    notes: str = "Noten"
    back: str = "Terug naar noot {} in de tekst"


DUTCH = PageTexts()
ENGLISH = PageTexts(
    inserted="inserted{}:",
    deleted="deleted{}:",
    moved_here="moved to here{}:",
    moved_away="moved away from here{}:",
    end="(end of change)",
    by=" by {}",
    reformatted="formatting changed",
    joined="(paragraphs joined)",
    parted="(paragraph split)",
    concealed="text hidden in Word:",
    picture="Picture: {}",
    nameless_picture="Picture without description",
    table="Table {}",
    note="Note {}",
    notes="Notes",
    back="Back to note {} in the text",
)
