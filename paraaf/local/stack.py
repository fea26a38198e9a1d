"""A Prefect server, a worker, the portal and a mailbox on this machine, started together and stopped together."""

import json
import os
import random
import secrets
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import ConfigurationError, GatewayError
from paraaf import database
from paraaf.bootstrap import build_app
from paraaf.local.document_server import DocumentServer
from paraaf.local.mailbox import Mailbox
from paraaf.settings import Settings, load_settings

CODE = Path(__file__).resolve().parents[2]
"""Where the packages and prefect.yaml are."""

DOCUMENT_PORT = 4280
"""Where documents are served if the port is free: the same for the demo and afterwards, so that links stay good."""

PORTAL_PORT = 4300
"""Where the portal is served if the port is free, for the demo and afterwards, for the same reason."""

_SERVED_PORTS = range(20_000, 32_000)
"""Below those that the system gives to outgoing connections."""
_START_SECONDS = 120
_BUSY = 503
_STOP_SECONDS = 15


@dataclass
class Stack:
    """What runs, and where."""

    settings: Settings
    environment: dict[str, str]
    api_url: str
    ui_url: str
    portal_url: str
    mail_url: str
    """Where a browser reads the messages that were sent."""
    mailbox: Mailbox
    logs: Path
    processes: dict[str, subprocess.Popen[bytes]]

    def start_worker(self) -> None:
        """Start a worker of the work pool."""
        pool = ("--pool", "paraaf", "--type", "process", "--name", "paraaf-local")
        self._spawn("worker", "prefect", "worker", "start", *pool)

    def kill_worker(self) -> None:
        """Kill the worker and every flow process it started, as a power cut would."""
        process = self.processes.pop("worker")
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop_server(self) -> None:
        """Stop the Prefect server; its data stays."""
        self._stop_process("server")

    def start_server(self) -> None:
        """Start the Prefect server, where it was before, and wait until it answers."""
        self._start_server(int(self.api_url.removesuffix("/api").rpartition(":")[2]))

    def deploy(self) -> None:
        """Put the deployments of prefect.yaml on the server."""
        if not (CODE / "prefect.yaml").is_file():
            raise ConfigurationError(f"There is no prefect.yaml in {CODE}: run this from a checkout of Paraaf.")
        done = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"],
            cwd=CODE, env=self.environment, capture_output=True, text=True, timeout=_START_SECONDS, check=False,
        )  # fmt: skip
        (self.logs / "deploy.log").write_text(done.stdout + done.stderr)
        if done.returncode:
            raise GatewayError(f"The deployments could not be made; see {self.logs / 'deploy.log'}.")

    def check_alive(self) -> None:
        """Raise `GatewayError` if a part has stopped by itself."""
        for name, process in self.processes.items():
            if process.poll() is not None:
                raise GatewayError(f"The {name} stopped by itself; see {self.logs / f'{name}.log'}.")

    def _spawn(self, name: str, module: str, *arguments: str) -> None:
        with (self.logs / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                cwd=CODE,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _start_server(self, port: int) -> None:
        self._spawn("server", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port))
        self._await_answer(f"{self.api_url}/health", "Prefect's server", "server")

    def _await_answer(self, url: str, what: str, name: str) -> None:
        until = time.monotonic() + _START_SECONDS
        while not _answers(url):
            self.check_alive()
            if time.monotonic() > until:
                raise GatewayError(f"{what} did not start; see {self.logs / f'{name}.log'}.")
            time.sleep(0.2)

    def _make_pool(self) -> None:
        """Make the work pool unless it is there, so that worker and deployments need not wait for each other."""
        if not _answers(self._pool_url):
            _send("POST", f"{self.api_url}/work_pools/", {"name": "paraaf", "type": "process"})

    def _start_flows_directly(self) -> None:
        """Let the worker start the process of a flow itself.

        Without a command of its own, Prefect puts a process in between that imports everything too: each step after
        a wait then takes half as long again, and that process outlives a worker that is killed.
        """
        until = time.monotonic() + _START_SECONDS
        while not (template := _read(self._pool_url)["base_job_template"]):  # the worker brings it
            self.check_alive()
            if time.monotonic() > until:
                raise GatewayError(f"The worker did not start; see {self.logs / 'worker.log'}.")
            time.sleep(0.1)
        template["variables"]["properties"]["command"]["default"] = f"{shlex.quote(sys.executable)} -m flows.engine"
        _send("PATCH", self._pool_url, {"base_job_template": template})

    @property
    def _pool_url(self) -> str:
        return f"{self.api_url}/work_pools/paraaf"

    def _stop(self) -> None:
        for name in ("portal", "worker", "server"):
            self._stop_process(name)

    def _stop_process(self, name: str) -> None:
        process = self.processes.pop(name, None)
        if process is None or process.poll() is not None:
            return
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def local_stack(
    data: Path,
    *,
    mail: Path,
    prefect_port: int = 0,
    smtp_port: int = 0,
    portal_port: int = 0,
    query_seconds: float = 2,
    clock_file: Path | None = None,
    extra: dict[str, str] | None = None,
    own_mail: bool = False,
) -> Iterator[Stack]:
    """Run everything on this machine for as long as the block lasts; a port 0 is any free port.

    The data (database, documents, Prefect's own) is in `data` and stays there. Messages go out through the channels
    that are set, if any; with `own_mail` they all go to the mailbox of this stack.
    """
    data = data.resolve()
    logs = data / "logs"
    for folder in (data, logs, data / "inbox"):
        folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as cleanup:
        mailbox = Mailbox(mail, port=smtp_port or free_port())
        mailbox.start()
        cleanup.callback(mailbox.stop)
        port = prefect_port or free_port()
        origin = f"http://127.0.0.1:{port}"
        portal = portal_port or free_port()
        environment = _environment(data, origin, query_seconds, clock_file) | _portal(data, portal) | (extra or {})
        if own_mail or not environment.get("PARAAF_CHANNELS"):
            environment["PARAAF_CHANNELS"] = json.dumps({"mail": _mail_to(mailbox)})
        documents = DocumentServer(DOCUMENT_PORT)
        cleanup.callback(documents.stop)
        environment.setdefault("PARAAF_DOCUMENT_URL", f"http://127.0.0.1:{documents.port}/{{sha256}}/{{name}}")
        settings = settings_from(environment)
        database.upgrade(settings.database)
        documents.start(build_app(settings), mailbox)
        portal_url = f"http://127.0.0.1:{portal}"
        mail_url = f"http://127.0.0.1:{documents.port}/mail"
        stack = Stack(settings, environment, f"{origin}/api", origin, portal_url, mail_url, mailbox, logs, {})
        cleanup.callback(stack._stop)
        stack._spawn("portal", "paraaf", "portal")
        stack._start_server(port)
        stack._await_answer(f"{portal_url}/health", "The portal", "portal")
        stack._make_pool()
        stack.start_worker()
        stack.deploy()
        stack._start_flows_directly()
        yield stack


