"""The words of the review page."""

TEXTS = {
    "review.title": ("Uw reactie: {title}", "Your reaction: {title}"),
    "review.heading": ("Uw reactie op een conceptbrief", "Your reaction to a draft letter"),
    "review.asked": (
        "{owner} vraagt uw reactie, namens {party}, op de brief aan de Kamer “{title}”.",
        "{owner} asks for your reaction, on behalf of {party}, to the letter to parliament “{title}”.",
    ),
    "review.deputy": (
        "U antwoordt als plaatsvervanger van {party}.",
        "You answer as the deputy of {party}.",
    ),
    "review.passed_on": (
        "{name} heeft deze vraag aan u doorgegeven. Bij uw reactie worden uw beider namen vastgelegd.",
        "{name} passed this question on to you. Both your names are recorded with your reaction.",
    ),
    "review.until": ("Uiterlijk", "By"),
    "review.version": ("Versie", "Version"),
    "review.subject": ("Onderwerp", "Subject"),
    "review.stage": ("Ronde", "Round"),
    "review.round": ("{stage}, ronde {n}", "{stage}, round {n}"),
    "review.silence.tacit": (
        "Reageert u niet, dan leggen wij dat na die dag vast als stilzwijgend akkoord.",
        "If you do not react, we record that after that day as tacit agreement.",
    ),
    "review.silence.no_response": (
        "Reageert u niet, dan leggen wij na die dag vast dat u niet gereageerd hebt.",
        "If you do not react, we record after that day that you did not respond.",
    ),
    "review.silence.optional": (
        "Uw reactie is welkom, maar de brief wacht er niet op.",
        "Your reaction is welcome, but the letter does not wait for it.",
    ),
    "review.late": (
        "De termijn is verstreken ({day}). U kunt nog reageren: de dossierhouder ziet uw reactie, maar zij telt niet "
        "mee in deze ronde.",
        "The term has ended ({day}). You can still react: the owner sees your reaction, but it does not count in this "
        "round.",
    ),
    "review.revising": (
        "U wijzigt de reactie van {by} ({at}). Die blijft gelden tot u de nieuwe verstuurt.",
        "You revise the reaction of {by} ({at}). It stands until you send the new one.",
    ),
    "review.saved": ("Bewaard: {at}. Er is nog niets verstuurd.", "Kept: {at}. Nothing was sent yet."),
    "review.to_form": ("Direct naar uw reactie", "Skip to your reaction"),
    "review.letter": ("De brief", "The letter"),
    "review.download": ("Download de brief (Word, {size})", "Download the letter (Word, {size})"),
    "review.download_changes": (
        "Download de wijzigingen sinds versie {version} (Word)",
        "Download the changes since version {version} (Word)",
    ),
    "review.quote": ("Opmerking", "Comment"),
    "review.quote.words": ("Opmerking bij deze woorden", "Comment on these words"),
    "review.form": ("Uw reactie", "Your reaction"),
    "review.position": ("Wat vindt u van de brief?", "What do you think of the letter?"),
    "review.position.agree": ("Akkoord", "I agree"),
    "review.position.agree.hint": (
        "De brief kan zo verzonden worden.",
        "The letter can be sent as it is.",
    ),
    "review.position.agree_with_comments": ("Akkoord, met opmerkingen", "I agree, with comments"),
    "review.position.agree_with_comments.hint": (
        "De brief kan verzonden worden, ook als met uw opmerkingen niets gebeurt.",
        "The letter can be sent, even if nothing is done with your comments.",
    ),
    "review.position.agree_on_condition": ("Akkoord onder voorwaarde", "I agree on condition"),
    "review.position.agree_on_condition.hint": (
        "De brief kan pas verzonden worden als aan uw voorwaarde is voldaan. U wordt dan opnieuw gevraagd.",
        "The letter can be sent only once your condition is met. You are then asked again.",
    ),
    "review.position.object": ("Bezwaar", "I object"),
    "review.position.object.hint": (
        "De brief kan zo niet verzonden worden. Leg in een opmerking uit waarom.",
        "The letter cannot be sent like this. Say in a comment why.",
    ),
    "review.comments": ("Opmerkingen", "Comments"),
    "review.comments.hint": (
        "Eén opmerking per punt: de dossierhouder beantwoordt elke opmerking apart. Kies “Opmerking” "
        "achter een alinea van de brief, of voeg er hier een toe.",
        "One comment for each point: the owner answers each of them. Choose “Comment” after a paragraph of the letter, or "
        "add one here.",
    ),
    "review.comment": ("Opmerking {n}", "Comment {n}"),
    "review.text": ("Uw opmerking", "Your comment"),
    "review.weight": ("Gewicht", "Weight"),
    "review.weight.condition": ("Voorwaarde: dit moet anders", "Condition: this must change"),
    "review.weight.suggestion": ("Suggestie: dit kan beter", "Suggestion: this could be better"),
    "review.weight.observation": ("Kanttekening: ter kennisneming", "Observation: to be noted"),
    "review.passage": ("Passage uit de brief", "Passage of the letter"),
    "review.words": ("Om welke woorden gaat het precies?", "Which words is it about exactly?"),
    "review.words.hint": (
        "Neem ze over uit de passage. Laat dit leeg als uw opmerking over de hele passage gaat.",
        "Copy them from the passage. Leave this empty if your comment is about the whole passage.",
    ),
    "review.words.about": ("Bij de woorden", "About the words"),
    "review.proposed": ("Uw tekstvoorstel", "The text that you propose"),
    "review.is_reason": (
        "Dit is de reden van mijn bezwaar (alleen bij een bezwaar)",
        "This is the reason for my objection (only with an objection)",
    ),
    "review.reason_named": ("Reden van het bezwaar", "Reason for the objection"),
    "review.fault.objection_without_reason": (
        "U maakt bezwaar, en geen opmerking is een voorwaarde. Kruis aan welke opmerking de reden is, of schrijf de "
        "reden in de toelichting",
        "You object, and no comment is a condition. Tick which comment is the reason, or write the reason in the remark",
    ),
    "review.placing": ("Waar komt uw tekst?", "Where does your text go?"),
    "review.placing.hint": (
        "Zonder keuze komt uw tekst in de plaats van de woorden die u hierboven noemt. Noemt u geen woorden, dan kiest de "
        "dossierhouder de plaats. De hele passage vervangen gebeurt alleen als u dat hier kiest.",
        "Without a choice your text takes the place of the words that you name above. If you name none, the owner chooses "
        "the place. The whole passage is replaced only if you choose so here.",
    ),
    "review.placing.none": ("– geen keuze –", "– no choice –"),
    "review.placing.words": ("In de plaats van die woorden", "In the place of those words"),
    "review.placing.passage": ("In de plaats van de hele passage", "In the place of the whole passage"),
    "review.placing.after": ("Erachter: de passage blijft staan", "After it: the passage stays"),
    "review.fault.placing_words": (
        "Noem bij opmerking {n} de woorden waarvoor uw tekst in de plaats komt, of kies een andere plaats",
        "Name the words whose place your text takes in comment {n}, or choose another place",
    ),
    "review.fault.placing_passage": (
        "Vul bij opmerking {n} de passage in waar uw tekst bij hoort, of kies geen plaats",
        "Fill in the passage that the text of comment {n} belongs to, or choose no place",
    ),
    "proposal.words": ("Voorstel, in de plaats van die woorden", "Proposal, in the place of those words"),
    "proposal.passage": ("Voorstel, in de plaats van de hele passage", "Proposal, in the place of the whole passage"),
    "proposal.after": ("Voorstel, achter de passage", "Proposal, after the passage"),
    "proposal.unplaced": (
        "Er is niet gekozen waar deze tekst komt. De dossierhouder kiest: in de plaats van de hele passage, of erachter.",
        "It was not chosen where this text goes. The owner chooses: in the place of the whole passage, or after it.",
    ),
    "proposal.gone": ("(vervalt:)", "(goes:)"),
    "proposal.new": ("(nieuw:)", "(new:)"),
    "proposal.end": ("(einde)", "(end)"),
    "review.remove": ("Verwijder opmerking {n}", "Remove comment {n}"),
    "review.add": ("Nog een opmerking", "Another comment"),
    "review.remark": ("Toelichting bij uw reactie", "A remark with your reaction"),
    "review.remark.hint": (
        "Voor wat over de hele brief gaat en geen antwoord vraagt.",
        "For what is about the whole letter and asks no answer.",
    ),
    "review.file": ("De brief met uw wijzigingen", "The letter with your changes"),
    "review.file.hint": (
        "Liever in Word? Download de brief, houd uw wijzigingen bij, zet opmerkingen in de kantlijn, en kies het bestand "
        "hier (.docx, hoogstens {most} MB). Begin een opmerking in Word met “Voorwaarde:” als zij een voorwaarde is.",
        "Rather in Word? Download the letter, track your changes, put comments in the margin, and choose the file here "
        "(.docx, {most} MB at most). Begin a comment in Word with “Condition:” if it is one.",
    ),
    "review.file.kept": ("Bijgevoegd: {name} ({size})", "Attached: {name} ({size})"),
    "review.file.changes.one": ("1 wijziging", "1 change"),
    "review.file.changes.many": ("{n} wijzigingen", "{n} changes"),
    "review.file.remarks.one": ("1 opmerking", "1 comment"),
    "review.file.remarks.many": ("{n} opmerkingen", "{n} comments"),
    "review.file.found": (
        "Hierin staan {changes} en {remarks}; die tellen mee als opmerkingen.",
        "There are {changes} and {remarks} in it; they count as comments.",
    ),
    "review.file.nothing": (
        "Hierin staan geen wijzigingen of opmerkingen ten opzichte van de brief die u kreeg.",
        "There are no changes or comments in it, compared with the letter that you were sent.",
    ),
    "review.file.drop": ("Verwijder het bestand", "Remove the file"),
    "review.file.refused": ("Het bestand is niet toegevoegd", "The file was not attached"),
    "review.file.reasons": (
        "Dit bestand kan niet worden gebruikt:",
        "This file cannot be used:",
    ),
    "review.name": ("Uw naam", "Your name"),
    "review.name.hint": (
        "Zo staat u in het dossier. Schrijf uw eigen naam, ook als u de vraag kreeg in een gedeeld postvak.",
        "This is how you stand in the file. Write your own name, also if the question came to a shared mailbox.",
    ),
    "review.check": ("Controleren en versturen", "Check and send"),
    "review.save": ("Bewaren als concept", "Keep as a draft"),
    "review.discard": ("Concept weggooien", "Throw the draft away"),
    "review.save.hint": (
        "Een concept blijft hier staan tot u het verstuurt. Alleen u ziet het.",
        "A draft stays here until you send it. Only you see it.",
    ),
    "review.pass_on": ("Laat een collega antwoorden", "Let a colleague answer"),
    "review.fault.position_missing": ("Kies wat u van de brief vindt", "Choose what you think of the letter"),
    "review.fault.agree_has_condition": (
        "Er staat een voorwaarde bij uw opmerkingen: kies dan “Akkoord onder voorwaarde”",
        "There is a condition among your comments: choose “I agree on condition”",
    ),
    "review.fault.agree_has_comments": (
        "U hebt opmerkingen of wijzigingen: kies dan “Akkoord, met opmerkingen”, of haal ze weg",
        "You have comments or changes: choose “I agree, with comments”, or remove them",
    ),
    "review.fault.comments_have_condition": (
        "Er staat een voorwaarde bij uw opmerkingen: kies “Akkoord onder voorwaarde”, of geef de opmerking een ander "
        "gewicht",
        "There is a condition among your comments: choose “I agree on condition”, or give the comment another weight",
    ),
    "review.fault.comments_missing": (
        "Schrijf uw opmerking, of kies “Akkoord”",
        "Write your comment, or choose “I agree”",
    ),
    "review.fault.condition_missing": (
        "Schrijf uw voorwaarde, en geef haar het gewicht “Voorwaarde”",
        "Write your condition, and give it the weight “Condition”",
    ),
    "review.fault.objection_unexplained": (
        "Schrijf in een opmerking wat er aan de brief niet klopt",
        "Write in a comment what is wrong with the letter",
    ),
    "review.fault.comment_empty": (
        "Schrijf wat uw opmerking {n} is, of verwijder haar",
        "Write what comment {n} is, or remove it",
    ),
    "review.fault.words_missing": (
        "De woorden bij opmerking {n} staan niet in de passage; neem ze precies over",
        "The words of comment {n} are not in the passage; copy them exactly",
    ),
    "review.fault.words_often": (
        "De woorden bij opmerking {n} staan {count} keer in de passage; neem er meer woorden bij",
        "The words of comment {n} stand in the passage {count} times; add more words",
    ),
    "review.fault.weight_missing": ("Kies het gewicht van opmerking {n}", "Choose the weight of comment {n}"),
    "review.fault.too_long": (
        "Maak deze tekst korter: hoogstens {most} tekens",
        "Make this text shorter: {most} characters at most",
    ),
    "review.fault.name_missing": ("Schrijf uw naam", "Write your name"),
    "review.fault.name_wrong": (
        "Schrijf uw naam op één regel, in hoogstens 90 tekens",
        "Write your name on one line, in 90 characters at most",
    ),
    "review.confirm.title": ("Controleer uw reactie: {title}", "Check your reaction: {title}"),
    "review.confirm.heading": ("Controleer uw reactie", "Check your reaction"),
    "review.confirm.text": (
        "Dit leggen wij vast, op naam van {by}, namens {party}:",
        "This is what we record, in the name of {by}, on behalf of {party}:",
    ),
    "review.confirm.changed": (
        "Uw concept is intussen gewijzigd. Hieronder staat hoe het nu is; kijk het nog eens na.",
        "Your draft was changed meanwhile. Below is how it is now; look at it once more.",
    ),
    "review.confirm.send": ("Verstuur deze reactie", "Send this reaction"),
    "review.confirm.edit": ("Nog iets wijzigen", "Change something"),
    "review.confirm.about": ("Uw reactie gaat over", "Your reaction is about"),
    "review.confirm.about_text": (
        "Versie {version} van “{title}”, van {day}",
        "Version {version} of “{title}”, of {day}",
    ),
    "review.confirm.after": (
        "U krijgt daarna een ontvangstbewijs. Zolang de ronde open is, kunt u uw reactie nog wijzigen.",
        "You get a receipt after that. While the round is open, you can still revise your reaction.",
    ),
    "review.meanwhile.title": ("Er is intussen geantwoord: {title}", "There is an answer meanwhile: {title}"),
    "review.meanwhile.heading": ("Er is intussen al geantwoord", "Somebody answered meanwhile"),
    "review.meanwhile.text": (
        "{by} heeft namens {party} gereageerd ({at}), terwijl u met uw reactie bezig was. Van u is nog niets verstuurd. "
        "Lees beide, en kies welke geldt.",
        "{by} reacted on behalf of {party} ({at}) while you were writing yours. Nothing of yours was sent yet. Read both, "
        "and choose which one counts.",
    ),
    "review.meanwhile.notice": (
        "Die kwam binnen terwijl u bezig was; hieronder staat wat erin staat.",
        "It came in while you were writing; what it says is below.",
    ),
    "review.meanwhile.theirs": ("De reactie van {by}, die nu geldt", "The reaction of {by}, which stands now"),
    "review.meanwhile.mine": ("Uw reactie ({by}), nog niet verstuurd", "Your reaction ({by}), not sent yet"),
    "review.meanwhile.comment": ("Opmerking van uw collega", "Your colleague's comment"),
    "review.meanwhile.choose": ("Welke reactie geldt?", "Which reaction counts?"),
    "review.meanwhile.about": (
        "Beide gaan over versie {version} van de brief.",
        "Both are about version {version} of the letter.",
    ),
    "review.meanwhile.keep": ("Laat de reactie van {by} staan", "Let the reaction of {by} stand"),
    "review.meanwhile.keep.hint": (
        "Wat u schreef wordt weggegooid en niet vastgelegd.",
        "What you wrote is thrown away and not recorded.",
    ),
    "review.meanwhile.replace": (
        "Verstuur die van mij, in de plaats van die van {by}",
        "Send mine, in the place of that of {by}",
    ),
    "review.meanwhile.replace.hint": (
        "Alleen uw reactie telt dan. Die van uw collega blijft in het dossier staan.",
        "Only your reaction counts then. That of your colleague stays on record.",
    ),
    "review.meanwhile.add": ("Verstuur die van mij ook, na die van {by}", "Send mine too, after that of {by}"),
    "review.meanwhile.add.hint": (
        "De ronde is voorbij: de dossierhouder ziet beide, en geen van beide telt mee.",
        "The round is over: the owner sees both, and neither counts.",
    ),
    "review.meanwhile.edit": ("Eerst mijn reactie wijzigen", "Change my reaction first"),
    "review.position.label": ("Standpunt", "Position"),
    "review.remark.label": ("Toelichting", "Remark"),
    "review.file.label": ("Bijgevoegd", "Attached"),
    "review.receipt.title": ("Ontvangstbewijs: {title}", "Receipt: {title}"),
    "review.receipt.heading": ("Uw reactie is vastgelegd", "Your reaction is recorded"),
    "review.receipt.text": (
        "Bewaar of print deze pagina als u een bewijs wilt. U vindt haar terug met de link in uw bericht.",
        "Keep or print this page if you want a proof. You find it again by the link in your message.",
    ),
    "review.receipt.late": (
        "De reactie kwam na de termijn. De dossierhouder ziet haar; zij telt niet mee in deze ronde.",
        "The reaction came after the term. The owner sees it; it does not count in this round.",
    ),
    "review.receipt.draft": (
        "U hebt nog een concept dat niet is verstuurd.",
        "You have a draft that was not sent yet.",
    ),
    "review.receipt.to_draft": ("Ga verder met het concept", "Go on with the draft"),
    "review.receipt.by": ("Door", "By"),
    "review.receipt.for": ("Namens", "On behalf of"),
    "review.receipt.deputy": ("{party}, als plaatsvervanger van {absent}", "{party}, as the deputy of {absent}"),
    "review.receipt.at": ("Wanneer", "When"),
    "review.receipt.number": ("Opmerking {n}", "Comment {n}"),
    "review.receipt.revise": ("Wijzig deze reactie", "Revise this reaction"),
    "review.receipt.revise_late": ("Stuur een aanvulling", "Send an addition"),
    "review.receipt.answered": ("Wat ermee gedaan is", "What became of it"),
    "review.receipt.next": ("Wat er nu gebeurt", "What happens now"),
    "review.receipt.next_text": (
        "Als iedereen heeft gereageerd of de termijn voorbij is, beantwoordt de dossierhouder alle opmerkingen. "
        "Verandert de tekst of is er nog een voorwaarde of bezwaar, dan hoort u dat.",
        "Once everybody has reacted or the term has ended, the owner answers all comments. If the text changes, or a "
        "condition or objection is open, you hear of it.",
    ),
    "review.closed.title": ("Deze ronde is voorbij: {title}", "This round is over: {title}"),
    "review.closed.heading": ("U kunt hier niet meer reageren", "You cannot react here any more"),
    "review.closed.over": (
        "De brief is {status}. Er wordt geen reactie meer gevraagd.",
        "The letter is {status}. No reaction is asked any more.",
    ),
    "review.closed.taken_out": (
        "U hoeft niet meer te reageren. {by} heeft {party} op {day} uit deze ronde gehaald: {reason}",
        "You need not react any more. {by} took {party} out of this round on {day}: {reason}",
    ),
    "review.closed.cancelled": (
        "Deze ronde is vervallen. Wordt u opnieuw gevraagd, dan krijgt u daar een bericht over.",
        "This round was cancelled. If you are asked again, you get a message about it.",
    ),
    "review.closed.again": (
        "U bent intussen opnieuw gevraagd, over een latere ronde. Gebruik de link in dat bericht.",
        "Meanwhile you were asked again, in a later round. Use the link in that message.",
    ),
    "review.closed.draft": (
        "Wat u had getypt en niet hebt verstuurd, staat hieronder. Kopieer wat u nog nodig hebt.",
        "What you had typed and did not send stands below. Copy what you still need.",
    ),
    "review.closed.receipt": ("Bekijk uw reactie", "See your reaction"),
}
