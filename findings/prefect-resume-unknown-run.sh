#!/usr/bin/env bash
# Prefect 3.8.8, asked to resume a flow run that is not there.
#
# Expected: 404, as for reading such a run.
# Seen: reading it answers 404, resuming it 500 (an exception in the server). Who tells "gone" from "broken" by the status
# takes a run that was deleted for a server that is ill.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check prefect==3.8.8 fastapi==0.145.0 'sqlalchemy<2.1'
export PREFECT_HOME="$folder/prefect" PREFECT_SERVER_ANALYTICS_ENABLED=false DO_NOT_TRACK=1 PREFECT_LOGGING_LEVEL=CRITICAL
"$folder/venv/bin/python" - 2>/dev/null <<'PYTHON' | tee "$folder/seen"
import asyncio
from uuid import UUID

import httpx
from prefect.server.api.server import create_app


async def main() -> None:
    app = create_app(ephemeral=True)
    run = UUID(int=1)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url="http://here/api") as api:
        print("read", (await api.get(f"/flow_runs/{run}")).status_code)
        print("resume", (await api.post(f"/flow_runs/{run}/resume", json={})).status_code)


asyncio.run(main())
PYTHON
diff <(printf '%s\n' 'read 404' 'resume 500') "$folder/seen" && echo "as written"
