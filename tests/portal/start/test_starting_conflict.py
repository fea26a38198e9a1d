"""Two people who fill in one letter in preparation: nothing that either kept or typed is lost without a word."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from models.enums import Role
from models.errors import StaleVersion
from models.preparation import Preparation
from models.process import StepKind
from models.request import DossierRequest
from paraaf.portal.start.conflict import differences, shown, take
from paraaf.portal.start.draft import StartDraft
from paraaf.portal.start.request_shape import shaped
from paraaf.services.app.unit_of_work import App
from paraaf.services.intake import drafts
from paraaf.services.intake.permissions import ForSecretariat
from tests.portal.accounts import sign_in, with_accounts
from tests.portal.codes import signed_in
from tests.portal.hostile import SCRIPT
from tests.portal.person import Person
from tests.portal.start.form import fill, here
from tests.support.acts import waiting_for
from tests.support.apps import load_test_parties, make_app
from tests.support.letters import request_data
from tests.support.refusals import refuses
from tests.support.word.files import p, word_file

People = Callable[[str], Person]


@pytest.fixture
def two(app: App, person: People) -> tuple[Person, Person]:
    """Two of the secretariat, with the form of one letter open before both."""
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    first = signed_in(person("bbr@example.nl"))
    second = Person(app, first.browser, first.address)
    first.go(f"{first.home}/start")
    first.send("/start/new")
    fill(first, action="save", title="Zoals het was", subject="Betreft dit")
    second.go(f"{first.home}{here(first)}")
    return first, second


def kept(app: App) -> dict[str, str]:
    """Return what is kept of the letter."""
    with app.read() as session:
        values: dict[str, str] = session.exec(select(Preparation)).one().content["values"]
        return values


def test_the_second_to_keep_overwrites_nothing_and_is_told_who_kept_what_and_when(
    app: App, two: tuple[Person, Person]
) -> None:
    first, second = two
    fill(first, action="save", title="Van de eerste")
    fill(second, action="save", title="Van de tweede", occasion="Ook getypt.")

    assert second.page is not None and second.page.status_code == 409
    assert kept(app)["title"] == "Van de eerste" and kept(app)["occasion"] == ""
    assert second.says("Nog niet bewaard: er is intussen iets veranderd") and second.says("BBR bewaarde deze brief op")
    assert second.says("In uw formulier Van de tweede Bewaard door BBR Van de eerste")
    assert second.says("In uw formulier Ook getypt. Bewaard door BBR (leeg)")
    assert 'name="title" value="Van de tweede"' in second.page.text and "Ook getypt.</textarea>" in second.page.text
    assert "<title>Nog niet bewaard" in second.page.text


def test_who_chooses_their_own_keeps_it_and_takes_the_rest(app: App, two: tuple[Person, Person]) -> None:
    first, second = two
    fill(first, action="save", subject="Betreft iets anders")
    fill(second, action="save", title="Van de tweede")
    assert second.says("U veranderde dit niet.")
    page = second.page.text  # type: ignore[union-attr]
    assert page.count('name="theirs"') == 2
    assert 'value="subject" checked>' in page and 'value="title" checked>' not in page

    fill(second, action="save", theirs="subject")
    assert second.says("Bewaard op")
    assert (kept(app)["title"], kept(app)["subject"]) == ("Van de tweede", "Betreft iets anders")


def test_a_list_is_taken_as_a_whole(app: App, two: tuple[Person, Person]) -> None:
    first, second = two
    fill(first, action="save", key_points__1__text="Het punt van de eerste")
    fill(second, action="save", key_points__1__text="Het punt van de tweede")
    assert second.says("Het punt van de eerste") and second.says("Het punt van de tweede")
    fill(second, action="save", theirs="key_points")

    assert "Het punt van de eerste" in str(kept(app)["key_points"])
    assert "tweede" not in str(kept(app)["key_points"])


def test_who_leaves_out_their_own_goes_on_with_what_was_kept(two: tuple[Person, Person]) -> None:
    first, second = two
    fill(first, action="save", title="Van de eerste")
    fill(second, action="save", title="Van de tweede")
    second.go(f"{second.home}{here(second)}")
    fill(second, action="save", subject="Iets anders")

    assert second.says("Bewaard op") and second.says("Van de eerste")


def test_a_third_version_meanwhile_is_asked_about_again(app: App, two: tuple[Person, Person]) -> None:
    first, second = two
    fill(first, action="save", title="Een")
    fill(second, action="save", title="Twee")
    fill(first, action="save", title="Drie")
    fill(second, action="save", theirs="title")

    assert second.page is not None and second.page.status_code == 409
    assert second.says("In uw formulier Twee Bewaard door BBR Drie")
    assert kept(app)["title"] == "Drie"


def test_a_file_that_the_second_handed_in_is_still_there_after_the_choice(app: App, two: tuple[Person, Person]) -> None:
    first, second = two
    fill(first, action="save", title="Van de eerste")
    letter = word_file(p("Het kabinet kiest."))
    fill(second, files={"letter-file-upload": ("brief.docx", letter)}, action="save")
    assert second.page is not None and second.page.status_code == 409
    assert second.says("In uw formulier brief.docx Bewaard door BBR (leeg)")
    fill(second, action="save", theirs="title")

    assert second.says("brief.docx (") and kept(app)["title"] == "Van de eerste"


def test_the_same_kept_twice_is_no_conflict(two: tuple[Person, Person]) -> None:
    first, second = two
    fill(first, action="save", title="Hetzelfde")
    fill(second, action="save", title="Hetzelfde")

    assert second.page is not None and second.page.status_code == 200 and second.says("Bewaard op")


def test_the_page_of_a_conflict_speaks_english_and_lets_no_script_in(two: tuple[Person, Person]) -> None:
    first, second = two
    second.go(f"{second.home}{here(first)}?language=en")
    fill(first, action="save", title=SCRIPT, occasion=SCRIPT)
    fill(second, action="save", title=SCRIPT + "!", shown="[" * 100_000, version="²")

    assert second.page is not None and second.page.status_code == 409
    assert second.says("Not kept yet: something was changed") and second.says("Take what BBR kept")
    assert "<script" not in second.page.text and "<img src=x" not in second.page.text


def test_what_was_changed_meanwhile_is_not_removed(app: App, two: tuple[Person, Person]) -> None:
    first, second = two
    fill(first, action="save", title="Van de eerste")
    second.send(f"{here(second)}/discard", confirm="yes")

    assert second.says("Er is intussen iets veranderd aan deze brief") and second.says("Van de eerste")
    assert kept(app)["title"] == "Van de eerste"


def test_a_place_that_is_no_part_of_the_form_changes_nothing(app: App, two: tuple[Person, Person]) -> None:
    first, _ = two
    for place in ("", "x", "owner", "owner-", "title-1", "key_points-1-text", "__class__"):
        fill(first, action="save", title="Blijft", theirs=place)
        assert kept(app)["title"] == "Blijft"


def test_differences_know_what_only_the_other_changed() -> None:
    base = shaped(DossierRequest, request_data())
    mine, theirs = StartDraft(values=base | {"title": "Mijn"}), StartDraft(values=base | {"subject": "Hun"})
    found = {each.place: each.is_untouched for each in differences({}, mine, theirs, shown(base))}
    assert found == {"title": False, "subject": True}
    assert not any(each.is_untouched for each in differences({}, mine, theirs, "geen JSON"))

    take(mine.values, theirs.values, ["subject", "owner-name"])
    assert (mine.values["title"], mine.values["subject"]) == ("Mijn", "Hun")


def test_on_postgresql_too_a_stale_version_overwrites_nothing(postgres_url: str, tmp_path: Path) -> None:
    load_test_parties(postgres_url, tmp_path)
    app = with_accounts(make_app(postgres_url, tmp_path), "https://login.example.nl")
    app, way = app.signed_in_as(sign_in(app, "bbr", Role.SECRETARIAT)), ForSecretariat("BBR")
    key = drafts.begin(app, way, {"values": {"title": "Een"}})
    drafts.save(app, way, key, {"values": {"title": "Twee"}}, version=1)
    with refuses(StaleVersion, match="bbr kept this letter in preparation meanwhile"):
        drafts.save(app, way, key, {"values": {"title": "Drie"}}, version=1)
    with pytest.raises(StaleVersion):
        drafts.discard(app, way, key, version=1)
    drafts.keep_files(app, way, key, {"stored:x": {"name": "x", "size": 1}})

    found = drafts.read_preparation(app, way, key)
    assert (found.version, found.content["values"]["title"]) == (2, "Twee")
    assert list(found.content["files"]) == ["stored:x"]
    drafts.discard(app, way, key, version=2)
    app.database.dispose()
