"""The reference case "Industriebeleid met focus" as facts; what the parties say is made up."""

from datetime import UTC, date, datetime
from pathlib import Path

from models.enums import CommitmentKind, LetterMark, PartyKind, Position, Verdict, Weight
from paraaf.documents import (
    AdviceNoteFacts,
    CommitmentFacts,
    Escalation,
    KeyPoint,
    LetterFacts,
    NoteSection,
    PartyPosition,
    ReactionRow,
    ReactionTableFacts,
    ReturnRemark,
    Section,
    Stamp,
    Stance,
)

TEMPLATES = Path(__file__).parents[2] / "templates" / "documents"
FINGERPRINT = "3f9a1c7be05d4482a9c06e1177d0b2f4"

STAMP = Stamp(2, date(2025, 10, 3), LetterMark.CONCEPT)

LETTER = LetterFacts(
    title="Industriebeleid met focus",
    subject="Kamerbrief Industriebeleid met focus",
    kenmerk="DGBI / 2025-10417",
    dossier_number="29 826",
    ministry="Ministerie van Economische Zaken",
    addressee=(
        "De Voorzitter van de Tweede Kamer",
        "der Staten-Generaal",
        "Prinses Irenestraat 6",
        "2595 BD  DEN HAAG",
    ),
    sections=(
        Section(
            "",
            "Met deze brief informeert het kabinet uw Kamer over het vernieuwde industriebeleid."
            " Het ondernemingsklimaat hapert en de internationale spanningen lopen op."
            " Dat zet **verdienvermogen** en *weerbaarheid* onder druk.",
        ),
        Section(
            "Een nieuwe koers",
            "Het kabinet kiest voor een beperkt aantal markten.\n\n"
            "- Voor elke markt komt er, samen met het bedrijfsleven, een programma:\n"
            "  - met concrete doelen;\n"
            "  - met acties, te weten:\n"
            "    - extra capaciteit;\n"
            "    - een sterkere kennispositie.\n"
            "- Instrumenten worden meer gericht op de [Nationale Technologiestrategie](https://www.rijksoverheid.nl/nts).\n",
        ),
        Section(
            "Aanpak en planning",
            "De aanpak kent drie stappen:\n\n1. analyse van groeimarkten;\n2. keuze van markten:\n"
            "   1. op bestaande tractie;\n   2. op bijdrage aan weerbaarheid;\n3. programma's per markt.\n\n"
            "De planning is als volgt.\n\n| Stap | Trekker | Gereed |\n|---|---|---|\n"
            "| Analyse | EZ en KGG | gereed |\n| Programma's | EZ | eerste kwartaal 2026 |\n\nDaarna:\n\n"
            "1. volgt een voortgangsbrief;\n2. worden lessen van de **Beethoven-aanpak** benut.\n",
        ),
        Section(
            "Tot slot",
            "Het kabinet blijft werken aan een stevig fundament voor alle ondernemers en sectoren."
            " Uw Kamer ontvangt voor de zomer van 2026 een overzicht van de voortgang.",
        ),
    ),
    attachments=("Kansen voor nieuwe innovatiedynamiek", "Groeimarkten voor Nederland", "Beslisnota"),
    signatory_name="V.P.G. Karremans",
    signatory_function="Minister van Economische Zaken",
    author="A. de Vries",
)


def at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2025, month, day, hour, 0, tzinfo=UTC)


POSITIONS = (
    PartyPosition("FIN", Position.AGREE_ON_CONDITION, "J. Bakker", at(9, 22), 1, "Dekking ontbreekt in paragraaf 3."),
    PartyPosition("OCW", Position.AGREE, "M. Smit", at(9, 19), 1, ""),
    PartyPosition("DEF", Position.AGREE_WITH_COMMENTS, "K. Visser", at(9, 24), 1, "Zie opmerkingen."),
    PartyPosition("BZ", Position.TACIT, "", None, 1, ""),
)

ROWS = (
    ReactionRow(
        1,
        "FIN",
        "J. Bakker",
        "Voor elke markt komt er, samen met het bedrijfsleven, een programma",
        "De budgettaire gevolgen ontbreken. Zonder dekking kan dit niet worden toegezegd.",
        "Voor elke markt komt er, binnen bestaande budgetten, een programma",
        Weight.CONDITION,
        Verdict.ACCEPTED,
        "Tekst is aangepast.",
    ),
    ReactionRow(
        2,
        "DEF",
        "K. Visser",
        "een sterkere kennispositie",
        "Noem ook defensietechnologie.",
        "",
        Weight.SUGGESTION,
        Verdict.PARTLY,
        "Genoemd in een voetnoot; de brief houdt de markten algemeen.",
    ),
    ReactionRow(3, "DEF", "K. Visser", "", "Leesbare brief.", "", Weight.OBSERVATION, None, ""),
)

