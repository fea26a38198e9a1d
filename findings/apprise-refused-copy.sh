#!/usr/bin/env bash
# Apprise 1.13.1, and a mail of which the server refuses the receiver of a copy.
#
# Expected: `notify` says False when one of the receivers that the URL names gets nothing.
# Seen: a refused `cc` or `bcc` still gives True; only a refused `to` gives False. Who relies on it takes a copy for sent
# that nobody has.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check apprise==1.13.1 aiosmtpd==1.4.6
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
import logging
import socket

import apprise
from aiosmtpd.controller import Controller

logging.disable()


class Refuses:
    """A mail server that knows no receiver called `gone`."""

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("gone@"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        return "250 OK"


handler = Refuses()
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
server = Controller(handler, hostname="127.0.0.1", port=port)
server.start()
for who in ("to=gone@example.org", "to=here@example.org&cc=gone@example.org", "to=here@example.org&bcc=gone@example.org"):
    sender = apprise.Apprise()
    sender.add(f"mailto://127.0.0.1:{port}?from=me@example.org&mode=insecure&{who}")
    print(who.replace("@example.org", ""), sender.notify(body="A mail."))
server.stop()
PYTHON
diff <(printf '%s\n' 'to=gone False' 'to=here&cc=gone True' 'to=here&bcc=gone True') "$folder/seen" && echo "as written"
