"""Work on files from outside, done in a process of its own that has limits and may die.

A warm process has everything imported and forks a child for each piece of work, so that none waits for a start. Neither
has the settings, the database or the environment of the process that asks. What comes back is bytes, never objects.
"""

import atexit
import contextlib
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_HEAD = struct.Struct("<QII")
_ANSWER = struct.Struct("<cQ")
_DONE, _BROKE, _LIMIT = b"d", b"b", b"l"
_MAX_CONCURRENT = max(2, os.cpu_count() or 2)
_CLOCK_FACTOR = 6
"""How many times longer than its limit of the processor's time work may take by the clock of a busy machine."""

_CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from paraaf.bounded_work import serve; serve(sys.argv[2])"


class TooMuchWork(Exception):
    """The work took more time or memory than it may."""


class BrokenWork(Exception):
    """The work failed in a way that nobody foresaw; the text is for the log."""


class BoundedWorker:
    """Does one kind of work in processes with limits: `entry` is a function of bytes, as `module:function`."""

    def __init__(self, entry: str) -> None:
        self._entry = entry
        self._idle: list[subprocess.Popen[bytes]] = []
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(_MAX_CONCURRENT)
        atexit.register(self.close)

    def run(self, given: bytes, *, seconds: int, megabytes: int) -> bytes:
        """Return what the function makes of these bytes, within so much of the processor's time and so much memory.

        Raises `TooMuchWork` past a limit, `BrokenWork` if the function raises.
        """
        with self._places, self._process(seconds * _CLOCK_FACTOR) as process:
            into, out = process.stdin, process.stdout
            assert into is not None and out is not None
            try:
                into.write(_HEAD.pack(len(given), seconds, megabytes))
                into.write(given)
                into.flush()
                status, size = _ANSWER.unpack(_exactly(out, _ANSWER.size))
                answer = _exactly(out, size)
            except (OSError, EOFError):
                raise TooMuchWork from None
        if status == _LIMIT:
            raise TooMuchWork
        if status == _BROKE:
            raise BrokenWork(answer.decode("utf-8", "replace"))
        return answer

    def close(self) -> None:
        """End the processes that wait for work."""
        with self._lock:
            idle, self._idle = self._idle, []
        for process in idle:
            _end(process)

    @contextlib.contextmanager
    def _process(self, seconds: int) -> Iterator[subprocess.Popen[bytes]]:
        """Give a process that waits for work; one that does not answer in time is ended."""
        with self._lock:
            process = self._idle.pop() if self._idle else None
        if process is None or process.poll() is not None:
            process = _started(self._entry)
        timer = threading.Timer(seconds, _end, [process])
        timer.daemon = True
        timer.start()
        try:
            yield process
        except BaseException:
            _end(process)
            raise
        finally:
            timer.cancel()
        with self._lock:
            self._idle.append(process)


def _started(entry: str) -> subprocess.Popen[bytes]:
    root = str(Path(__file__).parent.parent)
    bare = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", "-c", _CHILD, root, entry],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=bare,
        cwd=root,
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and its child."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        process.wait(5)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    content = pipe.read(size)
    if len(content) != size:
        raise EOFError
    return content
