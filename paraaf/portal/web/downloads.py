"""Files that a visitor may have."""

from urllib.parse import quote

from starlette.responses import Response

from models.document import Document
from paraaf.services.app.files import safe_name
from paraaf.services.app.unit_of_work import App


def download(paraaf: App, document: Document) -> Response:
    """Return a stored file, to be saved and never shown by the browser itself."""
    return to_save(paraaf.store.get(document.sha256), document.sent_name, document.media_type)


def to_save(content: bytes, name: str, media_type: str) -> Response:
    """Return bytes to be saved under a name, and never shown by the browser itself."""
    name = safe_name(name, "bestand")
    plain = name.encode("ascii", "replace").decode().replace("?", "-")
    return Response(
        content,
        media_type=media_type,
        headers={"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"},
    )
