"""The sign-off flow, made to suspend at the worst moment: after somebody answered whom it thought to wait for.

Between its last look at the database and the suspend, it stands still until the test has recorded an answer. The
wake-up that comes with the answer then finds a run that is not suspended, and is lost. What the run does itself to
make good for that, a last look after the suspend, is switched off here, as if the machine had gone down just then.
"""

import os
from pathlib import Path
from typing import Any

from flows import waiting
from flows.sign_off import sign_off as _sign_off
from tests.support.waiting import wait_until

MOMENT = Path(os.environ["PARAAF_DATA_DIR"]) / "the-worst-moment"

_suspend = waiting.suspend_flow_run


def _suspending(**arguments: Any) -> None:
    if not MOMENT.exists():
        MOMENT.write_text("has come")
        wait_until(lambda: MOMENT.read_text() == "has passed", "the moment to pass", every=0.05)
    _suspend(**arguments)


waiting.suspend_flow_run = _suspending  # type: ignore[assignment]
waiting._wake_if_answered = lambda app, dossier_id: None
sign_off = _sign_off
