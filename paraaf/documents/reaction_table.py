"""The reaction table: what each party said in one round, and what the owner did with each comment."""

from paraaf.documents import dutch
from paraaf.documents.facts import PartyPosition, ReactionRow, ReactionTableFacts
from paraaf.documents.tables import table
from paraaf.documents.template import CELL_STYLE, Block, Template

TO_BE_ANSWERED = "nog te beantwoorden"
FINGERPRINT_LENGTH = 12


def render_reaction_table(facts: ReactionTableFacts, template: bytes) -> bytes:
    """Return the reaction table as a Word file; raise `TemplateError` if the template lacks a field or style."""
    document = Template("reaction_table", template)
    document.fill(
        {
            "title": facts.title,
            "kenmerk": facts.kenmerk,
            "dossier_number": facts.dossier_number,
            "round": f"{facts.stage_label}, ronde {facts.round_number}",
            "letter": letter_version(facts.letter_version, facts.letter_fingerprint),
            "opened": dutch.day(facts.opened),
            "due": dutch.day(facts.due),
            "closed": dutch.day(facts.closed),
            "date": dutch.day(facts.day),
            "author": facts.author,
            "state": _state(facts),
        }
    )
    document.fill_blocks("positions", [_positions(document, facts)])
    document.fill_blocks("comments", [_comments(document, facts)])
    title = f"Reactietabel {facts.title}, {facts.stage_label}, ronde {facts.round_number}"
    document.file.describe(title=title, author=facts.author, day=facts.day)
    return document.file.bytes()


def letter_version(number: int, fingerprint: str) -> str:
    """Return which text it is about, in words: its version and the start of its fingerprint."""
    return f"versie {number}, vingerafdruk {fingerprint[:FINGERPRINT_LENGTH]}"


def _state(facts: ReactionTableFacts) -> str:
    open_rows = sum(row.verdict is None for row in facts.rows)
    if not facts.rows:
        return "er zijn geen opmerkingen gemaakt"
    if open_rows:
        return f"{dutch.number(open_rows)} van {dutch.number(len(facts.rows))} opmerkingen nog te beantwoorden"
    return "alle opmerkingen zijn beantwoord" if facts.answered else "beantwoording nog niet afgerond"


def _positions(document: Template, facts: ReactionTableFacts) -> Block:
    if not facts.positions:
        return document.plain("In deze ronde is niemand om een reactie gevraagd.", CELL_STYLE)
    return table(
        document,
        ("Partij", "Standpunt", "Gegeven door", "Datum", "Versie", "Toelichting"),
        [_position(position) for position in facts.positions],
        title="Standpunt van elke partij",
        shares=(14, 18, 18, 14, 7, 29),
    )


def _position(position: PartyPosition) -> tuple[str, ...]:
    said = dutch.POSITIONS[position.position] if position.position else "nog geen reactie"
    if position.is_taken_out:
        said = "uit de ronde gehaald"
    return (
        position.party,
        said,
        position.by or dutch.NONE,
        dutch.day(position.at),
        str(position.version),
        position.remark or dutch.NONE,
    )


def _comments(document: Template, facts: ReactionTableFacts) -> Block:
    if not facts.rows:
        return document.plain("Er zijn geen opmerkingen gemaakt.", CELL_STYLE)
    return table(
        document,
        ("Nr", "Partij", "Passage", "Opmerking en voorstel", "Gewicht", "Beantwoording"),
        [_comment(row) for row in facts.rows],
        title="Opmerkingen en beantwoording",
        shares=(5, 12, 22, 28, 11, 22),
    )


def _where(row: ReactionRow) -> str:
    passage = row.passage.strip()
    return f"{passage}\nBij de woorden: ‘{row.words}’" if row.words else passage


def _comment(row: ReactionRow) -> tuple[str, ...]:
    proposal = f"{dutch.PROPOSALS[row.placing]}: {row.proposed_text.strip()}" if row.proposed_text.strip() else ""
    answer = f"{dutch.VERDICTS[row.verdict]}\n{row.reason}" if row.verdict else TO_BE_ANSWERED
    return (
        str(row.number),
        f"{row.party}\n{row.contact}",
        _where(row) or ("nieuwe alinea" if row.is_change else "hele brief"),
        f"{row.comment}\n{proposal}",
        dutch.WEIGHTS[row.weight] + ("\nreden van het bezwaar" if row.is_reason else ""),
        answer,
    )
