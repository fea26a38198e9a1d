"""`paraaf worker`: Prefect's process worker, which one signal stops wherever it was started from."""

import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn


def become_worker(pool: str, arguments: Sequence[str] = ()) -> NoReturn:
    """Turn this process into Prefect's process worker of a work pool.

    A shell script starts what it puts in the background with interrupts ignored, and processes hand that on. Prefect's
    worker then outlives the first SIGTERM: it stops by interrupting itself. Here interrupts are put back first.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", pool, "--type", "process", *arguments]
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606
