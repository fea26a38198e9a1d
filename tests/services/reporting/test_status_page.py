"""The page of a letter in the Prefect UI."""

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from models.enums import Position
from models.errors import GatewayError
from models.process import StepKind
from paraaf.gateways.runs import StatusPage
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import closing
from paraaf.services.reporting import status_page
from paraaf.services.signing import decisions, sign_offs
from tests.support.acts import (
    CONDITION,
    SUGGESTION,
    answer,
    consulted,
    escalation,
    fin_objects,
    on_sqlite,
    rejected,
    state_of,
    status_of,
    waiting_for,
)
from tests.support.letters import NUMBER, PARTIES, begin, carry, react, register

pytestmark = on_sqlite

HOSTILE = (
    "a|b\n| c | d |\n\n# Kop\n- punt <script>alert(1)</script> <img src=x onerror=y> [klik](http://evil.nl) "
    "![x](http://evil.nl/x.png) `code` **vet** ~~weg~~ <http://evil.nl> https://evil.nl www.evil.nl m@evil.nl "
    "&lt;b&gt; \\| \\[x](y) {{ x }}"
)


def page_of(app: App) -> StatusPage:
    return status_page.status_page(app, status_of(app))


def tokens_of(page: StatusPage) -> list[Token]:
    """Return what a browser would be shown, in pieces."""
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page.markdown)
    return [piece for token in parsed for piece in (token, *(token.children or []))]


def text_of(page: StatusPage) -> str:
    """Return the text that a reader of the page sees."""
    return " ".join(token.content for token in tokens_of(page) if token.type in ("text", "text_special"))


def cells_of(page: StatusPage) -> list[list[str]]:
    """Return the rows of all tables on the page, as a reader sees them."""
    rows: list[list[str]] = []
    parsed = MarkdownIt("commonmark").enable("table").parse(page.markdown)
    for place, token in enumerate(parsed):
        if token.type == "tr_open":
            rows.append([])
        if token.type in ("td_open", "th_open"):
            rows[-1].append("".join(child.content for child in parsed[place + 1].children or []))
    return rows


# Text from outside is shown as text


def _titled(app: App) -> StatusPage:
    line = HOSTILE.replace("\n", " ")[:290]
    register(app, title=line, subject=line)
    return page_of(app)


def _escalated(app: App) -> StatusPage:
    fin_objects(app)
    decided = replace(escalation(), decided_by=HOSTILE[:190], level=HOSTILE[:190], reason=HOSTILE)
    answer(app, responses=[rejected()], escalations=[decided])
    return page_of(app)


def _signed_off(app: App) -> StatusPage:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    sign_offs.sign_off(app, NUMBER, party="DIR", by=" ".join(HOSTILE.split())[:190], remarks=HOSTILE)
    return page_of(app)


def _discussed(app: App) -> StatusPage:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    decisions.discuss(app, NUMBER, by="M", remarks=HOSTILE)
    return page_of(app)


def _undelivered(app: App) -> StatusPage:
    app.notifier.error = HOSTILE
    carry(app, register(app))
    return page_of(app)


@pytest.mark.parametrize("make", [_titled, _escalated, _signed_off, _discussed, _undelivered])
def test_text_from_outside_adds_no_markup_link_picture_or_table_cell(app: App, make: object) -> None:
    page = make(app)  # type: ignore[operator]

    kinds = {token.type for token in tokens_of(page)}
    assert kinds & {"html_inline", "html_block", "link_open", "image", "code_inline", "s_open", "fence"} == set()
    headings = [token for token in tokens_of(page) if token.type == "heading_open"]
    assert len([h for h in headings if h.tag == "h1"]) == 1
    assert "<script>alert(1)</script>" in "".join(token.content for token in tokens_of(page) if not token.children)
    assert {len(row) for row in cells_of(page)} <= {3, 5}


def test_a_bare_address_of_a_page_or_mailbox_becomes_no_link(app: App) -> None:
    register(app, title="Zie https://evil.nl en www.evil.nl of WWW.evil.nl of m@evil.nl")

    first_line = page_of(app).markdown.splitlines()[0]

    assert first_line == r"# Zie https\://evil.nl en www\.evil.nl of WWW\.evil.nl of m\@evil.nl"


# What stands on it


def test_the_page_says_who_is_asked_who_answered_and_who_is_late(app: App) -> None:
    dossier_id = consulted(app)
    react(app, "FIN", Position.OBJECT, SUGGESTION, CONDITION)

    page = page_of(app)

    assert ["FIN", "objects (2 comments)", "2 March 2026"] in cells_of(page)
    assert ["OCW", "no reaction yet", "–"] in cells_of(page)
    assert "Waits for OCW" in text_of(page)
    assert dossier_id not in page.markdown


