"""`paraaf up`: everything on this machine, to stay."""

import signal
import threading
from pathlib import Path

from paraaf.local.stack import MAIL_PORT, PORTAL_PORT, PREFECT_PORT, local_stack
from paraaf.settings import load_settings
from paraaf.terminal import done

ENV_FILE = Path("paraaf.env")
_FOR_THE_COMMAND_LINE = (
    "PARAAF_DATA_DIR",
    "PARAAF_PREFECT_API_URL",
    "PARAAF_PREFECT_UI_URL",
    "PARAAF_PREFECT_LOGIN_FILE",
    "PARAAF_DOCUMENT_URL",
    "PARAAF_PORTAL_URL",
)
"""The settings that another terminal needs; the secrets are in files of the data folder."""


def up() -> None:
    """Run everything on this machine until Ctrl-C; the data stays."""
    settings = load_settings()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    done("Starting a Prefect server, a worker, the portal and a mailbox ...")
    with local_stack(
        settings.data_dir,
        mail=settings.data_dir / "mail",
        prefect_port=PREFECT_PORT,
        smtp_port=MAIL_PORT,
        portal_port=PORTAL_PORT,
    ) as stack:
        lines = [f"{name}={stack.environment[name]}" for name in _FOR_THE_COMMAND_LINE]
        if "127.0.0.1" in stack.environment["PARAAF_CHANNELS"]:
            lines.append(f"PARAAF_CHANNELS='{stack.environment['PARAAF_CHANNELS']}'")
            lines.append(f"PARAAF_OFFICE_HOURS={stack.environment.get('PARAAF_OFFICE_HOURS', '')}")
        ENV_FILE.write_text(
            "# Written by `paraaf up`, for the command line; without secrets.\n" + "\n".join(lines) + "\n"
        )
        stack.sweep_now()
        try:
            done(f"  Prefect UI   {stack.login_url}")
            done(f"               or {stack.ui_url}, and log in with the word in {stack.login_file}")
            done(f"  portal       {stack.portal_url}, by the links in the messages")
            done(f"  mail         {stack.mail_url}, every message kept in {stack.mailbox.folder}")
            done(f"  data         {settings.data_dir.resolve()}")
            done(f"  new letters  {stack.ui_url}/deployments, then sign-off, Run, Custom run")
            done("Ready. In another terminal: .venv/bin/paraaf --help. Stop with Ctrl-C.")
            while not stop.wait(1):
                stack.check_alive()
        finally:
            ENV_FILE.unlink(missing_ok=True)
        done("Stopping ...")
    done("Stopped. The data is kept.")
