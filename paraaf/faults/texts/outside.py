"""Settings, database, Prefect and stores."""

TEXTS = {
    "database.all_busy": (
        "Te veel mensen zijn op hetzelfde moment bezig; er is niets veranderd. Probeer het zo nog eens.",
        "Too many people are busy at the same moment; nothing was changed. Try again in a moment.",
    ),
    "database.cannot_be_used": (
        "De database {where} kan niet gebruikt worden ({kind}). Kijk naar PARAAF_DATABASE_URL.",
        "The database {where} cannot be used ({kind}). Check PARAAF_DATABASE_URL.",
    ),
    "database.does_not_answer": (
        "De database {where} antwoordt niet ({kind}). Kijk naar PARAAF_DATABASE_URL.",
        "The database {where} does not answer ({kind}). Check PARAAF_DATABASE_URL.",
    ),
    "database.missing": (
        "Er is geen database op {file}.",
        "There is no database at {file}.",
    ),
    "database.no_answer": (
        "De database antwoordt niet: {reason}.",
        "The database did not answer: {reason}.",
    ),
    "database.other_revision": (
        "De database is op revisie {current}; deze Paraaf heeft {needed} nodig.",
        "The database is at revision {current}, this Paraaf needs {needed}.",
    ),
    "database.refused": (
        "De database weigert dit; er is niets veranderd: {reason}.",
        "The database refused this, nothing was changed: {reason}.",
    ),
    "database.rows_refer_to_nothing": (
        "In de database staan rijen die naar niets verwijzen; er is niets veranderd.",
        "The database holds rows that refer to nothing; it was not changed.",
    ),
    "demo.messages_differ": (
        "{written} berichten geschreven, {arrived} aangekomen. Niet één keer: {wrong}",
        "{written} messages were written, {arrived} arrived. Not once: {wrong}",
    ),
    "demo.not_sound": (
        "Het dossier is niet in orde:{faults:lines}",
        "The dossier is not sound:{faults:lines}",
    ),
    "demo.waited": (
        "{seconds} s gewacht op {what}; zie {logs}.",
        "Waited {seconds} s for {what}; see {logs}.",
    ),
    "prefect.answered": (
        "De Prefect-server op {api} antwoordde {status} op {method} {path}.",
        "Prefect's server at {api} answered {status:raw} to {method} {path}.",
    ),
    "prefect.log_in_refused": (
        "De Prefect-server op {api} neemt de aanmelding niet aan. Zet PREFECT_API_AUTH_STRING, of laat PARAAF_PREFECT_LOGIN_FILE het bestand noemen waar die in staat.",
        "Prefect's server at {api} does not accept the log-in. Set PREFECT_API_AUTH_STRING, or let PARAAF_PREFECT_LOGIN_FILE name the file that holds it.",
    ),
    "prefect.no_answer": (
        "De Prefect-server op {api} antwoordt niet ({kind}).",
        "Prefect's server does not answer at {api} ({kind}).",
    ),
    "prefect.no_deployment": (
        "Prefect kent de deployment ‘{deployment}’ niet. Vraag de beheerder.",
        "Prefect has no deployment '{deployment}'.",
    ),
    "prefect.no_work_pool": (
        "De deployment ‘{deployment}’ heeft in Prefect geen work pool. Vraag de beheerder.",
        "Deployment '{deployment}' has no work pool in Prefect.",
    ),
    "prefect.not_set": (
        "Er is geen Prefect-server ingesteld. Zet PARAAF_PREFECT_API_URL.",
        "No Prefect server is set. Set PARAAF_PREFECT_API_URL.",
    ),
    "settings.clock_file": (
        "In het klokbestand {file} staat geen aantal seconden.",
        "The clock file {file} does not hold a number of seconds.",
    ),
    "settings.closed_days": (
        "Het bestand met gesloten dagen {file} (PARAAF_CLOSED_DAYS) kan niet gebruikt worden:{faults:lines}",
        "The file of closed days {file} (PARAAF_CLOSED_DAYS) cannot be used:{faults:lines}",
    ),
    "settings.no_database_driver": (
        "PARAAF_DATABASE_URL noemt een stuurprogramma dat niet geïnstalleerd is.",
        "PARAAF_DATABASE_URL names a driver that is not installed.",
    ),
    "settings.no_database_url": (
        "PARAAF_DATABASE_URL is geen adres van een database.",
        "PARAAF_DATABASE_URL is not a database URL.",
    ),
    "settings.no_portal_secret": (
        "Het portaal heeft geen geheim. Zet PARAAF_PORTAL_SECRET, minstens {least} tekens, hetzelfde voor het portaal en voor elk proces dat berichten bezorgt.",
        "The portal has no secret. Set PARAAF_PORTAL_SECRET, at least {least} characters, the same for the portal and for every process that delivers messages.",
    ),
    "settings.no_prefect_log_in": (
        "In {file} staat geen aanmelding voor de Prefect-server. PARAAF_PREFECT_LOGIN_FILE noemt een bestand met GEBRUIKER:WACHTWOORD; laat het weg om PREFECT_API_AUTH_STRING te gebruiken.",
        "{file} holds no log-in for Prefect's server. PARAAF_PREFECT_LOGIN_FILE names a file with USER:PASSWORD; leave it out to use PREFECT_API_AUTH_STRING.",
    ),
    "settings.no_such_store": (
        "PARAAF_DOCUMENTS_URL noemt een soort opslag (‘{scheme}’) die onbekend is, of waarvan het pakket niet geïnstalleerd is.",
        "PARAAF_DOCUMENTS_URL names a kind of store ('{scheme}') that is not known, or whose package is not installed.",
    ),
    "settings.other_database": (
        "Paraaf bewaart zijn gegevens in SQLite of PostgreSQL, niet in {backend}.",
        "Paraaf keeps its data in SQLite or PostgreSQL, not in {backend}.",
    ),
    "settings.unreadable": (
        "De instellingen kunnen niet gelezen worden: {kind}. Kijk naar PARAAF_CHANNELS.",
        "The settings cannot be read: {kind}. Check PARAAF_CHANNELS.",
    ),
    "settings.wrong": (
        "Deze instellingen kloppen niet:{faults:lines}",
        "These settings are wrong:{faults:lines}",
    ),
    "settings.wrong_value": (
        "{reason}",
        "{reason}",
    ),
    "stack.did_not_start": (
        "{part} begon niet; zie {log}.",
        "{part} did not start; see {log}.",
    ),
    "stack.no_free_port": (
        "Geen enkele poort van deze machine is vrij.",
        "No port of this machine is free.",
    ),
    "stack.no_prefect_yaml": (
        "Er is geen prefect.yaml in {folder}: start dit vanuit een kopie van de broncode van Paraaf.",
        "There is no prefect.yaml in {folder}: run this from a checkout of Paraaf.",
    ),
    "stack.not_deployed": (
        "De deployments konden niet gemaakt worden; zie {log}.",
        "The deployments could not be made; see {log}.",
    ),
    "stack.part_stopped": (
        "{part} stopte vanzelf; zie {log}.",
        "The {part} stopped by itself; see {log}.",
    ),
    "stack.prefect_answered": (
        "De Prefect-server antwoordde {status} op {method} {url}.",
        "Prefect's server answered {status:raw} to {method} {url}.",
    ),
    "stack.prefect_no_answer": (
        "De Prefect-server antwoordt niet op {method} {url}.",
        "Prefect's server does not answer {method} {url}.",
    ),
    "stack.worker_did_not_start": (
        "De worker begon niet; zie {log}.",
        "The worker did not start; see {log}.",
    ),
    "store.cannot_be_read": (
        "De documentopslag kan niet gelezen worden ({kind}).",
        "The document store cannot be read ({kind}).",
    ),
    "store.cannot_be_written": (
        "Er kan niet in de documentopslag worden geschreven ({kind}).",
        "The document store cannot be written ({kind}).",
    ),
    "store.file_changed": (
        "Het opgeslagen bestand {sha256} is veranderd.",
        "The stored file {sha256} was changed.",
    ),
    "store.file_gone": (
        "Het opgeslagen bestand {sha256} is weg.",
        "The stored file {sha256} is gone.",
    ),
}
