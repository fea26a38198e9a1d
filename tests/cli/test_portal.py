"""The commands for the portal and its links."""

import pytest

from paraaf.services.app.unit_of_work import App
from tests.cli.command_line import CommandLine
from tests.support.acts import consulted
from tests.support.fakes import FakeRuns
from tests.support.letters import NUMBER, PARTIES, react

SECRET = "a secret of the tests, long enough to be one"


@pytest.fixture
def asked(cli: CommandLine, app: App) -> App:
    """A letter about which FIN and OCW were asked, each with a link."""
    cli.setting("PARAAF_PORTAL_URL", "https://paraaf.example.nl")
    cli.setting("PARAAF_PORTAL_SECRET", SECRET)
    app.settings.portal_url = "https://paraaf.example.nl"
    app.settings.portal_secret = type(app.settings.portal_secret)(SECRET)
    consulted(app, title="Een brief met links")
    return app


def test_links_are_listed_with_who_has_them_and_never_opened(cli: CommandLine, asked: App) -> None:
    said = cli.does("links", NUMBER)

    assert [line.split()[1:4] for line in said.splitlines() if "review" in line or "reaction" in line] == [
        ["3", "│", "FIN"],
        ["4", "│", "OCW"],
    ]
    assert "/open/" not in said and "example.nl" in said
    found = cli.data("links", NUMBER)
    assert [(link["number"], link["holder"], link["revoked_at"]) for link in found] == [
        (1, "O. Eigenaar", None),
        (2, "BBR", None),
        (3, "IRF", None),
        (4, "OWB", None),
    ]
    assert all("token_hash" not in link for link in found)


def test_a_link_is_sent_again_and_revoked(cli: CommandLine, asked: App) -> None:
    assert cli.does("send-link", NUMBER, 3, "--by", "O. Eigenaar") == "The message with link 3 goes to IRF once more.\n"

    said = cli.does("revoke-link", NUMBER, 3, "--by", "O. Eigenaar", "--reason", "Vertrokken.")
    assert said == "Link 3 of IRF opens nothing any more.\n"
    assert "revoked by O. Eigenaar, 2 March 2026" in cli.does("links", NUMBER)
    refused = cli.refused("remind", NUMBER, "--party", "FIN", "--by", "O. Eigenaar")
    assert refused.startswith("No reminder goes to FIN in round 1: every link was revoked, and stays so.")
    again = cli.does("send-link", NUMBER, 3, "--by", "O. Eigenaar")
    assert again == "The message with link 5 goes to IRF once more.\n"
    refused = cli.refused("send-link", NUMBER, 3, "--by", "O. Eigenaar")
    assert refused == "IRF was asked again after link 3 was revoked, with link 5.\n"


def test_a_link_that_is_not_there_or_asks_nothing_any_more_is_refused(cli: CommandLine, asked: App) -> None:
    react(asked, "OCW")

    assert cli.refused("send-link", NUMBER, 9, "--by", "O") == (
        "Letter TEST-1 has no link 9. `paraaf links TEST-1` lists them.\n"
    )
    assert cli.refused("send-link", NUMBER, 4, "--by", "O") == "Link 4 of OWB is not sent again: OCW has reacted.\n"
    assert cli.refused("revoke-link", NUMBER, 3, "--by", "O", "--reason", " ") == "Revoking a link needs a reason.\n"


def test_the_portal_is_not_served_without_a_secret(cli: CommandLine) -> None:
    assert cli.refused("portal").startswith("The portal has no secret. Set PARAAF_PORTAL_SECRET")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PARAAF_PORTAL_SECRET", "kort", "should have at least 32 characters"),
        ("PARAAF_PORTAL_URL", "paraaf.example.nl", "should be like https://paraaf.example.nl, without a path"),
        ("PARAAF_PORTAL_URL", "https://example.nl/paraaf", "without a path"),
        ("PARAAF_PORTAL_URL", "javascript:alert(1)", "without a path"),
        ("PARAAF_PORTAL_PORT", "0", "greater than or equal to 1"),
    ],
)
def test_a_wrong_setting_of_the_portal_is_named_without_its_value(
    cli: CommandLine, name: str, value: str, said: str
) -> None:
    cli.setting(name, value)
    refused = cli.refused("list")

    assert name in refused and said in refused
    assert "kort" not in refused and "javascript" not in refused


def test_no_letter_starts_while_its_links_cannot_be_made(cli: CommandLine, runs: FakeRuns) -> None:
    cli.setting("PARAAF_PORTAL_URL", "https://paraaf.example.nl")

    assert cli.refused("start", cli.dossier()).startswith("The portal has no secret. Set PARAAF_PORTAL_SECRET")
    assert runs.started == []
    assert cli.letters_and_files() == (0, 0)


def test_loading_parties_says_whose_links_end_and_who_is_asked_anew(cli: CommandLine, asked: App) -> None:
    changed = PARTIES.replace("{name: IRF, address: fin@example.nl}", "{name: N. Nieuw, address: nieuw@example.nl}")
    changed = changed.replace("{name: OWB, address: ocw@example.nl, language: en}", "")

    assert cli.does("parties", "load", cli.write("parties.yaml", changed)).splitlines() == [
        "Loaded 10 parties.",
        "Letter TEST-1: the link of IRF (FIN) opens nothing any more.",
        "Letter TEST-1: FIN is asked anew: N. Nieuw.",
        "Letter TEST-1: the link of OWB (OCW) opens nothing any more.",
        "Letter TEST-1: OCW has no contact that can be asked. Put one in the file and load it again: it is asked then.",
    ]
    assert [(link["holder"], link["has_ended"]) for link in cli.data("links", NUMBER)] == [
        ("O. Eigenaar", False), ("BBR", False), ("IRF", True), ("OWB", True), ("N. Nieuw", False),
    ]  # fmt: skip
    assert "Link 3 of IRF opens nothing any more" in cli.refused("send-link", NUMBER, 3, "--by", "O. Eigenaar")
