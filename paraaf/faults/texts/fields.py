"""What a field or a YAML file may hold."""

TEXTS = {
    "field.at_least": (
        "moet minstens {least} zijn",
        "must be at least {least}",
    ),
    "field.at_most": (
        "mag hoogstens {most} zijn",
        "must be at most {most}",
    ),
    "field.bad_characters": (
        "heeft tekens die hier niet kunnen",
        "has characters that cannot be used here",
    ),
    "field.cannot_be_used": (
        "kan niet gebruikt worden",
        "cannot be used",
    ),
    "field.date": (
        "moet een datum zijn, zoals 2025-10-17",
        "must be a date, like 2025-10-17",
    ),
    "field.empty": (
        "is niet ingevuld",
        "is empty",
    ),
    "field.fields": (
        "moet velden hebben (`naam: waarde`)",
        "must hold fields (`name: value`)",
    ),
    "field.list": (
        "moet een lijst zijn",
        "must be a list",
    ),
    "field.missing": (
        "is niet ingevuld",
        "is missing",
    ),
    "field.needs_entry": (
        "heeft er minstens één nodig",
        "needs at least one entry",
    ),
    "field.not_one_of": (
        "{given} is niet een van {choices}",
        "{given} is not one of {choices}",
    ),
    "field.smaller_number": (
        "moet een kleiner getal zijn",
        "must be a whole number that is not so large",
    ),
    "field.text": (
        "moet tekst zijn (zet het tussen aanhalingstekens)",
        "must be text (put it in quotes)",
    ),
    "field.too_long": (
        "is langer dan {most} tekens",
        "is longer than {most} characters",
    ),
    "field.too_long_text": (
        "is te lang",
        "is too long",
    ),
    "field.true_or_false": (
        "moet true of false zijn",
        "must be true or false",
    ),
    "field.unknown": (
        "dit veld bestaat niet (wel: {known})",
        "there is no such field (known here: {known})",
    ),
    "field.unknown.none": (
        "dit veld bestaat niet",
        "there is no such field",
    ),
    "field.unknown_near": (
        "dit veld bestaat niet; bedoelt u ‘{near}’?",
        "there is no such field; did you mean '{near}'?",
    ),
    "field.value_bad_characters": (
        "{given} heeft tekens die hier niet kunnen",
        "{given} has characters that cannot be used here",
    ),
    "field.value_too_long": (
        "{given} is langer dan {most} tekens",
        "{given} is longer than {most} characters",
    ),
    "field.whole_number": (
        "moet een heel getal zijn",
        "must be a whole number",
    ),
    "field.wrong": (
        "klopt niet: {reason}",
        "{reason}",
    ),
    "yaml.character": (
        "er staat een teken in dat niet kan (U+{code})",
        "holds a character that cannot be used (U+{code})",
    ),
    "yaml.colon": (
        "hier staat een dubbele punt te veel; zet de tekst tussen aanhalingstekens",
        "there is a colon too many here; put the text in quotes",
    ),
    "yaml.empty": (
        "{file} is leeg; er moeten velden in staan (`naam: waarde`).",
        "{file} is empty; it must hold fields (`name: value`).",
    ),
    "yaml.field_twice": (
        "dit veld staat er twee keer",
        "this field occurs twice",
    ),
    "yaml.file_unreadable": (
        "{file} kan niet gelezen worden: {reason}.",
        "{file} cannot be read: {reason}.",
    ),
    "yaml.holds_list": (
        "In {file} moeten velden staan (`naam: waarde`), geen lijst.",
        "{file} must hold fields (`name: value`), not a list.",
    ),
    "yaml.holds_value": (
        "In {file} moeten velden staan (`naam: waarde`), geen losse waarde.",
        "{file} must hold fields (`name: value`), not a single value.",
    ),
    "yaml.no_text": (
        "{file} is geen tekstbestand in UTF-8.",
        "{file} is not a text file in UTF-8.",
    ),
    "yaml.not_valid": (
        "{file} is geen goed YAML-bestand.",
        "{file} is not valid YAML.",
    ),
    "yaml.open_quotes": (
        "het bestand eindigt binnen aanhalingstekens die geopend werden",
        "the file ends within quotes that were opened",
    ),
    "yaml.refers_to_itself": (
        "{file} verwijst te vaak naar zichzelf (`*naam`); schrijf uit wat zich herhaalt.",
        "{file} refers to itself too often (`*name`); write out what it repeats.",
    ),
    "yaml.second_document": (
        "hier begint een tweede document (`---`); een bestand heeft er één",
        "a second document begins here (`---`); a file holds one",
    ),
    "yaml.tab": (
        "hier staat een tab; gebruik spaties",
        "there is a tab here; use spaces",
    ),
    "yaml.text_too_long": (
        "deze tekst is langer dan {most} tekens",
        "this text is longer than {most} characters",
    ),
    "yaml.too_deep": (
        "dit gaat meer dan {most} niveaus diep",
        "this goes more than {most} levels deep",
    ),
    "yaml.too_large": (
        "{file} is groter dan {size}.",
        "{file} is larger than {size}.",
    ),
    "yaml.too_many_values": (
        "Er staat te veel in {file}, met meer dan {most} waarden; laat weg wat te veel is.",
        "{file} holds more than {most} values; leave out what is too much.",
    ),
    "yaml.unreadable": (
        "het kan niet gelezen worden: {reason}",
        "{reason}",
    ),
}
