"""What somebody types is read by others: it stays text there. And no form works without its token."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from starlette.responses import Response

from models.enums import LinkPurpose, Position, Verdict, Weight
from models.process import StepKind
from paraaf.portal.web.sessions import CONFIRMED, COOKIE, PREFIXES, Sessions, home
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import answers, reaction_inputs, reactions
from paraaf.services.letters import holds
from paraaf.services.messaging import link_admin
from paraaf.services.signing import decisions, sign_offs
from tests.portal.accounts import SECRET
from tests.portal.codes import signed_in
from tests.portal.hostile import SCRIPT
from tests.portal.person import Person, foreign
from tests.portal.web.addresses import CLOSED
from tests.support.acts import consulted, waiting_for
from tests.support.extent import REQUIRES_ALL
from tests.support.letters import NUMBER, carry, react, state_of, to_stage


def test_script_in_what_a_party_says_stays_text_on_every_page_where_it_is_read(
    app: App, person: Callable[[str], Person]
) -> None:
    dossier_id = consulted(app)
    said = reaction_inputs.CommentInput(SCRIPT, Weight.CONDITION, passage=SCRIPT, proposed_text=SCRIPT)
    given = reaction_inputs.ReactionInput("FIN", SCRIPT[:60], Position.AGREE_ON_CONDITION, (said,), remark=SCRIPT)
    reactions.record_reaction(app, NUMBER, given)
    react(app, "OCW")
    carry(app, dossier_id)
    owner = signed_in(person("owner@example.nl"))
    pages = [owner.go(owner.home).text, owner.go(f"{owner.home}/answers").text]
    response = answers.ResponseInput(1, Verdict.REJECTED, SCRIPT)
    decided = answers.EscalationInput("FIN", SCRIPT[:60], SCRIPT[:60], SCRIPT)
    given_answers = answers.AnswersInput(responses=[response], escalations=[decided])
    answers.answer(app, NUMBER, given_answers, by="O. Eigenaar")
    to_stage(app, dossier_id, StepKind.AWAIT_SIGN_OFF)
    pages.append(person("dir@example.nl").open().text)
    sign_offs.sign_off(app, NUMBER, party="DIR", by=SCRIPT[:60], remarks=SCRIPT)
    to_stage(app, dossier_id, StepKind.AWAIT_MINISTER)
    decisions.discuss(app, NUMBER, by="M. Minister", remarks=SCRIPT)
    pages.append(person("min@example.nl").open().text)
    holds.hold(app, NUMBER, by=SCRIPT[:60], reason=SCRIPT)
    pages += [owner.go(owner.home).text, person("min@example.nl").open().text]
    holds.release(app, NUMBER, by="O. Eigenaar")
    to_stage(app, dossier_id, StepKind.AWAIT_DISPATCH)
    secretary = signed_in(person("bbr@example.nl"))
    pages += [secretary.go(secretary.home).text, secretary.go(f"{secretary.home}/letters/{NUMBER}").text]

    for page in pages:
        assert "<script" not in foreign(page) and "<img src=x" not in page
    assert all("&lt;script&gt;" in page for page in pages[:-2])


@pytest.mark.parametrize(
    "path", [path for method, path in CLOSED if method == "POST" and not path.startswith("/review/")]
)
@pytest.mark.parametrize("token", [None, "0" * 43] if REQUIRES_ALL else ["0" * 43])
def test_no_form_works_without_its_token(
    app: App, browser: Callable[[], TestClient], path: str, token: str | None
) -> None:
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    purpose = next(p for p in LinkPurpose if path.startswith(f"/{PREFIXES[p]}/"))
    mine = next(link for link in link_admin.list_links(app, NUMBER) if link.purpose is purpose)
    client = browser()
    sessions, at = Sessions(SECRET, is_secure=True), app.clock.wall()
    response = Response()
    sessions.begin(response, purpose, mine.id, at=at)
    sessions.confirm(response, purpose, mine.id, at=at)
    for name, header in zip((COOKIE, CONFIRMED), response.headers.getlist("set-cookie"), strict=True):
        client.cookies.set(name, header.partition(";")[0].partition("=")[2])
    assert client.get(home(purpose, mine.id)).status_code == 200
    before = state_of(app).dossier.audit_count
    where = path.replace("{link_id}", mine.id).replace("{number}", NUMBER if "letters" in path else "1")
    data = {"reason": "Lang nagedacht", "choice": "sign", "confirm": "yes"} | ({"form_token": token} if token else {})
    answer = client.post(where, data=data, follow_redirects=False)

    assert answer.status_code == 403
    assert "Lang nagedacht" in answer.text
    assert state_of(app).dossier.audit_count == before
