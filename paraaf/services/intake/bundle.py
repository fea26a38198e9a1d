"""A dossier file that was handed in with the files it names: some files side by side, or all in one zip.

Nothing of it is written to disk: a name is looked up, and never a path to anything.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from models.errors import InvalidDossier

MAX_FILES = 200
"""How many files a zip can hold."""
_DOSSIER = (".yaml", ".yml")
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_READ_AT_ONCE = 1_000_000


@dataclass(frozen=True)
class Bundle:
    """A dossier file, and the files that were handed in with it by their paths beside it."""

    name: str
    content: bytes
    files: dict[str, bytes]

    def find(self, name: str) -> bytes | None:
        """Return the file that the dossier file means; by its last name alone if there is one such file."""
        sought = str(PurePosixPath(name.replace("\\", "/")))
        if sought in self.files:
            return self.files[sought]
        alike = [path for path in self.files if PurePosixPath(path).name == PurePosixPath(sought).name]
        return self.files[alike[0]] if len(alike) == 1 else None


def read_bundle(handed_in: Sequence[tuple[str, bytes]], *, most: int) -> Bundle:
    """Return the dossier file among what was handed in, with the files beside it.

    `most` is how many bytes all of it may be, unpacked. Raises `InvalidDossier` if a zip cannot be used, or there is
    not exactly one dossier file.
    """
    files: dict[str, bytes] = {}
    left = most
    for name, content in handed_in:
        unpacked = _unpacked(content, left) if name.lower().endswith(".zip") else iter([(_last(name), content)])
        for path, data in unpacked:
            left -= len(data)
            if left < 0:
                raise _too_large(most)
            if path in files:
                raise InvalidDossier("bundle.two_files", file=path)
            files[path] = data
    dossiers = [path for path in files if path.lower().endswith(_DOSSIER)]
    highest = min((path.count("/") for path in dossiers), default=0)
    dossiers = [path for path in dossiers if path.count("/") == highest]
    if not dossiers:
        raise InvalidDossier("bundle.no_dossier_file")
    if len(dossiers) > 1:
        raise InvalidDossier("bundle.two_dossier_files", files=sorted(dossiers))
    chosen = dossiers[0]
    folder = chosen[: -len(_last(chosen))]
    beside = {path.removeprefix(folder): data for path, data in files.items() if path != chosen}
    return Bundle(_last(chosen), files[chosen], beside)


def _unpacked(content: bytes, most: int) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = [member for member in packed.infolist() if not _is_left_out(member)]
            if len(members) > MAX_FILES:
                raise InvalidDossier("bundle.too_many_files", most=MAX_FILES)
            for member in members:
                yield _path(member), _read(packed, member, most)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        raise InvalidDossier("bundle.unreadable") from None


def _read(packed: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """Return a file of a zip, without ever holding more than may be: what the zip says of its size is not believed."""
    if member.flag_bits & 1:
        raise InvalidDossier("bundle.password")
    if member.compress_type not in _PACKED:
        raise InvalidDossier("bundle.unreadable")
    data = bytearray()
    with packed.open(member) as opened:
        while part := opened.read(_READ_AT_ONCE):
            data += part
            if len(data) > most:
                raise _too_large(most)
    return bytes(data)


def _path(member: zipfile.ZipInfo) -> str:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in member.filename or not path.parts:
        raise InvalidDossier("bundle.leads_out")
    return str(path)


def _is_left_out(member: zipfile.ZipInfo) -> bool:
    """Return whether this is a folder, or what a Mac puts beside the files."""
    return member.is_dir() or member.filename.startswith("__MACOSX/") or member.filename.endswith(".DS_Store")


def _last(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def _too_large(most: int) -> InvalidDossier:
    return InvalidDossier("bundle.too_large", megabytes=max(most // 1000000, 1))
