"""The gate in a subprocess: whatever a file does to a reader, it does to a process that may die."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

from paraaf.redline.errors import Reason, UnsafeDocument, unsafe
from paraaf.redline.screening.drop_parts import Dropped, Passed

MEGABYTES = 300
SECONDS = 2
"""Of the processor's time. A busy machine may take longer by the clock, but not without end."""
_WALL_CLOCK_SECONDS = 15

# The child starts bare: no site packages but lxml, and of Paraaf only what the gate needs.
_CHILD = """
import json, sys, types
root, lxml, megabytes, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except ImportError:
    pass
for name, folder in (("paraaf", root), ("paraaf.redline", root + "/redline"), ("lxml", lxml)):
    module = types.ModuleType(name)
    module.__path__ = [folder]
    sys.modules[name] = module
from paraaf.redline.errors import UnsafeDocument
from paraaf.redline.screening.check import check
reasons, dropped, docx = [], [], b""
try:
    given = sys.stdin.buffer.read()
    passed = check(given)
    dropped = [(each.what, each.place) for each in passed.dropped]
    docx = passed.docx if passed.docx is not given else b""
except UnsafeDocument as error:
    reasons = [(each.code, dict(each.values)) for each in error.reasons]
except (MemoryError, RecursionError):
    sys.exit(3)
sys.stdout.buffer.write(json.dumps([reasons, dropped]).encode() + b"\\n" + docx)
"""


def check_in_subprocess(docx: bytes, *, megabytes: int = MEGABYTES, seconds: int = SECONDS) -> Passed:
    """Do what `check` does, in a subprocess with limits of memory and time.

    Return a Word file from outside as it may be opened; raise `UnsafeDocument` with every reason why it may not, also
    if looking at it takes more than the limits. Where a system has no such limits, those of `check` still hold.
    """
    root = Path(__file__).parents[2]
    lxml = importlib.util.find_spec("lxml")
    assert lxml is not None and lxml.submodule_search_locations
    command = [sys.executable, "-I", "-S", "-c", _CHILD, str(root), next(iter(lxml.submodule_search_locations)),
               str(megabytes), str(seconds)]  # fmt: skip
    try:
        done = subprocess.run(command, input=docx, capture_output=True, timeout=_WALL_CLOCK_SECONDS, check=False)  # noqa: S603
        told, _, cleaned = done.stdout.partition(b"\n")
        found = json.loads(told) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        found = None
    if found is None:
        raise unsafe("docx.takes_too_much")
    reasons, dropped = found
    if reasons:
        raise UnsafeDocument(Reason(code, values) for code, values in reasons)
    return Passed(cleaned or docx, tuple(Dropped(what, place) for what, place in dropped))
