"""Commands for the portal and its links."""

from typing import Annotated

import typer

from models.enums import LinkPurpose
from models.link import Link
from paraaf import wording
from paraaf.bootstrap import build_app
from paraaf.cli.options import By, Dossier, Json
from paraaf.services.messaging import link_admin
from paraaf.terminal import as_json, done, table

Number = Annotated[int, typer.Argument(metavar="LINK", help="The number of the link, as `paraaf links` shows it.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(portal)
    app.command()(links)
    app.command("send-link")(send_link)
    app.command("revoke-link")(revoke_link)


def portal(
    processes: Annotated[int, typer.Option(min=1, max=64, help="How many processes serve it, one for each core.")] = 1,
    fd: Annotated[
        int | None,
        typer.Option(min=3, help="Serve this open socket, which a service manager hands over; not host and port."),
    ] = None,
) -> None:
    """Serve the portal, in which people read and answer in the browser, until Ctrl-C."""
    from paraaf.portal.serving import serve

    settings = build_app().settings
    settings.portal_key()
    done(f"The portal listens on http://{settings.portal_host}:{settings.portal_port}. Stop with Ctrl-C.")
    serve(f"{__name__}:application", settings, processes=processes, fd=fd)


def application() -> object:
    """Return the portal as a server runs it: each of its processes asks for one."""
    from paraaf.portal import create_portal

    return create_portal(build_app())


def links(dossier: Dossier, json_: Json = False) -> None:
    """List who has a link to the portal for a letter; never the links themselves."""
    app = build_app()
    found, ended = link_admin.list_links(app, dossier), link_admin.ended(app, dossier)
    if json_:
        as_json([link.model_dump(exclude={"token_hash"}) | {"has_ended": link.id in ended} for link in found])
        return
    numbers = {link.id: link.number for link in found}
    rows = [
        (link.number, link.party_code, link.holder, link.address, _PURPOSES[link.purpose],
         numbers.get(link.passed_on_from or ""), _state(link, has_ended=link.id in ended))
        for link in found
    ]  # fmt: skip
    table(f"Links of {dossier}", ("No", "Party", "Holder", "Address", "For", "Passed on from", "State"), rows)


def send_link(dossier: Dossier, link: Number, by: By) -> None:
    """Send the message with a link once more; if it was revoked, ask its holder again with a new one."""
    sent = link_admin.send_again(build_app(), dossier, link, by=by)
    done(f"The message with link {sent.number} goes to {sent.holder} once more.")


def revoke_link(dossier: Dossier, link: Number, by: By, reason: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Make a link, and those that were passed on from it, open nothing any more."""
    revoked = link_admin.revoke(build_app(), dossier, link, by=by, reason=reason)
    done(f"Link {link} of {revoked.holder} opens nothing any more.")


def _state(link: Link, *, has_ended: bool) -> str:
    if link.revoked_at is not None:
        return f"revoked by {link.revoked_by}, {wording.day(link.revoked_at, 'en')}"
    if has_ended:
        return "ended: its contact is not in the party directory any more"
    return "sent" if link.token_hash else "not sent yet"


_PURPOSES = {
    LinkPurpose.REVIEW: "reaction",
    LinkPurpose.SIGN_OFF: "sign-off",
    LinkPurpose.DECISION: "decision",
    LinkPurpose.OWNER: "owner's page",
    LinkPurpose.SECRETARIAT: "secretariat's page",
}
