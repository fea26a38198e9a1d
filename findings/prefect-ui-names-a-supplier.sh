#!/usr/bin/env bash
# Prefect 3.8.8, its two user interfaces, and servers elsewhere.
#
# Expected: an interface that is served by one's own server, with PREFECT_SERVER_ANALYTICS_ENABLED=false, names no server
# of a supplier of analytics.
# Seen: the newer interface (ui-v2) holds addresses of such a supplier's servers; in a browser it was seen to ask one of them for
# settings, also with analytics switched off. The older interface (ui) holds none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$folder" prefect==3.8.8
python3 - "$folder" <<'PYTHON' | tee "$folder/seen"
import re
import sys
import zipfile
from pathlib import Path

(wheel,) = Path(sys.argv[1]).glob("*.whl")
found = {"ui": set(), "ui-v2": set()}
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        kind = re.match(r"prefect/server/(ui|ui-v2)/.*\.js$", name)
        if kind:
            found[kind[1]] |= set(re.findall(r"[\w-]+\.amplitude\.com", archive.read(name).decode("utf-8", "replace")))
for kind, hosts in found.items():
    print(kind, "names" if "sr-client-cfg.amplitude.com" in hosts else "does not name", "sr-client-cfg.amplitude.com")
PYTHON
diff <(printf '%s\n' 'ui does not name sr-client-cfg.amplitude.com' 'ui-v2 names sr-client-cfg.amplitude.com') "$folder/seen" \
  && echo "as written"
