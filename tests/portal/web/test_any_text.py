"""Whatever somebody types, in whatever field, gets a page: never an error, never lost."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from tests.portal.codes import signed_in
from tests.portal.on_record import reactions_of
from tests.portal.person import Person
from tests.support.acts import consulted, waiting_for
from tests.support.extent import REQUIRES_ALL
from tests.support.letters import NUMBER

FIELDS = (
    *("name", "position", "remark", "action", "seen"),
    *("comment__1__text", "comment__1__passage", "comment__1__weight", "comment__1__proposed_text", "comment__2__text"),
    *("comment__1__words", "quoted_words"),
)
ANYTHING = st.one_of(
    st.text(max_size=80),
    st.sampled_from(["\0", "\x1b[2J", "\r\n", "a" * 20_001, "add", "quote-1", "quote-99999999999999999999", "remove-1",
                     "remove-0", "remove--1", "check", "drop", "object", "agree", "tacit", "condition", "²", "١"]),
)  # fmt: skip


@settings(
    max_examples=60 if REQUIRES_ALL else 20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), ANYTHING, max_size=8), min_size=1, max_size=3))
def test_no_text_in_the_form_is_an_error(app: App, fin: Person, typed: list[dict[str, str]]) -> None:
    consulted(app)
    fin.open()
    for fields in typed:
        if 'enctype="multipart/form-data"' not in fin.page.text:  # type: ignore[union-attr]
            fin.go(fin.home)
        page = fin.send(**fields)

        assert page.status_code == 200
    if fin.page is not None and fin.page.url.path.endswith("/confirm"):
        fin.send("/send")
        assert len(reactions_of(app)) == 1
        assert verifying.verify(app, NUMBER).is_sound


def test_control_characters_are_left_out_and_the_rest_stays(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fin.send(position="agree", remark="a\0b\x1b[31m\r\nc\td\u009f", name="F. de Vries", action="check")
    fin.send("/send")

    assert reactions_of(app)[0].remark == "ab[31m\nc\td"


START = (
    *("action", "title", "title-1", "references", "references-dossier_number", "departments", "departments-1", "seen"),
    *("letter-file", "letter-sections-1-text", "key_points-1-text", "key_points-2-points-1-points-1-text", "route"),
    *("sign_off_route-1", "sign_off_groups-1-needed", "planning-1-stage", "planning-3-due_date", "debate_date", "-"),
    *(
        "one_off_parties-1-code",
        "one_off_parties-1-kind",
        "commitments-1-date",
        "note_sections-1-key",
        "a-b-c-d-e-f-g-h",
    ),
)
START_ANYTHING = st.one_of(
    ANYTHING,
    st.sampled_from(
        ["FIN", "DIR", "kamerbrief", "2026-02-30", "9" * 5000, "unit", "financial", "departments", "eigen-1",
         "add:key_points", "remove:key_points-1", "up:sign_off_route-1", "add:planning", "drop:letter"],
    ),
)  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.sampled_from(START), START_ANYTHING, max_size=8), min_size=1, max_size=3))
def test_no_text_in_the_form_of_a_letter_in_preparation_is_an_error(
    app: App, person: Callable[[str], Person], typed: list[dict[str, str]]
) -> None:
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    secretary = signed_in(person("bbr@example.nl"))
    secretary.go(f"{secretary.home}/start")
    where = secretary.send("/start/new").url.path.removeprefix(secretary.home)
    for fields in typed:
        secretary.go(secretary.home + where)
        assert secretary.send(where, **fields).status_code == 200
    assert secretary.go(f"{secretary.home}{where}?check=true").status_code == 200
