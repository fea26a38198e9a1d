"""People who sign in with an account, and a portal where they can."""

from dataclasses import replace

from pydantic import SecretStr

from models.enums import Role
from models.sign_in import SignIn
from paraaf.gateways.identity import OpenIdProvider
from paraaf.services.app.unit_of_work import App
from tests.portal.person import ORIGIN
from tests.support.openid import CLIENT, CLIENT_SECRET
from tests.support.waiting import PATIENCE_SECONDS

SECRET = "a secret of the tests, long enough to be one"


def with_accounts(app: App, issuer: str, *, portal: str = ORIGIN) -> App:
    """Return the same Paraaf, where people sign in at a provider; its portal is at this address."""
    secret = SecretStr(CLIENT_SECRET)
    settings = app.settings.model_copy(
        update={
            "portal_url": portal,
            "oidc_issuer": issuer,
            "oidc_client_id": CLIENT,
            "oidc_client_secret": secret,
            "oidc_roles_claim": "realm_access.roles",
            "oidc_party_claim": "parties",
        }
    )
    back = f"{portal}/account/callback"
    identity = OpenIdProvider(
        issuer, CLIENT, secret, scopes=settings.oidc_scopes, redirect_uri=back, timeout=PATIENCE_SECONDS
    )
    return replace(app, settings=settings, identity=identity)


def sign_in(app: App, who: str, *roles: Role, **changes: object) -> SignIn:
    """Return a sign-in that counts."""
    made = SignIn(
        account=f"https://login.example.nl {who}", name=who, address=f"{who}@example.nl",
        roles=[str(role) for role in roles], party_codes=[], at=app.clock.wall(), **changes,
    )  # fmt: skip
    with app.work() as work:
        return work.add(made)
