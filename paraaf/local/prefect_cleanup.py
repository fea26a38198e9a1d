"""What an earlier stack on the same data left in Prefect, taken away before a worker starts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from paraaf.local.prefect_http import send

_LOOKED_AT_AGAIN = ("sweep", "figures")
"""Flows of which every run does all there is to do, so that an older one is of no use."""
_MAX_RUNS = 200


def clean_up_runs(api_url: str, login: str) -> None:
    """End the runs that died with their worker, and remove those that were due while nothing ran.

    Only of the flows that look at everything anyhow: one run makes up for all of them, and a weekend's worth of them
    would begin at the same moment. Runs of letters are looked after by the sweep.
    """
    for run in _runs(api_url, login, ["PENDING", "RUNNING", "CANCELLING"]):
        dead = {"type": "CRASHED", "name": "Crashed", "message": "The stack was stopped before this run ended."}
        send("POST", f"{api_url}/flow_runs/{run['id']}/set_state", {"state": dead, "force": True}, login)
    due = {"next_scheduled_start_time": {"before_": datetime.now(UTC).isoformat()}}
    while overdue := _runs(api_url, login, ["SCHEDULED"], **due):
        for run in overdue:
            send("DELETE", f"{api_url}/flow_runs/{run['id']}", None, login)


def _runs(api_url: str, login: str, states: Sequence[str], **which: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = send(
        "POST",
        f"{api_url}/flow_runs/filter",
        {
            "flows": {"name": {"any_": list(_LOOKED_AT_AGAIN)}},
            "flow_runs": {"state": {"type": {"any_": list(states)}}, **which},
            "limit": _MAX_RUNS,
        },
        login,
    )
    return found
