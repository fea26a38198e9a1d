"""schemathesis sends every address of the portal what its description allows, and what it does not: nothing is a 500.

The description is the portal's own OpenAPI, which it shows to nobody. It knows nothing of forms, so their fields are
read from the pages. With PARAAF_REQUIRE_ALL, as in CI, far more is sent, and files too.
"""

import copy
import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
import requests
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from starlette.responses import Response

from models.enums import Language, LinkPurpose, Role
from models.preparation import Preparation
from models.process import StepKind
from models.request import DossierRequest
from paraaf.portal import create_portal
from paraaf.portal.start.draft import StartDraft
from paraaf.portal.start.request_shape import shaped
from paraaf.portal.web.account_sessions import COOKIE as ACCOUNT
from paraaf.portal.web.account_sessions import AccountSessions
from paraaf.portal.web.sessions import Sessions, home
from paraaf.services.access import accounts
from paraaf.services.app.unit_of_work import App
from paraaf.services.messaging import link_admin
from tests.portal.accounts import SECRET, sign_in, with_accounts
from tests.portal.person import ORIGIN
from tests.support.acts import consulted, fin_sets_a_condition, waiting_for
from tests.support.extent import REQUIRES_ALL, in_full
from tests.support.letters import NUMBER, request_data, state_of
from tests.support.openid import OpenIdServer

EACH = 8 if REQUIRES_ALL else 2
"""How often each address is tried, with what the description allows and as often with what it does not."""
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
TAKEN = {200, 303, 409, 422}
"""The statuses of what came as far as the page or the service that it is for."""
KEY = "1" * 32
"""The letter that the secretariat prepares."""
NOT_THERE = {"GET /review/{link_id}/changes.docx"}
"""What there is nothing of in these letters."""
OFTEN = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@dataclass
class Forms(HTMLParser):
    """The forms of a page: for each address the names of its fields, with the values that the page offers."""

    html: str
    found: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    files: set[str] = field(default_factory=set)
    """The names of the fields that take a file."""
    _action: str = ""
    _select: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag == "form" and values.get("method") == "post":
            self._action = values["action"]
        if not self._action:
            return
        if tag == "select":
            self._select = values["name"]
        name = self._select if tag == "option" else values.get("name", "")
        if name and tag in ("input", "textarea", "button", "option", "select"):
            self.found[self._action][name].add(values.get("value", ""))
        if values.get("type") == "file" and REQUIRES_ALL:  # each is looked at in a process of its own
            self.files.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._action = ""
        if tag == "select":
            self._select = ""


@dataclass
class Sender:
    """Somebody with a browser, where all their pages stand, and `again`, which puts the letter where it was."""

    client: TestClient
    place: str
    token: str
    """What makes a form of theirs one of ours."""
    again: Callable[[], object]
    holes: dict[str, list[Any]] = field(default_factory=dict)
    """What is there to stand in the holes of an address."""

    @property
    def prefix(self) -> str:
        """How their addresses begin in the description."""
        return f"/{self.place.split('/')[1]}"

    def send(self, case: Case) -> Any:
        """Send what schemathesis made, as it would send it itself, and return the answer."""
        ready = requests.Request(**case.as_transport_kwargs(base_url=ORIGIN)).prepare()
        return self.client.request(
            ready.method or "", ready.url or "", content=ready.body, headers=dict(ready.headers), follow_redirects=False
        )

    def forms(self) -> Iterator[tuple[str, dict[str, set[str]], set[str]]]:
        """Return the forms on the pages that they can see."""
        seen = dict[str, dict[str, set[str]]]()
        for path in (
            "",
            "/answers",
            "/pass-on",
            f"/letters/{NUMBER}",
            "/start",
            f"/start/{KEY}",
            f"/start/{KEY}/check",
        ):
            forms = Forms(self.client.get(f"{self.place}{path}").text)
            for action, fields in forms.found.items():
                seen[action] = {**seen.get(action, {}), **fields}
                yield action, seen[action], forms.files


