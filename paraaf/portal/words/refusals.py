"""Why something cannot be done, in Dutch: the services say it in English, for the command line too."""

import re

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
    "the words * do not stand in the passage: *": "de woorden {} staan niet (meer) in de passage: {}",
    "the words * stand * times in the passage: *": "de woorden {} staan {} keer in de passage: "
    "{}",
    "changes the same text as comment *": "dit voorstel raakt dezelfde tekst als dat van opmerking {}; neem er een van over, "
    "of maak zelf een wijziging",
    "does not say where its text goes; say it: in the place of the whole passage, or after it": "er is niet gezegd waar het "
    "tekstvoorstel komt; kies: in de plaats van de hele passage, of erachter",
    "names no words that its text can take the place of": "er zijn geen woorden genoemd waarvoor het tekstvoorstel in de "
    "plaats kan komen",
    "proposes no text for a passage": "er is geen tekstvoorstel bij een passage",
    "is a change in a returned copy; accepting it takes it over": "dit is een wijziging in een teruggestuurd bestand; wie "
    "haar overneemt, neemt de tekst over",
    "its text is taken over, and the comment is rejected": "het tekstvoorstel gaat in de brief, en de opmerking is niet "
    "overgenomen; kies een van beide",
    "What comes of these answers is not the text that was shown before; nothing was recorded. Look at it again.": "De "
    "volgende versie zou anders worden dan u zag; er is niets vastgelegd. Kijk haar nog eens na.",
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
    "Link * of * opens nothing any more: *.": "De link van {} opent niets meer: dit contact staat niet meer in het "
    "partijenbestand.",
    "Link * of * is not sent again: *.": "De link van {} wordt niet nog eens gestuurd: er wordt niets meer mee gevraagd.",
    "* cannot be skipped: then nobody signs off letter *.": "{} kan niet overgeslagen worden: dan parafeert niemand.",
    "Cannot *: letter * is on hold since *, by * (*). `paraaf release` lets it go on.": "De brief is aangehouden. Laat hem "
    "eerst verdergaan.",
    # What is lacking
    "Say who * (`--by`).": "Het is niet bekend wie dit doet.",
    "The name of who * (`--by`) *; nothing was recorded.": "De naam van wie dit doet kan zo niet; er is niets vastgelegd.",
    "has characters that cannot be used here": "heeft tekens die hier niet kunnen",
    "is empty": "is niet ingevuld",
    "is longer than * characters": "is langer dan {} tekens",
    "* needs who does it (`--by`) and a reason (`--reason`).": "Schrijf een reden op.",
    "Skipping an official needs who decides it (`--by`) and a reason (`--reason`).": "Schrijf op waarom de ambtenaar wordt "
    "overgeslagen.",
    "Withdrawing a letter needs who does it (`--by`) and a reason (`--reason`).": "Schrijf op waarom de brief wordt "
    "ingetrokken.",
    "Closing a round early needs a reason.": "Schrijf op waarom de ronde eerder sluit.",
    "Revoking a link needs a reason.": "Schrijf op waarom de link wordt ingetrokken.",
    "adding a party needs a reason": "schrijf op waarom de partij erbij komt",
    "an extension needs a reason": "schrijf op waarom de termijn langer wordt",
    "A dispatch needs who sends it (`--by`) and its number (`--number`).": "Vul het nummer in waaronder de brief gaat.",
    "The number of the dispatch (`--number`) *; nothing was recorded.": "Het nummer kan zo niet; er is niets vastgelegd.",
    "Write in the note what was said and agreed (`--note`).": "Schrijf op wat er gezegd en afgesproken is.",
    "Handing a letter over in another way needs how (`--how`).": "Schrijf op hoe de brief is overhandigd.",
    "with parliament's mail server": "bij de mailserver van de Kamer",
    "Say whom you inform or ask again.": "Kies wie u informeert of opnieuw vraagt.",
    # Where the letter, a round or a link is
    "Cannot * letter *: it is *.": "Dat kan niet meer: de brief is verzonden of ingetrokken, of wacht op iets anders.",
    "Cannot * round *: it is *.": "Dat kan niet meer: de ronde is al gesloten of beantwoord.",
    "Cannot * hold *: it is *.": "Dat kan niet meer: de brief is al weer vrijgegeven.",
    "Cannot * the sign-off of *: it is *.": "Dat kan niet meer: {} is hier niet (meer) aan de beurt.",
    "Cannot *: the dispatch is *.": "Dat kan niet meer: de brief is al verzonden of ingetrokken.",
    "The minister cannot *: the decision is *.": "Dat kan niet meer: het besluit van de minister ligt er al.",
    "Letter * has no open round to *: it is at '*'.": "Er is nu geen open ronde; de brief is al verder.",
    "Letter * has no round to answer: it is at '*', and its round is *.": "Er is nu geen ronde te beantwoorden.",
    "there is no round to answer: the letter was returned": "er is geen ronde te beantwoorden: de brief is teruggestuurd",
    "* has nothing to answer in round *: waiting are *.": "{} hoeft in deze ronde niets (meer) te antwoorden.",
    "the round ends on *; extend it first, so that * has time": "de ronde eindigt op {}; verleng haar eerst, zodat {} tijd "
    "heeft",
    "Letter * is *: nobody can be asked again.": "De brief is al verzonden of ingetrokken; niemand kan opnieuw gevraagd "
    "worden.",
    "Letter * is signed; its text stands.": "De brief is getekend; de tekst staat vast.",
    "there is nothing to decide for *: its agreement is to this text, or it was told (to be decided: *)": "voor {} valt "
    "niets te kiezen: die stemde met deze tekst in, of heeft het al gehoord",
    "Letter * is not before the minister: it is *, at '*'.": "De brief ligt nu niet bij de minister.",
    "Letter * was signed by * on *.": "De brief is al getekend, door {} op {}.",
    "What was read is not what is before the minister now (version *); nothing was recorded.": "Bij de minister ligt nu "
    "een andere tekst (versie {}); er is niets vastgelegd.",
    "* asks * again about letter *; it comes before the minister again after that. Nothing was recorded.": "De brief gaat "
    "eerst opnieuw langs {}, en ligt daarna weer bij de minister. Er is niets vastgelegd.",
    "Nothing is to be discussed about letter *.": "Er valt over deze brief niets (meer) te bespreken.",
    "Letter * cannot be dispatched: it is at '*'.": "De brief kan nu niet verzonden worden: hij is nog niet klaar daarvoor.",
    "Letter * was sent on * by * under number *; parliament's mail server has not taken it yet. `paraaf messages *` says "
    "why; `paraaf handed-over` records that it was handed over in another way.": "De brief is al verstuurd, op {} door {}, "
    "onder nummer {}; de mailserver van de Kamer heeft hem nog niet aangenomen.",
    "Letter * needs no other way: it is *.": "De brief is al verzonden of ingetrokken, of de mailserver van de Kamer heeft "
    "hem al.",
    "Letter * was not sent yet: it is at '*'.": "De brief is nog niet verstuurd.",
    "Letter * is being handed to parliament's mail server now. Look again in some minutes.": "De brief wordt op dit moment "
    "aan de mailserver van de Kamer gegeven. Kijk over een paar minuten nog eens.",
    "Cannot withdraw letter *: it was sent to parliament and may have arrived. Say first what came of it (`paraaf settle`).":
        "De brief is naar de Kamer gestuurd en kan daar zijn. Leg eerst vast of hij aankwam.",
    "Cannot hold letter *: it is on its way to parliament.": "De brief is al op weg naar de Kamer.",
    "Message * needs no decision: it is *.": "Over dit bericht is al iets vastgelegd, of het wordt nog verstuurd.",
    "Letter * has no message *. `paraaf messages *` lists them.": "Dit bericht bestaat niet.",
    "Letter * was dispatched on * by * under number *.": "De brief is al verzonden, op {} door {}, onder nummer {}.",
    "The signed letter does not read as what the minister signed; nothing goes out.": "De getekende brief zegt niet wat de "
    "minister tekende; er gaat niets uit. Vraag de beheerder.",
    "* is not on the sign-off route that letter * walks now.": "{} staat niet op de parafenroute die de brief nu loopt.",
    "Link * of * was revoked by *.": "De link van {} is ingetrokken door {}.",
    "Letter * has no link *. `paraaf links *` lists them.": "Deze link bestaat niet.",
    "There is no dossier *. `paraaf list` shows them all.": "Deze brief is er niet.",
    "The database did not answer: *.": "De database antwoordt niet. Probeer het over een minuut nog eens.",
    "The database refused this, nothing was changed: *.": "De database weigert dit; er is niets veranderd.",
    # Answers and the next version
    "* has no open objection or condition (* has)": "{} heeft geen openstaand bezwaar en geen openstaande voorwaarde",
    "comment * is answered twice": "opmerking {} is twee keer beantwoord",
    "there is no comment * in this round (there is: *)": "er is in deze ronde geen opmerking {} (wel: {})",
    "a returned letter goes on at one of *, not at '*'": "een teruggestuurde brief kan niet bij die stap verder; kies een "
    "andere",
    "* occurs twice": "{} staat er twee keer",
    "* cannot be used.": "{} kan niet gebruikt worden.",
    "should stand in the passage, and only once": "moet in de passage staan, en maar één keer",
}  # fmt: skip
"""What a service says, and the same in Dutch; `*` and `{}` stand for what it says it of."""

