"""The words of the pages on which an official signs off, and the minister decides."""

TEXTS = {
    "deciding.until": ("Uiterlijk", "By"),
    "deciding.version": ("Versie", "Version"),
    "deciding.subject": ("Onderwerp", "Subject"),
    "deciding.number": ("Dossiernummer", "File number"),
    "deciding.asked_by": ("Dossierhouder", "Owner"),
    "deciding.to_form": ("Direct naar uw beslissing", "Skip to your decision"),
    "deciding.late": (
        "De termijn is verstreken ({day}). U kunt nog beslissen; de brief wacht op u.",
        "The term has ended ({day}). You can still decide; the letter waits for you.",
    ),
    "deciding.on_hold": (
        "De brief is aangehouden door {by} ({day}; reden: {reason}). Zolang dat zo is, kunt u niet beslissen. U kunt wel alles "
        "lezen.",
        "The letter is on hold, by {by} ({day}; reason: {reason}). Until it is released you cannot decide. You can read "
        "everything.",
    ),
    "deciding.asked_again": (
        "De dossierhouder vraagt {parties} opnieuw naar de gewijzigde tekst. Daarna komt de brief weer bij u; u krijgt "
        "dan een nieuw bericht.",
        "The owner asks {parties} again about the changed text. After that the letter comes back to you; you will get "
        "a new message.",
    ),
    "deciding.deputy": ("U beslist als plaatsvervanger van {party}.", "You decide as the deputy of {party}."),
    "deciding.stances": ("Wie is het eens, en wie niet", "Who agrees, and who does not"),
    "deciding.stances.none": ("Er is nog niemand geraadpleegd.", "Nobody was consulted yet."),
    "deciding.stances.open.one": (
        "{n} partij heeft bezwaar of een voorwaarde.",
        "{n} party objects or has a condition.",
    ),
    "deciding.stances.open.many": (
        "{n} partijen hebben bezwaar of een voorwaarde.",
        "{n} parties object or have a condition.",
    ),
    "deciding.stances.none_open": (
        "Geen partij heeft bezwaar of een openstaande voorwaarde.",
        "No party objects or has an open condition.",
    ),
    "deciding.party": ("Partij", "Party"),
    "deciding.position": ("Standpunt", "Position"),
    "deciding.about": ("Over welke tekst", "About which text"),
    "deciding.about.this": ("versie {version}, deze tekst", "version {version}, this text"),
    "deciding.about.earlier": (
        "versie {version}; daarna is de tekst gewijzigd",
        "version {version}; the text changed since",
    ),
    "deciding.about.told": (
        "versie {version}, geïnformeerd over versie {told}",
        "version {version}, told of version {told}",
    ),
    "deciding.remarks": ("Toelichting", "Remarks"),
    "deciding.no_answer": ("nog geen antwoord", "no answer yet"),
    "deciding.late_answer": ("te laat, {day}: {position}", "late, {day}: {position}"),
    "deciding.escalation": (
        "Over het standpunt van {party} besliste {by} ({level}) op {day}: {reason}",
        "On the position of {party}, {by} ({level}) decided on {day}: {reason}",
    ),
    "deciding.walk": ("Parafen", "Sign-offs"),
    "deciding.official": ("Wie", "Who"),
    "deciding.decided": ("Wat", "What"),
    "deciding.on": ("Wanneer", "When"),
    "deciding.returns": ("Eerder teruggestuurd", "Returned before"),
    "deciding.return": ("{by}, {day}: {remarks}", "{by}, {day}: {remarks}"),
    "deciding.discussions": ("Te bespreken en besproken", "To discuss, and discussed"),
    "deciding.discussion": ("{by}, {day}: {topic}", "{by}, {day}: {topic}"),
    "deciding.discussed": ("Besproken op {day}: {note}", "Discussed on {day}: {note}"),
    "deciding.changes": ("Wat er gewijzigd is sinds versie {version}", "What changed since version {version}"),
    "deciding.changes.hint": (
        "Die versie zag u eerder. Toegevoegde tekst is onderstreept, vervallen tekst doorgehaald.",
        "You saw that version before. Added text is underlined, deleted text is struck through.",
    ),
    "deciding.changes.none": (
        "De tekst is dezelfde als in versie {version}, die u eerder zag.",
        "The text is the same as in version {version}, which you saw before.",
    ),
    "deciding.changes.place": ("Lees in de brief", "Read in the letter"),
    "deciding.changes.gone": ("Vervallen alinea", "Paragraph that was deleted"),
    "deciding.note": ("Beslisnota", "Advice note"),
    "deciding.letter": ("De brief", "The letter"),
    "deciding.files": ("Documenten", "Documents"),
    "deciding.file": ("{title} ({kind}, {size})", "{title} ({kind}, {size})"),
    "deciding.file.letter": ("Brief ter ondertekening", "Letter for signature"),
    "deciding.file.note": ("Beslisnota", "Advice note"),
    "deciding.file.redline": ("Wijzigingen sinds versie {version}", "Changes since version {version}"),
    "deciding.choose": ("Wat beslist u?", "What do you decide?"),
    "deciding.remarks_field": ("Opmerkingen", "Remarks"),
    "deciding.go_on": ("Verder naar bevestigen", "Continue to confirm"),
    "deciding.fault.choice": ("Kies wat u beslist", "Choose what you decide"),
    "deciding.fault.remarks": ("Schrijf op wat er moet veranderen", "Write what has to change"),
    "deciding.fault.topic": ("Schrijf op wat u wilt bespreken", "Write what you want to discuss"),
    "deciding.fault.too_long": (
        "Maak uw opmerkingen korter dan {most} tekens",
        "Keep your remarks under {most} characters",
    ),
    "deciding.edit": ("Terug naar de brief", "Back to the letter"),
    "deciding.confirm.heading": ("Klopt dit?", "Is this right?"),
    "deciding.confirm.about": ("Over", "About"),
    "deciding.confirm.about_text": (
        "versie {version} van de brief “{title}”, met beslisnota {note}",
        "version {version} of the letter “{title}”, with advice note {note}",
    ),
    "deciding.confirm.your_remarks": ("Uw opmerkingen", "Your remarks"),
    "deciding.confirm.changed": (
        "Wat u op een andere pagina typte, staat hier nu. Kijk het nog eens na.",
        "What you typed on another page stands here now. Please look at it again.",
    ),
    "deciding.receipt.by": ("Door", "By"),
    "deciding.receipt.at": ("Op", "On"),
    "deciding.receipt.already": ("Dit was al vastgelegd, door {by}.", "This was on record already, by {by}."),
    "deciding.receipt.read": ("De brief en de nota nog eens lezen", "Read the letter and the note again"),
    "sign_off.title": ("Uw paraaf: {title}", "Your sign-off: {title}"),
    "sign_off.heading": ("Uw paraaf gevraagd", "Your sign-off is asked"),
    "sign_off.asked": (
        "{owner} vraagt de paraaf van {party} op de brief aan de Kamer “{title}”.",
        "{owner} asks for the sign-off of {party} on the letter to parliament “{title}”.",
    ),
    "sign_off.beside": ("Tegelijk gevraagd: {parties}.", "Asked at the same time: {parties}."),
    "sign_off.beside_needed": (
        "Tegelijk gevraagd: {parties}. Nodig zijn {needed} van {all} parafen.",
        "Asked at the same time: {parties}. {needed} of {all} sign-offs are needed.",
    ),
    "sign_off.choice.sign_off": ("Paraferen", "Sign off"),
    "sign_off.choice.sign_off.hint": (
        "De brief kan zo verder. Een opmerking mag, maar hoeft niet.",
        "The letter can go on as it is. A remark is welcome but not needed.",
    ),
    "sign_off.choice.return": ("Terugsturen met opmerkingen", "Return with remarks"),
    "sign_off.choice.return.hint": (
        "De dossierhouder past de brief aan; de route begint daarna opnieuw met de nieuwe tekst.",
        "The owner changes the letter; after that the route starts again with the new text.",
    ),
    "sign_off.confirm.title": ("Bevestig uw paraaf: {title}", "Confirm your sign-off: {title}"),
    "sign_off.confirm.sign_off": (
        "U, {by}, parafeert deze brief voor {party}.",
        "You, {by}, sign off this letter for {party}.",
    ),
    "sign_off.confirm.return": (
        "U, {by}, stuurt deze brief voor {party} terug naar de dossierhouder.",
        "You, {by}, return this letter to its owner for {party}.",
    ),
    "sign_off.do.sign_off": ("Parafeer de brief", "Sign off the letter"),
    "sign_off.do.return": ("Stuur de brief terug", "Return the letter"),
    "sign_off.receipt.title": ("Vastgelegd: {title}", "Recorded: {title}"),
    "sign_off.receipt.signed_off": ("Uw paraaf is vastgelegd", "Your sign-off is recorded"),
    "sign_off.receipt.returned": ("U hebt de brief teruggestuurd", "You returned the letter"),
    "sign_off.receipt.next.signed_off": (
        "De brief gaat verder op de route. U hoeft niets meer te doen.",
        "The letter goes on along the route. There is nothing more for you to do.",
    ),
    "sign_off.receipt.next.returned": (
        "De dossierhouder heeft uw opmerkingen gekregen. U krijgt bericht zodra er een nieuwe tekst voor u ligt.",
        "The owner has received your remarks. You will get a message when there is a new text for you.",
    ),
    "sign_off.undo": ("Paraaf terugnemen", "Take the sign-off back"),
    "sign_off.undo.hint": (
        "Dat kan tot de volgende op de route heeft gehandeld. U beslist daarna opnieuw.",
        "You can until the next one on the route has acted. You then decide again.",
    ),
    "sign_off.undo.do": ("Neem uw paraaf terug", "Take your sign-off back"),
    "sign_off.closed.title": ("Uw paraaf is niet meer nodig: {title}", "Your sign-off is not needed any more: {title}"),
    "sign_off.closed.heading": ("Uw paraaf is hier niet meer nodig", "Your sign-off is not needed here any more"),
    "sign_off.closed.lapsed": (
        "Deze tekst ging terug naar de dossierhouder voordat u besliste. Is er een nieuwe tekst, dan krijgt u een nieuw "
        "bericht.",
        "This text went back to its owner before you decided. If there is a new text, you will get a new message.",
    ),
    "sign_off.closed.not_needed": (
        "Genoeg anderen hebben al geparafeerd.",
        "Enough others signed off already.",
    ),
    "sign_off.closed.skipped": ("U bent overgeslagen door {by}: {reason}", "You were passed by, by {by}: {reason}"),
    "sign_off.closed.waiting": (
        "U bent nog niet aan de beurt. U krijgt een bericht zodra het zover is.",
        "It is not your turn yet. You will get a message when it is.",
    ),
    "sign_off.closed.over": ("Het traject van deze brief is afgelopen.", "The route of this letter has ended."),
    "decision.title": ("Ter ondertekening: {title}", "For signature: {title}"),
    "decision.heading": ("Ter ondertekening", "For your signature"),
    "decision.asked": (
        "{owner} legt de brief aan de Kamer “{title}” ter ondertekening voor.",
        "{owner} puts the letter to parliament “{title}” before you for signature.",
    ),
    "decision.choice.sign": ("Ondertekenen", "Sign"),
    "decision.choice.sign.hint": (
        "De brief gaat zo naar de Kamer. U bevestigt met een code die u apart krijgt.",
        "The letter goes to parliament as it is. You confirm with a code that is sent to you separately.",
    ),
    "decision.choice.return": ("Terugsturen met opmerkingen", "Return with remarks"),
    "decision.choice.return.hint": (
        "De dossierhouder past de brief aan; daarna komt hij weer bij u.",
        "The owner changes the letter; after that it comes back to you.",
    ),
    "decision.choice.discuss": ("Eerst bespreken", "Discuss first"),
    "decision.choice.discuss.hint": (
        "De brief blijft bij u liggen. De dossierhouder hoort wat u wilt bespreken.",
        "The letter stays with you. The owner hears what you want to discuss.",
    ),
    "decision.confirm.title": ("Bevestig uw beslissing: {title}", "Confirm your decision: {title}"),
    "decision.confirm.sign": ("U, {by}, ondertekent deze brief.", "You, {by}, sign this letter."),
    "decision.confirm.sign_as": (
        "Onder de brief komt de ondertekening van de minister; vastgelegd wordt dat u haar bevestigde.",
        "The letter gets the minister's signature; it is recorded that you confirmed it.",
    ),
    "decision.confirm.return": (
        "U, {by}, stuurt deze brief terug naar de dossierhouder.",
        "You, {by}, return this letter to its owner.",
    ),
    "decision.confirm.discuss": (
        "U, {by}, wilt deze brief eerst bespreken.",
        "You, {by}, want to discuss this letter first.",
    ),
    "decision.do.sign": ("Onderteken de brief", "Sign the letter"),
    "decision.do.return": ("Stuur de brief terug", "Return the letter"),
    "decision.do.discuss": ("Vraag om bespreking", "Ask to discuss"),
    "decision.receipt.title": ("Vastgelegd: {title}", "Recorded: {title}"),
    "decision.receipt.signed": ("De brief is ondertekend", "The letter is signed"),
    "decision.receipt.returned": ("De brief is teruggestuurd", "The letter was returned"),
    "decision.receipt.discuss": (
        "De dossierhouder weet dat u wilt bespreken",
        "The owner knows that you want to discuss",
    ),
    "decision.receipt.next.signed": (
        "De ondertekende brief wordt nu gemaakt; het secretariaat verzendt hem.",
        "The signed letter is made now; the secretariat sends it.",
    ),
    "decision.receipt.next.returned": (
        "De dossierhouder heeft de opmerkingen gekregen. Ligt er een nieuwe tekst, dan komt er een nieuw bericht.",
        "The owner has received the remarks. When there is a new text, a new message comes.",
    ),
    "decision.receipt.next.discuss": (
        "De brief blijft liggen; tekenen of terugsturen kan ook nu nog.",
        "The letter stays where it is; it can still be signed or returned.",
    ),
    "decision.receipt.signature": ("Ondertekening", "Signature"),
    "decision.closed.title": ("Geen beslissing meer nodig: {title}", "No decision is needed any more: {title}"),
    "decision.closed.heading": ("Hier is geen beslissing meer nodig", "No decision is needed here any more"),
    "decision.closed.lapsed": (
        "Deze tekst ging terug voordat er beslist was. Ligt er een nieuwe tekst, dan komt er een nieuw bericht.",
        "This text went back before a decision was taken. When there is a new text, a new message comes.",
    ),
    "decision.closed.over": ("Het traject van deze brief is afgelopen.", "The route of this letter has ended."),
    "code.title": ("Code: {title}", "Code: {title}"),
    "code.heading.open": ("Open uw pagina met een code", "Open your page with a code"),
    "code.open": ("Open mijn pagina", "Open my page"),
    "code.heading": ("Bevestig met een code", "Confirm with a code"),
    "code.ask": (
        "Wij sturen u een code van zes cijfers. Daarmee weten wij zeker dat u het bent.",
        "We send you a code of six digits. It makes sure that it is you.",
    ),
    "code.send": ("Stuur mij een code", "Send me a code"),
    "code.send_again": ("Stuur een nieuwe code", "Send a new code"),
    "code.sent": (
        "De code is gestuurd naar {where}. Hij geldt tot {until}.",
        "The code was sent to {where}. It is valid until {until}.",
    ),
    "code.field": ("Code", "Code"),
    "code.hint": ("Zes cijfers; spaties mogen.", "Six digits; spaces are allowed."),
    "code.wrong": (
        "Dit is niet de code die wij stuurden. U kunt nog {left} keer proberen.",
        "This is not the code that we sent. You can try {left} more times.",
    ),
    "code.over": (
        "Deze code kan niet meer gebruikt worden. Vraag een nieuwe.",
        "This code cannot be used any more. Ask for a new one.",
    ),
    "code.unsent": (
        "De code kon niet worden verstuurd. Probeer het over een minuut nog eens.",
        "The code could not be sent. Try again in a minute.",
    ),
    "code.empty": ("Vul de code in", "Fill in the code"),
    "refused.codes.title": ("Te veel codes gevraagd", "Too many codes were asked for"),
    "refused.codes.text": (
        "Er zijn in een uur vijf codes gestuurd, of twintig in een dag. Meer gaat niet, om misbruik te voorkomen.",
        "Five codes were sent within an hour, or twenty within a day. To prevent abuse there are no more.",
    ),
    "refused.codes.do": (
        "Probeer het over een uur nog eens. Komt er geen code aan, mail dan de dossierhouder. Hebt u niet zelf om die codes "
        "gevraagd? Dan heeft iemand anders uw link: laat de dossierhouder of het secretariaat hem nu intrekken. Ondertekenen "
        "kan intussen via het secretariaat.",
        "Try again in an hour. If no code arrives, write to the owner of the letter. Did you not ask for these codes "
        "yourself? Then somebody else has your link: let the owner or the secretariat revoke it now. Meanwhile the "
        "secretariat can record a signature.",
    ),
}
