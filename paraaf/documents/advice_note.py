"""The advice note (beslisnota): what the minister reads before signing, told from the facts."""

from collections.abc import Sequence

from paraaf.documents import dutch
from paraaf.documents.facts import AdviceNoteFacts, CommitmentFacts, KeyPoint, NoteSection, Stance
from paraaf.documents.markdown import markdown
from paraaf.documents.reaction_table import letter_version
from paraaf.documents.stances import describe_stances
from paraaf.documents.tables import table
from paraaf.documents.template import Block, Template

KIND, PUBLIC_KIND = "Nota ter beslissing", "Nota ter beslissing (openbare versie)"
NOT_IN_LETTER = "nog niet afgedaan: de genoemde passage staat niet in de brief"
NO_PASSAGE = "nog niet afgedaan: er is geen passage in de brief genoemd"


def render_advice_note(facts: AdviceNoteFacts, template: bytes) -> bytes:
    """Return the note as a Word file; `facts.public` leaves out the sections that may not be made public.

    Raise `TemplateError` if the template lacks a field or style.
    """
    note = Template("advice_note", template)
    note.fill(
        {
            "ministry": facts.ministry,
            "kind": PUBLIC_KIND if facts.public else KIND,
            "title": facts.title,
            "subject": facts.subject,
            "to": facts.to,
            "author": facts.author,
            "unit": facts.unit,
            "date": dutch.day(facts.day),
            "number": str(facts.number),
            "kenmerk": facts.kenmerk,
            "dossier_number": facts.dossier_number,
            "letter": letter_version(facts.letter_version, facts.letter_fingerprint),
        }
    )
    note.fill_blocks("body", [*_request(note, facts), *_explanation(note, facts), *_rest(note, facts)])
    kind = PUBLIC_KIND if facts.public else KIND
    note.file.describe(title=f"{kind}: {facts.title}", author=facts.author, day=facts.day)
    return note.file.bytes()


def _request(note: Template, facts: AdviceNoteFacts) -> list[Block]:
    """What is asked, and why."""
    return [
        note.heading("Aanleiding", 1),
        *markdown(note, facts.occasion, table_title="Aanleiding"),
        note.heading("Geadviseerd besluit", 1),
        *markdown(note, facts.advised_decision, table_title="Geadviseerd besluit"),
        note.heading("Kernpunten", 1),
        *note.bullets(facts.key_points),
    ]


def _explanation(note: Template, facts: AdviceNoteFacts) -> list[Block]:
    """What parliament asked, who thinks what, and who sent it back before."""
    made: list[Block] = [
        note.heading("Toelichting", 1),
        note.heading("Politieke context", 2),
        *note.bullets(facts.political_context),
        *_commitments(note, facts.commitments),
        note.heading("Krachtenveld", 2),
        *note.bullets((*describe_stances(facts.stances, facts.escalations), *facts.field_remarks)),
    ]
    if facts.stances:
        made.append(note.intro("Dit zijn de laatst vastgelegde standpunten:"))
        made.append(_stances(note, facts.stances))
    if facts.returns:
        earlier = [
            KeyPoint(f"{back.by} heeft de brief op {dutch.day(back.at)} teruggestuurd: {dutch.sentence(back.remarks)}")
            for back in facts.returns
        ]
        made += [note.heading("Eerdere behandeling", 2), *note.bullets(earlier)]
    return made


def _rest(note: Template, facts: AdviceNoteFacts) -> list[Block]:
    made: list[Block] = []
    left_out: list[NoteSection] = []
    for section in facts.sections:
        if facts.public and not section.public:
            left_out.append(section)
            continue
        made += [note.heading(section.heading, 1), *markdown(note, section.text, table_title=section.heading)]
    if left_out:
        one = len(left_out) == 1
        text = f"In deze openbare versie {'is' if one else 'zijn'} {dutch.number(len(left_out))}"
        text += f" {'onderdeel' if one else 'onderdelen'} van de nota weggelaten."
        made += [note.heading("Informatie die niet openbaar gemaakt kan worden", 1), note.plain(text)]
    if facts.attachments:
        made += [note.heading("Bijlagen", 1), *note.numbered(facts.attachments)]
    return made


def _commitments(note: Template, commitments: Sequence[CommitmentFacts]) -> list[Block]:
    if not commitments:
        return []
    met = sum(_is_met(commitment) for commitment in commitments)
    if met == len(commitments):
        intro = "De brief doet de volgende moties en toezeggingen af:"
    elif met:
        intro = (
            f"Van de volgende {dutch.number(len(commitments))} moties en toezeggingen doet de brief"
            f" er {dutch.number(met)} af:"
        )
    else:
        intro = "De volgende moties en toezeggingen zijn met deze brief nog niet afgedaan:"
    rows = [
        (
            dutch.COMMITMENTS[commitment.kind],
            commitment.by,
            commitment.subject,
            _source(commitment),
            _where(commitment),
        )
        for commitment in commitments
    ]
    headings = ("Soort", "Van", "Gevraagd of toegezegd", "Datum en vindplaats", "Plaats in de brief")
    made = table(note, headings, rows, title="Moties en toezeggingen", shares=(14, 15, 25, 24, 22))
    return [note.intro(intro), made]


def _is_met(commitment: CommitmentFacts) -> bool:
    return commitment.discharged and bool(commitment.passage.strip())


def _where(commitment: CommitmentFacts) -> str:
    if _is_met(commitment):
        return f"“{' '.join(commitment.passage.split())}”"
    return NOT_IN_LETTER if commitment.passage.strip() else NO_PASSAGE


def _source(commitment: CommitmentFacts) -> str:
    day = dutch.day(commitment.day) if commitment.day else ""
    return "\n".join(filter(None, (day, commitment.reference.strip()))) or dutch.NONE


def _stances(note: Template, stances: Sequence[Stance]) -> Block:
    rows = []
    for stance in stances:
        said = dutch.POSITIONS[stance.position] if stance.position else "nog geen standpunt"
        said = dutch.UNREACHED if stance.is_unreached else said
        remarks = "\n".join(remark for remark in stance.remarks if remark.strip())
        if stance.changed_since:
            remarks = "\n".join(filter(None, (remarks, "Tekst daarna gewijzigd.")))
        version = str(stance.version) if stance.version is not None else dutch.NONE
        rows.append((stance.party, said, version, dutch.day(stance.at), remarks or dutch.NONE))
    headings = ("Partij", "Standpunt", "Versie", "Datum", "Opmerking")
    return table(note, headings, rows, title="Standpunten van de geraadpleegde partijen", shares=(15, 20, 9, 24, 32))
