"""Where documents are kept: by the sha256 of their content, on anything that fsspec reaches."""

import hashlib
import re
from typing import Protocol
from uuid import uuid4

import fsspec

from models.errors import ConfigurationError, DocumentDamaged, GatewayError


class DocumentStore(Protocol):
    """Keeps files by their content."""

    def put(self, content: bytes) -> str: ...

    def get(self, sha256: str) -> bytes: ...

    def raw(self, sha256: str) -> bytes | None: ...


class FsspecStore:
    """A document store under a folder or any other fsspec URL; `ConfigurationError` for one that is not known."""

    def __init__(self, url: str) -> None:
        try:
            self._fs, self._root = fsspec.core.url_to_fs(url)
        except (ValueError, ImportError):  # its own words may hold the whole URL
            raise ConfigurationError("settings.no_such_store", scheme=url.partition("://")[0]) from None

    def put(self, content: bytes) -> str:
        """Keep the content and return its sha256. A file is there whole or not at all; twice is once.

        One that was damaged since is mended.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        try:
            if self._fs.exists(path) and self._fs.cat_file(path) == content:
                return sha256
            self._fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
            part = f"{path}.{uuid4().hex}.part"
            self._fs.pipe_file(part, content)
            self._fs.mv(part, path)
        except Exception as error:
            raise GatewayError("store.cannot_be_written", kind=type(error).__name__) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the content; raise `DocumentDamaged` if it is gone or not what was stored."""
        content = self.raw(sha256)
        if content is None:
            raise DocumentDamaged("store.file_gone", sha256=sha256[:12])
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DocumentDamaged("store.file_changed", sha256=sha256[:12])
        return content

    def raw(self, sha256: str) -> bytes | None:
        """Return the content as it is, unchecked; None if there is no such file."""
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            return None
        try:
            content: bytes = self._fs.cat_file(self._path(sha256))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise GatewayError("store.cannot_be_read", kind=type(error).__name__) from error
        return content

    def _path(self, sha256: str) -> str:
        return f"{self._root}/{sha256[:2]}/{sha256}"
