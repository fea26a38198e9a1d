"""What the local stack asks of its Prefect server, in plain HTTP."""

import base64
import json
import time
import urllib.error
import urllib.request
from typing import Any

from models.errors import GatewayError

_PATIENCE_SECONDS = 120
_ANSWER_SECONDS = 60
_HEALTH_SECONDS = 10
"""How long a server that has much to do may take to say that all is well."""
_BUSY = 503


def answers(url: str, login: str = "") -> bool:
    """Return whether an address answers that all is well."""
    try:
        with urllib.request.urlopen(_request("GET", url, login), timeout=_HEALTH_SECONDS) as response:  # noqa: S310  # this machine
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def read(url: str, login: str = "") -> Any:
    """Return what an address answers."""
    return send("GET", url, None, login)


def send(method: str, url: str, data: dict[str, Any] | None, login: str = "") -> Any:
    """Send data to Prefect's server, and return what it answers; again while it is busy, as on SQLite it may be."""
    request = _request(method, url, login, None if data is None else json.dumps(data).encode())
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(request, timeout=_ANSWER_SECONDS) as response:  # noqa: S310  # always this machine
                answer = response.read()
        except urllib.error.HTTPError as error:
            if error.code != _BUSY or time.monotonic() > until:
                raise GatewayError("stack.prefect_answered", status=error.code, method=method, url=url) from error
            time.sleep(0.2)
        except OSError as error:  # it has much to do, and did not answer in time
            if time.monotonic() > until:
                raise GatewayError("stack.prefect_no_answer", method=method, url=url) from error
            time.sleep(0.2)
        else:
            return json.loads(answer) if answer else None


def _request(method: str, url: str, login: str, body: bytes | None = None) -> urllib.request.Request:
    headers = {"Content-Type": "application/json"} if body is not None else {}
    if login:
        headers["Authorization"] = f"Basic {base64.b64encode(login.encode()).decode()}"
    return urllib.request.Request(url, body, headers, method=method)  # noqa: S310  # always this machine
