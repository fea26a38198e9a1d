"""Putting Paraaf together from its settings."""

from typing import TYPE_CHECKING

from models import working_days
from paraaf import database
from paraaf.closed_days import read_closed_days
from paraaf.gateways.clock import Clock, ShiftedClock, SystemClock
from paraaf.gateways.notifier import AppriseNotifier
from paraaf.gateways.prefect_runs import PrefectRuns
from paraaf.gateways.returned_mail import ImapMailbox, NoReturnedMail, ReturnedMail
from paraaf.gateways.store import FsspecStore
from paraaf.services.app.unit_of_work import App
from paraaf.services.engine.resume import resume_run
from paraaf.settings import Settings, load_settings

if TYPE_CHECKING:
    from paraaf.gateways.identity import OpenIdProvider


def build_app(settings: Settings | None = None, *, check_database: bool = True) -> App:
    """Return Paraaf, ready for use; raise `ConfigurationError` if settings or database are not in order."""
    settings = settings or load_settings()
    working_days.close_on(read_closed_days(settings.closed_days) if settings.closed_days else ())
    engine = database.create_engine(settings.database)
    if check_database:
        database.check(engine)
    clock: Clock = ShiftedClock(settings.clock_file) if settings.clock_file else SystemClock()
    return App(
        settings=settings,
        database=engine,
        reader=database.reading(engine),
        store=FsspecStore(settings.documents),
        notifier=AppriseNotifier(
            settings.channels, timeout=settings.gateway_timeout, data_timeout=settings.mail_data_timeout
        ),
        runs=PrefectRuns(
            api_url=settings.prefect_api_url,
            ui_url=settings.prefect_ui_url,
            deployment=settings.deployment,
            timeout=settings.gateway_timeout,
            lease=settings.lease,
            login=settings.prefect_login,
        ),
        clock=clock,
        resume=resume_run,
        returned_mail=_returned_mail(settings),
        identity=_identity(settings),
    )


def _returned_mail(settings: Settings) -> ReturnedMail:
    """Return the mailbox for mail that comes back."""
    if not settings.returned_mail_url.get_secret_value():
        return NoReturnedMail()
    return ImapMailbox(settings.returned_mail_url, timeout=settings.gateway_timeout)


def _identity(settings: Settings) -> "OpenIdProvider | None":
    """Return where people sign in with an account, if they do."""
    if not settings.oidc_issuer:
        return None
    from paraaf.gateways.identity import OpenIdProvider

    return OpenIdProvider(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret,
        scopes=settings.oidc_scopes,
        redirect_uri=f"{settings.portal_url}/account/callback",
        timeout=settings.gateway_timeout,
    )