REACTION_TABLE = ReactionTableFacts(
    title=LETTER.title,
    kenmerk=LETTER.kenmerk,
    dossier_number=LETTER.dossier_number,
    stage_label="Consultatie departementen",
    round_number=1,
    letter_version=1,
    letter_fingerprint=FINGERPRINT,
    opened=date(2025, 9, 15),
    due=date(2025, 9, 26),
    closed=date(2025, 9, 29),
    day=date(2025, 10, 1),
    positions=POSITIONS,
    rows=ROWS,
    author=LETTER.author,
    answered=False,
)


def stance(
    party: str,
    position: Position | None = Position.AGREE,
    *remarks: str,
    kind: PartyKind = PartyKind.DEPARTMENT,
    version: int | None = 2,
    changed_since: bool = False,
) -> Stance:
    answered = position not in (None, Position.TACIT, Position.NO_RESPONSE)
    return Stance(party, kind, position, version, at(10, 2) if answered else None, remarks, changed_since)


NOTE = AdviceNoteFacts(
    title=LETTER.title,
    subject="Aanbieding Kamerbrief Industriebeleid met focus",
    kenmerk=LETTER.kenmerk,
    dossier_number=LETTER.dossier_number,
    ministry=LETTER.ministry,
    to="Minister van Economische Zaken",
    author=LETTER.author,
    unit="Directoraat-generaal Bedrijfsleven en Innovatie",
    day=date(2025, 10, 10),
    number=1,
    letter_version=2,
    letter_fingerprint=FINGERPRINT,
    occasion="Aan de Kamer is een vernieuwd industriebeleid toegezegd. De brief en de rapporten zijn gereed.",
    advised_decision="U wordt gevraagd de brief te ondertekenen, waarna deze met de bijlagen naar de Kamer gaat.",
    key_points=(
        KeyPoint("Verdienvermogen en weerbaarheid staan onder druk."),
        KeyPoint(
            "Het kabinet kiest een nieuwe koers voor een beperkt aantal markten.",
            (
                KeyPoint("Per markt komt er een programma.", (KeyPoint("Naar het voorbeeld van de halfgeleiders."),)),
                KeyPoint("Instrumenten worden gericht op de NTS."),
                KeyPoint("EZ coördineert de programma's."),
            ),
        ),
        KeyPoint("Daarnaast blijft het kabinet werken aan een stevig fundament."),
    ),
    political_context=(KeyPoint("Politiek en samenleving vragen het kabinet om scherpe keuzes."),),
    commitments=(
        CommitmentFacts(
            CommitmentKind.MOTION,
            "Martens-America",
            "Lessen van de Beethoven-aanpak benutten",
            None,
            "",
            "worden lessen van de Beethoven-aanpak benut",
            True,
        ),
        CommitmentFacts(
            CommitmentKind.COMMITMENT,
            "Minister van EZ",
            "Scherpe keuzes maken en die koppelen aan de NTS",
            date(2025, 9, 3),
            "Debat halfgeleiders",
            "scherpe keuzes",
            False,
        ),
    ),
    stances=(
        stance("FIN", Position.AGREE_ON_CONDITION, "de dekking staat uitdrukkelijk in de brief"),
        stance("OCW"),
        stance("DEF", Position.AGREE_WITH_COMMENTS, "Noem defensietechnologie"),
        stance("KGG", Position.AGREE, version=1, changed_since=True),
        stance("BZ", Position.TACIT),
        stance("IenW", Position.OBJECT, "Circulaire economie ontbreekt."),
        stance("VNO-NCW", kind=PartyKind.STAKEHOLDER),
        stance("FME", Position.AGREE_WITH_COMMENTS, "Vraagt om snelheid", kind=PartyKind.STAKEHOLDER),
        stance("TNO", Position.NO_RESPONSE, kind=PartyKind.STAKEHOLDER),
    ),
    field_remarks=(KeyPoint("Voor de groeimarktanalyse zijn 114 experts geraadpleegd."),),
    escalations=(
        Escalation("IenW", "de secretaris-generaal", "SG-overleg", "Circulair komt terug in het najaar", at(10, 8)),
    ),
    returns=(ReturnRemark("WJZ", at(10, 7), "Juridische grondslag toelichten"),),
    sections=(
        NoteSection(
            "financial", "Financiële overwegingen", "De maatregelen passen binnen **bestaande** budgetten.", True
        ),
        NoteSection("legal", "Juridische overwegingen", "Geen bijzonderheden.", True),
        NoteSection(
            "confidential",
            "Informatie die niet openbaar gemaakt kan worden",
            "Onderhandelingen met een bedrijf lopen nog.",
            False,
        ),
    ),
    attachments=LETTER.attachments[:2],
    public=False,
)


def template(name: str) -> bytes:
    return (TEMPLATES / f"{name}.docx").read_bytes()
