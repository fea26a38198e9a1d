"""A Prefect server, a worker, the portal and a mailbox on this machine, started together and stopped together."""

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from models.errors import ConfigurationError, GatewayError
from paraaf import database
from paraaf.bootstrap import build_app
from paraaf.local.document_server import DocumentServer
from paraaf.local.mailbox import Mailbox
from paraaf.local.ports import HERE, free_port, hold, hold_exactly, is_free, port_like, port_of
from paraaf.local.prefect_cleanup import clean_up_runs
from paraaf.local.prefect_http import answers, read
from paraaf.local.prefect_http import send as _send
from paraaf.local.secret_files import load_or_create_secret
from paraaf.settings import Settings, load_settings

__all__ = ["CODE", "DOCUMENT_PORT", "PORTAL_PORT", "Stack", "free_port", "is_free", "local_stack", "port_like"]

CODE = Path(__file__).resolve().parents[2]
"""Where the packages and prefect.yaml are."""

DOCUMENT_PORT = 4280
"""Where documents are served if the port is free: the same for the demo and afterwards, so that links stay good."""

PORTAL_PORT = 4300
"""Where the portal is served if the port is free, for the demo and afterwards, for the same reason."""

PREFECT_PORT = 4200
MAIL_PORT = 2525

_START_SECONDS = 300
"""How long a part may take to start: a busy machine needs minutes. One that stops by itself is noticed at once."""
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
    login_file: Path
    """Where the word stands without which Prefect's server answers nobody."""
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def login(self) -> str:
        """The word for Prefect's server, as a user and a password: never log it."""
        return self.login_file.read_text(encoding="ascii").strip()

    @property
    def login_url(self) -> str:
        """Where a browser is logged in to the Prefect UI. What stands behind the `#` is sent to no server."""
        return f"{self.ui_url}/paraaf/log-in#{self.login}"

    def start_worker(self) -> None:
        """Start a worker of the work pool."""
        self._spawn("worker", "paraaf", "worker", "--name", "paraaf-local")

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
        self._start_server(hold_exactly(int(self.ui_url.rpartition(":")[2])))

    def deploy(self) -> None:
        """Put the deployments of prefect.yaml on the server."""
        if not (CODE / "prefect.yaml").is_file():
            raise ConfigurationError("stack.no_prefect_yaml", folder=CODE)
        log = self.logs / "deploy.log"
        with log.open("wb") as out:
            try:
                subprocess.run(
                    [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"],
                    cwd=CODE, env=self.environment, stdout=out, stderr=out, timeout=_START_SECONDS, check=True,
                )  # fmt: skip
            except subprocess.SubprocessError as error:  # it failed, or took too long
                raise GatewayError("stack.not_deployed", log=log) from error

    def sweep_now(self) -> None:
        """Let a worker look at once at what fell due."""
        deployment = read(f"{self.api_url}/deployments/name/sweep/sweep", self.login)
        _send("POST", f"{self.api_url}/deployments/{deployment['id']}/create_flow_run", {}, self.login)

    def check_alive(self) -> None:
        """Raise `GatewayError` if a part has stopped by itself."""
        for name, process in self.processes.items():
            if process.poll() is not None:
                raise GatewayError("stack.part_stopped", part=name, log=self.logs / f"{name}.log")

    def _spawn(self, name: str, module: str, *arguments: str, on: socket.socket | None = None, **extra: str) -> None:
        """Start a process; it serves `on`, which nobody else could take since its port was chosen."""
        held = () if on is None else (on.fileno(),)
        with (self.logs / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", module, *arguments, *(f"--fd={each}" for each in held)],
                cwd=CODE,
                env=self.environment | extra,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=held,
            )
        if on is not None:
            on.close()

    def _start_server(self, on: socket.socket) -> None:
        """Start Prefect's server; its word is in the environment, where no list of processes shows it."""
        quiet = ("--log-level", "error", "--no-server-header")
        self._spawn(
            "server", "uvicorn", "flows.server:application", "--factory", *quiet,
            on=on, PREFECT_SERVER_API_AUTH_STRING=self.login, PREFECT__SERVER_FINAL="1",
        )  # fmt: skip
        self._await_answer(f"{self.api_url}/health", "Prefect's server", "server")

    def _await_answer(self, url: str, what: str, name: str) -> None:
        until = time.monotonic() + _START_SECONDS
        while not answers(url):
            self.check_alive()
            if time.monotonic() > until:
                raise GatewayError("stack.did_not_start", part=what, log=self.logs / f"{name}.log")
            time.sleep(0.2)

    def _make_pool(self) -> None:
        """Make the work pool unless it is there, so that worker and deployments need not wait for each other."""
        if answers(self._pool_url, self.login):
            return
        try:
            _send("POST", f"{self.api_url}/work_pools/", {"name": "paraaf", "type": "process"}, self.login)
        except GatewayError:  # a busy machine may not have answered in time that it is there
            read(self._pool_url, self.login)

    def _start_flows_directly(self) -> None:
        """Let the worker start the process of a flow itself.

        Without a command of its own, Prefect puts a process in between that imports everything too: each step after
        a wait then takes half as long again, and that process outlives a worker that is killed.
        """
        until = time.monotonic() + _START_SECONDS
        while not (template := read(self._pool_url, self.login)["base_job_template"]):  # the worker brings it
            self.check_alive()
            if time.monotonic() > until:
                raise GatewayError("stack.worker_did_not_start", log=self.logs / "worker.log")
            time.sleep(0.1)
        template["variables"]["properties"]["command"]["default"] = f"{shlex.quote(sys.executable)} -m flows.engine"
        _send("PATCH", self._pool_url, {"base_job_template": template}, self.login)

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
    """Run everything on this machine for as long as the block lasts.

    A port is the one that is preferred: if anybody has it, and for 0, another one is taken. The data (database,
    documents, Prefect's own) is in `data` and stays there. Messages go out through the channels that are set, if any;
    with `own_mail` they all go to the mailbox of this stack.
    """
    data = data.resolve()
    for folder in (data, logs := data / "logs", data / "inbox"):
        folder.mkdir(parents=True, exist_ok=True)
    data.chmod(0o700)  # letters that are not public yet, and the words that open Prefect and the portal
    with ExitStack() as cleanup:
        mailbox = Mailbox(mail, on=hold(smtp_port))
        mailbox.start()
        cleanup.callback(mailbox.stop)
        on, portal_on = (cleanup.enter_context(hold(port)) for port in (prefect_port, portal_port))
        origin, portal = f"http://{HERE}:{port_of(on)}", port_of(portal_on)
        environment = _environment(data, origin, query_seconds, clock_file) | _portal(data, portal) | (extra or {})
        login_file = Path(environment["PARAAF_PREFECT_LOGIN_FILE"])
        if own_mail or not environment.get("PARAAF_CHANNELS"):
            environment["PARAAF_CHANNELS"] = json.dumps({"mail": _mail_to(mailbox)})
            environment.setdefault("PARAAF_OFFICE_HOURS", "")  # it wakes nobody up
        documents = DocumentServer(DOCUMENT_PORT)
        cleanup.callback(documents.stop)
        environment.setdefault("PARAAF_DOCUMENT_URL", f"http://{HERE}:{documents.port}/{{sha256}}/{{name}}")
        settings = settings_from(environment)
        database.upgrade(settings.database)
        documents.start(build_app(settings), mailbox)
        portal_url, mail_url = f"http://{HERE}:{portal}", f"http://{HERE}:{documents.port}/mail"
        stack = Stack(settings, environment, f"{origin}/api", origin, portal_url, mail_url, mailbox, logs, login_file)
        cleanup.callback(stack._stop)
        stack._spawn("portal", "paraaf", "portal", on=portal_on)
        stack._start_server(on)
        stack._await_answer(f"{portal_url}/health", "The portal", "portal")
        stack._make_pool()
        clean_up_runs(stack.api_url, stack.login)
        stack.start_worker()
        stack.deploy()
        stack._start_flows_directly()
        yield stack


def settings_from(environment: dict[str, str]) -> Settings:
    """Return the settings that a process with this environment has, and give this process the same ones."""
    os.environ.update({k: v for k, v in environment.items() if k.startswith(("PARAAF_", "PREFECT_"))})
    return load_settings()


def _mail_to(mailbox: Mailbox) -> str:
    """Return the channel that delivers to a mailbox of this machine."""
    return f"mailto://{HERE}:{mailbox.port}?from=paraaf@paraaf.example&name=Paraaf&mode=insecure&to={{address}}"


def _environment(data: Path, origin: str, query_seconds: float, clock_file: Path | None) -> dict[str, str]:
    login_file = data / "prefect-login"
    environment = {
        **os.environ,
        "PARAAF_DATA_DIR": str(data),
        "PARAAF_PREFECT_API_URL": f"{origin}/api",
        "PARAAF_PREFECT_UI_URL": origin,
        "PARAAF_PREFECT_LOGIN_FILE": str(login_file),
        "PARAAF_CODE": str(CODE),
        "PREFECT_HOME": str(data / "prefect"),
        "PREFECT_API_URL": f"{origin}/api",
        "PREFECT_API_AUTH_STRING": load_or_create_secret(login_file, prefix="paraaf:"),
        "PREFECT_UI_URL": origin,
        "PREFECT_SERVER_UI_API_URL": f"{origin}/api",
        "PREFECT_SERVER_UI_SERVE_BASE": "/",
        "PREFECT_SERVER_API_BASE_PATH": "/api",
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": origin,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME": "PT5M",  # an hour ahead, all would begin after a pause
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
    load_or_create_secret(data / "portal-secret")
    return {
        "PARAAF_PORTAL_HOST": HERE,
        "PARAAF_PORTAL_PORT": str(port),
        "PARAAF_PORTAL_SECRET": "",
        "PARAAF_PORTAL_URL": f"http://{HERE}:{port}",
    }
