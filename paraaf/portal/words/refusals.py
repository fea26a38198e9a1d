"""Why something cannot be done, in Dutch: the services say it in English, for the command line too."""

from models.enums import Language
from paraaf.portal.words.phrases import Phrases

SAID = {
    "These answers cannot be used; nothing was recorded.": "Deze antwoorden kunnen zo niet; er is niets vastgelegd.",
    "The edits cannot be made; nothing was changed.": "De wijzigingen kunnen zo niet; er is niets veranderd.",
    "The letter cannot go on like this; nothing was recorded.": "De brief kan zo niet verder; er is niets vastgelegd.",
    "The round cannot be extended; nothing was changed.": "De termijn kan zo niet verlengd worden; er is niets veranderd.",
    "* was not added to round *.": "{} is niet toegevoegd aan ronde {}.",
    "* is asked about this letter already": "{} wordt al gevraagd over deze brief",
    "These decisions cannot be recorded; nothing was.": "Deze keuzes kunnen zo niet; er is niets vastgelegd.",
    "The next version says the same as version *; nothing was recorded.": "De nieuwe versie zegt hetzelfde als versie {}; "
    "er is niets vastgelegd.",
    "comment * is answered already; that answer stands": "opmerking {} is al beantwoord; dat antwoord blijft staan",
    "comments * and * are the same change, and have different answers": "opmerkingen {} en {} zijn dezelfde wijziging en "
    "krijgen verschillende antwoorden",
    "the answer to comment * needs a reason": "het antwoord op opmerking {} heeft een reden nodig",
    "comment *: a change that is taken over in part is left out; give your own words for it as edits or as a file":
        "opmerking {}: een wijziging die gedeeltelijk wordt overgenomen, blijft eruit; geef uw eigen tekst als wijziging "
        "of als bestand",
    "comments *: a change that is taken over in part is left out; give your own words for it as edits or as a file":
        "opmerkingen {}: een wijziging die gedeeltelijk wordt overgenomen, blijft eruit; geef uw eigen tekst als "
        "wijziging of als bestand",
    "give the next version as a file or as edits, not both": "geef de nieuwe versie als bestand of als wijzigingen, niet "
    "allebei",
    "before the next version every comment needs an answer: comment * not answered": "voor de nieuwe versie moet elke "
    "opmerking beantwoord zijn: opmerking {} is dat nog niet",
    "before the next version every comment needs an answer: comments * not answered": "voor de nieuwe versie moet elke "
    "opmerking beantwoord zijn: opmerkingen {} zijn dat nog niet",
    "a next version is needed: comment * accepted": "er is een nieuwe versie nodig: opmerking {} is overgenomen",
    "a next version is needed: comments * accepted": "er is een nieuwe versie nodig: opmerkingen {} zijn overgenomen",
    "there is nothing in it: give responses, a next version or an escalation": "er is nog niets ingevuld: beantwoord een "
    "opmerking of geef een nieuwe versie",
    "the objection or condition of * stands: give a next version to ask them again, or record who decided to go on "
    "without them": "het bezwaar of de voorwaarde van {} staat nog: geef een nieuwe versie om het opnieuw te vragen, of "
    "leg vast wie besliste zonder hen door te gaan",
    "is missing": "vul bij “Doorgaan zonder overeenstemming” alle drie de velden in",
    "the passage is empty": "de passage van een wijziging is leeg",
    "there is no text to put in; use delete to take a passage out": "er is geen nieuwe tekst; kies “schrap de passage” om "
    "iets weg te halen",
    "the passage is not in the letter: *": "de passage staat niet in de brief: {}",
    "the passage is in the letter * times; quote more of it: *": "de passage staat {} keer in de brief; neem er meer van "
    "over: {}",
    "changes the same text as edits[*]": "twee wijzigingen raken dezelfde tekst",
    "the text changes, so it passes the sign-off route again: '*'": "de tekst verandert, dus de brief gaat opnieuw langs "
    "de parafen; kies die stap of een eerdere",
    "* is not later than the due date, *": "{} is niet later dan de uiterste dag, {}",
    "* is in the past": "{} is al geweest",
    "* is more than a year away; is the year right?": "{} is meer dan een jaar weg; klopt het jaar?",
    "* is not a working day": "{} is geen werkdag",
    "Somebody else changed this letter at the same moment. Look again, then retry.": "Iemand anders wijzigde deze brief op "
    "hetzelfde moment. Kijk nog eens en probeer het dan opnieuw.",
    "Somebody else is busy with this letter; nothing was changed. Try again in a moment.": "Iemand anders is met deze "
    "brief bezig; er is niets veranderd. Probeer het zo nog eens.",
    "Letter * is on hold already, by *: *": "De brief is al aangehouden, door {}: {}",
    "The letter was not taken over.": "De brief is niet overgedragen.",
    "* is the owner of letter * already.": "{} is al de dossierhouder van brief {}.",
    "channel '*' is not set up (set up: *; see PARAAF_CHANNELS)": "kanaal ‘{}’ is niet ingesteld (wel: {})",
    "'*' is no address that channel '*' can reach": "‘{}’ is geen adres dat via kanaal ‘{}’ te bereiken is",
    "Cannot release letter *: it is not on hold.": "De brief is niet aangehouden, dus hij kan ook niet weer gaan.",
    "The message with link * to * waits to be sent already.": "Het bericht aan {} staat al klaar om verstuurd te worden.",
    "Link * of * is not sent again: *.": "De link van {} wordt niet nog eens gestuurd: er wordt niets meer mee gevraagd.",
    "* cannot be skipped: then nobody signs off letter *.": "{} kan niet overgeslagen worden: dan parafeert niemand.",
    "Cannot *: letter * is on hold since *, by * (*). `paraaf release` lets it go on.": "De brief is aangehouden. Laat hem "
    "eerst verdergaan.",
}  # fmt: skip
"""What a service says, and the same in Dutch; `*` and `{}` stand for what it says it of."""

_TAKEN = {
    "Letter * is on hold already, by *: *": (1, 2),
    "The message with link * to * waits to be sent already.": (1,),
    "Link * of * is not sent again: *.": (1,),
    "* cannot be skipped: then nobody signs off letter *.": (0,),
}
"""Which of what stands for something is told in Dutch, where it is not all of it."""


_PHRASES = Phrases(SAID, _TAKEN)


def why_not(said: str, language: Language) -> tuple[str, Language]:
    """Return why something cannot be done, in this language if it is known there, and the language that it is in."""
    if language is not Language.DUTCH:
        return said, Language.ENGLISH
    dutch = _PHRASES.in_dutch(said)
    return (dutch, Language.DUTCH) if dutch is not None else (said, Language.ENGLISH)
