"""Ports of this machine, held from the moment they are chosen, so that nobody else can take them meanwhile."""

import errno
import os
import random
import socket
from contextlib import suppress

from models.errors import GatewayError

HERE = "127.0.0.1"
_SERVED_PORTS = range(20_000, 32_000)
"""Below those that the system gives to outgoing connections."""
_WAITING = 2048
"""How many connections may wait until they are taken."""


def hold(preferred: int = 0) -> socket.socket:
    """Return a socket that listens on the preferred port, or on another one if anybody has that; 0 is any free port.

    Who gets it passes it on to what serves there, and closes it.
    """
    candidates = random.sample(_SERVED_PORTS, len(_SERVED_PORTS))
    if preferred and is_free(preferred):
        candidates.insert(0, preferred)
    for port in candidates:
        with suppress(OSError):
            return hold_exactly(port)
    raise GatewayError("stack.no_free_port")


def hold_exactly(port: int) -> socket.socket:
    """Return a socket that listens on this port; raise `OSError` if it is taken."""
    held = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two of them listen on one port
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Whoever is handed the socket may not know that it is TCP; the connections that it takes inherit this.
        held.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        held.bind((HERE, port))
        held.listen(_WAITING)
    except OSError:
        held.close()
        raise
    return held


def port_of(held: socket.socket) -> int:
    """Return the port on which a socket listens."""
    return int(held.getsockname()[1])


def free_port() -> int:
    """Return a port of this machine that nothing uses, and that no outgoing connection is given meanwhile."""
    with hold() as held:
        return port_of(held)


def port_like(preferred: int) -> int:
    """Return this port if nobody has it, else a free one."""
    return preferred if is_free(preferred) else free_port()


def is_free(port: int) -> bool:
    """Return whether nobody has a port of this machine, under its number or under its name in the newer addressing.

    A browser that is given the name of this machine may try either.
    """
    return not (_answers(socket.AF_INET, HERE, port) or _is_taken(socket.AF_INET6, "::1", port)) and not _is_taken(
        socket.AF_INET, HERE, port
    )


def _answers(family: socket.AddressFamily, address: str, port: int) -> bool:
    with socket.socket(family) as probe:
        return probe.connect_ex((address, port)) == 0


def _is_taken(family: socket.AddressFamily, address: str, port: int) -> bool:
    """Return whether this address cannot be had; one that this machine does not have is not taken."""
    try:
        with socket.socket(family) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            probe.bind((address, port))
    except OSError as error:
        return error.errno in (errno.EADDRINUSE, errno.EACCES)
    return False
