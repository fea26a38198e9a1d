"""The dossier file: everything that is needed to start a letter.

One model for the command line, the run form in the Prefect UI and the portal. The Dutch titles and
descriptions are what the form shows; the JSON Schema for editors is made from it.
"""

import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from models.enums import CommitmentKind, Language, PartyKind, Silence

# No control characters but tab and line ends: they would act on the screen or printer that shows the text.
_ONE_LINE = r"^[^\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]*$"
_LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=_ONE_LINE)]
OptionalLine = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300, pattern=_ONE_LINE)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_ONE_LINE)]
OptionalName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=_ONE_LINE)]
ShortLine = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100, pattern=_ONE_LINE)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100_000, pattern=_LINES)]
OptionalText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100_000, pattern=_LINES)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.&-]{0,39}$")]
DossierNumber = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$")]
Address = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=320, pattern=r"^\S+$")]

OptionalAddress = Annotated[str, StringConstraints(strip_whitespace=True, max_length=320, pattern=r"^\S*$")]
OptionalCode = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^([A-Za-z0-9][A-Za-z0-9_.&-]{0,39})?$")
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ContactRequest(_Strict):
    """A person or mailbox through which somebody is reached."""

    name: Name = Field(title="Naam", description="Naam van de persoon of het postvak.")
    function: OptionalName = Field(default="", title="Functie", description="Functie of afdeling.")
    address: Address = Field(title="Adres", description="E-mailadres, of het adres voor het gekozen kanaal.")
    channel: Code = Field(default="mail", title="Kanaal", description="Naam van een ingesteld kanaal, zoals mail.")
    code_address: OptionalAddress = Field(
        default="",
        title="Adres voor codes",
        description="Waar codes heen gaan die iets bevestigen, zoals een ondertekening; leeg: naar het adres zelf.",
    )
    code_channel: OptionalCode = Field(
        default="", title="Kanaal voor codes", description="Kanaal van dat adres; leeg: dat van de berichten."
    )
    language: Language = Field(default=Language.DUTCH, title="Taal", description="Taal van de berichten: nl of en.")


class OwnerRequest(_Strict):
    """The process owner (dossierhouder), who answers comments and makes the next version."""

    name: Name = Field(title="Naam", description="Naam van de dossierhouder.")
    unit: OptionalName = Field(default="", title="Directie", description="Directie of afdeling.")
    address: Address = Field(title="Adres", description="E-mailadres van de dossierhouder.")
    channel: Code = Field(default="mail", title="Kanaal", description="Naam van een ingesteld kanaal, zoals mail.")
    language: Language = Field(default=Language.DUTCH, title="Taal", description="Taal van de berichten: nl of en.")


class References(_Strict):
    """The numbers under which the letter is known."""

    dossier_number: DossierNumber = Field(
        title="Dossiernummer", description="Uniek nummer van het dossier; letters, cijfers, punt, streepje."
    )
    kenmerk: ShortLine = Field(default="", title="Kenmerk", description="Kenmerk dat op de brief staat.")


class SectionRequest(_Strict):
    """A part of the letter under a heading of its own."""

    heading: OptionalLine = Field(default="", title="Kop", description="Kop; leeg voor de aanhef of de inleiding.")
    text: Text = Field(title="Tekst", description="Tekst in Markdown: alinea's, lijsten, tabellen, **vet**, *cursief*.")


class LetterRequest(_Strict):
    """The draft: a Word file, or sections that are set in the letter template."""

    file: OptionalLine = Field(
        default="",
        title="Wordbestand",
        description="Het concept als .docx: een pad naast het dossierbestand, of een bestand in de inbox van Paraaf.",
    )
    sections: list[SectionRequest] = Field(
        default=[], title="Onderdelen", description="Of de tekst zelf, per onderdeel; Paraaf zet haar in het sjabloon."
    )


class AttachmentRequest(_Strict):
    """A file that goes to parliament with the letter."""

    title: Line = Field(title="Titel", description="Titel van de bijlage zoals die op de brief staat.")
    file: Line = Field(title="Bestand", description="Pad naast het dossierbestand, of een bestand in de inbox.")


class OneOffParty(_Strict):
    """A party that is asked this once and does not stand in the party directory."""

    code: Code = Field(title="Code", description="Korte code waarmee de lijsten hierboven naar deze partij verwijzen.")
    name: Name = Field(title="Naam", description="Volledige naam.")
    kind: PartyKind = Field(title="Soort", description="department, stakeholder of unit.")
    contacts: list[ContactRequest] = Field(min_length=1, title="Contacten", description="Wie aangeschreven wordt.")


class SignOffGroup(_Strict):
    """Officials on the sign-off route who are asked at the same time."""

    parties: list[Code] = Field(min_length=2, title="Codes", description="Codes die op de route op elkaar volgen.")
    needed: int | None = Field(
        default=None, ge=1, title="Nodig", description="Hoeveel van hen moeten paraferen; leeg: allemaal."
    )


class LowestPoint(_Strict):
    """A point on the third level."""

    text: Text = Field(title="Punt", description="Punt op het derde niveau.")


class SubPoint(_Strict):
    """A point on the second level."""

    text: Text = Field(title="Punt", description="Punt op het tweede niveau.")
    points: list[LowestPoint] = Field(default=[], title="Onderliggende punten", description="Derde niveau.")


class Point(_Strict):
    """A point of the note, with points below it, three levels deep."""

    text: Text = Field(title="Punt", description="Het punt in een of twee zinnen.")
    points: list[SubPoint] = Field(default=[], title="Onderliggende punten", description="Tweede niveau.")


