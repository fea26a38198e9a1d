"""What Prefect shows beside a run: its artifacts, of which each keeps its key from run to run."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from paraaf.gateways.runs import Row, StatusPage


def put_page(client: Any, run_id: UUID, page: StatusPage) -> None:
    """Put the status page of a letter beside its run, or renew what changed of it."""
    contents = (
        (f"{page.key}-status", "markdown", page.markdown, "Status"),
        (f"{page.key}-versions", "table", json.dumps(page.versions), "Versions and documents"),
        (f"{page.key}-figures", "table", json.dumps(page.figures), "Figures"),
        (f"{page.key}-progress", "progress", page.progress, "Progress"),
    )
    found = _artifacts(client, run_id, [key for key, *_ in contents])
    for key, kind, data, description in contents:
        _put_artifact(client, found.get(key), run_id, key, kind, data, description)


def put_table(client: Any, run_id: UUID, *, key: str, rows: Sequence[Row], description: str) -> None:
    """Put a table beside a run, or renew it."""
    found = _artifacts(client, run_id, [key]).get(key)
    _put_artifact(client, found, run_id, key, "table", json.dumps(rows), description)


def _artifacts(client: Any, run_id: UUID, keys: list[str]) -> dict[str, Any]:
    """Return the run's artifacts with these keys."""
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId, ArtifactFilterKey

    mine = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run_id]), key=ArtifactFilterKey(any_=keys))
    return {artifact.key: artifact for artifact in client.read_artifacts(artifact_filter=mine)}


def _put_artifact(client: Any, found: Any, run_id: UUID, key: str, kind: str, data: Any, description: str) -> None:
    """Update this artifact of the run, or create it: one artifact of each kind per run."""
    from prefect.client.schemas.actions import ArtifactCreate, ArtifactUpdate

    if found is None:
        client.create_artifact(
            ArtifactCreate(key=key, type=kind, data=data, description=description, flow_run_id=run_id)
        )
    elif found.data != data:
        client.update_artifact(found.id, ArtifactUpdate(data=data, description=description))
