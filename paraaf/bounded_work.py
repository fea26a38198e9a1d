"""The other side of `paraaf.bounded`: a process that waits for work, and does each piece in a child with limits."""

import contextlib
import importlib
import os
import struct
import sys
import traceback
from collections.abc import Callable
from typing import BinaryIO

_HEAD = struct.Struct("<QII")
_ANSWER = struct.Struct("<cQ")
_DONE, _BROKE, _LIMIT = b"d", b"b", b"l"
_MAX_ANSWER = 400_000_000
_TOO_MUCH = 3
_FAILED = 4


def serve(entry: str) -> None:
    """Do work until nobody asks any more."""
    module, _, name = entry.partition(":")
    work: Callable[[bytes], bytes] = getattr(importlib.import_module(module), name)
    asked, out = sys.stdin.buffer, sys.stdout.buffer
    while len(head := asked.read(_HEAD.size)) == _HEAD.size:
        size, seconds, megabytes = _HEAD.unpack(head)
        given = asked.read(size)
        if len(given) != size:
            return
        status, answer = _done(work, given, seconds, megabytes)
        out.write(_ANSWER.pack(status, len(answer)))
        out.write(answer)
        out.flush()


def _done(work: Callable[[bytes], bytes], given: bytes, seconds: int, megabytes: int) -> tuple[bytes, bytes]:
    """Return how the work ended, and what came of it."""
    if not hasattr(os, "fork"):
        try:
            return _DONE, work(given)
        except (MemoryError, RecursionError):
            return _LIMIT, b""
        except Exception:
            return _BROKE, traceback.format_exc().encode()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work_in_child(work, given, seconds, megabytes, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read(_MAX_ANSWER)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {0: _DONE, _FAILED: _BROKE}.get(code, _LIMIT), answer


def _work_in_child(work: Callable[[bytes], bytes], given: bytes, seconds: int, megabytes: int, writing: int) -> None:
    """Do the work within limits, and end this process."""
    code = _TOO_MUCH
    try:
        _limit(seconds, megabytes)
        with os.fdopen(writing, "wb") as pipe:
            code = _written(work, given, pipe)
    except (MemoryError, OSError):
        code = _TOO_MUCH
    finally:
        os._exit(code)


def _written(work: Callable[[bytes], bytes], given: bytes, pipe: BinaryIO) -> int:
    try:
        pipe.write(work(given))
    except (MemoryError, RecursionError):
        return _TOO_MUCH
    except Exception:
        pipe.write(traceback.format_exc().encode())
        return _FAILED
    return 0


def _limit(seconds: int, megabytes: int) -> None:
    try:
        import resource
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, megabytes << 20), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0))
    for what, most in limits:
        with contextlib.suppress(ValueError, OSError):  # not every system has each of them
            resource.setrlimit(what, (most, most))
