"""The check on the size of what a letter will send: each channel carries so much, and no more."""

from collections.abc import Iterable

from paraaf.services.directory.parties import Directory, read_directory
from paraaf.services.intake.checking import Checking

_MB = 1_000_000
_BESIDES = 200_000
"""Bytes for the text of a message, its headers and the public advice note, which is not written yet."""
_CODE = "letter.too_large_for_channel"
_ASKED = ("departments", "stakeholders", "sign_off_route")


def check_sizes(checking: Checking) -> None:
    """Note where a letter, or a letter with its attachments, is larger than a channel carries that it has to take."""
    limits = checking.app.settings.channel_max_mb
    if not limits or checking.get("letter") is None:
        return
    with checking.app.read() as session:
        directory = read_directory(session)
    letter = len(checking.checked.letter or b"")
    attachments = [len(content) for _, content in checking.checked.attachments]
    asked = [*(code for name in _ASKED for code in checking.get(name) or []), checking.get("minister")]
    for channel in _channels(checking, directory, asked):
        if channel in limits and message_size([letter]) > limits[channel] * _MB:
            _too_large(checking, "letter", channel, message_size([letter]))
    for channel in _channels(checking, directory, [checking.get("recipient"), checking.get("secretariat")]):
        size = message_size([letter, *attachments])
        if channel in limits and size > limits[channel] * _MB:
            _too_large(checking, "attachments" if attachments else "letter", channel, size)


def message_size(files: Iterable[int]) -> int:
    """Return how many bytes a message has with files of these sizes: a mail writes three as four, in lines of 76."""
    return _BESIDES + sum((size + 2) // 3 * 4 * 78 // 76 for size in files)


def _channels(checking: Checking, directory: Directory, codes: Iterable[str | None]) -> list[str]:
    """Return the channels over which these parties are reached, each once."""
    contacts = {party.code: party.contacts for party in checking.get("one_off_parties") or []}
    found = {}
    for code in codes:
        party = directory.parties.get(code or "")
        for reached in (code, party.deputy_code if party else None):
            for contact in contacts.get(reached) or directory.contacts.get(reached or "", []):
                found[contact.channel] = True
    return list(found)


def _too_large(checking: Checking, field: str, channel: str, size: int) -> None:
    most = checking.app.settings.channel_max_mb[channel]
    megabytes = f"{size / _MB:.1f}"
    known = [each.values["channel"] for each in checking.checked.faults if each.code == _CODE]
    if channel not in known:
        checking.add((field,), _CODE, channel=channel, megabytes=megabytes, most=most)
