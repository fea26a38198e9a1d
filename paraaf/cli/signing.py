"""Commands with which officials and the minister decide, and a letter goes to parliament or is withdrawn."""

from typing import Annotated

import typer

from paraaf.bootstrap import build_app
from paraaf.cli.options import As, By, Dossier, For, Reason
from paraaf.services.signing import decisions, dispatching, sign_offs, taking_back, withdrawal
from paraaf.terminal import done


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("sign-off")(sign_off)
    app.command("take-back")(take_back)
    app.command()(sign)
    app.command("return")(return_)
    app.command()(discuss)
    app.command()(dispatch)
    app.command("handed-over")(handed_over)
    app.command()(withdraw)


def sign_off(
    dossier: Dossier,
    party: As,
    by: By,
    for_party: For = "",
    remarks: Annotated[str, typer.Option(help="Remarks with the sign-off.")] = "",
) -> None:
    """Record the sign-off of the official whose turn it is."""
    sign_offs.sign_off(build_app(), dossier, party=party, for_party=for_party, by=by, remarks=remarks)
    done(f"{party} signed off letter {dossier}{f' for {for_party}' if for_party else ''} ({by}).")


def take_back(dossier: Dossier, party: As, by: By, reason: Reason, for_party: For = "") -> None:
    """Take back a sign-off, or that an official was skipped: by whoever did it, until the next one acts."""
    taking_back.take_back(build_app(), dossier, party=party, by=by, reason=reason, for_party=for_party)
    done(f"What was recorded for {for_party or party} on letter {dossier} is taken back ({by}).")


def sign(
    dossier: Dossier,
    by: By,
    version: Annotated[int | None, typer.Option(help="The version that was read.")] = None,
    party: Annotated[str, typer.Option("--as", help="Who signs: the minister or, in an absence, the deputy.")] = "",
) -> None:
    """Record the signature under the letter that was put before: of the minister, or of the deputy in an absence."""
    decisions.sign(build_app(), dossier, by=by, version=version, party=party)
    done(f"Letter {dossier} is signed ({by}).")


def return_(
    dossier: Dossier,
    by: By,
    remarks: Annotated[str, typer.Option(help="What has to change.")],
    party: Annotated[str, typer.Option("--as", help="The official who returns it; without: the minister.")] = "",
    for_party: For = "",
) -> None:
    """Return a letter to its owner: from the sign-off route (--as), or from the minister."""
    app = build_app()
    if party:
        sign_offs.return_sign_off(app, dossier, party=party, for_party=for_party, by=by, remarks=remarks)
    else:
        decisions.return_by_minister(app, dossier, by=by, remarks=remarks)
    done(f"Letter {dossier} is returned to its owner ({by}).")


def discuss(
    dossier: Dossier, by: By, remarks: Annotated[str, typer.Option(help="What the minister wants to discuss.")]
) -> None:
    """Record that the minister wants to discuss the letter first."""
    decisions.discuss(build_app(), dossier, by=by, remarks=remarks)
    done(f"Letter {dossier} waits: the minister wants to discuss it.")


def dispatch(
    dossier: Dossier,
    by: By,
    number: Annotated[str, typer.Option(help="The number under which parliament or the archive knows it.")],
) -> None:
    """Send a signed letter to parliament; it counts as dispatched once parliament's mail server took it."""
    dispatching.dispatch(build_app(), dossier, by=by, parliamentary_number=number)
    done(f"Letter {dossier} is sent to parliament under number {number} ({by}).")


def handed_over(
    dossier: Dossier,
    by: By,
    how: Annotated[str, typer.Option(help="How it reached parliament, and to whom it was given.")],
) -> None:
    """Record that a letter that was sent reached parliament in another way; it then counts as dispatched."""
    dispatching.hand_over_otherwise(build_app(), dossier, by=by, how=how)
    done(f"Letter {dossier} is dispatched: {how} ({by}).")


def withdraw(dossier: Dossier, by: By, reason: Reason) -> None:
    """Withdraw a letter; everyone who was asked is told."""
    withdrawal.withdraw(build_app(), dossier, by=by, reason=reason)
    done(f"Letter {dossier} is withdrawn.")
