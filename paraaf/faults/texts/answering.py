"""Answers, next versions, edits and what is asked anew."""

TEXTS = {
    "answers.cannot_go_on": (
        "De brief kan zo niet verder; er is niets vastgelegd.",
        "The letter cannot go on like this; nothing was recorded.",
    ),
    "answers.cannot_go_on_there": (
        "een teruggestuurde brief gaat verder bij een van {allowed}, niet bij ‘{stage}’",
        "a returned letter goes on at one of {allowed}, not at '{stage}'",
    ),
    "answers.empty": (
        "er is nog niets ingevuld: beantwoord een opmerking of geef een nieuwe versie",
        "there is nothing in it: give responses, a next version or an escalation",
    ),
    "answers.no_round": (
        "er is geen ronde te beantwoorden: de brief is teruggestuurd",
        "there is no round to answer: the letter was returned",
    ),
    "answers.not_recorded": (
        "Deze antwoorden kunnen zo niet; er is niets vastgelegd.",
        "These answers cannot be used; nothing was recorded.",
    ),
    "answers.objection_stands": (
        "het bezwaar of de voorwaarde van {parties} staat nog: geef een nieuwe versie om het opnieuw te vragen, of leg vast wie besliste zonder hen door te gaan",
        "the objection or condition of {parties} stands: give a next version to ask them again, or record who decided to go on without them",
    ),
    "answers.sign_off_again": (
        "de tekst verandert, dus de brief gaat opnieuw langs de parafen: kies ‘{stage}’ of een eerdere stap",
        "the text changes, so it passes the sign-off route again: '{stage}'",
    ),
    "changes.letter_is_over": (
        "Brief {letter} is {where}: niemand kan opnieuw gevraagd worden.",
        "Letter {letter} is {where}: nobody can be asked again.",
    ),
    "changes.none_chosen": (
        "Kies wie u informeert of opnieuw vraagt.",
        "Say whom you inform or ask again.",
    ),
    "changes.not_recorded": (
        "Deze keuzes kunnen zo niet; er is niets vastgelegd.",
        "These decisions cannot be recorded; nothing was.",
    ),
    "changes.nothing_to_decide": (
        "voor {party} valt niets te kiezen: die stemde met deze tekst in, of heeft het al gehoord (te kiezen: {known})",
        "there is nothing to decide for {party}: its agreement is to this text, or it was told (to be decided: {known})",
    ),
    "changes.nothing_to_decide.none": (
        "voor {party} valt niets te kiezen: die stemde met deze tekst in, of heeft het al gehoord",
        "there is nothing to decide for {party}: its agreement is to this text, or it was told (to be decided: nobody)",
    ),
    "edit.needs_one_kind": (
        "heeft een van replace, insert_after en delete nodig",
        "needs one of replace, insert_after, delete",
    ),
    "edit.needs_text": (
        "{kind} heeft een tekst nodig",
        "{kind} needs a text",
    ),
    "edit.no_passage": (
        "de passage van een wijziging is leeg",
        "the passage is empty",
    ),
    "edit.no_text": (
        "er is geen nieuwe tekst; kies “schrap de passage” om iets weg te halen",
        "there is no text to put in; use delete to take a passage out",
    ),
    "edit.none_made": (
        "De wijzigingen kunnen zo niet; er is niets veranderd.",
        "The edits cannot be made; nothing was changed.",
    ),
    "edit.passage_more_than_once": (
        "de passage staat {times} keer in de brief; neem er meer van over: {passage}",
        "the passage is in the letter {times} times; quote more of it: {passage}",
    ),
    "edit.passage_not_there": (
        "de passage staat niet in de brief: {passage}",
        "the passage is not in the letter: {passage}",
    ),
    "edit.same_text": (
        "twee wijzigingen raken dezelfde tekst",
        "two edits change the same text",
    ),
    "edit.same_text_as_comment": (
        "dit voorstel raakt dezelfde tekst als dat van opmerking {comment}; neem er een van over, of maak zelf een wijziging",
        "changes the same text as comment {comment}",
    ),
    "edit.words_more_than_once": (
        "de woorden {words} staan {times} keer in de passage: {passage}",
        "the words {words} stand {times} times in the passage: {passage}",
    ),
    "edit.words_not_there": (
        "de woorden {words} staan niet (meer) in de passage: {passage}",
        "the words {words} do not stand in the passage: {passage}",
    ),
    "escalation.needs_all": (
        "vul bij “Doorgaan zonder overeenstemming” alle drie de velden in",
        "fill in who decided, at which level and why: all three are needed to go on without agreement",
    ),
    "escalation.nothing_open": (
        "{party} heeft geen openstaand bezwaar en geen openstaande voorwaarde (wel: {parties})",
        "{party} has no open objection or condition ({parties} has)",
    ),
    "next_version.comments_unanswered": (
        "voor de nieuwe versie moet elke opmerking beantwoord zijn: opmerkingen {comments} zijn dat nog niet",
        "before the next version every comment needs an answer: comments {comments} not answered",
    ),
    "next_version.comments_unanswered.one": (
        "voor de nieuwe versie moet elke opmerking beantwoord zijn: opmerking {comments} is dat nog niet",
        "before the next version every comment needs an answer: comment {comments} not answered",
    ),
    "next_version.file_or_edits": (
        "geef de nieuwe versie als bestand of als wijzigingen, niet allebei",
        "give the next version as a file or as edits, not both",
    ),
    "next_version.needed": (
        "er is een nieuwe versie nodig: opmerkingen {comments} zijn overgenomen",
        "a next version is needed: comments {comments} accepted",
    ),
    "next_version.needed.one": (
        "er is een nieuwe versie nodig: opmerking {comments} is overgenomen",
        "a next version is needed: comment {comments} accepted",
    ),
    "next_version.not_what_was_shown": (
        "Wat er van deze antwoorden komt, is niet de tekst die werd getoond; er is niets vastgelegd. Kijk er nog eens naar.",
        "What comes of these answers is not the text that was shown before; nothing was recorded. Look at it again.",
    ),
    "next_version.says_the_same": (
        "De nieuwe versie zegt hetzelfde als versie {version}; er is niets vastgelegd.",
        "The next version says the same as version {version}; nothing was recorded.",
    ),
    "proposal.is_a_change": (
        "dit is een wijziging in een teruggestuurd bestand; wie haar overneemt, neemt de tekst over",
        "is a change in a returned copy; accepting it takes it over",
    ),
    "proposal.no_place": (
        "er is niet gezegd waar het tekstvoorstel komt; kies: in de plaats van de hele passage, of erachter",
        "does not say where its text goes; say it: in the place of the whole passage, or after it",
    ),
    "proposal.no_text": (
        "er is geen tekstvoorstel bij een passage",
        "proposes no text for a passage",
    ),
    "proposal.no_words": (
        "er zijn geen woorden genoemd waarvoor het tekstvoorstel in de plaats kan komen",
        "names no words that its text can take the place of",
    ),
    "proposal.place_without_passage": (
        "zegt waar een tekst komt, en er is geen passage genoemd",
        "says where a text goes, and no passage is named",
    ),
    "proposal.place_without_text": (
        "zegt waar een tekst komt, en er is geen tekst voorgesteld",
        "says where a text goes, and none is proposed",
    ),
    "proposal.place_without_words": (
        "zegt dat een tekst in de plaats van woorden komt, en noemt ze niet",
        "says that a text takes the place of words, and names none",
    ),
    "proposal.taken_over_and_rejected": (
        "het tekstvoorstel gaat in de brief, en de opmerking is niet overgenomen; kies een van beide",
        "its text is taken over, and the comment is rejected",
    ),
}
