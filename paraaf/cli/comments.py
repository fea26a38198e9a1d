"""`paraaf comments`: what the parties of a round want of the letter, to be read, or as a form to be filled in."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from models.consultation import Comment, ConsultationRound
from models.enums import Placing, StageKind
from models.errors import TransitionNotAllowed
from models.proposal import is_unplaced, placing_of
from models.state import DossierState
from paraaf import wording
from paraaf.bootstrap import build_app
from paraaf.cli.options import Dossier, Json
from paraaf.services.app.status import read_status
from paraaf.services.consultation import returned_copies
from paraaf.terminal import as_json, done, table

_WIDTH = 100
_PLACES = {
    None: "it is about no passage",
    Placing.WORDS: "`takes: true` puts it in the place of those words",
    Placing.PASSAGE: "`takes: true` puts it in the place of the whole passage",
    Placing.AFTER: "`takes: true` puts it after the passage",
}
"""What taking a proposed text over does."""


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(comments)


def comments(
    dossier: Dossier,
    form: Annotated[
        bool, typer.Option("--form", help="Print a file for `paraaf answer`, with a place for each answer.")
    ] = False,
    json_: Json = False,
) -> None:
    """Show the comments of the present round: those given as text and those in the returned Word files."""
    state = read_status(build_app(), dossier).state
    round_ = _round_of(state)
    found = state.comments_in(round_)
    if form:
        typer.echo("\n".join(_form(state, round_)))
    elif json_:
        as_json([_as_data(state, comment) for comment in found])
    elif not found:
        done(f"Nobody commented on version {round_.version_number} in round {round_.number}.")
    else:
        rows = [(c.number, _who(state, c), c.weight, _where(c), c.text, _answer(state, c)) for c in found]
        table(
            f"{state.dossier.title}, version {round_.version_number}, round {round_.number}",
            ("", "Who", "Weight", "Passage", "Comment", "Answer"),
            rows,
        )


def _round_of(state: DossierState) -> ConsultationRound:
    is_consultation = not state.dossier.is_over and state.stage.kind is StageKind.CONSULTATION
    round_ = state.current_round() if is_consultation else None
    if round_ is None:
        where = wording.DOSSIERS["en"][state.dossier.status] if state.dossier.is_over else state.stage.name.en
        raise TransitionNotAllowed("round.none_to_answer_at", letter=state.dossier.number, stage=where)
    return round_


def _form(state: DossierState, round_: ConsultationRound) -> Iterator[str]:
    """Yield the lines of an answers file; equal changes of several parties have one place."""
    yield f"# Answers to round {round_.number} of letter {state.dossier.number}, about version {round_.version_number}."
    yield "# A verdict is accepted, partly or rejected; each needs a reason. Several may be answered at once:"
    yield '#   - comment: "3-9, 12"'
    open_ = state.unanswered_in(round_)
    yield "responses:" if open_ else "responses: []"
    done_: set[int] = set()
    for comment in open_:
        if comment.number in done_:
            continue
        equal = [comment, *returned_copies.equal_to(state, round_, comment)]
        done_ |= {each.number for each in equal}
        yield from _about(state, equal)
        numbers = sorted(each.number for each in equal)
        yield f"  - comment: {numbers[0]}" if len(numbers) == 1 else f'  - comment: "{", ".join(map(str, numbers))}"'
        yield "    verdict:"
        yield "    reason:"


def _where(comment: Comment) -> str:
    return f"{comment.passage} ('{comment.words}')" if comment.words else comment.passage


def _about(state: DossierState, equal: Sequence[Comment]) -> Iterator[str]:
    comment = equal[0]
    yield ""
    who = "; ".join(_who(state, each) for each in equal)
    yield f"  # {comment.number}: {_plain(who)}, {comment.weight}"
    for label, text in (("where", _where(comment)), ("what", comment.text), ("text", _proposed(comment))):
        for place, line in enumerate(textwrap.wrap(_plain(text), _WIDTH)):
            yield f"  #   {f'{label}:' if place == 0 else '':7}{line}"


def _proposed(comment: Comment) -> str:
    """Return the text that a comment proposes, with how it is taken over; what a change says stands in its words."""
    if comment.marks or not comment.proposed_text.strip():
        return ""
    if is_unplaced(comment):
        return f"{comment.proposed_text} (`takes: passage` puts it in the place of the whole passage, `after` after it)"
    return f"{comment.proposed_text} ({_PLACES[placing_of(comment)]})"


def _plain(text: str) -> str:
    """Return text from outside as one line without anything that ends a comment in YAML."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _who(state: DossierState, comment: Comment) -> str:
    reaction = next(each for each in state.reactions if each.id == comment.reaction_id)
    return f"{reaction.party_code} ({comment.author or reaction.by})"


def _answer(state: DossierState, comment: Comment) -> str:
    response = state.response_to(comment)
    return f"{wording.VERDICTS['en'][response.verdict]}: {response.reason}" if response else ""


def _as_data(state: DossierState, comment: Comment) -> dict[str, object]:
    response = state.response_to(comment)
    reaction = next(each for each in state.reactions if each.id == comment.reaction_id)
    same = ("number", "weight", "text", "passage", "old_text", "proposed_text", "placing", "source", "author")
    return {
        **{name: getattr(comment, name) for name in same},
        "party": reaction.party_code,
        "by": reaction.by,
        "verdict": response.verdict if response else None,
        "reason": response.reason if response else "",
    }
