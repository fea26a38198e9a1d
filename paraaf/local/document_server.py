"""Serves stored documents and the mailbox to browsers on this machine."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

from sqlmodel import select

from models.document import Document
from models.errors import ParaafError
from paraaf.faults import in_english
from paraaf.local import mail_pages
from paraaf.local.mailbox import Mailbox
from paraaf.local.ports import HERE, hold, port_of
from paraaf.services.app.unit_of_work import App

_NOTHING = "default-src 'none'; sandbox"
_PATH = re.compile(r"/([0-9a-f]{64})/[^/]*")


class DocumentServer:
    """Answers GET /<sha256>/<name> on the loopback address with that stored document, as a download.

    The links on the status page lead there. Under /mail are the messages of the mailbox. It holds the port that is
    preferred, or another one if that is taken, from the beginning.
    """

    def __init__(self, preferred: int) -> None:
        on = hold(preferred)
        self._server = ThreadingHTTPServer((HERE, 0), BaseHTTPRequestHandler, bind_and_activate=False)
        self._server.socket.close()
        self._server.socket = on
        self._server.server_address = (HERE, port_of(on))
        self._server.server_port = port_of(on)
        self._thread = threading.Thread(target=self._server.serve_forever, name="documents", daemon=True)

    @property
    def port(self) -> int:
        """The port that it holds."""
        return self._server.server_port

    def start(self, app: App, mailbox: Mailbox) -> None:
        """Begin to answer with the documents of this Paraaf and the messages of this mailbox."""
        self._server.RequestHandlerClass = _handler(app, mailbox)
        self._thread.start()

    def stop(self) -> None:
        """Stop answering, and let the port go."""
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()


def _handler(app: App, mailbox: Mailbox) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self._is_for_this_machine():
                self._answer(404, "text/plain; charset=utf-8", b"There is no such page.")
                return
            if mail := mail_pages.answer(mailbox, self.path):
                self._answer(200, mail.media_type, mail.content, mail.disposition, policy=mail_pages.POLICY)
                return
            path = _PATH.fullmatch(self.path)
            try:
                if path is None:
                    raise ParaafError("file.no_such_document")
                with app.read() as session:
                    document = session.exec(select(Document).where(Document.sha256 == path.group(1))).first()
                if document is None:
                    raise ParaafError("file.no_such_document")
                content = app.store.get(document.sha256)
            except ParaafError as error:
                self._answer(404, "text/plain; charset=utf-8", in_english(error).encode())
                return
            disposition = f"attachment; filename*=UTF-8''{quote(document.sent_name)}"
            self._answer(200, document.media_type, content, disposition)

        def _is_for_this_machine(self) -> bool:
            """Return whether the browser asked for this machine by its number, and not by a name of another site.

            A page that asks while it is shown says from where; only our own may.
            """
            here = f"{HERE}:{port_of(self.connection)}"
            return self.headers.get_all("Host") == [here] and self.headers.get("Origin") in (None, f"http://{here}")

        def _answer(
            self, status: int, media_type: str, content: bytes, disposition: str = "", *, policy: str = _NOTHING
        ) -> None:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("X-Frame-Options", "DENY")
            self.send_header("Cross-Origin-Resource-Policy", "same-origin")
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            if disposition:
                self.send_header("Content-Disposition", disposition)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Log nothing: the paths open documents."""

    return Handler