def settings_from(environment: dict[str, str]) -> Settings:
    """Return the settings that a process with this environment has, and give this process the same ones."""
    os.environ.update({k: v for k, v in environment.items() if k.startswith(("PARAAF_", "PREFECT_"))})
    return load_settings()


def is_free(port: int) -> bool:
    """Return whether nothing listens on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def port_like(preferred: int) -> int:
    """Return this port if nothing listens on it, else a free one."""
    return preferred if is_free(preferred) else free_port()


def free_port() -> int:
    """Return a port of this machine that nothing uses, and that no outgoing connection is given meanwhile."""
    for port in random.sample(_SERVED_PORTS, len(_SERVED_PORTS)):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise GatewayError("No port of this machine is free.")


def _mail_to(mailbox: Mailbox) -> str:
    """Return the channel that delivers to a mailbox of this machine."""
    return f"mailto://127.0.0.1:{mailbox.port}?from=paraaf@paraaf.example&name=Paraaf&mode=insecure&to={{address}}"


def _environment(data: Path, origin: str, query_seconds: float, clock_file: Path | None) -> dict[str, str]:
    environment = {
        **os.environ,
        "PARAAF_DATA_DIR": str(data),
        "PARAAF_PREFECT_API_URL": f"{origin}/api",
        "PARAAF_PREFECT_UI_URL": origin,
        "PARAAF_CODE": str(CODE),
        "PREFECT_HOME": str(data / "prefect"),
        "PREFECT_API_URL": f"{origin}/api",
        "PREFECT_UI_URL": origin,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_CLIENT_METRICS_ENABLED": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
        "PREFECT_WORKER_QUERY_SECONDS": str(query_seconds),
        "DO_NOT_TRACK": "1",
        "PYTHONUNBUFFERED": "1",
    }
    if clock_file is not None:
        environment["PARAAF_CLOCK_FILE"] = str(clock_file)
    return environment


def _portal(data: Path, port: int) -> dict[str, str]:
    """Return the settings of a portal on this machine; its secret is made once, and kept with the data."""
    file = data / "portal-secret"
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as secret:
            secret.write(secrets.token_urlsafe(32))
    return {
        "PARAAF_PORTAL_HOST": "127.0.0.1",
        "PARAAF_PORTAL_PORT": str(port),
        "PARAAF_PORTAL_SECRET": "",
        "PARAAF_PORTAL_URL": f"http://127.0.0.1:{port}",
    }


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310  # always this machine
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _read(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310  # always this machine
        return json.load(response)


def _send(method: str, url: str, data: dict[str, Any]) -> None:
    """Send data to Prefect's server; again for as long as it answers that it is busy, as on SQLite it may."""
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(url, json.dumps(data).encode(), headers, method=method)  # noqa: S310
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            urllib.request.urlopen(request, timeout=10).close()  # noqa: S310  # always this machine
        except urllib.error.HTTPError as error:
            if error.code != _BUSY or time.monotonic() > until:
                raise GatewayError(f"Prefect's server answered {error.code} to {method} {url}.") from error
            time.sleep(0.2)
        else:
            return
