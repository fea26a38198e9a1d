"""Ports of this machine: whoever has one keeps it."""

import socket
import threading
from pathlib import Path

import pytest

from paraaf.local.document_server import DocumentServer
from paraaf.local.mailbox import Mailbox
from paraaf.local.ports import free_port, hold, hold_exactly, is_free, port_like, port_of


def test_a_port_that_nobody_has_is_the_one_that_is_preferred() -> None:
    preferred = free_port()

    with hold(preferred) as held:
        assert port_of(held) == preferred
        assert not is_free(preferred)
    assert is_free(preferred)


@pytest.mark.parametrize(
    ("family", "address"),
    [
        (socket.AF_INET, "127.0.0.1"),
        (socket.AF_INET, "0.0.0.0"),  # what somebody else listens on
        (socket.AF_INET6, "::1"),
        (socket.AF_INET6, "::"),
    ],
)
@pytest.mark.parametrize("is_listening", [True, False])
def test_a_port_that_somebody_has_under_any_address_is_left_to_them(
    family: socket.AddressFamily, address: str, is_listening: bool
) -> None:
    preferred = free_port()
    with socket.socket(family) as other:
        try:
            other.bind((address, preferred))
        except OSError:
            pytest.skip(f"this machine has no {address}")
        if is_listening:
            other.listen()

        assert not is_free(preferred)
        assert port_like(preferred) != preferred
        with hold(preferred) as held:
            assert port_of(held) != preferred


def test_of_many_who_want_one_port_at_the_same_moment_one_gets_it_and_all_get_one() -> None:
    preferred, together, got = free_port(), threading.Barrier(8), list[socket.socket]()

    def want() -> None:
        together.wait()
        got.append(hold(preferred))

    threads = [threading.Thread(target=want) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    ports = [port_of(held) for held in got]
    assert len(set(ports)) == 8
    assert ports.count(preferred) <= 1
    for held in got:
        held.close()


def test_a_port_that_must_be_this_one_is_refused_when_somebody_has_it() -> None:
    with hold() as held, pytest.raises(OSError, match="in use"):
        hold_exactly(port_of(held))


def test_mailbox_and_documents_keep_the_port_that_was_held_for_them(tmp_path: Path) -> None:
    held = hold()
    port = port_of(held)
    mailbox = Mailbox(tmp_path, on=held)
    mailbox.start()
    documents = DocumentServer(port)

    assert mailbox.port == port
    assert documents.port != port
    mailbox.stop()
    mailbox.start()  # again, on the same one
    mailbox.stop()
    documents.stop()
