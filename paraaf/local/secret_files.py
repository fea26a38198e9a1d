"""Secrets of this machine: made once, kept with the data, for nobody but whoever runs it."""

import os
import secrets
from pathlib import Path

MIN_SECRET_LENGTH = 32


def load_or_create_secret(file: Path, *, prefix: str = "") -> str:
    """Return the secret that a file holds; made if there is none, and readable by nobody else in either case."""
    try:
        found = file.read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        found = ""
    if len(found) >= MIN_SECRET_LENGTH and found.startswith(prefix):
        file.chmod(0o600)
        return found
    made = prefix + secrets.token_urlsafe(MIN_SECRET_LENGTH)
    # First beside it: who is stopped halfway leaves no empty file, which would be taken for the secret.
    new = file.with_name(f".{file.name}-{os.getpid()}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as secret:
        secret.write(made)
    new.replace(file)
    return made
