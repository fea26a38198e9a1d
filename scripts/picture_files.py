"""The pictures in docs/images: kept small, and compared with the pages that they show."""

import hashlib
import io
import json
import re
from pathlib import Path

from PIL import Image

from paraaf.local.stack import CODE
from paraaf.portal.web.rendering import PAGES, STYLE

IMAGES = CODE / "docs" / "images"
MADE_FROM = IMAGES / "made-from.json"
"""For each picture: the page that it shows, and the hash of what that page was made from."""
COLOURS = 128


def keep(png: bytes, name: str) -> None:
    """Keep a picture in few colours, which is a third of its size."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(IMAGES / name, optimize=True)


def write_down(shown: dict[str, str]) -> None:
    """Keep which page each picture shows, and what that page is made from now; no page is none of the portal's."""
    made = {name: [page, source_hash(page) if page else ""] for name, page in sorted(shown.items())}
    made = {STYLE.name: ["", _hash([STYLE])], **made}
    MADE_FROM.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def pages() -> set[str]:
    """Return the names of the templates that are pages, and not parts of one."""
    return {file.name for file in PAGES.glob("*.html") if 'extends "base.html"' in file.read_text(encoding="utf-8")}


def complaints() -> list[str]:
    """Return what is wrong with the pictures: none of a page, or one that is older than its page."""
    made: dict[str, list[str]] = json.loads(MADE_FROM.read_text(encoding="utf-8"))
    without = [f"{page} is in no picture." for page in sorted(pages() - {page for page, _ in made.values()})]
    gone = [f"{name} is not in {IMAGES.name}/." for name in made if name != STYLE.name and not (IMAGES / name).exists()]
    old = [f"{page} changed since {name}." for name, (page, then) in made.items() if page and source_hash(page) != then]
    then = made.get(STYLE.name, ["", ""])[1]
    restyled = [] if then == _hash([STYLE]) else [f"{STYLE.name} changed since all of them."]
    return without + gone + old + restyled


def source_hash(page: str) -> str:
    """Return the hash of what a page is made from: its template, and those of its parts."""
    names, seen = [page], set[str]()
    while names:
        name = names.pop()
        if name not in seen:
            seen.add(name)
            names += re.findall(r'{% (?:extends|from|include|import) "([^"]+)"', (PAGES / name).read_text("utf-8"))
    return _hash([PAGES / name for name in sorted(seen)])


def _hash(files: list[Path]) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:16]
