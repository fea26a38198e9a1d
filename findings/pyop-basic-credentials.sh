#!/usr/bin/env bash
# pyop 3.5.0, an OpenID provider in Python, and client credentials in HTTP Basic.
#
# RFC 6749, 2.3.1: the client id and the secret are encoded as in a form (application/x-www-form-urlencoded) before they
# go into HTTP Basic. A space is `+` there, and a plus sign `%2B`.
# Expected: a secret with a space, sent as `a+b`, is taken for "a b".
# Seen: pyop undoes percent signs only. `a+b` stays "a+b", so the right secret is refused; `a%20b` is taken.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyop==3.5.0 'setuptools<81'
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from base64 import b64encode

from pyop.client_authentication import verify_client_authentication
from pyop.exceptions import InvalidClientAuthentication

CLIENTS = {"client": {"client_secret": "a b", "token_endpoint_auth_method": "client_secret_basic"}}
for written in ("a+b", "a%20b"):
    header = "Basic " + b64encode(f"client:{written}".encode()).decode()
    try:
        verify_client_authentication(CLIENTS, {}, header)
        print(written, "taken")
    except InvalidClientAuthentication as error:
        print(written, "refused")
PYTHON
diff <(printf '%s\n' 'a+b refused' 'a%20b taken') "$folder/seen" && echo "as written"
