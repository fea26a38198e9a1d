"""A letter as a whole, its links and messages, and the person who acts."""

TEXTS = {
    "act.needs_actor_and_reason": (
        "Schrijf op wie dit doet, en waarom.",
        "{what} needs who does it and a reason.",
    ),
    "actor.missing": (
        "Het is niet bekend wie dit doet.",
        "Say who {what}.",
    ),
    "actor.name_cannot_be_used": (
        "De naam van wie dit doet {problem}; er is niets vastgelegd.",
        "The name of who {what} {problem}; nothing was recorded.",
    ),
    "audit.no_last_hash": (
        "Een laatste hash heeft 64 hexadecimale tekens.",
        "A last hash has 64 hexadecimal digits.",
    ),
    "audit.not_sound": (
        "Brief {letter} is NIET in orde:{faults:lines}",
        "Letter {letter} is NOT sound:{faults:lines}",
    ),
    "draft.sent_already": (
        "Dit concept is al verstuurd; het is niet nog eens vastgelegd.",
        "This draft was sent already; it was not recorded again.",
    ),
    "hold.not_from_here": (
        "Dat kan nu niet: aanhouding {number} is {status}.",
        "Cannot {action} hold {number}: it is {status:raw}.",
    ),
    "hold.not_on": (
        "Brief {letter} is niet aangehouden, dus hij kan ook niet weer gaan.",
        "Cannot release letter {letter}: it is not on hold.",
    ),
    "hold.on_already": (
        "Brief {letter} is al aangehouden, door {by}: {reason}.",
        "Letter {letter} is on hold already, by {by}: {reason}.",
    ),
    "hold.on_its_way_out": (
        "Brief {letter} kan niet worden aangehouden: hij is op weg naar de Kamer.",
        "Cannot hold letter {letter}: it is on its way to parliament.",
    ),
    "letter.busy": (
        "Iemand anders is met deze brief bezig; er is niets veranderd. Probeer het zo nog eens.",
        "Somebody else is busy with this letter; nothing was changed. Try again in a moment.",
    ),
    "letter.cannot_start": (
        "Deze brief kan zo niet beginnen.",
        "This letter cannot be started.",
    ),
    "letter.carried_by_another_run": (
        "Een andere run draagt brief {letter} verder; deze eindigt.",
        "Another run carries letter {letter} on; this one ends.",
    ),
    "letter.changed_meanwhile": (
        "Iemand anders wijzigde deze brief op hetzelfde moment. Kijk nog eens en probeer het dan opnieuw.",
        "Somebody else changed this letter at the same moment. Look again, then retry.",
    ),
    "letter.did_not_move": (
        "‘{step}’ is gedaan, maar de brief ging niet verder. De ronde langs alle brieven probeert het opnieuw.",
        "'{step}' was done, but the letter did not move. The sweep tries again.",
    ),
    "letter.file_and_sections": (
        "geef een bestand of onderdelen, niet allebei",
        "give a file or sections, not both",
    ),
    "letter.has_tracked_changes": (
        "heeft bijgehouden wijzigingen; accepteer of weiger ze eerst, zodat er één tekst is",
        "has tracked changes; accept or reject them first, so that the text is one",
    ),
    "letter.it_has_tracked_changes": (
        "Het heeft bijgehouden wijzigingen; accepteer of weiger ze eerst, zodat er één tekst is.",
        "It has tracked changes; accept or reject them first, so that the text is one.",
    ),
    "letter.may_have_arrived": (
        "Brief {letter} kan niet worden ingetrokken: hij is aan de Kamer verstuurd en kan zijn aangekomen. Zeg eerst hoe dat is afgelopen.",
        "Cannot withdraw letter {letter}: it was sent to parliament and may have arrived. Say first what came of it.",
    ),
    "letter.no_such": (
        "Er is geen dossier {letter}.",
        "There is no dossier {letter}.",
    ),
    "letter.no_such_document": (
        "Brief {letter} heeft geen document {number} (wel {count}).",
        "Letter {letter} has no document {number} (it has {count}).",
    ),
    "letter.no_text": (
        "geef een Wordbestand, of de tekst in onderdelen",
        "give a Word file or text sections",
    ),
    "letter.not_from_here": (
        "Dat kan nu niet: brief {letter} is {status}.",
        "Cannot {action} letter {letter}: it is {status:raw}.",
    ),
    "letter.not_started": (
        "Brief {letter} is niet begonnen:{troubles:lines}",
        "Letter {letter} was not started:{troubles:lines}",
    ),
    "letter.not_taken_over": (
        "De brief is niet overgedragen.",
        "The letter was not taken over.",
    ),
    "letter.nothing_asked": (
        "Over brief {letter} wordt niets meer gevraagd.",
        "Nothing is asked any more about letter {letter}.",
    ),
    "letter.nothing_to_wake": (
        "Brief {letter} is {status}: er valt niets te wekken.",
        "Letter {letter} is {status:raw}: there is nothing to wake.",
    ),
    "letter.number_exists": (
        "Er is al een brief met nummer {letter} (‘{title}’).",
        "A letter with number {letter} exists already ('{title}').",
    ),
    "letter.number_in_use": (
        "{letter} is al het nummer van ‘{title}’, begonnen op {started:iso}",
        "{letter} is in use by '{title}', started on {started:iso}",
    ),
    "letter.on_hold": (
        "Dat kan nu niet: brief {letter} is aangehouden sinds {since}, door {by} ({reason}). Laat hem eerst verdergaan.",
        "Cannot {action}: letter {letter} is on hold since {since:iso}, by {by} ({reason}).",
    ),
    "letter.signed": (
        "Brief {letter} is getekend; de tekst staat vast.",
        "Letter {letter} is signed; its text stands.",
    ),
    "letter.withdrawing_needs_reason": (
        "Een brief intrekken vraagt wie het doet, en een reden.",
        "Withdrawing a letter needs who does it and a reason.",
    ),
    "link.colleague_has_one": (
        "deze persoon heeft al een eigen link",
        "this person has a link already",
    ),
    "link.contact_is_gone": (
        "Link {link} van {holder} opent niets meer: het partijenbestand heeft zo'n contact niet.",
        "Link {link} of {holder} opens nothing any more: the directory has no such contact.",
    ),
    "link.no_such": (
        "Brief {letter} heeft geen link {link}.",
        "Letter {letter} has no link {link}.",
    ),
    "link.not_passed_on": (
        "De vraag is niet doorgegeven.",
        "It was not passed on.",
    ),
    "link.not_sent_again": (
        "Link {link} van {holder} wordt niet nog eens gestuurd: er wordt niets meer mee gevraagd.",
        "Link {link} of {holder} is not sent again: {reason}.",
    ),
    "link.not_valid": (
        "Deze link werkt niet, of niet meer.",
        "This link does not work, or not any more.",
    ),
    "link.passed_on_too_often": (
        "de vraag is al aan {most} collega's doorgegeven",
        "{most} colleagues were asked already",
    ),
    "link.passed_on_too_often_together": (
        "de vraag is al aan {most} collega's doorgegeven, door verschillende mensen; laat een van hen antwoorden",
        "{most} colleagues were asked already, by several people; let one of them answer",
    ),
    "link.passed_to_yourself": (
        "dat bent u zelf",
        "that is you",
    ),
    "link.replaced": (
        "Link {link} van {holder} wordt niet nog eens gestuurd: het bericht ging naar een ander adres, met een eigen link.",
        "Link {link} of {holder} is not sent again: its message went to another address instead, with a link of its own.",
    ),
    "link.asked_again_already": (
        "{holder} is na het intrekken van link {link} opnieuw gevraagd, met link {now}.",
        "{holder} was asked again after link {link} was revoked, with link {now}.",
    ),
    "link.revoked_already": (
        "Link {link} van {holder} is ingetrokken door {by}.",
        "Link {link} of {holder} was revoked by {by}.",
    ),
    "link.revoking_needs_reason": (
        "Schrijf op waarom de link wordt ingetrokken.",
        "Revoking a link needs a reason.",
    ),
    "link.too_many_wrong": (
        "Er is te veel geprobeerd dat niet klopte; wacht een kwartier.",
        "Too much was tried that was wrong; wait a quarter of an hour.",
    ),
    "link.waits_to_be_sent": (
        "Het bericht met link {link} aan {holder} staat al klaar om verstuurd te worden.",
        "The message with link {link} to {holder} waits to be sent already.",
    ),
    "letter.too_large_for_channel": (
        "wordt een bericht van {megabytes} MB; kanaal ‘{channel}’ draagt hoogstens {most} MB: maak afbeeldingen of bijlagen kleiner",
        "makes a message of {megabytes} MB; channel '{channel}' carries at most {most} MB: make pictures or attachments smaller",
    ),
    "message.came_back": (
        "Een mailserver kon het niet bezorgen en stuurde het terug: {reason}.",
        "A mail server could not deliver it and sent it back: {reason}.",
    ),
    "message.cut_off": (
        "het proces dat het verstuurde brak af; het kan aangekomen zijn",
        "the process that sent it died; it may have arrived",
    ),
    "message.goes_where_directory_says": (
        "In bericht {message} staat een link van {party}; het gaat alleen waarheen het partijenbestand zegt. Verbeter het adres daar.",
        "Message {message} holds a link of {party} and goes only where the party directory says. Correct the address there.",
    ),
    "message.needs_no_decision": (
        "Over bericht {message} valt niets te beslissen: het is {status}.",
        "Message {message} needs no decision: it is {status:raw}.",
    ),
    "message.no_contact_any_more": (
        "Bericht {message} is niet nog eens verstuurd: {receiver} is geen contact van {party} meer. Wie in het partijenbestand staat, wordt vanzelf opnieuw gevraagd.",
        "Message {message} was not sent again: {receiver} is no contact of {party} any more. Whoever stands in the party directory is asked anew by itself.",
    ),
    "message.receiver_left": (
        "{receiver} is geen contact van {party} meer",
        "{receiver} is no contact of {party} any more",
    ),
    "message.refused_with_answer": (
        "{refusal} Het antwoord was: {answer}",
        "{refusal} It said: {answer}",
    ),
    "message.no_such": (
        "Brief {letter} heeft geen bericht {message}.",
        "Letter {letter} has no message {message}.",
    ),
    "message.not_sent_again": (
        "Bericht {message} is niet nog eens verstuurd.",
        "Message {message} was not sent again.",
    ),
    "owner.is_already": (
        "{owner} is al de dossierhouder van brief {letter}.",
        "{owner} is the owner of letter {letter} already.",
    ),
}
