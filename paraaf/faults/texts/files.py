"""Files that were handed in or stored."""

TEXTS = {
    "file.cannot_be_used": (
        "{file} kan niet gebruikt worden.",
        "{file} cannot be used.",
    ),
    "file.cannot_be_used_because": (
        "{file} kan niet gebruikt worden: {reason}.",
        "{file} cannot be used: {reason}.",
    ),
    "file.empty": (
        "{file} is leeg",
        "{file} is empty",
    ),
    "file.is_folder": (
        "{file} is een map, geen bestand",
        "{file} is a folder, not a file",
    ),
    "file.it_is_empty": (
        "Het is leeg.",
        "It is empty.",
    ),
    "file.it_is_too_large": (
        "Het is groter dan {megabytes} MB; maak de afbeeldingen erin kleiner.",
        "It is larger than {megabytes} MB; make its pictures smaller.",
    ),
    "file.larger_than": (
        "{file} is groter dan {megabytes} MB.",
        "{file} is larger than {megabytes} MB.",
    ),
    "file.left_out": (
        "weggelaten, want geen deel van een brief: {dutch}",
        "left out, since it is no part of a letter: {english}",
    ),
    "file.no_such_document": (
        "Zo'n document is er niet.",
        "There is no such document.",
    ),
    "file.no_word_document": (
        "Het bestand is geen Word-document (.docx).",
        "The file is not a Word document (.docx).",
    ),
    "file.not_handed_in": (
        "dit bestand is niet aangeleverd",
        "this file was not handed in",
    ),
    "file.not_in_inbox": (
        "‘{file}’ moet een bestand in de inbox van Paraaf zijn, zonder pad",
        "'{file}' must be a file in the inbox of Paraaf, without a path",
    ),
    "file.not_loaded": (
        "{file} kan niet gebruikt worden; er is niets geladen.",
        "{file} cannot be used; nothing was loaded.",
    ),
    "file.not_recorded": (
        "{file} kan niet gebruikt worden; er is niets vastgelegd.",
        "{file} cannot be used; nothing was recorded.",
    ),
    "file.not_started": (
        "{file} kan niet gebruikt worden; er is niets begonnen.",
        "{file} cannot be used; nothing was started.",
    ),
    "file.not_there": (
        "er is geen bestand {file} in {folder}",
        "there is no file {file} in {folder}",
    ),
    "file.not_with_dossier": (
        "Het bestand {file} zat niet bij het dossierbestand.",
        "The file {file} was not handed in with the dossier file.",
    ),
    "file.other_kind_of_word_file": (
        "Het bestand is geen Word-document (.docx), maar een ander soort Word-bestand; sla het op als .docx.",
        "The file is not a Word document (.docx) but another kind of Word file; save it as .docx.",
    ),
    "file.stored_is_gone": (
        "het bestand {file} is er niet meer; kies het nog eens",
        "the stored file {file} does not exist",
    ),
    "file.strict_open_xml": (
        "Het bestand is een Strict Open XML-document; dat is geen Word-document (.docx) zoals anderen het openen. Sla het in Word op als Word-document (.docx).",
        "The file is a Strict Open XML document, which is not a Word document (.docx) as others can open it; in Word, save it as Word Document (.docx).",
    ),
    "file.too_large": (
        "{file} is groter dan {megabytes} MB",
        "{file} is larger than {megabytes} MB",
    ),
    "file.too_large_to_open": (
        "Het bestand is te groot om te openen.",
        "The file is too large to be opened.",
    ),
    "file.unreadable": (
        "{file} kan niet gelezen worden: {reason}",
        "{file} cannot be read: {reason}",
    ),
}
