"""What is wrong with a dossier request, in Dutch: the checks say it in English, for the command line too."""

from models.enums import Language
from paraaf.portal.words.files import why_refused
from paraaf.portal.words.phrases import Phrases
from paraaf.portal.words.refusals import why_not

SAID = {
    # What a field may hold
    "is empty": "is niet ingevuld",
    "is missing": "is niet ingevuld",
    "is missing: quote the sentence of the letter that discharges it": "is niet ingevuld: neem de zin uit de brief over "
    "die de motie of toezegging afdoet",
    "is too long": "is te lang",
    "needs at least one entry": "heeft er minstens één nodig",
    "List should have at least * items after validation, not *": "heeft er minstens {} nodig",
    "must be a whole number": "moet een heel getal zijn",
    "must be a whole number that is not so large": "moet een kleiner getal zijn",
    "must be a date, like 2025-10-17": "moet een datum zijn, zoals 2025-10-17",
    "must be at least *": "moet minstens {} zijn",
    "must be at most *": "mag hoogstens {} zijn",
    "must be true or false": "moet true of false zijn",
    "must be a list": "moet een lijst zijn",
    "must be text (put it in quotes)": "moet tekst zijn (zet het tussen aanhalingstekens)",
    "must hold fields (`name: value`)": "moet velden hebben (`naam: waarde`)",
    "has characters that cannot be used here": "heeft tekens die hier niet kunnen",
    "* has characters that cannot be used here": "{} heeft tekens die hier niet kunnen",
    "* is longer than * characters": "{} is langer dan {} tekens",
    "* is not one of *": "{} is niet een van {}",
    "this field occurs twice": "dit veld staat er twee keer",
    "there is no such field": "dit veld bestaat niet",
    "there is no such field; did you mean '*'?": "dit veld bestaat niet; bedoelt u ‘{}’?",
    "there is no such field (known here: *)": "dit veld bestaat niet (wel: {})",
    # What the file is
    "* is not a text file in UTF-8.": "{} is geen tekstbestand in UTF-8.",
    "* is larger than *.": "{} is groter dan {}.",
    "* cannot be used.": "{} kan niet gebruikt worden.",
    "* is not valid YAML.": "{} is geen goed YAML-bestand.",
    "* is empty; it must hold fields (`name: value`).": "{} is leeg; er moeten velden in staan (`naam: waarde`).",
    "* must hold fields (`name: value`), not *.": "In {} moeten velden staan (`naam: waarde`).",
    "* refers to itself too often (`*name`); write out what it repeats.": "{} verwijst te vaak naar zichzelf; schrijf uit "
    "wat zich herhaalt.",
    "* holds more than * values; leave out what is too much.": "Er staat te veel in {}, met meer dan {} waarden; laat weg wat te veel is.",
    "this text is longer than * characters": "deze tekst is langer dan {} tekens",
    "there is a tab here; use spaces": "hier staat een tab; gebruik spaties",
    "this goes more than * levels deep": "dit gaat meer dan {} niveaus diep",
    "a second document begins here (`---`); a file holds one": "hier begint een tweede document (`---`); een bestand heeft "
    "er één",
    "there is a colon too many here; put the text in quotes": "hier staat een dubbele punt te veel; zet de tekst tussen "
    "aanhalingstekens",
    "the file ends within quotes that were opened": "het bestand eindigt binnen aanhalingstekens die geopend werden",
    "holds a character that cannot be used (*)": "er staat een teken in dat niet kan ({})",
    "it cannot be read": "het kan niet gelezen worden",
    "There are two files called *.": "Er zijn twee bestanden die {} heten.",
    "There is no dossier file (.yaml) in it.": "Er zit geen dossierbestand (.yaml) bij.",
    "There is more than one dossier file (.yaml) in it: *.": "Er zit meer dan één dossierbestand (.yaml) bij: {}.",
    "The zip file holds more than * files.": "In het zip-bestand zitten meer dan {} bestanden.",
    "The zip file cannot be read.": "Het zip-bestand kan niet gelezen worden.",
    "The zip file is protected with a password.": "Het zip-bestand is beveiligd met een wachtwoord.",
    "The zip file holds a file whose name leads out of it.": "In het zip-bestand zit een bestand met een naam die erbuiten "
    "leidt.",
    "Unpacked it is larger than * MB.": "Uitgepakt is het groter dan {} MB.",
    "The file * was not handed in with the dossier file.": "Het bestand {} zat niet bij het dossierbestand.",
    "this file was not handed in": "dit bestand is niet aangeleverd",
    "the stored file * does not exist": "dit bestand is er niet meer; kies het nog eens",
    # Whether the letter can be started
    "This letter cannot be started.": "Deze brief kan zo niet beginnen.",
    "* is in use by '*', started on *": "{} is al het nummer van ‘{}’, begonnen op {}",
    "there is no route '*' (there is *)": "er is geen route ‘{}’ (wel: {})",
    "route '*' cannot be read: *": "route ‘{}’ kan niet gelezen worden: {}",
    "route '*' is not in order": "route ‘{}’ is niet in orde",
    "* is not in the party directory (see `paraaf parties list`)": "{} staat niet in het partijenbestand",
    "* is a *, and a * is needed here": "{} is van een andere soort dan hier nodig is",
    "the deputy * of * does not exist": "de plaatsvervanger {} van {} bestaat niet",
    "* has no contact, so it cannot be reached": "{} heeft geen contact en is dus niet te bereiken",
    "* cannot be reached: *": "{} is niet te bereiken: het kanaal of het adres klopt niet",
    "names nobody, but the route asks them: name parties or choose another route": "noem minstens één partij, of kies een "
    "andere route",
    "* is named twice": "{} staat er twee keer",
    "* is named in * too": "{} staat ook in een andere lijst",
    "* is not one of the departments or stakeholders": "{} is geen van de departementen of stakeholders",
    "* is not on the sign-off route": "{} staat niet op de parafenroute",
    "* is in a group twice": "{} staat twee keer in een groep",
    "those of a group must follow each other on the sign-off route": "wie tegelijk paraferen, moeten op de route op elkaar "
    "volgen",
    "* of * cannot sign off": "{} van de {} kan niet",
    "* stands in the party directory already": "{} staat al in het partijenbestand",
    "* occurs twice": "{} staat er twee keer",
    "give a file or sections, not both": "geef een bestand of onderdelen, niet allebei",
    "give a Word file or text sections": "geef een Wordbestand, of de tekst in onderdelen",
    "has tracked changes; accept or reject them first, so that the text is one": "heeft bijgehouden wijzigingen; accepteer "
    "of weiger ze eerst, zodat er één tekst is",
    "It has tracked changes; accept or reject them first, so that the text is one.": "Het heeft bijgehouden wijzigingen; "
    "accepteer of weiger ze eerst, zodat er één tekst is.",
    "left out, since it is no part of a letter: *": "weggelaten, want dit hoort niet in een brief: {}",
    "* is a folder, not a file": "{} is een map, geen bestand",
    "the route has no stage '*' (it has *)": "de route heeft geen stap ‘{}’ (wel: {})",
    "stage * occurs twice": "stap {} staat er twee keer",
    "silence means nothing in stage *: it waits for a person": "zwijgen betekent niets in stap {}: die wacht op iemand",
    "a due date is for a consultation; for * give working_days": "een einddatum is voor een consultatie; geef voor {} "
    "werkdagen",
    "section * occurs twice": "onderdeel {} staat er twee keer",
    "the route knows no section '*': give it a heading, or use one of *": "dit is een eigen onderdeel: geef het een kop",
    "give a text or a file, not both": "geef een tekst of een bestand, niet allebei",
    "give a text, or a file with the text": "geef een tekst, of een bestand met de tekst",
    "is not a text file in UTF-8": "is geen tekstbestand in UTF-8",
    "holds no text, or more than * characters": "er staat geen tekst in, of meer dan {} tekens",
    "this passage is not in the draft yet; the advice note will say that it is not met": "deze passage staat nog niet in "
    "het concept; de beslisnota zal zeggen dat hij niet is afgedaan",
    "an attachment is a PDF or a Word file. *": "een bijlage is een pdf of een Wordbestand",
    "template *": "een sjabloon van Paraaf is niet in orde ({}); vraag de beheerder",
    "you start only letters of which * is the secretariat": "hier begint u alleen brieven waarvoor {} het secretariaat is",
    "you start only letters of which you are the owner, with the address *": "hier begint u alleen brieven waarvan u zelf "
    "de dossierhouder bent, met het adres {}",
    # Whether it was started
    "Letter * was started already.": "Brief {} is al begonnen.",
    "* letters are in preparation already; start or discard one first.": "Er zijn al {} brieven in voorbereiding; begin of "
    "verwijder er eerst een.",
}
"""What a check says, and the same in Dutch; `*` and `{}` stand for what it says it of."""

_PHRASES = Phrases(SAID)


def what_is_wrong(said: str, language: Language) -> str:
    """Return what is wrong with a dossier request or one of its files, in this language if it is known there."""
    if language is not Language.DUTCH:
        return said
    dutch, told_in = why_refused(said, language)
    if told_in is Language.DUTCH:
        return dutch
    known = _PHRASES.in_dutch(said)
    return known if known is not None else why_not(said, language)[0]
