"""Compare the documents of the demo in two checkouts, byte for byte, at the same date.

    python -m scripts.compare_demos BEFORE AFTER

Each checkout needs its own `.venv` (`make install`). The demo runs in each, in a temporary folder; what differs is
named, and the script ends with 1 if anything does. The clock of the demo is slowed, in every process that reads it: a
step that takes long puts no other minute in a document.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

_RUN = """
import sys
from datetime import datetime
from pathlib import Path
from models.working_days import AMSTERDAM
from paraaf.local import demo

run = demo.Demo.run

def on_the_same_day(self, *given, **more):
    self.clock.move_to(datetime(2026, 3, 2, 10, tzinfo=AMSTERDAM))
    return run(self, *given, **more)

demo.Demo.run = on_the_same_day
demo.demo(output=Path(sys.argv[1]), example=Path("examples") / sys.argv[2])
"""
_EXAMPLE = "industriebeleid"
_SLOW = """
from datetime import UTC, datetime
from paraaf.gateways.clock import SystemClock

START = datetime(2026, 3, 2, 10, tzinfo=UTC)
SystemClock.now = lambda self: START + (datetime.now(UTC) - START) / 10_000
"""
"""A `sitecustomize` of each process: ten thousand seconds take one."""


def documents(checkout: Path, folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each document that the demo of a checkout makes, by its name; of a zip, of each member."""
    output = folder / "output"
    (folder / "sitecustomize.py").write_text(_SLOW)
    done = subprocess.run(  # noqa: S603
        [checkout / ".venv" / "bin" / "python", "-c", _RUN, output, _EXAMPLE],
        cwd=checkout,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "PARAAF_DATA_DIR": str(folder / "data"),
            "PYTHONPATH": str(folder),
        },
        check=False,
    )
    if done.returncode:
        sys.exit(f"The demo of {checkout} did not end well.")
    found: dict[str, str] = {}
    for path in sorted(output.iterdir()):
        if path.suffix == ".zip":
            with zipfile.ZipFile(BytesIO(path.read_bytes())) as package:
                found |= {
                    f"{path.name}/{name}": _hash(_lasting(name, package.read(name))) for name in package.namelist()
                }
        elif path.is_file():
            found[path.name] = _hash(path.read_bytes())
    return found


def _lasting(name: str, content: bytes) -> bytes:
    """Return a member of a package without the second of the signature, and without the hash of all seconds before."""
    if name != "manifest.json":
        return content
    manifest = json.loads(content)
    del manifest["signed_at"], manifest["audit_head"]
    return json.dumps(manifest).encode()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main() -> None:
    """Compare two checkouts, and say what differs."""
    before, after = (Path(given).resolve() for given in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        old, new = documents(before, Path(one)), documents(after, Path(other))
    different = [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    print(f"{len(old)} and {len(new)} documents, {len(different)} different", *different, sep="\n  ")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
