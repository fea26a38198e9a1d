"""The secretariat's figures: how long answers take, how many are late, how much agreement is silence."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from models.enums import LinkPurpose
from paraaf.portal.letters.secretariat import letter_of
from paraaf.portal.web.rendering import language_of, render
from paraaf.portal.web.visitors import Visitor, visiting
from paraaf.services.reporting.figures import FigureFilter, figure_rows, read_figures

router = APIRouter(prefix="/secretariat/{link_id}")

Secretary = Annotated[Visitor, Depends(visiting(LinkPurpose.SECRETARIAT))]


@router.get("/figures")
def of_all(request: Request, visitor: Secretary, since: str = "", until: str = "") -> Response:
    """Show the figures over the letters of this secretariat, those that were started in a period if one is given."""
    mine = visitor.dossier.secretariat_code
    return _page(request, visitor, FigureFilter(since=_day(since), until=_day(until), secretariat=mine))


@router.get("/letters/{number}/figures")
def of_one(request: Request, visitor: Secretary, number: str) -> Response:
    """Show the figures of one letter."""
    dossier = letter_of(visitor, number).state.dossier
    return _page(request, visitor, FigureFilter(dossier=dossier.number))


def _page(request: Request, visitor: Visitor, chosen: FigureFilter) -> Response:
    figures = read_figures(visitor.paraaf, chosen)
    rows = figure_rows(figures, language_of(request, visitor)) if figures.letters else []
    return render(
        request, "figures.html", visitor=visitor, chosen=chosen, count=figures.letters, rows=rows,
        heads=list(rows[0]) if rows else [],
    )  # fmt: skip


def _day(value: str) -> date | None:
    """Return a day from the address; what is none chooses nothing."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
