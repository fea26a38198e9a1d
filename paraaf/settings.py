"""Every setting of Paraaf, from the environment: `PARAAF_` and the name in capitals.

A file `paraaf.env` in the working directory is read too; `make up` writes one, without secrets.
"""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import parse_qsl, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from models.errors import ConfigurationError, fault
from models.office_hours import OfficeHours
from paraaf.resources import shipped

MIN_SECRET_LENGTH = 32
MAX_ISSUER_LENGTH = 300
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def is_this_machine(url: str) -> bool:
    """Return whether an address leads to the machine on which it is followed."""
    return urlsplit(url).hostname in _THIS_MACHINE


def is_safe_url(url: str) -> bool:
    """Return whether what is sent to an address can be read by nobody else: https, or on this machine."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(url)))


class Settings(BaseSettings):
    """What can be set, with the defaults for one machine."""

    model_config = SettingsConfigDict(env_prefix="PARAAF_", env_file="paraaf.env", extra="ignore")

    data_dir: Path = Path("data")
    """Where the database, the documents and the inbox are unless their own settings say otherwise."""
    database_url: SecretStr = SecretStr("")
    """An SQLAlchemy URL; empty: an SQLite file in `data_dir`."""
    documents_url: str = ""
    """Any fsspec URL; empty: a folder in `data_dir`."""
    inbox: Path | None = None
    """The folder from which a run started in the Prefect UI may take files; None: a folder in `data_dir`."""
    templates: Path = Field(default_factory=lambda: shipped("templates"))
    channels: dict[str, SecretStr] = {}
    """Apprise URLs by channel name, as JSON; `{address}` stands for the receiver's address."""
    channel_max_mb: dict[str, Annotated[int, Field(gt=0)]] = {}
    """The largest message that a channel carries, in megabytes by channel name, as JSON; none: not looked at."""
    returned_mail_url: SecretStr = SecretStr("")
    """The mailbox for mail that comes back: `imaps://user:password@host/INBOX`; empty: none is read."""
    language: Literal["nl", "en"] = "en"
    """The language of the run graph, the status page and the command line; messages follow their receiver."""
    prefect_api_url: str = ""
    """Prefect's API; empty: what Prefect's own settings say."""
    prefect_ui_url: str = ""
    """The Prefect UI as a browser reaches it; empty: beside the API."""
    prefect_login_file: Path | None = None
    """The file that holds the user and password of Prefect's server; None: what Prefect's own settings say."""
    document_url: str = ""
    """Where a browser finds a stored file, with `{sha256}` and `{name}` to be filled in; empty: no links."""
    deployment: str = "sign-off/sign-off"
    gateway_timeout: float = Field(default=10, gt=0)
    """Seconds to wait for Prefect or a mail server."""
    mail_data_timeout: float = Field(default=600, gt=0)
    """Seconds to wait for a mail server's answer after it got the text of a message. RFC 5321 (4.5.3.2.6) asks for ten
    minutes: who waits shorter sends a message again that was taken."""
    linger_seconds: float = Field(default=2, ge=0, le=60)
    """How long a run stays awake after it asked somebody, so that an answer that comes at once costs no new process."""
    lease_seconds: float = Field(default=60, gt=0)
    """How long after its last sign of life the process of a run is taken for dead."""
    office_hours: str = "08:00-18:00"
    """When messages go out that nobody asked for at that moment, on working days, Dutch time; empty: always."""
    closed_days: Path | None = None
    """A YAML file with the days on which the organisation is closed, beside weekends and holidays; None: no others."""
    clock_file: Path | None = None
    """For demonstrations and tests: a file with the number of seconds by which the clock is ahead."""
    max_upload_mb: int = Field(default=50, ge=1)
    portal_url: str = ""
    """The portal as a browser reaches it, such as `https://paraaf.example.nl`; empty: messages hold no links."""
    portal_host: str = "127.0.0.1"
    """The address on which `paraaf portal` listens."""
    portal_port: int = Field(default=4300, ge=1, le=65_535)
    portal_secret: SecretStr = SecretStr("")
    """From which links and sessions are made; empty: what stands in the file `portal-secret` in `data_dir`."""

    oidc_issuer: str = ""
    """The OpenID provider at which people sign in, by its issuer; empty: nobody signs in, links are the only way."""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_scopes: str = "openid profile email"
    oidc_roles_claim: str = "roles"
    """The claim that holds somebody's roles; dots lead into it, as in Keycloak's `realm_access.roles`."""
    oidc_owner_role: str = "paraaf-owner"
    oidc_secretariat_role: str = "paraaf-secretariat"
    oidc_sign_off_role: str = "paraaf-sign-off"
    oidc_party_claim: str = ""
    """The claim that holds the codes of the parties that somebody acts for; empty: only their address says it."""
    oidc_email_claim: str = "email"
    oidc_email_is_verified: bool = False
    """Whether every address that the provider gives is known to be that person's, though it does not say so."""

    @field_validator("channels")
    @classmethod
    def _makes_no_copies(cls, value: dict[str, SecretStr]) -> dict[str, SecretStr]:
        for channel, url in value.items():
            named = {name.lower() for name, _ in parse_qsl(urlsplit(url.get_secret_value()).query)}
            if copies := sorted(named & {"cc", "bcc"}):
                raise ValueError(
                    f"channel {channel!r} should not have {' and '.join(copies)}: each message is for one receiver, "
                    "whom the record names; let the mail server make copies"
                )
        return value

    @field_validator("returned_mail_url")
    @classmethod
    def _is_a_mailbox(cls, value: SecretStr) -> SecretStr:
        url = value.get_secret_value()
        parts = urlsplit(url)
        is_safe = parts.scheme in ("imaps", "imap+starttls") or (parts.scheme == "imap" and is_this_machine(url))
        if url and not (is_safe and parts.hostname and parts.username and parts.password):
            raise ValueError(
                "should be like imaps://user:password@mail.example.nl/INBOX or imap+starttls://..., with signs that a "
                "URL does not have written as %40 and so on (imap:// only on this machine)"
            )
        return value

    @field_validator("office_hours")
    @classmethod
    def _are_hours(cls, value: str) -> str:
        OfficeHours.parse(value)
        return value

    @field_validator("oidc_issuer")
    @classmethod
    def _is_an_issuer(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (not is_safe_url(value) or parts.query or parts.fragment or len(value) > MAX_ISSUER_LENGTH):
            raise ValueError("should be an https address, as the provider itself names it (http only on this machine)")
        return value

    @field_validator("oidc_scopes")
    @classmethod
    def _asks_who_it_is(cls, value: str) -> str:
        if "openid" not in value.split():
            raise ValueError("should hold openid")
        return value

    @model_validator(mode="after")
    def _can_sign_in(self) -> Self:
        if self.oidc_issuer:
            needed = {
                "PARAAF_OIDC_CLIENT_ID": self.oidc_client_id,
                "PARAAF_OIDC_CLIENT_SECRET": self.oidc_client_secret.get_secret_value(),
                "PARAAF_PORTAL_URL": self.portal_url,
            }
            if lacking := [name for name, value in needed.items() if not value]:
                raise ValueError(f"to let people sign in, set {' and '.join(lacking)} too")
        return self

    @field_validator("portal_url")
    @classmethod
    def _is_an_origin(cls, value: str) -> str:
        parts = urlsplit(value.rstrip("/"))
        if value and not (
            parts.scheme in ("http", "https")
            and parts.hostname
            and value.rstrip("/") == f"{parts.scheme}://{parts.netloc}"
        ):
            raise ValueError("should be like https://paraaf.example.nl, without a path")
        return value.rstrip("/")

    @field_validator("portal_secret")
    @classmethod
    def _is_long_enough(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < MIN_SECRET_LENGTH:
            raise ValueError(f"should have at least {MIN_SECRET_LENGTH} characters")
        return value

    @property
    def hours(self) -> OfficeHours | None:
        """The office hours; None if messages go out at any moment."""
        return OfficeHours.parse(self.office_hours)

    @property
    def database(self) -> str:
        """The database's URL, possibly with a password: never log it."""
        return self.database_url.get_secret_value() or f"sqlite:///{(self.data_dir / 'paraaf.db').resolve()}"

    @property
    def documents(self) -> str:
        """The document store's URL."""
        return self.documents_url or str((self.data_dir / "documents").resolve())

    @property
    def inbox_folder(self) -> Path:
        """The folder for files that a run started in the Prefect UI may take."""
        return (self.inbox or self.data_dir / "inbox").resolve()

    @property
    def portal_secret_file(self) -> Path:
        """Where the portal's secret is kept if the environment does not hold it."""
        return self.data_dir / "portal-secret"

    def portal_key(self) -> str:
        """Return the portal's secret; raise `ConfigurationError` if there is none."""
        if key := self.portal_secret.get_secret_value():
            return key
        try:
            key = self.portal_secret_file.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            key = ""
        if len(key) < MIN_SECRET_LENGTH:
            raise ConfigurationError("settings.no_portal_secret", least=MIN_SECRET_LENGTH)
        return key

    def prefect_login(self) -> str:
        """Return `user:password` of Prefect's server; empty: what Prefect's own settings say.

        Raises `ConfigurationError` if the file that is named does not hold it.
        """
        if self.prefect_login_file is None:
            return ""
        try:
            login = self.prefect_login_file.read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            login = ""
        if ":" not in login:
            raise ConfigurationError("settings.no_prefect_log_in", file=self.prefect_login_file)
        return login

    @property
    def lease(self) -> timedelta:
        """How long after its last sign of life a run's process is taken for dead."""
        return timedelta(seconds=self.lease_seconds)


def load_settings() -> Settings:
    """Return the settings; raise `ConfigurationError` with every wrong one, without its value."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = [
            fault(f"PARAAF_{'_'.join(map(str, e['loc'] or ['oidc'])).upper()}", "settings.wrong_value", reason=e["msg"])
            for e in error.errors()
        ]
        raise ConfigurationError("settings.wrong", faults=wrong) from None
    except Exception as error:
        raise ConfigurationError("settings.unreadable", kind=type(error).__name__) from None
