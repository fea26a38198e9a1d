"""The words that every page shares, and those of the pages that say that something cannot be done."""

TEXTS = {
    "site.name": ("Paraaf", "Paraaf"),
    "site.tagline": ("Brieven aan de Kamer", "Letters to parliament"),
    "site.skip": ("Direct naar de inhoud", "Skip to the content"),
    "site.other_language": ("English", "Nederlands"),
    "site.other_language_label": ("This page in English", "Deze pagina in het Nederlands"),
    "site.footer": (
        "Deze pagina is alleen voor u. Vragen over de brief? Mail de dossierhouder: {name}, {address}.",
        "This page is for you alone. Questions about the letter? Write to its owner: {name}, {address}.",
    ),
    "site.footer_nobody": (
        "Met Paraaf gaat een brief aan de Kamer van concept naar handtekening.",
        "Paraaf carries a letter to parliament from draft to signature.",
    ),
    "site.error_prefix": ("Fout: ", "Error: "),
    "site.problems": (
        "Er is nog iets nodig voordat u verder kunt",
        "Something is still needed before you can go on",
    ),
    "site.left_out": (
        "Weggelaten, want dit hoort niet in een brief: {what}.",
        "Left out, since it is no part of a letter: {what}.",
    ),
    "site.optional": ("(niet verplicht)", "(optional)"),
    "site.back": ("Terug", "Back"),
    "site.fingerprint": ("Vingerafdruk van de tekst", "Fingerprint of the text"),
    "site.fingerprint_why": (
        "Aan deze code is te zien dat het om precies deze tekst gaat.",
        "This code shows that it is exactly this text.",
    ),
    "home.title": ("Paraaf", "Paraaf"),
    "home.text": (
        "U komt hier met de link in het bericht dat u kreeg. Open die link; meer hebt u niet nodig.",
        "You come here by the link in the message that you received. Open that link; you need nothing else.",
    ),
    "home.lost": (
        "Bericht kwijt? Vraag de dossierhouder om de link nog eens te sturen; het adres staat onder elk bericht.",
        "Lost the message? Ask the owner of the letter to send the link again; the address is below each message.",
    ),
    "typed.title": ("Wat u had getypt", "What you had typed"),
    "typed.text": (
        "Het is niet verstuurd en hier niet bewaard. Kopieer wat u nog nodig hebt voordat u verdergaat.",
        "It was not sent and is not kept here. Copy what you still need before you go on.",
    ),
    "refused.link.title": ("Deze link werkt niet", "This link does not work"),
    "refused.link.text": (
        "De link is niet volledig, of hij geldt niet meer.",
        "The link is not complete, or it is not valid any more.",
    ),
    "refused.link.do": (
        "Open de link nog eens vanuit uw bericht, en let erop dat hij helemaal is overgenomen. Werkt dat niet? Vraag "
        "dan de dossierhouder om een nieuwe; het adres staat onder het bericht.",
        "Open the link once more from your message, and see that it is complete. If that does not help, ask the "
        "owner of the letter for a new one; the address is below the message.",
    ),
    "refused.attempts.title": ("Even wachten", "Wait a moment"),
    "refused.attempts.text": (
        "Vanaf uw netwerk zijn te veel links geprobeerd die niet werken.",
        "Too many links that do not work were tried from your network.",
    ),
    "refused.attempts.do": (
        "Open de link vanuit uw bericht, en let erop dat hij helemaal is overgenomen: een link die klopt gaat altijd open. "
        "Na een kwartier wordt weer bij iedere link gezegd wat eraan schort.",
        "Open the link from your message, and see that it is complete: a link that is right always opens. After a quarter "
        "of an hour it is said of every link again what is wrong with it.",
    ),
    "refused.session.title": ("Open de link opnieuw", "Open the link again"),
    "refused.session.text": (
        "Deze pagina gaat alleen open met de link in uw bericht. Voor de veiligheid geldt dat voor twaalf uur.",
        "This page opens only by the link in your message. To be safe, that lasts for twelve hours.",
    ),
    "refused.session.do": (
        "Ga naar uw bericht en open de link opnieuw. Wat u als concept bewaarde, staat er dan nog. Lukt het niet? Sta "
        "dan cookies van deze site toe.",
        "Go to your message and open the link again. What you kept as a draft is there still. If it does not help, "
        "allow cookies of this site.",
    ),
    "refused.form.title": ("Het formulier is niet verwerkt", "The form was not taken"),
    "refused.form.text": (
        "Het kwam niet van een pagina die u zelf had geopend, of die pagina was te oud.",
        "It did not come from a page that you opened yourself, or that page was too old.",
    ),
    "refused.form.do": (
        "Open de link in uw bericht opnieuw en vul het formulier daar in.",
        "Open the link in your message again and fill in the form there.",
    ),
    "refused.too_large.title": ("Dat is te groot", "That is too large"),
    "refused.too_large.text": (
        "Het bestand of de tekst is groter dan hier verstuurd kan worden. Er is niets bewaard.",
        "The file or the text is larger than can be sent here. Nothing was kept.",
    ),
    "refused.too_large.do": (
        "Ga terug met de knop van uw browser: wat u typte, staat er dan nog. Maak in Word de afbeeldingen kleiner "
        "(Afbeeldingen comprimeren) en kies het bestand opnieuw.",
        "Go back with the button of your browser: what you typed is still there. Make the pictures smaller in Word "
        "(Compress Pictures) and choose the file again.",
    ),
    "refused.own_letter.title": ("Dit is uw eigen brief", "This is your own letter"),
    "refused.own_letter.text": (
        "U bent de dossierhouder van deze brief. Een ander moet hem paraferen. Er is niets vastgelegd.",
        "You are the owner of this letter. Somebody else has to sign it off. Nothing was recorded.",
    ),
    "refused.own_letter.do": (
        "Laat een ander contact van uw directie paraferen, of vraag het secretariaat om u over te slaan.",
        "Let another contact of your directorate sign off, or ask the secretariat to skip you.",
    ),
    "refused.not_found.title": ("Deze pagina is er niet", "This page does not exist"),
    "refused.not_found.text": (
        "Het adres klopt niet, of wat er stond is er niet meer.",
        "The address is wrong, or what was here is gone.",
    ),
    "refused.not_found.do": (
        "Open de link in uw bericht; vandaar komt u overal.",
        "Open the link in your message; it leads to everything.",
    ),
    "refused.not_understood.title": ("Dit is niet begrepen", "This was not understood"),
    "refused.not_understood.text": (
        "Wat uw browser stuurde, past niet bij deze pagina. Er is niets vastgelegd.",
        "What your browser sent does not fit this page. Nothing was recorded.",
    ),
    "refused.not_understood.do": (
        "Ga terug en probeer het nog eens.",
        "Go back and try again.",
    ),
    "refused.not_now.title": ("Dat kan nu niet", "That cannot be done now"),
    "refused.not_now.text": (
        "De brief is inmiddels verder, of iemand anders was u net voor. Er is niets vastgelegd.",
        "The letter has moved on, or somebody else was just before you. Nothing was recorded.",
    ),
    "refused.not_now.do": (
        "Ga terug naar uw pagina: daar staat hoe het er nu voor staat.",
        "Go back to your page: it says how things are now.",
    ),
    "refused.unanswered.title": ("Even geduld", "A moment, please"),
    "refused.unanswered.text": (
        "Het systeem is op dit moment te druk om te antwoorden. Er is niets vastgelegd.",
        "The system is too busy to answer at this moment. Nothing was recorded.",
    ),
    "refused.unanswered.do": (
        "Probeer het over een minuut nog eens.",
        "Try again in a minute.",
    ),
    "refused.unexpected.title": ("Er ging iets mis", "Something went wrong"),
    "refused.unexpected.text": (
        "Dat ligt niet aan u. De beheerder kan zien dat het gebeurd is.",
        "It is not your fault. The administrator can see that it happened.",
    ),
    "refused.unexpected.do": (
        "Probeer het over een paar minuten nog eens. Blijft het misgaan, mail dan de dossierhouder.",
        "Try again in a few minutes. If it keeps going wrong, write to the owner of the letter.",
    ),
}
