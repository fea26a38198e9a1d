"""The fields of a dossier request in English, and in Dutch where the model's own words speak of files and codes.

The Dutch words are those of the model (`models/request.py`), as in the run form of the Prefect UI.
"""

from pydantic import BaseModel

from models.enums import Language

ENGLISH: dict[str, tuple[str, str]] = {
    "DossierRequest.title": ("Title", "Title of the letter."),
    "DossierRequest.subject": ("Subject", "The subject line on the letter."),
    "DossierRequest.references": ("Numbers", "File number and reference."),
    "DossierRequest.ministry": ("Ministry", "The ministry that sends the letter."),
    "DossierRequest.minister": ("Minister", "The minister who signs."),
    "DossierRequest.secretariat": ("Secretariat", "The secretariat that sends the letter out."),
    "DossierRequest.recipient": ("Recipient", "The house of parliament that the letter goes to."),
    "DossierRequest.owner": ("Owner", "Who makes the letter and answers comments."),
    "DossierRequest.route": ("Route", "The steps that the letter goes through."),
    "DossierRequest.letter": ("Letter", "The draft: a Word file, or the text in sections."),
    "DossierRequest.attachments": ("Attachments", "What goes with the letter."),
    "DossierRequest.departments": ("Departments", "The departments that are asked."),
    "DossierRequest.stakeholders": ("Stakeholders", "The stakeholders that are asked."),
    "DossierRequest.sign_off_route": ("Sign-off route", "Who signs off, in order."),
    "DossierRequest.sign_off_groups": ("Signing off at the same time", "Who of the route are asked at the same time."),
    "DossierRequest.optional_parties": (
        "Not required",
        "Departments or stakeholders that need not answer; a round does not wait for them.",
    ),
    "DossierRequest.one_off_parties": ("One-off parties", "Parties that do not stand in the party directory."),
    "DossierRequest.occasion": ("Occasion", "Why the letter goes now."),
    "DossierRequest.advised_decision": ("Advised decision", "What the minister is asked."),
    "DossierRequest.key_points": ("Key points", "The heart of it, up to three levels deep."),
    "DossierRequest.political_context": ("Political context", "Remarks beforehand."),
    "DossierRequest.commitments": ("Motions and commitments", "What the letter discharges."),
    "DossierRequest.field_remarks": (
        "Field of forces",
        "Remarks; who agreed is written by Paraaf from the reactions.",
    ),
    "DossierRequest.note_sections": ("Further sections of the note", "Financial, legal, communication and so on."),
    "DossierRequest.planning": ("Planning", "Where this letter differs from the route, for each step."),
    "DossierRequest.debate_date": ("Debate", "The day of the debate in parliament."),
    "References.dossier_number": ("File number", "Unique number of the file; letters, digits, dot, dash."),
    "References.kenmerk": ("Reference", "The reference that stands on the letter."),
    "OwnerRequest.name": ("Name", "Name of the owner."),
    "OwnerRequest.unit": ("Directorate", "Directorate or department."),
    "OwnerRequest.address": ("Address", "E-mail address of the owner."),
    "OwnerRequest.channel": ("Channel", "Name of a channel that is set up, such as mail."),
    "OwnerRequest.language": ("Language", "Language of the messages."),
    "LetterRequest.file": ("Word file", "The draft as .docx, without tracked changes."),
    "LetterRequest.sections": ("Sections", "Or the text itself, section by section; Paraaf sets it in the template."),
    "SectionRequest.heading": ("Heading", "Empty for the salutation or the introduction."),
    "SectionRequest.text": ("Text", "Text in Markdown: paragraphs, lists, tables, **bold**, *italic*."),
    "AttachmentRequest.title": ("Title", "Title of the attachment as it stands on the letter."),
    "AttachmentRequest.file": ("File", "A PDF, or a Word file (.docx)."),
    "SignOffGroup.parties": ("At the same time", "Officials that follow each other on the route."),
    "SignOffGroup.needed": ("Needed", "How many of them have to sign off; empty: all."),
    "OneOffParty.code": ("Code", "A short code for this party; after saving it stands in the lists above."),
    "OneOffParty.name": ("Name", "The whole name."),
    "OneOffParty.kind": ("Kind", "What the party is asked for."),
    "OneOffParty.contacts": ("Contacts", "Who is written to."),
    "ContactRequest.name": ("Name", "Name of the person or mailbox."),
    "ContactRequest.function": ("Function", "Function or department."),
    "ContactRequest.address": ("Address", "E-mail address, or the address for the chosen channel."),
    "ContactRequest.channel": ("Channel", "Name of a channel that is set up, such as mail."),
    "ContactRequest.code_address": (
        "Address for codes",
        "Where codes go that confirm something, such as a signature; empty: to the address itself.",
    ),
    "ContactRequest.code_channel": ("Channel for codes", "The channel of that address; empty: that of the messages."),
    "ContactRequest.language": ("Language", "Language of the messages."),
    "Point.text": ("Point", "The point in one or two sentences."),
    "Point.points": ("Points below it", "Second level."),
    "SubPoint.text": ("Point", "Point on the second level."),
    "SubPoint.points": ("Points below it", "Third level."),
    "LowestPoint.text": ("Point", "Point on the third level."),
    "CommitmentRequest.kind": ("Kind", "A motion that parliament passed, or a promise of the minister."),
    "CommitmentRequest.members": ("Members or debate", "The members whose motion it is, or the debate."),
    "CommitmentRequest.subject": ("Subject", "What was asked or promised."),
    "CommitmentRequest.date": ("Date", "Date of the motion or commitment."),
    "CommitmentRequest.reference": ("Reference", "Parliamentary paper or number of the commitment."),
    "CommitmentRequest.passage": (
        "Passage",
        "The sentence of the letter that discharges the motion or commitment, word for word.",
    ),
    "NoteSectionRequest.key": ("Section", "A section that the route knows, or one of your own."),
    "NoteSectionRequest.heading": ("Heading", "Only needed for a section of your own."),
    "NoteSectionRequest.text": (
        "Text",
        "Text in Markdown. Whoever sees the Prefect UI reads along: give what is confidential as a file.",
    ),
    "NoteSectionRequest.file": ("Text file", "Or a text file (Markdown, UTF-8)."),
    "StagePlan.stage": ("Step", "The step of the route."),
    "StagePlan.working_days": ("Working days", "The term in working days."),
    "StagePlan.due_date": ("Due date", "A fixed due date in place of a term."),
    "StagePlan.silence": ("Silence", "What it means when somebody does not answer."),
}
"""Label and explanation, by model and field."""

