"""A worker stops on one SIGTERM, wherever it was started from."""

import signal
import subprocess
import sys

from paraaf.local.prefect_http import send
from paraaf.local.stack import CODE, Stack
from tests.support.waiting import PATIENCE_SECONDS, wait_until


def test_a_worker_that_a_script_started_in_the_background_stops_on_one_sigterm(stack: Stack) -> None:
    name = "in-the-background"
    command = [sys.executable, "-m", "paraaf", "worker", "--name", name]
    # This is what a shell does for `command &` in a script: interrupts are ignored, and that is handed on.
    shell = ["/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh", *command]
    worker = subprocess.Popen(shell, cwd=CODE, env=stack.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        wait_until(lambda: name in _online(stack), "the worker to be online")

        worker.send_signal(signal.SIGTERM)

        said, _ = worker.communicate(timeout=PATIENCE_SECONDS)
        assert b"Traceback" not in said
    finally:
        worker.kill()
        worker.wait()


def _online(stack: Stack) -> set[str]:
    found = send("POST", f"{stack.api_url}/work_pools/paraaf/workers/filter", {"limit": 50}, stack.login)
    return {each["name"] for each in found if each["status"] == "ONLINE"}
