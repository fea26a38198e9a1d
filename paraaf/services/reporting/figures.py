"""Figures over one letter or many: loaded as the few columns that count, and shown as a table."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from models.consultation import Comment, ConsultationRound, Invitation, Reaction, Response
from models.decision import Decision, Dispatch, SignOff
from models.dossier import Dossier
from models.figure_facts import (
    DecisionFacts,
    DispatchFacts,
    Facts,
    HoldFacts,
    InvitationFacts,
    LetterFacts,
    ReactionFacts,
    ResponseFacts,
    RoundFacts,
    SignOffFacts,
)
from models.figures import Answers, Figures, Spread, figures_of
from models.hold import Hold
from models.working_days import end_of_day
from paraaf import wording
from paraaf.gateways.runs import Row
from paraaf.services.app.state_loader import find_dossier
from paraaf.services.app.unit_of_work import App

Kind = TypeVar("Kind", bound=Any)


@dataclass(frozen=True)
class FigureFilter:
    """Which letters the figures are about; without anything all of them."""

    dossier: str = ""
    """Only this letter, by its number."""
    since: date | None = None
    """Only letters that were started on this day or later."""
    until: date | None = None
    """Only letters that were started on this day or earlier."""
    ministry: str = ""
    """Only letters of the ministry with this code."""
    secretariat: str = ""
    """Only letters of the secretariat with this code."""


def read_figures(app: App, chosen: FigureFilter = FigureFilter()) -> Figures:
    """Return the figures over the letters that are chosen; raise `NotFound` for a letter that is not there."""
    with app.read() as session:
        return figures_of(_load(session, chosen))


def publish_figures(app: App, run_id: str) -> int:
    """Put the figures over all letters beside a run in the Prefect UI; return over how many letters."""
    figures, language = read_figures(app), app.settings.language
    title = wording.FIGURES[language]["over"].format(count=figures.letters)
    app.runs.publish_table(run_id, key="figures", rows=figure_rows(figures, language), description=title)
    return figures.letters


def _load(session: Session, chosen: FigureFilter) -> Facts:
    letters = select(Dossier.id)
    if chosen.dossier:
        letters = letters.where(col(Dossier.id) == find_dossier(session, chosen.dossier).id)
    if chosen.since:
        letters = letters.where(col(Dossier.created_at) >= end_of_day(chosen.since - timedelta(days=1)))
    if chosen.until:
        letters = letters.where(col(Dossier.created_at) < end_of_day(chosen.until))
    if chosen.ministry:
        letters = letters.where(col(Dossier.ministry_code) == chosen.ministry)
    if chosen.secretariat:
        letters = letters.where(col(Dossier.secretariat_code) == chosen.secretariat)

    def rows(kind: type[Kind], table: type[SQLModel], *order: Any) -> list[Kind]:
        owner: Any = table.id if table is Dossier else table.dossier_id  # type: ignore[attr-defined]
        query = sa.select(*(getattr(table, name) for name in kind._fields)).where(owner.in_(letters))
        return [kind._make(row) for row in session.connection().execute(query.order_by(*order))]

    return Facts(
        letters=rows(LetterFacts, Dossier),
        rounds=rows(RoundFacts, ConsultationRound, ConsultationRound.opened_at),
        invitations=rows(InvitationFacts, Invitation),
        reactions=rows(ReactionFacts, Reaction),
        responses=_responses(session, letters),
        sign_offs=rows(SignOffFacts, SignOff),
        decisions=rows(DecisionFacts, Decision),
        dispatches=rows(DispatchFacts, Dispatch),
        holds=rows(HoldFacts, Hold),
    )


def _responses(session: Session, letters: Any) -> list[ResponseFacts]:
    """Return when the last comment of each round was answered; what was said too late stays out of it."""
    query = (
        sa.select(col(Invitation.round_id), sa.func.max(col(Response.at)).label("at"))
        .join(Comment, col(Comment.id) == col(Response.comment_id))
        .join(Reaction, col(Reaction.id) == col(Comment.reaction_id))
        .join(Invitation, col(Invitation.id) == col(Reaction.invitation_id))
        .where(col(Response.dossier_id).in_(letters), col(Reaction.is_late).is_(False))
        .group_by(col(Invitation.round_id))
    )
    return [ResponseFacts._make(row) for row in session.connection().execute(query)]


def figure_rows(figures: Figures, language: str) -> list[Row]:
    """Return the figures as a table: the letter as a whole, then each step, then each party in it."""
    words = wording.FIGURES[language]
    rows = [_row(words, "letter", "", figures.turnaround)]
    for step in figures.steps:
        if step.duration.count:
            rows.append(_row(words, step.step, words["whole"], step.duration, rounds=step.rounds))
        for answers, who in ((step.required, words["everyone"]), (step.optional, words["optional"])):
            if answers.asked:
                rows.append(_row(words, step.step, who, answers.turnaround, answers))
        for party in step.parties:
            name = wording.person(party.party, language)
            who = f"{name} ({words['optional']})" if party.is_optional else name
            rows.append(_row(words, step.step, who, party.answers.turnaround, party.answers))
    return rows


def _row(
    words: dict[str, str],
    step: str,
    who: str,
    days: Spread,
    answers: Answers | None = None,
    rounds: Spread | None = None,
) -> Row:
    return {
        words["step"]: words.get(step, step),
        words["party"]: who,
        words["asked"]: answers.asked if answers else days.count,
        words["late"]: _part(answers.late, answers.late_share) if answers else "",
        words["silent"]: answers.silent if answers else "",
        words["tacit"]: _part(answers.tacit, answers.tacit_share) if answers else "",
        words["median"]: _number(days.median),
        words["p90"]: _number(days.p90),
        words["rounds"]: _number(rounds.median) if rounds else "",
        words["rounds_p90"]: _number(rounds.p90) if rounds else "",
    }


def _part(count: int, share: float | None) -> str:
    return f"{count} ({share:.0%})" if count and share is not None else "0"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def figures_data(figures: Figures) -> dict[str, Any]:
    """Return the figures for programs: times in working days, shares between 0 and 1."""
    return {
        "letters": figures.letters,
        "turnaround": figures.turnaround,
        "steps": [
            {
                "step": step.step,
                "duration": step.duration,
                "rounds": step.rounds,
                "required": _answers_data(step.required),
                "optional": _answers_data(step.optional),
                "parties": [
                    {"party": p.party, "is_optional": p.is_optional, **_answers_data(p.answers)} for p in step.parties
                ],
            }
            for step in figures.steps
        ],
    }


def _answers_data(answers: Answers) -> dict[str, Any]:
    return {
        "asked": answers.asked,
        "late": answers.late,
        "late_share": answers.late_share,
        "silent": answers.silent,
        "tacit": answers.tacit,
        "tacit_share": answers.tacit_share,
        "turnaround": answers.turnaround,
    }
