"""What Prefect shows of a letter: asked of its API, as the UI does."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId, ArtifactFilterType
from prefect.client.schemas.objects import FlowRun
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings

from paraaf.local.stack import Stack


class InPrefect:
    """Looks at the runs of one server."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack

    def runs_of(self, number: str) -> list[FlowRun]:
        """Return every flow run that was started for a letter with this number."""
        with self._client() as client:
            runs = client.read_flow_runs(limit=200)
        return [run for run in runs if _number_in(run) == number]

    def run(self, run_id: str | None) -> FlowRun:
        """Return a flow run."""
        with self._client() as client:
            return client.read_flow_run(UUID(run_id))

    def status_pages(self, run_id: str | None) -> list[str]:
        """Return the markdown artifacts of a run."""
        wanted = ArtifactFilter(
            flow_run_id=ArtifactFilterFlowRunId(any_=[UUID(run_id)]), type=ArtifactFilterType(any_=["markdown"])
        )
        with self._client() as client:
            return [str(artifact.data) for artifact in client.read_artifacts(artifact_filter=wanted)]

    def graph(self, run_id: str | None) -> list[str]:
        """Return the labels of the nodes in a run's graph, in the order in which they began."""
        with self._client() as client:
            nodes = client.request("GET", "/flow_runs/{id}/graph-v2", path_params={"id": run_id}).json()["nodes"]
        return [node["label"] for _, node in sorted(nodes, key=lambda entry: str(entry[1]["start_time"]))]

    @contextmanager
    def _client(self) -> Iterator[SyncPrefectClient]:
        server = {PREFECT_API_URL: self._stack.api_url, PREFECT_API_AUTH_STRING: self._stack.login}
        with temporary_settings(server), get_client(sync_client=True) as client:
            yield client


def _number_in(run: FlowRun) -> str:
    dossier = run.parameters.get("dossier", {})
    return str(dossier.get("references", {}).get("dossier_number", ""))