DUTCH_HINTS = {
    "DossierRequest.ministry": "Het ministerie dat de brief stuurt.",
    "DossierRequest.minister": "De minister die tekent.",
    "DossierRequest.secretariat": "Het secretariaat dat verzendt.",
    "DossierRequest.recipient": "De Kamer waar de brief heen gaat.",
    "DossierRequest.route": "De stappen waar de brief langs gaat.",
    "DossierRequest.departments": "De departementen die gevraagd worden.",
    "DossierRequest.stakeholders": "De stakeholders die gevraagd worden.",
    "DossierRequest.sign_off_route": "Wie paraferen, op volgorde.",
    "LetterRequest.file": "Het concept als .docx, zonder bijgehouden wijzigingen.",
    "AttachmentRequest.file": "Een pdf, of een Wordbestand (.docx).",
    "SignOffGroup.parties": "Ambtenaren die op de route op elkaar volgen.",
    "OneOffParty.code": "Korte code voor deze partij; na het bewaren staat zij in de lijsten hierboven.",
    "OneOffParty.kind": "Waarvoor de partij gevraagd wordt.",
    "OwnerRequest.language": "Taal van de berichten.",
    "ContactRequest.language": "Taal van de berichten.",
    "CommitmentRequest.kind": "Een motie van de Kamer, of een toezegging van de minister.",
    "NoteSectionRequest.key": "Een onderdeel dat de route kent, of een van uzelf.",
    "NoteSectionRequest.file": "Of een tekstbestand (Markdown, UTF-8).",
    "StagePlan.stage": "De stap van de route.",
    "StagePlan.silence": "Wat het betekent als iemand niet antwoordt.",
}
"""What is chosen or handed in here, where a dossier file holds a code or a path."""


def label_of(model: type[BaseModel], name: str, language: Language) -> str:
    """Return what a field is called."""
    if language is Language.ENGLISH:
        return ENGLISH[f"{model.__name__}.{name}"][0]
    return str(model.model_fields[name].title)


def hint_of(model: type[BaseModel], name: str, language: Language) -> str:
    """Return what is meant to stand in a field."""
    key = f"{model.__name__}.{name}"
    if language is Language.ENGLISH:
        return ENGLISH[key][1]
    return DUTCH_HINTS.get(key) or str(model.model_fields[name].description)
