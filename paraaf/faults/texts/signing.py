"""The sign-off route, the minister and the dispatch."""

TEXTS = {
    "discuss.needs_subject": (
        "Schrijf op wat de minister wil bespreken.",
        "Say what the minister wants to discuss.",
    ),
    "discussion.needs_note": (
        "Schrijf op wat er gezegd en afgesproken is.",
        "Write in the note what was said and agreed.",
    ),
    "discussion.none_open": (
        "Er valt over brief {letter} niets (meer) te bespreken.",
        "Nothing is to be discussed about letter {letter}.",
    ),
    "clock.before_the_question": (
        "De klok staat op {now:time}, voor het moment waarop dit gevraagd is ({asked:time}). Er is niets vastgelegd: laat de beheerder de klok gelijkzetten.",
        "The clock says {now:time}, before the moment at which this was asked ({asked:time}). Nothing was recorded: let the administrator set the clock right.",
    ),
    "dispatch.done_already": (
        "Brief {letter} is al verzonden, op {on} door {by}, onder nummer {number}.",
        "Letter {letter} was dispatched on {on} by {by} under number {number}.",
    ),
    "dispatch.needs_how": (
        "Schrijf op hoe de brief is overhandigd.",
        "Handing a letter over in another way needs how.",
    ),
    "dispatch.needs_no_other_way": (
        "Brief {letter} heeft geen andere weg nodig: hij is {where}.",
        "Letter {letter} needs no other way: it is {where}.",
    ),
    "dispatch.needs_number": (
        "Een verzending vraagt wie haar doet, en het nummer waaronder de brief gaat.",
        "A dispatch needs who sends it and its number.",
    ),
    "dispatch.not_from_here": (
        "Dat kan nu niet: de verzending is {status}.",
        "Cannot {action}: the dispatch is {status:raw}.",
    ),
    "dispatch.not_sent_yet": (
        "Brief {letter} is nog niet verstuurd: hij is bij ‘{stage}’.",
        "Letter {letter} was not sent yet: it is at '{stage}'.",
    ),
    "dispatch.not_what_was_signed": (
        "De getekende brief zegt niet wat de minister tekende; er gaat niets uit. Vraag de beheerder.",
        "The signed letter does not read as what the minister signed; nothing goes out.",
    ),
    "dispatch.not_yet": (
        "Brief {letter} kan nu niet verzonden worden: hij is bij ‘{stage}’.",
        "Letter {letter} cannot be dispatched: it is at '{stage}'.",
    ),
    "dispatch.number_cannot_be_used": (
        "Het nummer van de verzending {problem}; er is niets vastgelegd.",
        "The number of the dispatch {problem}; nothing was recorded.",
    ),
    "dispatch.sent_already": (
        "Brief {letter} is op {on} door {by} verstuurd onder nummer {number}; de mailserver van de Kamer heeft hem nog niet aangenomen.",
        "Letter {letter} was sent on {on} by {by} under number {number}; parliament's mail server has not taken it yet.",
    ),
    "dispatch.under_way": (
        "Brief {letter} wordt nu aan de mailserver van de Kamer overgedragen. Kijk over een paar minuten nog eens.",
        "Letter {letter} is being handed to parliament's mail server now. Look again in some minutes.",
    ),
    "minister.another_signs_now": (
        "De brief noemt {named}, en {now} tekent hem nu. Hij wordt opnieuw opgemaakt en aan {name} voorgelegd; er is niets vastgelegd.",
        "The letter names {named}, and {now} is to sign it by now. It is set again and put before {name}; nothing was recorded.",
    ),
    "minister.not_before": (
        "Brief {letter} ligt niet bij de minister: hij is {where}, bij ‘{stage}’.",
        "Letter {letter} is not before the minister: it is {where}, at '{stage}'.",
    ),
    "minister.not_from_here": (
        "Dat kan nu niet: het besluit van de minister is ‘{status}’.",
        "The minister cannot {action}: the decision is {status:raw}.",
    ),
    "minister.other_text_read": (
        "Bij de minister ligt versie {version} met nota {note}; dat is niet wat gelezen is. Er is niet getekend.",
        "What was put before the minister is version {version} with note {note}; it is not what was read. Nothing was signed.",
    ),
    "minister.parties_asked_again": (
        "{owner} vraagt {parties} opnieuw over brief {letter}; daarna komt hij weer bij de minister. Er is niets vastgelegd.",
        "{owner} asks {parties} again about letter {letter}; it comes before the minister again after that. Nothing was recorded.",
    ),
    "minister.signed_already": (
        "Brief {letter} is al getekend, door {by} op {on}.",
        "Letter {letter} was signed by {by} on {on}.",
    ),
    "minister.signed_by_another": (
        "De brief noemt {now}, en alleen {party} tekent hem. Moet een ander tekenen, wijzig dan de afwezigheid in het partijenbestand: de brief wordt opnieuw opgemaakt. Er is niet getekend.",
        "The letter names {now}, and is signed by {party} alone. Is somebody else to sign, then change the absence in the party directory: the letter is set again. Nothing was signed.",
    ),
    "minister.text_moved_on": (
        "Bij de minister ligt nu een andere tekst (versie {version}); er is niets vastgelegd.",
        "What was read is not what is before the minister now (version {version}); nothing was recorded.",
    ),
    "minister.text_names_former": (
        "De tekst van de brief noemt {former}, en {now} tekent hem. Stuur hem terug, zodat de dossierhouder een versie met de juiste naam maakt; er is niet getekend.",
        "The text of the letter names {former}, and {now} is to sign it. Return it, so that the owner makes a version with the right name; nothing was signed.",
    ),
    "return.needs_remarks": (
        "Terugsturen vraagt om opmerkingen: wat moet er anders?",
        "Returning a letter needs remarks: what has to change?",
    ),
    "sign_off.owner": (
        "{by} is de dossierhouder van brief {letter}, en paraferen moet een ander doen dan wie de brief houdt: laat een "
        "ander contact van {party} paraferen, of laat het secretariaat {party} overslaan.",
        "{by} is the owner of letter {letter}, and who signs it off has to be somebody else: let another contact of "
        "{party} sign off, or let the secretariat skip {party}.",
    ),
    "undo.needs_reason": (
        "Schrijf op waarom u het terugneemt.",
        "Taking it back needs a reason.",
    ),
    "undo.next_one_acted": (
        "Wat bij brief {letter} voor {party} is vastgelegd, kan niet meer worden teruggenomen: {by} heeft daarna al "
        "gehandeld.",
        "What was recorded for {party} on letter {letter} cannot be taken back any more: {by} acted since.",
    ),
    "undo.not_needed": (
        "{party} hoeft brief {letter} niet meer te paraferen: genoeg anderen hebben dat gedaan.",
        "{party} need not sign off letter {letter} any more: enough others did.",
    ),
    "undo.not_yours": (
        "Alleen {by} kan terugnemen wat die bij brief {letter} voor {party} vastlegde.",
        "Only {by} can take back what they recorded for {party} on letter {letter}.",
    ),
    "undo.nothing_to_take_back": (
        "Er is van {party} bij brief {letter} nu niets dat kan worden teruggenomen.",
        "There is nothing of {party} on letter {letter} that can be taken back now.",
    ),
    "sign_off.done_already": (
        "{party} heeft al geparafeerd (door {by}, {on}).",
        "{party} signed off already (by {by}, {on}).",
    ),
    "sign_off.done_already_for_itself": (
        "{party} heeft al geparafeerd (door {by}, {on}). Als plaatsvervanger van {absent} kan ook worden geparafeerd.",
        "{party} signed off already (by {by}, {on}). As deputy of {absent} it can sign off too.",
    ),
    "sign_off.group_not_in_order": (
        "wie tegelijk paraferen, moeten op de route op elkaar volgen",
        "those of a group must follow each other on the sign-off route",
    ),
    "sign_off.group_too_small": (
        "{needed} van de {count} kan niet",
        "{needed} of {count} cannot sign off",
    ),
    "sign_off.in_group_twice": (
        "{parties} staat twee keer in een groep",
        "{parties} is in a group twice",
    ),
    "sign_off.nobody_left": (
        "{party} kan niet overgeslagen worden: dan parafeert niemand brief {letter}.",
        "{party} cannot be skipped: then nobody signs off letter {letter}.",
    ),
    "sign_off.not_asked": (
        "{party} wordt niet gevraagd om brief {letter} te paraferen; hij is bij ‘{stage}’.",
        "{party} is not asked to sign off letter {letter}; it is at '{stage}'.",
    ),
    "sign_off.not_from_here": (
        "Dat kan nu niet: de paraaf van {party} is ‘{status}’.",
        "Cannot {action} the sign-off of {party}: it is {status:raw}.",
    ),
    "sign_off.not_on_route": (
        "{party} staat niet op de parafenroute die brief {letter} nu loopt.",
        "{party} is not on the sign-off route that letter {letter} walks now.",
    ),
    "sign_off.not_your_turn": (
        "Bij brief {letter} is niet {party} aan de beurt, maar {turns}.",
        "It is not the turn of {party} on letter {letter}, but of {turns}.",
    ),
    "sign_off.other_text_read": (
        "Wat {party} gevraagd was te paraferen, is nu een andere tekst (versie {version}); er is niets vastgelegd.",
        "What {party} was asked to sign off is another text by now (version {version}); nothing was recorded.",
    ),
    "sign_off.party_not_on_route": (
        "{parties} staat niet op de parafenroute",
        "{parties} is not on the sign-off route",
    ),
    "sign_off.skipping_needs_reason": (
        "Een ambtenaar overslaan vraagt wie het beslist, en een reden.",
        "Skipping an official needs who decides it and a reason.",
    ),
    "signed_letter.not_what_was_signed": (
        "De getekende brief zegt niet wat de minister tekende; hij is niet gemaakt.",
        "The signed letter does not read as what the minister signed; it was not made.",
    ),
}
