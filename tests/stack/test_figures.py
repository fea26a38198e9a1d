"""The flow that works out the figures, on a real server and worker."""

import json

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings

from paraaf.local.stack import Stack
from paraaf.services.app.unit_of_work import App
from paraaf.services.reporting.figures import figure_rows, read_figures
from tests.support.waiting import wait_until


def tables_of(stack: Stack) -> list[list[dict[str, object]]]:
    """Return the tables of figures that are in Prefect."""
    wanted = ArtifactFilter(key=ArtifactFilterKey(any_=["figures"]))
    server = {PREFECT_API_URL: stack.api_url, PREFECT_API_AUTH_STRING: stack.login}
    with temporary_settings(server), get_client(sync_client=True) as client:
        return [json.loads(str(artifact.data)) for artifact in client.read_artifacts(artifact_filter=wanted)]


def test_the_deployment_of_the_figures_puts_them_in_a_table(stack: Stack, paraaf: App) -> None:
    before = len(tables_of(stack))
    paraaf.runs.sweep_now("figures/figures")  # type: ignore[attr-defined]

    wait_until(lambda: len(tables_of(stack)) > before, "the figures to be published")
    table = tables_of(stack)[0]
    assert list(table[0]) == list(figure_rows(read_figures(paraaf), "en")[0])
