"""The sign-off flow, whose processes die at each kind of step once: for the test of the killed worker.

A process that is the first to come to a kind of step stands still just after the commit, until the worker is killed
and it with it; one does so before its letter is on record at all. At some kinds of step a process moreover kills
itself just before the commit, under the eyes of the worker.
"""

import os
import signal
import threading
from pathlib import Path
from typing import Any

from flows.sign_off import sign_off as _sign_off
from models.process import StepKind
from paraaf.gateways.notifier import AppriseNotifier, Delivery
from paraaf.services.app.unit_of_work import UnitOfWork
from paraaf.services.engine import steps
from paraaf.services.intake import registration
from tests.stack.deaths import KILLS_ITSELF, STANDS_STILL, Deaths

_perform, _register, _finish, _deliver = (
    steps.perform,
    registration.register,
    UnitOfWork.finish,
    AppriseNotifier.deliver,
)
_deaths = Deaths(Path(os.environ["PARAAF_DATA_DIR"]))
_under_way: list[str] = []


def _stand_still_once(kind: str) -> None:
    """Stand still if this process is the first to come here."""
    if kind in STANDS_STILL and _deaths.is_first(kind):
        threading.Event().wait()


def _performing(app: Any, dossier_id: str, step: Any) -> None:
    _under_way[:] = [step.kind]
    _perform(app, dossier_id, step)
    _under_way.clear()
    _stand_still_once(step.kind)


def _registering(*args: Any, **kwargs: Any) -> str:
    _stand_still_once("before register")
    dossier_id = _register(*args, **kwargs)
    _stand_still_once("register")
    return dossier_id


def _finishing(work: UnitOfWork) -> None:
    _finish(work)
    is_a_step = bool(_under_way and work.touched)  # and not a sign of life, from another thread
    if is_a_step and _under_way[0] in KILLS_ITSELF and _deaths.is_first(f"before {_under_way[0]}"):
        os.kill(os.getpid(), signal.SIGKILL)


def _delivering(notifier: AppriseNotifier, delivery: Delivery) -> None:
    _deliver(notifier, delivery)
    _stand_still_once(StepKind.NOTIFY)  # the mail server took it, and it is not on record yet


steps.perform = _performing
registration.register = _registering
UnitOfWork.finish = _finishing  # type: ignore[method-assign]
AppriseNotifier.deliver = _delivering  # type: ignore[method-assign]
sign_off = _sign_off
