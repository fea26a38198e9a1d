"""`paraaf comments`, and the answers file that it writes."""

from models.enums import CommentSource, Position, Verdict
from paraaf import documents
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import reaction_inputs, reactions
from tests.cli.command_line import CommandLine
from tests.support.acts import consulted
from tests.support.copies import returned, sent_letter
from tests.support.letters import NUMBER, PASSAGE, carry, react, state_of

PLAN = "Dat doet het met een plan."
RICHER = "Dat doet het met een plan van een miljard euro."


def copies_came_in(app: App) -> None:
    dossier_id = consulted(app)
    for party, author in (("FIN", "A. de Vries"), ("OCW", "B. Jansen")):
        remarks = [(PASSAGE, "Mooi.\n# verdict: accepted")] if party == "FIN" else []
        copy = returned(sent_letter(app), (PLAN, RICHER), author=author, remarks=remarks)
        given = reaction_inputs.ReactionInput(party, party, Position.AGREE_WITH_COMMENTS, file=("brief.docx", copy))
        reactions.record_reaction(app, NUMBER, given)
    carry(app, dossier_id)


def test_the_comments_of_a_round_are_shown_with_who_made_them(cli: CommandLine, app: App) -> None:
    copies_came_in(app)

    shown = cli.data("comments", NUMBER)

    assert [(each["number"], each["party"], each["source"]) for each in shown] == [
        (1, "FIN", CommentSource.CHANGE),
        (2, "FIN", CommentSource.WORD_COMMENT),
        (3, "OCW", CommentSource.CHANGE),
    ]
    assert "A. de Vries" in cli.does("comments", NUMBER)


def test_the_form_has_one_place_for_each_answer_and_is_taken_when_filled_in(cli: CommandLine, app: App) -> None:
    copies_came_in(app)

    form = cli.does("comments", NUMBER, "--form")

    assert form.count("verdict:\n") == 2  # one for the change that both made; the comment's own line is no answer
    assert '  - comment: "1, 3"\n' in form
    filled = form.replace("verdict:\n", "verdict: accepted\n").replace("reason:\n", "reason: Goed.\n")
    path = cli.folder / "answers.yaml"
    path.write_text(filled, encoding="utf-8")
    cli.does("answer", NUMBER, str(path))
    assert [(r.verdict, r.reason) for r in state_of(app).responses] == [(Verdict.ACCEPTED, "Goed.")] * 3
    assert RICHER in documents.body_text(app.store.get(state_of(app).document("letter:2").sha256))  # type: ignore[union-attr]


def test_a_form_that_is_not_filled_in_is_refused_with_every_place(cli: CommandLine, app: App) -> None:
    copies_came_in(app)
    path = cli.folder / "answers.yaml"
    path.write_text(cli.does("comments", NUMBER, "--form"), encoding="utf-8")

    said = cli.refused("answer", NUMBER, str(path))

    assert said.count("verdict") == 2
    assert state_of(app).responses == []


def test_a_range_that_runs_backwards_is_refused(cli: CommandLine, app: App) -> None:
    copies_came_in(app)
    path = cli.folder / "answers.yaml"
    path.write_text('responses: [{comment: "3-1", verdict: accepted, reason: Goed.}]', encoding="utf-8")

    assert "runs from the higher number to the lower" in cli.refused("answer", NUMBER, str(path))


def test_without_a_round_there_is_nothing_to_show(cli: CommandLine, app: App) -> None:
    dossier_id = consulted(app)
    react(app, "FIN")

    assert "Nobody commented on version 1" in cli.does("comments", NUMBER)
    assert "There is no dossier" in cli.refused("comments", "NIET-1")
    assert dossier_id