def test_an_official_who_is_late_is_shown_with_the_working_days(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    app.clock.move(days=14)

    assert "working day(s) late" in page_of(app).markdown


def test_every_sign_off_stands_in_the_table_in_order(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    sign_offs.sign_off(app, NUMBER, party="DIR", by="D. Directeur", remarks="Netjes.")

    rows = [row for row in cells_of(page_of(app)) if row[0] in ("DIR", "WJZ")]

    assert [row[:3] for row in rows] == [["DIR", "signed off", "D. Directeur"], ["WJZ", "not yet its turn", ""]]
    assert rows[0][4] == "Netjes."


def test_each_document_is_listed_on_the_page_and_in_the_table_of_versions(app: App) -> None:
    waiting_for(app, StepKind.DONE)
    state, page = state_of(app), page_of(app)

    assert [row["No"] for row in page.versions] == [document.seq for document in state.documents]
    assert [row["sha256"] for row in page.versions] == [document.sha256[:12] for document in state.documents]
    for document in state.documents:
        assert document.file_name in text_of(page)


def test_documents_are_links_where_the_settings_say_how_they_are_found(app: App) -> None:
    consulted(app)
    there = replace(
        app, settings=app.settings.model_copy(update={"document_url": "http://127.0.0.1:1/{sha256}/{name}"})
    )
    document = state_of(app).documents[0]

    links = [token for token in tokens_of(page_of(there)) if token.type == "link_open"]

    assert [link.attrs["href"] for link in links] == [f"http://127.0.0.1:1/{document.sha256}/{document.file_name}"]
    assert not [token for token in tokens_of(page_of(app)) if token.type == "link_open"]


AT_DEPARTMENTS = ["EZ", "step: Consultation of the departments"]


@pytest.mark.parametrize(
    ("kind", "tags", "progress"),
    [
        (StepKind.AWAIT_REACTIONS, [*AT_DEPARTMENTS, "waits for: FIN", "waits for: OCW"], 0.0),
        (StepKind.AWAIT_MINISTER, ["EZ", "step: Minister", "waits for: MIN"], 66.7),
        (StepKind.AWAIT_DISPATCH, ["EZ", "step: Dispatch", "waits for: secretariat"], 83.3),
        (StepKind.DONE, ["EZ", "dispatched"], 100.0),
    ],
)  # fmt: skip
def test_the_tags_say_where_the_letter_is_and_whom_it_waits_for(
    app: App, kind: StepKind, tags: list[str], progress: float
) -> None:
    waiting_for(app, kind)

    page = page_of(app)

    assert (list(page.tags), page.progress) == (tags, progress)
    assert (page.name, page.key) == (f"Een kleine brief ({NUMBER})", "letter-test-1")


@pytest.mark.parametrize("kind", [StepKind.AWAIT_REACTIONS, StepKind.AWAIT_DISPATCH, StepKind.DONE])
def test_no_address_and_no_contents_of_the_letter_are_on_the_page(app: App, kind: StepKind) -> None:
    waiting_for(app, kind)
    page = page_of(app)

    shown = f"{page.name} {page.tags} {page.markdown} {page.versions}"

    assert "@" not in shown
    assert [name for name in ("example.nl", "geheimpje", "scherpe keuzes") if name in shown] == []
    assert "example.nl" in PARTIES


def test_a_message_that_does_not_arrive_is_shown_until_it_does_or_is_cancelled(app: App) -> None:
    dossier_id = begin(app)
    app.notifier.is_down = True
    carry(app, dossier_id)
    assert "Not delivered" in text_of(page_of(app))
    assert status_of(app).undelivered == 2

    closing.close_early(app, NUMBER, by="O. Eigenaar", reason="Klaar.")

    assert status_of(app).undelivered == 0
    assert "Not delivered" not in text_of(page_of(app))


def test_a_page_in_dutch_is_in_dutch(app: App) -> None:
    consulted(app)
    dutch = replace(app, settings=app.settings.model_copy(update={"language": "nl"}))

    page = page_of(dutch)

    assert ["FIN", "nog geen reactie", "–"] in cells_of(page)
    assert "wacht op: FIN" in page.tags
    assert list(page.versions[0]) == ["Nr", "Document", "Soort", "Versie", "Datum", "sha256"]


# Publishing


def test_a_page_is_published_with_its_revision_and_that_is_no_change_of_the_letter(app: App) -> None:
    dossier_id = consulted(app)
    before = state_of(app).dossier.revision

    status_page.publish(app, dossier_id)

    assert app.runs.pages["run-1"] == page_of(app)
    dossier = state_of(app).dossier
    assert (dossier.revision, dossier.published_revision) == (before, before)


def test_a_page_that_prefect_does_not_take_stays_behind(app: App) -> None:
    dossier_id = consulted(app)
    app.runs.is_down = True

    with pytest.raises(GatewayError):
        status_page.publish(app, dossier_id)

    with app.read() as session:
        assert status_page.stale_pages(session) == [dossier_id]


def test_a_letter_that_moves_on_while_its_page_is_published_is_published_again(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier_id = consulted(app)
    publish = app.runs.publish
    shown: list[str] = []

    def meanwhile(run_id: str, page: StatusPage) -> None:
        publish(run_id, page)
        shown.append(page.markdown)
        if len(shown) == 1:
            app.runs.is_down = True
            react(app, "FIN")
            app.runs.is_down = False

    monkeypatch.setattr(app.runs, "publish", meanwhile)
    status_page.publish(app, dossier_id)

    assert ["| FIN | agrees" in markdown for markdown in shown] == [False, True]
    with app.read() as session:
        assert status_page.stale_pages(session) == []
