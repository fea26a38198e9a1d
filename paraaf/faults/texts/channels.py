"""Channels, and message templates."""

TEXTS = {
    "channel.broken_off": (
        "de server verbrak de verbinding",
        "the server broke off the connection",
    ),
    "channel.connection_refused": (
        "de server antwoordt niet (verbinding geweigerd)",
        "the server does not answer (connection refused)",
    ),
    "channel.copy_refused": (
        "de server weigert het adres van een kopie (cc of bcc) die dit kanaal maakt",
        "the server refuses the address of a copy (cc or bcc) that this channel makes",
    ),
    "channel.login_refused": (
        "de server weigert de aanmelding",
        "the server refuses the login",
    ),
    "channel.mail_server_unreachable": (
        "de mailserver van kanaal ‘{channel}’ is niet te bereiken: {reason}",
        "the mail server of channel '{channel}' cannot be reached: {reason}",
    ),
    "channel.message_refused": (
        "de server weigert het bericht",
        "the server refuses the message",
    ),
    "channel.message_refused_for_now": (
        "de server weigert het bericht voorlopig",
        "the server refuses the message for now",
    ),
    "channel.message_too_large": (
        "de server vindt het bericht te groot",
        "the server finds the message too large",
    ),
    "channel.name_not_known": (
        "de naam van de server is onbekend",
        "the server's name is not known",
    ),
    "channel.no_secure_connection": (
        "er is geen beveiligde verbinding te maken",
        "no secure connection can be made",
    ),
    "channel.no_such_address": (
        "‘{address}’ is geen adres dat via kanaal ‘{channel}’ te bereiken is",
        "'{address}' is no address that channel '{channel}' can reach",
    ),
    "channel.not_accepted": (
        "het bericht is niet aangenomen",
        "the message was not accepted",
    ),
    "channel.not_handed_over": (
        "Kanaal ‘{channel}’: het bericht kon niet worden overgedragen ({kind}).",
        "Channel '{channel}': the message could not be handed over ({kind}).",
    ),
    "channel.not_set_up": (
        "kanaal ‘{channel}’ is niet ingesteld (wel: {known}; zie PARAAF_CHANNELS)",
        "channel '{channel}' is not set up (set up: {known}; see PARAAF_CHANNELS)",
    ),
    "channel.not_set_up.none": (
        "kanaal ‘{channel}’ is niet ingesteld (geen enkel; zie PARAAF_CHANNELS)",
        "channel '{channel}' is not set up (set up: none; see PARAAF_CHANNELS)",
    ),
    "channel.not_set_up_for_address": (
        "Kanaal ‘{channel}’ is niet ingesteld, of kan dit adres niet aan.",
        "Channel '{channel}' is not set up, or cannot carry this address.",
    ),
    "channel.receiver_refused": (
        "de server weigert het adres van de ontvanger",
        "the server refuses the receiver's address",
    ),
    "channel.refused": (
        "Kanaal ‘{channel}’: {reason}.",
        "Channel '{channel}': {reason}.",
    ),
    "channel.silent_after_message": (
        "de server kreeg het bericht en antwoordt niet (te lang gewacht)",
        "the server got the message and does not answer (timed out)",
    ),
    "channel.timed_out": (
        "de server antwoordt niet (te lang gewacht)",
        "the server does not answer (timed out)",
    ),
    "returned_mail.refused": (
        "De mailbox voor teruggekomen mail laat Paraaf niet toe ({kind}); zie PARAAF_RETURNED_MAIL_URL.",
        "The mailbox for returned mail does not let Paraaf in ({kind}); see PARAAF_RETURNED_MAIL_URL.",
    ),
    "returned_mail.unreachable": (
        "De mailbox voor teruggekomen mail is niet te bereiken ({kind}).",
        "The mailbox for returned mail cannot be reached ({kind}).",
    ),
    "template.cannot_be_used": (
        "Het sjabloon {kind} kan niet gebruikt worden: {faults}.",
        "The template {kind} cannot be used: {faults}.",
    ),
    "template.field_missing": (
        "veld {field} ontbreekt",
        "field {field} is missing",
    ),
    "template.file_unreadable": (
        "kan niet gelezen worden ({kind})",
        "cannot be read ({kind})",
    ),
    "template.message_cannot_be_used": (
        "Het sjabloon messages/{language:raw}/{kind:raw}.txt kan niet gebruikt worden: {reason}.",
        "The message template messages/{language:raw}/{kind:raw}.txt cannot be used: {reason}.",
    ),
    "template.message_wrong": (
        "sjabloon messages/{language:raw}/{file}: {reason}",
        "template messages/{language:raw}/{file}: {reason}",
    ),
    "template.message_wrong_at": (
        "sjabloon messages/{language:raw}/{file}: regel {line}: {reason}",
        "template messages/{language:raw}/{file}: line {line}: {reason}",
    ),
    "template.no_file": (
        "het bestand is er niet",
        "there is no such file",
    ),
    "template.no_such_fact": (
        "er is geen ‘{name}’ in dit bericht (wel: {known})",
        "there is no '{name}' in this message (there is: {known})",
    ),
    "template.no_such_filter": (
        "er is geen filter ‘{name}’",
        "there is no filter '{name}'",
    ),
    "template.no_such_part": (
        "er is geen ‘{name}’ in ‘{of}’",
        "there is no '{name}' in '{of}'",
    ),
    "template.no_such_test": (
        "er is geen test ‘{name}’",
        "there is no test '{name}'",
    ),
    "template.no_word_file": (
        "is geen Word-document",
        "is not a Word document",
    ),
    "template.other_kind_of_file": (
        "is geen Word-document maar een ander soort Word-bestand; sla het op als .docx",
        "is not a Word document but another kind of Word file; save it as .docx",
    ),
    "template.style_missing": (
        "opmaakprofiel {style} ontbreekt",
        "style {style} is missing",
    ),
    "template.style_of_other_kind": (
        "opmaakprofiel {style} is er een voor iets anders",
        "style {style} is one for something else",
    ),
    "template.style_without_numbering": (
        "opmaakprofiel {style} heeft geen nummering",
        "style {style} has no numbering",
    ),
    "template.syntax": (
        "{reason}",
        "{reason}",
    ),
    "template.unreadable": (
        "Het sjabloon {file} kan niet gelezen worden: {reason}.",
        "The template {file} cannot be read: {reason}.",
    ),
    "template.wrong": (
        "sjabloon {name}: {reason}",
        "template {name}: {reason}",
    ),
}
