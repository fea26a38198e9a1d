"""The mailbox for returned mail, on a real IMAP server (Dovecot)."""

import getpass
import grp
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from socket import create_connection

import pytest
from pydantic import SecretStr

from models.errors import ConfigurationError, GatewayError
from paraaf.gateways.bounces import bounces_in
from paraaf.gateways.returned_mail import ImapMailbox, NoReturnedMail
from paraaf.local.ports import free_port
from paraaf.settings import load_settings
from tests.support.extent import lacking
from tests.support.mail.bounces import original, postfix
from tests.support.refusals import english
from tests.support.waiting import wait_until

PASSWORD = "geheim/woord@1"
_SETTINGS = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""


@dataclass
class Server:
    """An IMAP server with one mailbox."""

    port: int
    folder: Path

    def keep(self, content: bytes) -> None:
        """Put a mail in the mailbox."""
        path = self.folder / "mail" / "new" / f"{len(self.files())}.mail"
        path.write_bytes(content)
        shutil.chown(path, path.parent.stat().st_uid)

    def files(self) -> list[Path]:
        """Return the mails in the mailbox; what people have not seen yet has no S in the flags of its name."""
        return sorted(path for name in ("new", "cur") for path in (self.folder / "mail" / name).iterdir())

    def mailbox(self, *, password: str = "geheim%2Fwoord%401", folder: str = "INBOX") -> ImapMailbox:
        url = f"imap://paraaf:{password}@127.0.0.1:{self.port}/{folder}"
        return ImapMailbox(SecretStr(url), timeout=30)


@pytest.fixture
def server() -> Iterator[Server]:
    dovecot = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")
    if dovecot is None:
        lacking("Dovecot is not installed")
    is_root = os.getuid() == 0
    user = "nobody" if is_root else getpass.getuser()
    group = grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name
    folder, port = Path(tempfile.mkdtemp(prefix="paraaf-dovecot-")), free_port()
    folder.chmod(0o755)
    for name in ("new", "cur", "tmp"):
        (folder / "mail" / name).mkdir(parents=True)
    for path in (folder, *(folder / "mail").rglob("*"), folder / "mail"):
        shutil.chown(path, user)
    settings = folder / "dovecot.conf"
    settings.write_text(_SETTINGS.format(folder=folder, user=user, group=group, password=PASSWORD, port=port))
    process = subprocess.Popen([dovecot, "-F", "-c", settings])
    try:
        wait_until(lambda: _listens(port), "Dovecot to listen")
        yield Server(port, folder)
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _listens(port: int) -> bool:
    with suppress(OSError), create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False


def test_each_mail_is_read_once_and_stays_unseen_for_people(server: Server) -> None:
    sent = original("0123456789abcdef0123456789abcdef", "fin@example.nl")
    server.keep(postfix(sent))
    server.keep(b"Return-Path: <fin@example.nl>\r\nSubject: Vraag\r\n\r\nHoe laat?\r\n")

    first = list(server.mailbox().unread())

    assert [len(bounces_in(mail)) for mail in first] == [1, 0]
    assert list(server.mailbox().unread()) == []
    assert len(server.files()) == 2
    assert not [path for path in server.files() if "S" in path.name.partition(":2,")[2]]


def test_what_breaks_off_comes_again(server: Server) -> None:
    for number in range(3):
        server.keep(b"Subject: %d\r\n\r\n" % number)

    list(islice(server.mailbox().unread(), 2))

    assert len(list(server.mailbox().unread())) == 2


def test_a_huge_mail_is_read_in_part(server: Server) -> None:
    server.keep(b"Subject: groot\r\n\r\n" + b"x" * 76 * 1000 + b"\r\n" + b"y" * 2_000_000)

    (mail,) = server.mailbox().unread()

    assert len(mail) == 1_000_000


@pytest.mark.parametrize("changes", [{"password": "fout"}, {"folder": "Bestaat-niet"}])
def test_a_mailbox_that_does_not_let_paraaf_in_is_told_without_its_url(server: Server, changes: dict[str, str]) -> None:
    with pytest.raises(GatewayError) as refused:
        list(server.mailbox(**changes).unread())

    said = english(refused.value)
    assert "does not let Paraaf in" in said
    assert "geheim" not in said
    assert "127.0.0.1" not in said


def test_a_server_that_is_not_there_is_told() -> None:
    mailbox = ImapMailbox(SecretStr(f"imap://paraaf:geheim@127.0.0.1:{free_port()}/"), timeout=30)

    with pytest.raises(GatewayError) as refused:
        list(mailbox.unread())

    assert "cannot be reached (ConnectionRefusedError)" in english(refused.value)


def test_without_a_mailbox_there_is_nothing_to_read() -> None:
    assert list(NoReturnedMail().unread()) == []


@pytest.mark.parametrize(
    "url", ["imap://a:b@mail.example/", "imaps://mail.example/", "pop3s://a:b@mail.example/", "imaps://a@mail.example"]
)
def test_a_url_that_is_not_safe_or_not_whole_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("PARAAF_RETURNED_MAIL_URL", url)

    with pytest.raises(ConfigurationError) as refused:
        load_settings()

    said = english(refused.value)
    assert "PARAAF_RETURNED_MAIL_URL" in said
    assert "mail.example/" not in said.replace("mail.example.nl/", "")


@pytest.mark.parametrize(
    "url", ["", "imaps://a:b@mail.example/INBOX", "imap+starttls://a%40x:b@mail.example", "imap://a:b@127.0.0.1/"]
)
def test_a_url_that_is_safe_is_taken(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("PARAAF_RETURNED_MAIL_URL", url)

    assert load_settings().returned_mail_url.get_secret_value() == url
