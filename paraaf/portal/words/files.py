"""Why a Word file was refused, in Dutch: the gate says it in English, for the command line too."""

import re
from collections.abc import Iterable
from functools import cache

from models.enums import Language

_CAUSES = {
    "Unpacked it is larger than * MB": "Uitgepakt is het groter dan {} MB",
    "It is larger than * MB": "Het is groter dan {} MB",
    "It is empty, so it is not a Word document (.docx).": "Het is leeg, dus het is geen Word-document (.docx).",
    "It is empty.": "Het is leeg.",
    "It is a copy of version *, and version * is asked about": "Het is een exemplaar van versie {}, en gevraagd is "
    "versie {}",
    "This is no copy of the letter that was sent. *": "Dit is geen exemplaar van de brief die u kreeg. Breng uw "
    "wijzigingen aan in het bestand dat u hier kunt downloaden.",
    "The returned copy cannot be compared with the letter that was sent. *": "Het bestand kan niet met de brief worden "
    "vergeleken. Geef uw punten als opmerking, of breng uw wijzigingen aan in het bestand dat u hier kunt downloaden.",
    "It is protected with a password": "Het is beveiligd met een wachtwoord",
    "It is encrypted (*)": "Het is versleuteld ({})",
    "It is not a Word document (.docx) but one of the old kind (.doc) or another Office file": "Het is geen "
    "Word-document (.docx), maar een van het oude soort (.doc) of een ander Office-bestand",
    "It is not a Word document (.docx) but *": "Het is geen Word-document (.docx), maar iets anders",
    "It is not a Word document (.docx), or it is damaged": "Het is geen Word-document (.docx), of het is beschadigd",
    "It is not a Word document (.docx): *": "Het is geen Word-document (.docx): de tekst ontbreekt",
    "It is an OpenDocument text, not a Word document (.docx)": "Het is een OpenDocument-tekst, geen Word-document "
    "(.docx)",
    "It is a zip file, not a Word document (.docx)": "Het is een zip-bestand, geen Word-document (.docx)",
    "It is another Office file, not a Word document (.docx)": "Het is een ander Office-bestand, geen Word-document "
    "(.docx)",
    "It is a Word file with macros (.docm or .dotm)": "Het is een Word-bestand met macro’s (.docm of .dotm)",
    "It is a Word template (.dotx)": "Het is een Word-sjabloon (.dotx)",
    "It is a master document with other files in it (*)": "Het is een hoofddocument met andere bestanden erin ({})",
    "It is a web page with frames (*)": "Het is een webpagina met frames ({})",
    "It is linked to a mail merge (*)": "Het is aan een verzendlijst gekoppeld ({})",
    "It is linked to another file (*)": "Het is aan een ander bestand gekoppeld ({})",
    "It is damaged: *": "Het is beschadigd",
    "It is packed in a way that Word does not use (*)": "Het is verpakt zoals Word dat niet doet ({})",
    "It is far larger inside than any letter": "Er zit veel meer in dan in enige brief",
    "It is nested too deep in *": "De opbouw ervan is te diep ({})",
    "It has * paragraphs, and a copy of this letter may have *": "Het heeft {} alinea’s, en een exemplaar van deze brief mag "
    "er {} hebben",
    "It has * marks of tracked changes, and a copy of this letter may have *": "Het heeft {} bijgehouden wijzigingen, en een "
    "exemplaar van deze brief mag er {} hebben",
    "It has * changes and comments, and a copy may have *": "Het heeft {} wijzigingen en opmerkingen, en een exemplaar mag "
    "er {} hebben",
    "It has * comments, and a copy may have *": "Het heeft {} opmerkingen, en een exemplaar mag er {} hebben",
    "It takes more memory or time to compare with the letter than any copy does": "Het vraagt meer geheugen of tijd om het "
    "met de brief te vergelijken dan enig exemplaar",
    "It takes more memory or time to look at than any letter does": "Het vraagt meer geheugen of tijd dan enige brief",
    "It contains macros (*)": "Er zitten macro’s in ({})",
    "It contains ActiveX controls (*)": "Er zitten ActiveX-besturingselementen in ({})",
    "It contains an embedded Office file (*)": "Er zit een ander Office-bestand in ({})",
    "It contains an embedded object (*)": "Er zit een ingesloten object in ({})",
    "It contains an embedded workbook (*)": "Er zit een Excel-werkmap in ({})",
    "It contains something that is no part of a letter (*)": "Er zit iets in wat niet in een brief hoort ({})",
    "It refers to something that is no part of a letter (*)": "Het verwijst naar iets wat niet in een brief hoort ({})",
    "It pulls in another document (*)": "Het haalt een ander document binnen ({})",
    "It fetches a picture from elsewhere (*)": "Het haalt een afbeelding van elders ({})",
    "It fetches something from elsewhere (*)": "Het haalt iets van elders ({})",
    "It has a * field (*), which fetches something from elsewhere": "Het heeft een veld {} ({}), dat iets van elders "
    "haalt",
    "It has a field whose kind is worked out by another field (*)": "Het heeft een veld waarvan de soort door een ander "
    "veld wordt bepaald ({})",
    "It has fields nested too deep": "Het heeft velden die te diep in elkaar zitten",
    "It has a link that is no web or mail address (*)": "Het heeft een link die geen web- of mailadres is ({})",
    "It has a picture with a program in it (*)": "Het heeft een afbeelding met een programma erin ({})",
    "It has a picture with a web page in it (*)": "Het heeft een afbeelding met een webpagina erin ({})",
    "It has a DOCTYPE in *, which no Word file has": "Het heeft een DOCTYPE in {}; een Word-bestand heeft dat niet",
    "It has a part in an odd encoding (*)": "Het heeft een onderdeel met een vreemde codering ({})",
    "It has a part that becomes more than * times larger (*)": "Het heeft een onderdeel dat meer dan {} keer zo groot "
    "wordt ({})",
    "It has a part with a name that no Word file has (*)": "Het heeft een onderdeel met een naam die Word niet gebruikt "
    "({})",
    "It has two parts with one name (*)": "Het heeft twee onderdelen met dezelfde naam ({})",
    "It has a tag without end in *": "Het heeft een markering zonder einde in {}",
    "It has an endless name in *": "Het heeft een naam zonder einde in {}",
    "It has more than * parts": "Het heeft meer dan {} onderdelen",
    "It has more than * MB of text inside": "Er zit meer dan {} MB tekst in",
}
"""What is wrong; `*` and `{}` stand for what the file itself says."""