def described(portal: Any, sender: Sender) -> schemathesis.schemas.BaseSchema:
    """Return the portal's own description of a sender's addresses, with the fields of their forms."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the two methods of /open share an operation id
        described = copy.deepcopy(portal.openapi())
    described["paths"] = {
        path: methods
        for path, methods in described["paths"].items()
        if path.startswith(sender.prefix) or sender.place == "/"
    }
    forms = list(sender.forms())
    bodies = {action: body_of(fields, files) for action, fields, files in forms}
    # A form that is on no page at this moment: with every field that they know of, and with their own token.
    every = {name: values for _, fields, _ in forms for name, values in fields.items()}
    any_body = body_of({**every, "form_token": {sender.token}}, set())
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            for parameter in operation.get("parameters", []):
                if known := sender.holes.get(parameter["name"]):
                    parameter["schema"] |= {"enum": known}
            if method == "post":
                real = path
                for name, known in ((name, known) for name, known in sender.holes.items() if known):
                    real = real.replace(f"{{{name}}}", str(known[0]))
                operation["requestBody"] = bodies.get(real, any_body)
    return schemathesis.openapi.from_dict(described)


def body_of(fields: dict[str, set[str]], files: set[str]) -> dict[str, Any]:
    """Return the description of a form: each field takes what the page offers for it, or anything."""
    properties: dict[str, Any] = {
        name: {"anyOf": [{"enum": sorted(offered)}, {"type": "string"}]} for name, offered in fields.items()
    }
    properties["form_token"] = {"enum": sorted(fields["form_token"])}
    for name in files & fields.keys():
        properties[name] = {"type": "string", "format": "binary"}
    kind = "multipart/form-data" if files & fields.keys() else "application/x-www-form-urlencoded"
    schema = {"type": "object", "properties": properties, "required": ["form_token"], "additionalProperties": False}
    return {"required": True, "content": {kind: {"schema": schema}}}


def try_all(portal: Any, sender: Sender, *, each: int = EACH) -> dict[str, set[int]]:
    """Send everything, and return the statuses of all answers by address; fail at the first error of ours."""
    statuses = defaultdict[str, set[int]](set)
    for found in described(portal, sender).get_all_operations():
        operation = found.ok()
        for mode in MODES:
            if operation.method == "post":
                sender.again()

            @settings(OFTEN, max_examples=each)
            @given(case=operation.as_strategy(generation_mode=mode))
            def send(case: Case) -> None:
                answer = sender.send(case)
                statuses[f"{case.method} {case.path}"].add(answer.status_code)
                assert answer.status_code < 500, case.as_curl_command()
                assert answer.headers["content-security-policy"]

            try:
                send()
            except Unsatisfiable:
                assert mode is GenerationMode.NEGATIVE  # whatever is sent to it is allowed
    return statuses


def to_dispatch(app: App) -> str:
    """Carry a letter to the secretariat, which prepares another one."""
    dossier_id = waiting_for(app, StepKind.AWAIT_DISPATCH)
    content = StartDraft(values=shaped(DossierRequest, request_data())).model_dump(mode="json")
    with app.work() as work:
        work.add(Preparation(id=KEY, keeper="BBR", content=content, saved_at=work.at, saved_by="BBR"))
    return dossier_id


LETTERS: dict[str, tuple[LinkPurpose, Callable[[App], str]]] = {
    "a department": (LinkPurpose.REVIEW, consulted),
    "an official": (LinkPurpose.SIGN_OFF, lambda app: waiting_for(app, StepKind.AWAIT_SIGN_OFF)),
    "the minister": (LinkPurpose.DECISION, lambda app: waiting_for(app, StepKind.AWAIT_MINISTER)),
    "the owner, with comments": (LinkPurpose.OWNER, fin_sets_a_condition),
    "the secretariat": (LinkPurpose.SECRETARIAT, to_dispatch),
}


@in_full
@pytest.mark.parametrize("who", LETTERS)
def test_nothing_that_the_holder_of_a_link_sends_is_an_error_of_ours(app: App, who: str) -> None:
    purpose, begin = LETTERS[who]
    begin(app)
    link = next(link for link in link_admin.list_links(app, NUMBER) if link.purpose is purpose)
    sessions, response, at = Sessions(SECRET, is_secure=True), Response(), app.clock.wall()
    sessions.begin(response, purpose, link.id, at=at)
    sessions.confirm(response, purpose, link.id, at=at)
    portal = create_portal(app)
    client = TestClient(portal, base_url=ORIGIN, raise_server_exceptions=False)
    for cookie in response.headers.getlist("set-cookie"):
        name, _, value = cookie.partition(";")[0].partition("=")
        client.cookies.set(name, value)
    number: list[Any] = [NUMBER] if purpose is LinkPurpose.SECRETARIAT else [link.number]
    path = home(purpose, link.id) + (f"/letters/{NUMBER}" if purpose is LinkPurpose.SECRETARIAT else "")
    seqs: list[Any] = [int(seq) for seq in re.findall(r'/files/(\d+)"', client.get(path).text)]
    holes = {"link_id": [link.id], "number": number, "seq": seqs, "key": [KEY]}
    token = sessions.form_token(link.id)

    statuses = try_all(portal, Sender(client, home(purpose, link.id), token, lambda: begin(app), holes))

    assert {path for path, found in statuses.items() if not found & TAKEN} <= NOT_THERE


@in_full
def test_nothing_that_who_signed_in_sends_is_an_error_of_ours(app: App, provider: OpenIdServer) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    app = with_accounts(app, provider.issuer)
    person = sign_in(app, "owner", *Role)
    portal = create_portal(app)
    client = TestClient(portal, base_url=ORIGIN, raise_server_exceptions=False)
    response = Response()
    AccountSessions(SECRET, is_secure=True).begin(response, person.id)
    client.cookies.set(ACCOUNT, response.headers["set-cookie"].partition(";")[0].partition("=")[2])

    token = Sessions(SECRET, is_secure=True).form_token(person.id)

    def again() -> None:
        with app.work() as work:
            work.session.merge(person).ended_at = None

    statuses = try_all(portal, Sender(client, "/account", token, again))

    assert {200, 303} <= set[int]().union(*statuses.values())
    assert accounts.open_letter(app, person, state_of(app).dossier.id, Language.DUTCH)


def test_nothing_that_nobody_sends_is_an_error_of_ours(app: App) -> None:
    consulted(app)
    portal = create_portal(app)
    client = TestClient(portal, base_url=ORIGIN, raise_server_exceptions=False)

    statuses = try_all(portal, Sender(client, "/", "x", lambda: None), each=EACH // 2)

    assert set[int]().union(*statuses.values()) <= {200, 401, 404, 405, 413, 422, 429}
