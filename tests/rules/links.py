"""Links to the portal in examples: opened, passed on, revoked."""

import re
from typing import Any

from pydantic import SecretStr

from models.link import Link
from models.one_time_code import MAX_TRIES
from paraaf.services.access import one_time_codes
from paraaf.services.messaging import link_admin, links
from tests.rules.sentences import Pattern
from tests.rules.story import Story
from tests.support.letters import NUMBER

SECRET = "a secret of the examples, long enough"


def open_portal(story: Story) -> None:
    story.app.settings.portal_url = "https://paraaf.example.nl"
    story.app.settings.portal_secret = SecretStr(SECRET)


def link_of(story: Story, holder: str) -> Link:
    """Return the latest link of a party, or of a person by name."""
    return [each for each in link_admin.list_links(story.app, NUMBER) if holder in (each.party_code, each.holder)][-1]


def open_link(story: Story, holder: str) -> Link:
    return links.open_link(story.app, links.token_of(SECRET, link_of(story, holder).id))


def open_first(story: Story, party: str) -> Link:
    """Open the first link that was sent to a party."""
    first = next(each for each in link_admin.list_links(story.app, NUMBER) if each.party_code == party)
    return links.open_link(story.app, links.token_of(SECRET, first.id))


def open_at(story: Story, address: str) -> Link:
    """Open the link that was sent to an address."""
    sent = next(each for each in link_admin.list_links(story.app, NUMBER) if each.address == address)
    return links.open_link(story.app, links.token_of(SECRET, sent.id))


def version_behind_link(story: Story, holder: str) -> int:
    about = open_link(story, holder).about
    invitation = next(each for each in story.state.invitations if each.id == about)
    return next(each.version_number for each in story.state.rounds if each.id == invitation.round_id)


def pass_on(story: Story, party: str, name: str) -> None:
    link_admin.forward(story.app, link_of(story, party).id, name=name, address="collega@example.nl")
    story.carry()


def pass_on_to_many(story: Story, party: str, number: int) -> None:
    """Pass a question on to so many colleagues, each at an address of their own."""
    origin, known = link_of(story, party), len(link_admin.list_links(story.app, NUMBER))
    for each in range(known, known + number):
        link_admin.forward(story.app, origin.id, name=f"C{each}", address=f"c{each}@example.nl")
    story.carry()


def give_wrong_codes(story: Story, number: int, party: str) -> None:
    """Let somebody who has the link of a party, in one browser after the other, give so many wrong codes."""
    link = link_of(story, party)
    for each in range(number):
        asker = f"browser {each // 20}"
        if each % MAX_TRIES == 0:
            one_time_codes.send_code(story.app, link.id, asker=asker)
        one_time_codes.check_code(story.app, link.id, "no digits", asker=asker)


def give_own_code(story: Story, party: str) -> None:
    """Let the holder of a link ask for a code and give it."""
    link = link_of(story, party)
    one_time_codes.send_code(story.app, link.id, asker="holder")
    code = re.search(r"\d{3} \d{3}", story.app.notifier.delivered[-1].body)
    assert code
    story.code = one_time_codes.check_code(story.app, link.id, code[0], asker="holder")


def revoke(story: Story, party: str, reason: str) -> None:
    link_admin.revoke(story.app, NUMBER, link_of(story, party).number, by="O. Eigenaar", reason=reason)


def send_again(story: Story, party: str) -> None:
    link_admin.send_again(story.app, NUMBER, link_of(story, party).number, by="O. Eigenaar")
    story.carry()


LINK_SETTINGS = [Pattern("there is a portal", open_portal)]
LINK_ACTS = [
    Pattern(text, act)
    for text, act in {
        "{code} opens its link": open_link,
        "{code} opens its first link": open_first,
        "{name} opens the link": open_link,
        "the link that went to {words} is opened": open_at,
        "{code} passes the question on to {name}": pass_on,
        "{code} passes the question on to {number} colleagues": pass_on_to_many,
        "somebody gives {number} wrong codes by the link of {code}": give_wrong_codes,
        "{code} gives its code": give_own_code,
        "the owner revokes the link of {code}{reason}": revoke,
        "the owner sends the link of {code} again": send_again,
    }.items()
]
LINK_FACTS: list[Pattern] = [
    Pattern(text, act)
    for text, act in dict[str, Any]({
        "the code is {verdict}": lambda s: s.code,
        "by its first link, {code} is {name}": lambda s, code: open_first(s, code).holder,
        "by its link, {code} reads version {number}": version_behind_link,
        "by the link, {name} reads version {number}": version_behind_link,
    }).items()
]  # fmt: skip
