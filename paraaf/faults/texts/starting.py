"""A letter in preparation, and what its dossier asks for."""

TEXTS = {
    "attachment.of_other_kind": (
        "een bijlage is een pdf of een Wordbestand. {reason}",
        "an attachment is a PDF or a Word file. {reason}",
    ),
    "bundle.leads_out": (
        "In het zip-bestand zit een bestand met een naam die erbuiten leidt.",
        "The zip file holds a file whose name leads out of it.",
    ),
    "bundle.no_dossier_file": (
        "Er zit geen dossierbestand (.yaml) bij.",
        "There is no dossier file (.yaml) in it.",
    ),
    "bundle.password": (
        "Het zip-bestand is beveiligd met een wachtwoord.",
        "The zip file is protected with a password.",
    ),
    "bundle.too_large": (
        "Uitgepakt is het groter dan {megabytes} MB.",
        "Unpacked it is larger than {megabytes} MB.",
    ),
    "bundle.too_many_files": (
        "In het zip-bestand zitten meer dan {most} bestanden.",
        "The zip file holds more than {most} files.",
    ),
    "bundle.two_dossier_files": (
        "Er zit meer dan één dossierbestand (.yaml) bij: {files}.",
        "There is more than one dossier file (.yaml) in it: {files}.",
    ),
    "bundle.two_files": (
        "Er zijn twee bestanden die {file} heten.",
        "There are two files called {file}.",
    ),
    "bundle.unreadable": (
        "Het zip-bestand kan niet gelezen worden.",
        "The zip file cannot be read.",
    ),
    "commitment.no_passage": (
        "is niet ingevuld: neem de zin uit de brief over die de motie of toezegging afdoet",
        "is missing: quote the sentence of the letter that discharges it",
    ),
    "commitment.passage_not_in_draft": (
        "deze passage staat nog niet in het concept; de beslisnota zal zeggen dat hij niet is afgedaan",
        "this passage is not in the draft yet; the advice note will say that it is not met",
    ),
    "day.in_the_past": (
        "{day:iso} is al geweest",
        "{day:iso} is in the past",
    ),
    "day.not_a_working_day": (
        "{day:iso} is geen werkdag",
        "{day:iso} is not a working day",
    ),
    "day.too_far_away": (
        "{day:iso} is meer dan een jaar weg; klopt het jaar?",
        "{day:iso} is more than a year away; is the year right?",
    ),
    "planning.no_longer_fits": (
        "De planning past niet meer: de brief gaat naar verwachting op {finish} naar de Kamer, {late_by:days} te laat voor het debat van {debate}.",
        "The planning no longer fits: the letter is expected to go to parliament on {finish}, {late_by:days} too late for the debate of {debate}.",
    ),
    "preparation.kept_meanwhile": (
        "{by} bewaarde deze brief in voorbereiding intussen; er is niets overschreven.",
        "{by} kept this letter in preparation meanwhile; nothing was overwritten.",
    ),
    "preparation.no_such": (
        "Zo'n brief in voorbereiding is er niet.",
        "There is no such letter in preparation.",
    ),
    "preparation.started_already": (
        "Brief {letter} is al begonnen.",
        "Letter {letter} was started already.",
    ),
    "preparation.too_many": (
        "Er zijn al {most} brieven in voorbereiding; begin of verwijder er eerst een.",
        "{most} letters are in preparation already; start or discard one first.",
    ),
    "route.no_such": (
        "er is geen route ‘{route}’ (wel: {known})",
        "there is no route '{route}' (there is {known})",
    ),
    "route.not_in_order": (
        "route ‘{route}’ is niet in orde",
        "route '{route}' is not in order",
    ),
    "route.unreadable": (
        "route ‘{route}’ kan niet gelezen worden: {reason}",
        "route '{route}' cannot be read: {reason}",
    ),
    "route.wrong_value": (
        "{reason}",
        "{reason}",
    ),
    "section.empty_or_too_long": (
        "er staat geen tekst in, of meer dan {most} tekens",
        "holds no text, or more than {most} characters",
    ),
    "section.needs_heading": (
        "de route kent geen onderdeel ‘{section}’: geef het een kop, of gebruik een van {known}",
        "the route knows no section '{section}': give it a heading, or use one of {known}",
    ),
    "section.no_text": (
        "geef een tekst, of een bestand met de tekst",
        "give a text, or a file with the text",
    ),
    "section.not_text": (
        "is geen tekstbestand in UTF-8",
        "is not a text file in UTF-8",
    ),
    "section.occurs_twice": (
        "onderdeel {section} staat er twee keer",
        "section {section} occurs twice",
    ),
    "section.text_and_file": (
        "geef een tekst of een bestand, niet allebei",
        "give a text or a file, not both",
    ),
    "stage.no_due_date": (
        "een einddatum is voor een consultatie; geef voor {stage} werkdagen",
        "a due date is for a consultation; for {stage} give working_days",
    ),
    "stage.not_on_route": (
        "de route heeft geen stap ‘{stage}’ (wel: {stages})",
        "the route has no stage '{stage}' (it has {stages})",
    ),
    "stage.occurs_twice": (
        "stap {stage} staat er twee keer",
        "stage {stage} occurs twice",
    ),
    "stage.silence_means_nothing": (
        "zwijgen betekent niets in stap {stage}: die wacht op iemand",
        "silence means nothing in stage {stage}: it waits for a person",
    ),
    "start.not_here": (
        "U begint hier geen brieven.",
        "You start no letters here.",
    ),
    "start.other_owner": (
        "hier begint u alleen brieven waarvan u zelf de dossierhouder bent, met het adres {address}",
        "you start only letters of which you are the owner, with the address {address}",
    ),
    "start.other_secretariat": (
        "hier begint u alleen brieven waarvoor {secretariat} het secretariaat is",
        "you start only letters of which {secretariat} is the secretariat",
    ),
}
