"""The runs as Prefect has them. Prefect is imported in `flows/` and the `prefect_` modules here only."""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from models.errors import ConfigurationError, GatewayError
from paraaf.gateways import prefect_artifacts, prefect_diagnosis
from paraaf.gateways.prefect_diagnosis import TAKEN_OVER
from paraaf.gateways.runs import OrphanRun, Revival, RevivalAction, Row, Started, StatusPage

STUCK_AFTER = timedelta(seconds=60)
"""A run that a worker took but that has not begun after this long was lost with the worker."""

_RETRIES = 3
"""How often a request is repeated. On SQLite a busy Prefect server answers 503 when two of its writes cross."""


class PrefectRuns:
    """Starts, wakes, revives and describes runs through Prefect's API."""

    def __init__(
        self,
        *,
        api_url: str,
        ui_url: str,
        deployment: str,
        timeout: float,
        lease: timedelta,
        login: Callable[[], str] = str,
    ) -> None:
        """`login` returns `user:password` for the server; empty: what Prefect's own settings say."""
        self._login = login
        self._api_url = api_url
        self._ui_url = ui_url
        self._deployment = deployment
        self._timeout = timeout
        self._stuck_after = min(lease, STUCK_AFTER)
        self._connection: tuple[Any, Any] | None = None
        self._connecting = threading.Lock()

    def start(self, request: dict[str, Any], *, name: str, key: str) -> Started:
        """Create a run of the deployment with this dossier request; the same key twice gives the same run.

        One that has ended is not given again: who starts a letter again after its run failed gets a new one.
        """
        with self._client() as client:
            run = self._create(client, request, name=name, key=key)
            return Started(str(run.id), self.url(str(run.id)))

    def succeed(self, request: dict[str, Any], *, name: str, key: str) -> Started:
        """Create a run that is to take a letter over; it sleeps until it is woken. The same key gives the same run.

        So nothing of it runs before it is on record as the run of its letter.
        """
        from prefect.states import Suspended

        with self._client() as client:
            run = self._create(client, request, name=name, key=key, state=Suspended())
            return Started(str(run.id), self.url(str(run.id)))

    def retire(self, run_id: str, why: str) -> None:
        """End a run whose letter another one carries, so that nobody resumes it; one that has ended stays as it is."""
        from prefect.exceptions import ObjectNotFound
        from prefect.states import Cancelled

        with self._client() as client:
            try:
                state = client.read_flow_run(UUID(run_id)).state
            except ObjectNotFound:
                return
            if state is None or not state.is_final():
                client.set_flow_run_state(UUID(run_id), Cancelled(message=f"{TAKEN_OVER} {why}"), force=True)

    def _create(self, client: Any, request: dict[str, Any], *, name: str, key: str, state: Any = None) -> Any:
        """Return a run of the deployment that can go on: the one with this key, or a new one.

        Raises `ConfigurationError` if Prefect has nothing that could carry it on, or does not take its parameters.
        """
        deployment = self._find_deployment(client)
        self._refuse_without_pool(deployment)
        while True:
            run = client.create_flow_run_from_deployment(
                deployment.id, parameters={"dossier": request}, name=name, idempotency_key=key, state=state
            )
            if not prefect_diagnosis.is_used_up(run, deployment):
                return run
            key = f"{key}:{run.id}"

    def _find_deployment(self, client: Any) -> Any:
        """Return the deployment that carries letters; raise `ConfigurationError` if Prefect has none."""
        from prefect.exceptions import ObjectNotFound

        try:
            return client.read_deployment_by_name(self._deployment)
        except ObjectNotFound:
            raise ConfigurationError("prefect.no_deployment", deployment=self._deployment) from None

    def _refuse_without_pool(self, deployment: Any) -> None:
        if deployment.work_queue_id is None:
            raise prefect_diagnosis.without_pool(self._deployment)

    def wake(self, run_id: str) -> None:
        """Let a suspended run go on. A run that is not suspended is left alone."""
        with self._client() as client:
            client.resume_flow_run(UUID(run_id))

    def revive(self, run_id: str, *, is_alive: bool, force: bool = False) -> Revival:
        """Get a run going whose letter could go on; return what was done, and what was found.

        A suspended run is resumed; one that died is scheduled again, so that it starts from its top under
        the same id; one that is on its way is left alone, and so is one that somebody cancelled, and one that can
        never go on. `is_alive` says whether its process gave a sign of life within the lease. With `force` a person
        asks, and a cancelled run is scheduled again too.
        """
        from prefect.exceptions import ObjectNotFound
        from prefect.states import Scheduled

        with self._client() as client:
            try:
                run = client.read_flow_run(UUID(run_id))
            except ObjectNotFound:
                return Revival(RevivalAction.GONE, "Prefect does not know its run any more.")
            why = prefect_diagnosis.left_alone_reason(
                run, is_alive=is_alive, stuck_after=self._stuck_after, force=force
            )
            if why:
                return Revival(RevivalAction.LEFT_ALONE, why)
            if why := prefect_diagnosis.stranded_reason(client, run, stuck_after=self._stuck_after):
                return Revival(RevivalAction.STRANDED, why)
            found = f"{prefect_diagnosis.describe_state(run)}{prefect_diagnosis.no_worker_reason(client, run)}"
            if run.state.is_paused():
                client.resume_flow_run(UUID(run_id))
                return Revival(RevivalAction.RESUMED, found)
            if run.state.is_scheduled():
                return Revival(RevivalAction.LEFT_ALONE, f"It waits for a worker. {found}")
            client.set_flow_run_state(UUID(run_id), Scheduled(name="Revived"), force=True)
            return Revival(RevivalAction.STARTED_AGAIN, found)

    def stranded(self, run_ids: Sequence[str]) -> dict[str, str]:
        """Return those of these runs that can never go on, each with why; one that runs or that somebody cancelled not.

        Raises `ConfigurationError` if there is no deployment, or it has no work pool: then nothing can take their
        letters over either.
        """
        with self._client() as client:
            deployment = self._find_deployment(client)
            self._refuse_without_pool(deployment)
            return prefect_diagnosis.stranded(client, deployment, run_ids, stuck_after=self._stuck_after)

    def orphan_runs(self, run_ids: Sequence[str]) -> list[OrphanRun]:
        """Return runs of the deployment that have slept for a while and are not among these, at most 200."""
        with self._client() as client:
            deployment = self._find_deployment(client)
            return prefect_diagnosis.orphan_runs(client, deployment, run_ids, asleep_for=self._stuck_after)

    def unfinished(self) -> list[str]:
        """Return the ids of the letters' runs that a worker took and that neither ended nor wait, at most 200."""
        from prefect.exceptions import ObjectNotFound

        with self._client() as client:
            try:
                deployment = client.read_deployment_by_name(self._deployment)
            except ObjectNotFound:
                return []
            return prefect_diagnosis.unfinished(client, deployment)

    def sweep_now(self, deployment: str = "sweep/sweep") -> None:
        """Create a run of the sweep, apart from its schedule."""
        with self._client() as client:
            client.create_flow_run_from_deployment(client.read_deployment_by_name(deployment).id)

    def state(self, run_id: str) -> str:
        """Return the name of the run's state as Prefect has it: Running, Suspended, Completed, ..."""
        with self._client() as client:
            state = client.read_flow_run(UUID(run_id)).state
            return state.name if state else ""

    def publish(self, run_id: str, page: StatusPage) -> None:
        """Make the run's name, tags and artifacts say what the page says."""
        with self._client() as client:
            client.update_flow_run(UUID(run_id), name=page.name, tags=list(page.tags))
            prefect_artifacts.put_page(client, UUID(run_id), page)

    def publish_table(self, run_id: str, *, key: str, rows: Sequence[Row], description: str) -> None:
        """Put a table beside a run; the same key at a later run is the next version of the same table."""
        with self._client() as client:
            prefect_artifacts.put_table(client, UUID(run_id), key=key, rows=rows, description=description)

    def url(self, run_id: str) -> str:
        """Return where a browser finds the run; empty for no run, or where Prefect is not set up."""
        if not run_id:
            return ""
        from prefect.settings import PREFECT_UI_URL

        base = self._ui_url or PREFECT_UI_URL.value() or self._api().removesuffix("/api")
        return f"{base.rstrip('/')}/runs/flow-run/{run_id}" if base else ""

    def probe(self) -> None:
        """Raise `GatewayError` unless Prefect's server answers."""
        with self._client() as client:
            client.hello()

    def _api(self) -> str:
        from prefect.settings import PREFECT_API_URL

        return self._api_url or PREFECT_API_URL.value() or ""

    @contextmanager
    def _client(self) -> Iterator[Any]:
        import httpx
        from prefect.context import SettingsContext, get_settings_context

        try:
            settings, client = self._connect()
            _refuse_if_gone(settings.api.url)
            with SettingsContext(profile=get_settings_context().profile, settings=settings):
                yield client
        except httpx.HTTPStatusError as error:
            if error.response.status_code == httpx.codes.UNAUTHORIZED:
                self._disconnect()  # the next one takes the log-in that is set by then
                raise GatewayError("prefect.log_in_refused", api=self._api()) from error
            raise GatewayError(
                "prefect.answered",
                api=self._api(),
                status=error.response.status_code,
                method=error.request.method,
                path=error.request.url.path,
            ) from error
        except (httpx.HTTPError, OSError, RuntimeError) as error:
            self._disconnect()
            raise GatewayError("prefect.no_answer", api=self._api(), kind=type(error).__name__) from error

    def _disconnect(self) -> None:
        with self._connecting:
            connection, self._connection = self._connection, None
        if connection is not None:
            connection[1].__exit__(None, None, None)

    def _connect(self) -> tuple[Any, Any]:
        """Return Prefect's settings for this server, and a client: made once, since it takes a fifth of a second."""
        from prefect.client.orchestration import get_client
        from prefect.settings import (
            PREFECT_API_AUTH_STRING,
            PREFECT_API_URL,
            PREFECT_CLIENT_MAX_RETRIES,
            temporary_settings,
        )

        with self._connecting:
            if self._connection is None:
                api = self._api()
                if not api:
                    raise ConfigurationError("prefect.not_set")
                own: dict[Any, Any] = {PREFECT_API_URL: api, PREFECT_CLIENT_MAX_RETRIES: _RETRIES}
                if login := self._login():
                    own[PREFECT_API_AUTH_STRING] = login
                with temporary_settings(own) as settings:
                    client = get_client(httpx_settings={"timeout": self._timeout}, sync_client=True)
                self._connection = settings, client.__enter__()
            return self._connection


def _refuse_if_gone(url: str) -> None:
    """Raise `ConnectionRefusedError` if nothing listens at this address.

    Prefect's client, once it has reached its server, tries for a quarter of a minute before it says so. Any other
    trouble is left to that client.
    """
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname or "", port), timeout=1).close()
    except ConnectionRefusedError:
        raise
    except OSError:
        return
