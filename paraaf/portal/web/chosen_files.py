"""A file that somebody chose on a page: taken in, or why it is not."""

from starlette.datastructures import UploadFile

from paraaf.faults.stored import StoredFault
from paraaf.services.app.unit_of_work import App


def read_chosen(app: App, chosen: UploadFile) -> tuple[bytes, StoredFault | None]:
    """Return the bytes of a file that was chosen, or why it is not taken in at all."""
    most = app.settings.max_upload_mb
    if (chosen.size or 0) > most * 1_000_000:
        return b"", StoredFault(code="file.it_is_too_large", values={"megabytes": most})
    content = chosen.file.read()
    return content, None if content else StoredFault(code="file.it_is_empty")
