"""The sign-off flow, stopped dead once in each kind of step: for the test that kills the worker there.

It does nothing but stand still, at a moment that the test then knows, until it is killed. In every other kind
of step it stands still just before the commit, in the rest just after it.
"""

import os
import signal
from pathlib import Path
from typing import Any

from flows.sign_off import sign_off as _sign_off
from paraaf.services import intake, performing
from paraaf.services.context import Work

FOLDER = Path(os.environ["PARAAF_DATA_DIR"]) / "dying"

_perform, _register, _finish = performing.perform, intake.register, Work.finish
_now: dict[str, str] = {}


def _stand_still_once(kind: str) -> None:
    """Say where this process stands, and stand there; the second time go on."""
    FOLDER.mkdir(exist_ok=True)
    marker = FOLDER / kind
    if marker.exists():
        return
    marker.with_suffix(".part").write_text(str(os.getpid()))
    marker.with_suffix(".part").rename(marker)
    while True:
        signal.pause()


def _dies_before_commit(kind: str) -> bool:
    FOLDER.mkdir(exist_ok=True)
    return len(list(FOLDER.iterdir())) % 2 == 0


def _performing(app: Any, dossier_id: str, step: Any) -> None:
    if not (FOLDER / step.kind).exists() and _dies_before_commit(step.kind):
        _now["kind"] = step.kind
    _perform(app, dossier_id, step)
    _stand_still_once(step.kind)


def _registering(*args: Any, **kwargs: Any) -> str:
    dossier_id = _register(*args, **kwargs)
    _stand_still_once("register")
    return dossier_id


def _finishing(work: Work) -> None:
    _finish(work)
    kind = _now.pop("kind", "")
    if kind:
        _stand_still_once(kind)


performing.perform = _performing
intake.register = _registering
Work.finish = _finishing  # type: ignore[method-assign]
sign_off = _sign_off
