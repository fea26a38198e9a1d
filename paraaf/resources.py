"""Where the files that ship with Paraaf are: in a checkout beside the packages, in a wheel inside this one."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the folder `templates` or `migrations` as it ships with Paraaf."""
    packed = _PACKAGE / f"_{name}"
    return packed if packed.is_dir() else _PACKAGE.parent / name
