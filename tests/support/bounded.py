"""Work that is otherwise done in a process of its own."""

import os
import threading
import traceback
from typing import Any

from paraaf.bounded import BrokenWork
from paraaf.services.consultation import points_in_subprocess


def run_here(_: Any, given: bytes, **__: int) -> bytes:
    """Make points in this process, as `BoundedWorker.run` does in another."""
    try:
        return points_in_subprocess.work(given)
    except Exception:
        raise BrokenWork(traceback.format_exc()) from None


def odd_work(given: bytes) -> bytes:
    """Do what the text says."""
    match given.partition(b" ")[0]:
        case b"spin":
            while True:
                pass
        case b"fill":
            return b"x" * 4_000_000_000
        case b"deep":
            return odd_work(given)
        case b"raise":
            raise ValueError("nobody foresaw this")
        case b"die":
            os._exit(9)
        case b"hang":
            threading.Event().wait()  # for ever: it is to be ended from outside
        case b"environment":
            return repr(sorted(os.environ)).encode()
        case b"process":
            return f"{os.getppid()} {os.getpid()}".encode()
    return given.upper()
