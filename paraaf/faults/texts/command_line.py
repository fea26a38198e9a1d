"""What only the command line refuses, or says with the command that helps."""

COMMAND_LINE = {
    "act.needs_actor_and_reason": (
        "Dit vraagt wie het doet, en een reden. Geef ze met `--by` en `--reason`.",
        "{what} needs who does it (`--by`) and a reason (`--reason`).",
    ),
    "actor.missing": (
        "Zeg wie dit doet (`--by`).",
        "Say who {what} (`--by`).",
    ),
    "actor.name_cannot_be_used": (
        "De naam van wie dit doet {problem}; er is niets vastgelegd.",
        "The name of who {what} (`--by`) {problem}; nothing was recorded.",
    ),
    "audit.no_last_hash": (
        "Een laatste hash heeft 64 hexadecimale tekens. `paraaf verify` toont hem zo.",
        "A last hash has 64 hexadecimal digits, as `paraaf verify` prints it.",
    ),
    "cli.about_file": (
        "{file}: {reason}",
        "{file}: {reason}",
    ),
    "cli.argument_not_text": (
        "Argument {place} ({argument}) is geen tekst in UTF-8.",
        "Argument {place} ({argument}) is not text in UTF-8.",
    ),
    "cli.copy_without_party": (
        "{given} zegt niet van wie het exemplaar is; schrijf PARTIJ=BESTAND, zoals FIN=fin.docx.",
        "{given} does not say whose copy it is; write PARTY=FILE, as in FIN=fin.docx.",
    ),
    "cli.file_exists": (
        "{file} bestaat al; noem een ander bestand, of geef --force om het te overschrijven.",
        "{file} is there already; name another file, or add --force to write over it.",
    ),
    "cli.no_such_file": (
        "Er is geen bestand {file}.",
        "There is no file {file}.",
    ),
    "cli.no_such_language": (
        "Er is geen taal {language}; schrijf nl of en.",
        "There is no language {language}; write nl or en.",
    ),
    "cli.no_such_view": (
        "Er is geen weergave {view}; schrijf accepted of original.",
        "There is no view {view}; write accepted or original.",
    ),
    "cli.not_woken": (
        "Brief {letter} is niet op gang gebracht. {reason}",
        "Letter {letter} was not set going. {reason}",
    ),
    "cli.two_copies": (
        "Er zijn twee exemplaren van {party}; een partij heeft er één.",
        "There are two copies of {party}; a party has one.",
    ),
    "cli.unexpected": (
        "Er ging binnen Paraaf iets mis ({kind}). Zet PARAAF_DEBUG=1 om te zien waar.",
        "Something went wrong inside Paraaf ({kind}). Set PARAAF_DEBUG=1 to see where.",
    ),
    "database.missing": (
        "Er is geen database op {file}. Maak hem: `paraaf database upgrade`.",
        "There is no database at {file}. Make it: `paraaf database upgrade`.",
    ),
    "database.other_revision": (
        "De database is op revisie {current}; deze Paraaf heeft {needed} nodig. Werk hem bij: `paraaf database upgrade`.",
        "The database is at revision {current}, this Paraaf needs {needed}. Bring it up to date: `paraaf database upgrade`.",
    ),
    "discussion.needs_note": (
        "Schrijf op wat er gezegd en afgesproken is. Geef het met `--note`.",
        "Write in the note what was said and agreed (`--note`).",
    ),
    "edit.same_text": (
        "raakt dezelfde tekst als edits[{index}]",
        "changes the same text as edits[{index}]",
    ),
    "dispatch.needs_how": (
        "Zeg hoe de brief is overhandigd (`--how`).",
        "Handing a letter over in another way needs how (`--how`).",
    ),
    "dispatch.needs_number": (
        "Een verzending vraagt wie haar doet, en het nummer waaronder de brief gaat. Geef ze met `--by` en `--number`.",
        "A dispatch needs who sends it (`--by`) and its number (`--number`).",
    ),
    "dispatch.number_cannot_be_used": (
        "Het nummer van de verzending {problem}; er is niets vastgelegd.",
        "The number of the dispatch (`--number`) {problem}; nothing was recorded.",
    ),
    "dispatch.sent_already": (
        "Brief {letter} is op {on} door {by} verstuurd onder nummer {number}; de mailserver van de Kamer heeft hem nog niet aangenomen. `paraaf messages {letter}` zegt waarom; `paraaf handed-over` legt vast dat hij anders is overhandigd.",
        "Letter {letter} was sent on {on} by {by} under number {number}; parliament's mail server has not taken it yet. `paraaf messages {letter}` says why; `paraaf handed-over` records that it was handed over in another way.",
    ),
    "escalation.needs_all": (
        "is niet ingevuld",
        "is missing",
    ),
    "letter.may_have_arrived": (
        "Brief {letter} kan niet worden ingetrokken: hij is aan de Kamer verstuurd en kan zijn aangekomen. Zeg eerst hoe dat is afgelopen. (`paraaf settle`)",
        "Cannot withdraw letter {letter}: it was sent to parliament and may have arrived. Say first what came of it (`paraaf settle`).",
    ),
    "letter.no_such": (
        "Er is geen dossier {letter}. `paraaf list` toont ze alle.",
        "There is no dossier {letter}. `paraaf list` shows them all.",
    ),
    "letter.on_hold": (
        "Dat kan nu niet: brief {letter} is aangehouden sinds {since}, door {by} ({reason}). `paraaf release` laat hem verdergaan.",
        "Cannot {action}: letter {letter} is on hold since {since:iso}, by {by} ({reason}). `paraaf release` lets it go on.",
    ),
    "letter.withdrawing_needs_reason": (
        "Een brief intrekken vraagt wie het doet, en een reden. Geef ze met `--by` en `--reason`.",
        "Withdrawing a letter needs who does it (`--by`) and a reason (`--reason`).",
    ),
    "link.no_such": (
        "Brief {letter} heeft geen link {link}. `paraaf links {letter}` toont ze.",
        "Letter {letter} has no link {link}. `paraaf links {letter}` lists them.",
    ),
    "message.goes_where_directory_says": (
        "In bericht {message} staat een link van {party}; het gaat alleen waarheen het partijenbestand zegt. Verbeter het adres daar. (`paraaf parties load`)",
        "Message {message} holds a link of {party} and goes only where the party directory says. Correct the address there (`paraaf parties load`).",
    ),
    "message.no_contact_any_more": (
        "Bericht {message} is niet nog eens verstuurd: {receiver} is geen contact van {party} meer. Wie in het partijenbestand staat, wordt vanzelf opnieuw gevraagd (`paraaf parties load`).",
        "Message {message} was not sent again: {receiver} is no contact of {party} any more. Whoever stands in the party directory is asked anew by itself (`paraaf parties load`).",
    ),
    "message.no_such": (
        "Brief {letter} heeft geen bericht {message}. `paraaf messages {letter}` toont ze.",
        "Letter {letter} has no message {message}. `paraaf messages {letter}` lists them.",
    ),
    "minister.signed_by_another": (
        "De brief noemt {now}, en alleen {party} tekent hem. Moet een ander tekenen, wijzig dan de afwezigheid in het partijenbestand: de brief wordt opnieuw opgemaakt. Er is niet getekend.",
        "The letter names {now}, and is signed by {party} alone. Is somebody else to sign, then change the absence in the party directory (`paraaf parties load`): the letter is set again. Nothing was signed.",
    ),
    "party.deputy_of_several": (
        "{deputy} is de plaatsvervanger van {parties}: zeg voor wie (`--for {first}`); er is niets vastgelegd.",
        "{deputy} is the deputy of {parties:and}: say for which it acts (`--for {first}`); nothing was recorded.",
    ),
    "party.not_in_directory": (
        "{party} staat niet in het partijenbestand (zie `paraaf parties list`)",
        "{party} is not in the party directory (see `paraaf parties list`)",
    ),
    "prefect.no_answer": (
        "De Prefect-server op {api} antwoordt niet ({kind}). Start hem (`make up`), of zet PARAAF_PREFECT_API_URL.",
        "Prefect's server does not answer at {api} ({kind}). Start it (`make up`), or set PARAAF_PREFECT_API_URL.",
    ),
    "prefect.no_deployment": (
        "Prefect kent de deployment ‘{deployment}’ niet. Voer `prefect deploy --all` uit in de map van Paraaf.",
        "Prefect has no deployment '{deployment}'. Run `prefect deploy --all` in Paraaf's folder.",
    ),
    "prefect.no_work_pool": (
        "De deployment ‘{deployment}’ heeft in Prefect geen work pool. Maak hem (`prefect work-pool create paraaf --type process`), en voer `prefect deploy --all` uit in de map van Paraaf.",
        "Deployment '{deployment}' has no work pool in Prefect. Make it (`prefect work-pool create paraaf --type process`), and run `prefect deploy --all` in Paraaf's folder.",
    ),
    "prefect.not_set": (
        "Er is geen Prefect-server ingesteld. Zet PARAAF_PREFECT_API_URL, of start er een: `make up`.",
        "No Prefect server is set. Set PARAAF_PREFECT_API_URL, or start one: `make up`.",
    ),
    "reaction.answered_meanwhile": (
        "Het antwoord van {party} dat in ronde {round} staat, is antwoord {answer}: {position}, door {by}, {at:time}{quoted}. Dat antwoord blijft staan; dit is niet vastgelegd. Lees het eerst. `--revise --seen {answer}` zet het uwe ervoor in de plaats.",
        "The answer of {party} that stands in round {round} is answer {answer}: {position}, by {by}, {at:time}{quoted}. That answer stands; this one was not recorded. Read it first; `--revise --seen {answer}` lets yours take its place.",
    ),
    "reaction.given_already": (
        "{party} heeft in ronde {round} al gereageerd ({position}, door {by}, {at:time}). Die reactie blijft staan; deze is niet vastgelegd. `--revise` vervangt haar.",
        "{party} reacted already in round {round} ({position}, by {by}, {at:time}). That reaction stands; this one was not recorded. `--revise` replaces it.",
    ),
    "reaction.given_already_late": (
        "{party} heeft in ronde {round} al gereageerd ({position}, door {by}, {at:time}). Die reactie blijft staan; deze is niet vastgelegd. De ronde is gesloten. `--revise` voegt een late toe.",
        "{party} reacted already in round {round} ({position}, by {by}, {at:time}). That reaction stands; this one was not recorded. The round is closed; `--revise` adds a late one.",
    ),
    "sign_off.done_already_for_itself": (
        "{party} heeft al geparafeerd (door {by}, {on}). Als plaatsvervanger van {absent} kan ook worden geparafeerd. Gebruik `--for {absent}`.",
        "{party} signed off already (by {by}, {on}). As deputy of {absent} it can sign off too: `--for {absent}`.",
    ),
    "sign_off.skipping_needs_reason": (
        "Een ambtenaar overslaan vraagt wie het beslist, en een reden. Geef ze met `--by` en `--reason`.",
        "Skipping an official needs who decides it (`--by`) and a reason (`--reason`).",
    ),
    "store.file_changed": (
        "Het opgeslagen bestand {sha256} is veranderd. Voer `paraaf verify` uit.",
        "The stored file {sha256} was changed; run `paraaf verify`.",
    ),
    "store.file_gone": (
        "Het opgeslagen bestand {sha256} is weg. Voer `paraaf verify` uit.",
        "The stored file {sha256} is gone; run `paraaf verify`.",
    ),
}