_TAKEN = {
    "Letter * is on hold already, by *: *": (1, 2),
    "The message with link * to * waits to be sent already.": (1,),
    "Link * of * is not sent again: *.": (1,),
    "* cannot be skipped: then nobody signs off letter *.": (0,),
    "Cannot * the sign-off of *: it is *.": (1,),
    "Letter * was signed by * on *.": (1, 2),
    "* asks * again about letter *; it comes before the minister again after that. Nothing was recorded.": (1,),
    "Letter * was dispatched on * by * under number *.": (1, 2, 3),
    "Letter * was sent on * by * under number *; parliament's mail server has not taken it yet. `paraaf messages *` says "
    "why; `paraaf handed-over` records that it was handed over in another way.": (1, 2, 3),
    "Message * needs no decision: it is *.": (),
    "Letter * needs no other way: it is *.": (),
    "Link * of * opens nothing any more: *.": (1,),
    "Link * of * was revoked by *.": (1, 2),
}
"""Which of what stands for something is told in Dutch, where it is not all of it."""


_PHRASES = Phrases(SAID, _TAKEN)


def why_not(said: str, language: Language) -> tuple[str, Language]:
    """Return why something cannot be done, in this language if it is known there, and the language that it is in."""
    if language is not Language.DUTCH:
        return said, Language.ENGLISH
    dutch = _PHRASES.in_dutch(said)
    about = re.fullmatch(r"comment (\d+): (.*)", said, re.DOTALL) if dutch is None else None
    if about and (what := _PHRASES.in_dutch(about[2])) is not None:
        dutch = f"opmerking {about[1]}: {what}"
    return (dutch, Language.DUTCH) if dutch is not None else (said, Language.ENGLISH)