_REMEDIES = {
    "open it in Word and save it as a Word document (.docx).": "open het in Word en sla het op als Word-document "
    "(.docx).",
    "open it in Word and save it.": "open het in Word en sla het op.",
    "remove the password and open it in Word and save it as a Word document (.docx).": "haal het wachtwoord weg en sla "
    "het op als Word-document (.docx).",
    "remove that in Word and open it in Word and save it as a Word document (.docx).": "haal dat in Word weg en sla het "
    "op als Word-document (.docx).",
    "copy the text into a new Word document.": "kopieer de tekst naar een nieuw Word-document.",
    "remove it, or copy the text into a new Word document.": "haal het weg, of kopieer de tekst naar een nieuw "
    "Word-document.",
    "split it, or copy the text into a new Word document.": "splits het, of kopieer de tekst naar een nieuw "
    "Word-document.",
    "make its pictures smaller.": "maak de afbeeldingen erin kleiner.",
    "remove them and save it again.": "haal ze weg en sla het opnieuw op.",
    "replace it or its chart by a picture.": "zet er een afbeelding voor in de plaats, ook als het bij een grafiek hoort.",
    "replace it by a picture, or attach it.": "zet er een afbeelding voor in de plaats, of stuur het als bijlage.",
    "replace the link by a picture.": "zet er een afbeelding voor in de plaats.",
    "save it as .docx without macros.": "sla het op als .docx, zonder macro’s.",
    "insert it as PNG.": "voeg haar in als PNG.",
    "put the text in one file.": "zet de tekst in één bestand.",
    "finish the merge and save its result.": "maak het samenvoegen af en sla het resultaat op.",
    "in Word, insert the picture itself.": "voeg in Word de afbeelding zelf in.",
    "in Word, copy that text into the letter itself.": "kopieer die tekst in Word in de brief zelf.",
    "in Word, select it and press Ctrl+Shift+F9 to keep its text only.": "selecteer het in Word en druk op "
    "Ctrl+Shift+F9, dan blijft alleen de tekst.",
    "make your changes in the file that you can download here.": "breng uw wijzigingen aan in het bestand dat u hier kunt "
    "downloaden.",
    "make your changes in the file that you were sent, or give your points as text.": "breng uw wijzigingen aan in het "
    "bestand dat u hier kunt downloaden, of geef uw punten als opmerking.",
    "remove the link, or write out the whole address.": "haal de link weg, of schrijf het hele adres uit.",
}
"""What to do about it."""


def why_refused(reason: str, language: Language) -> tuple[str, Language]:
    """Return why a file was refused, in this language if it is known there, and the language that it is in."""
    if language is not Language.DUTCH:
        return reason, Language.ENGLISH
    cause, _, remedy = reason.partition("; ") if reason.startswith(("It ", "Unpacked ")) else (reason, "", "")
    for pattern, dutch in _patterns():
        found = pattern.fullmatch(cause)
        if found and (not remedy or remedy in _REMEDIES):
            said = dutch.format(*found.groups())
            return (f"{said}; {_REMEDIES[remedy]}" if remedy else said), Language.DUTCH
    return reason, Language.ENGLISH


@cache
def _patterns() -> Iterable[tuple[re.Pattern[str], str]]:
    return [(re.compile(re.escape(cause).replace(r"\*", "(.*)")), dutch) for cause, dutch in _CAUSES.items()]
