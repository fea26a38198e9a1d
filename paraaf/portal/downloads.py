"""Files that a visitor may have."""

from urllib.parse import quote

from starlette.responses import Response

from models.document import Document
from paraaf.services.context import App
from paraaf.services.files import safe_name


def download(paraaf: App, document: Document) -> Response:
    """Return a stored file, to be saved and never shown by the browser itself."""
    name = safe_name(document.file_name, "bestand")
    plain = name.encode("ascii", "replace").decode().replace("?", "-")
    return Response(
        paraaf.store.get(document.sha256),
        media_type=document.media_type,
        headers={"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"},
    )