class CommitmentRequest(_Strict):
    """A motion or commitment that the letter meets."""

    kind: CommitmentKind = Field(title="Soort", description="motion (motie) of commitment (toezegging).")
    members: Line = Field(title="Indiener of debat", description="Kamerleden van de motie, of het debat.")
    subject: Text = Field(title="Onderwerp", description="Wat gevraagd of toegezegd is.")
    date: datetime.date | None = Field(default=None, title="Datum", description="Datum van de motie of toezegging.")
    reference: OptionalLine = Field(default="", title="Vindplaats", description="Kamerstuk of toezeggingsnummer.")
    passage: Text = Field(
        title="Passage", description="De zin uit de brief die de motie of toezegging afdoet, woordelijk."
    )


class NoteSectionRequest(_Strict):
    """A further section of the advice note."""

    key: Code = Field(title="Onderdeel", description="financial, legal, communication, not_public of een eigen naam.")
    heading: OptionalLine = Field(default="", title="Kop", description="Alleen nodig bij een eigen onderdeel.")
    text: OptionalText = Field(
        default="",
        title="Tekst",
        description="Tekst in Markdown. Wie de Prefect-UI ziet, leest mee: geef wat vertrouwelijk is als bestand.",
    )
    file: OptionalLine = Field(
        default="",
        title="Tekstbestand",
        description="Of een tekstbestand (Markdown, UTF-8): een pad naast het dossierbestand, of in de inbox.",
    )


class StagePlan(_Strict):
    """How long one stage of the route takes for this letter, and what silence means there."""

    stage: Line = Field(title="Stap", description="Sleutel van de stap in de route, zoals departments.")
    working_days: int | None = Field(default=None, ge=1, le=250, title="Werkdagen", description="Termijn in werkdagen.")
    due_date: datetime.date | None = Field(
        default=None, title="Einddatum", description="Vaste einddatum in plaats van termijn."
    )
    silence: Silence | None = Field(
        default=None, title="Zwijgen", description="tacit: zwijgen is instemmen; no_response: zwijgen is geen reactie."
    )


class DossierRequest(_Strict):
    """A letter to parliament to be brought from draft to dispatch."""

    title: Line = Field(title="Titel", description="Titel van de brief.")
    subject: Line = Field(title="Betreft", description="Onderwerpregel op de brief.")
    references: References = Field(title="Nummers", description="Dossiernummer en kenmerk.")
    ministry: Code = Field(title="Ministerie", description="Code van het ministerie in het partijenbestand, zoals EZ.")
    minister: Code = Field(title="Minister", description="Code van de minister die tekent.")
    secretariat: Code = Field(title="Secretariaat", description="Code van het secretariaat dat verzendt.")
    recipient: Code = Field(default="TK", title="Geadresseerde", description="Code van de Kamer, zoals TK of EK.")
    owner: OwnerRequest = Field(title="Dossierhouder", description="Wie de brief maakt en opmerkingen beantwoordt.")
    route: Line = Field(default="kamerbrief", title="Route", description="Naam van de route.")
    letter: LetterRequest = Field(title="Brief", description="Het concept: een Wordbestand of onderdelen.")
    attachments: list[AttachmentRequest] = Field(default=[], title="Bijlagen", description="Wat met de brief meegaat.")
    departments: list[Code] = Field(title="Departementen", description="Codes van de departementen.")
    stakeholders: list[Code] = Field(default=[], title="Stakeholders", description="Codes van de stakeholders.")
    sign_off_route: list[Code] = Field(title="Parafenroute", description="Codes van wie paraferen, op volgorde.")
    sign_off_groups: list[SignOffGroup] = Field(
        default=[], title="Tegelijk paraferen", description="Wie van de parafenroute tegelijk gevraagd worden."
    )
    optional_parties: list[Code] = Field(
        default=[],
        title="Niet verplicht",
        description="Departementen of stakeholders die niet hoeven te antwoorden; een ronde wacht niet op hen.",
    )
    one_off_parties: list[OneOffParty] = Field(
        default=[], title="Eenmalige partijen", description="Partijen die niet in het partijenbestand staan."
    )
    occasion: Text = Field(title="Aanleiding", description="Waarom de brief nu gaat.")
    advised_decision: Text = Field(title="Geadviseerd besluit", description="Wat de minister gevraagd wordt.")
    key_points: list[Point] = Field(min_length=1, title="Kernpunten", description="De kern, tot drie niveaus diep.")
    political_context: list[Point] = Field(default=[], title="Politieke context", description="Opmerkingen vooraf.")
    commitments: list[CommitmentRequest] = Field(
        default=[], title="Moties en toezeggingen", description="Wat de brief afdoet."
    )
    field_remarks: list[Point] = Field(
        default=[], title="Krachtenveld", description="Opmerkingen; wie instemde schrijft Paraaf uit de reacties."
    )
    note_sections: list[NoteSectionRequest] = Field(
        default=[], title="Verdere onderdelen van de nota", description="Financieel, juridisch, communicatie en zo."
    )
    planning: list[StagePlan] = Field(default=[], title="Planning", description="Afwijkingen van de route, per stap.")
    debate_date: datetime.date | None = Field(
        default=None, title="Debat", description="Datum van het debat in de Kamer."
    )

    @property
    def run_name(self) -> str:
        """The name of the letter's run in the Prefect UI: its title and number."""
        return f"{self.title} ({self.references.dossier_number})"


class DirectoryParty(_Strict):
    """A party as it stands in parties.yaml."""

    code: Code
    name: Name
    kind: PartyKind
    title: OptionalName = ""
    postal_address: OptionalText = ""
    contacts: list[ContactRequest] = []
    deputy: Code | None = None
    absent_from: datetime.date | None = None
    absent_until: datetime.date | None = None


class PartyDirectory(_Strict):
    """The contents of parties.yaml."""

    parties: list[DirectoryParty]
