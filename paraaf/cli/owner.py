"""Commands of the owner and the secretariat: parties in and out, changed texts, skip, hold, release, take over."""

from typing import Annotated

import typer
from pydantic import ValidationError

from models.enums import ChangeChoice, Language
from models.errors import InvalidInput, fault
from models.request import OwnerRequest
from paraaf import wording
from paraaf.bootstrap import build_app
from paraaf.cli.options import By, Dossier, Json, Reason
from paraaf.cli.planning import warn_of_planning
from paraaf.services.consultation import change_notices as changes_
from paraaf.services.consultation import rounds, taking_out
from paraaf.services.consultation.change_notices import ChangeInput
from paraaf.services.letters import holds
from paraaf.services.signing import decisions, sign_offs
from paraaf.terminal import as_json, changed_passages, done

Party = Annotated[str, typer.Option(help="The code of the party.")]
Parties = Annotated[list[str] | None, typer.Option("--party", help="The code of a party; may be repeated.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("add-party")(add_party)
    app.command("take-out")(take_out)
    app.command()(changes)
    app.command()(inform)
    app.command("ask-again")(ask_again)
    app.command()(skip)
    app.command()(discussed)
    app.command()(hold)
    app.command()(release)
    app.command("take-over")(take_over)


def add_party(
    dossier: Dossier,
    party: Party,
    by: By,
    reason: Reason,
    optional: Annotated[bool, typer.Option("--optional", help="The round does not wait for it.")] = False,
) -> None:
    """Ask one more party in the open round."""
    rounds.add_party(build_app(), dossier, party=party, by=by, reason=reason, is_optional=optional)
    done(f"{party} is asked about letter {dossier}.")


def take_out(dossier: Dossier, party: Party, by: By, reason: Reason) -> None:
    """Ask a party no more in the open round, since it was asked by mistake; it is told."""
    taking_out.take_out(build_app(), dossier, party=party, by=by, reason=reason)
    done(f"{party} is asked no more about letter {dossier}, and is told.")


def changes(dossier: Dossier, json_: Json = False) -> None:
    """Show who agreed to an earlier text than the one that stands, and what changed since."""
    found = changes_.outdated_agreements(build_app(), dossier)
    if json_:
        as_json(found)
        return
    if not found:
        done(f"Nobody's agreement to letter {dossier} is touched by a change.")
    for touched in found:
        said = wording.POSITIONS["en"][touched.position]
        done(f"{touched.party}: {said}, version {touched.version}. Since then:")
        changed_passages(touched.changes)
    if found:
        done(f"Tell them (`paraaf inform {dossier}`), or ask them again (`paraaf ask-again {dossier}`).")


def inform(
    dossier: Dossier,
    by: By,
    party: Parties = None,
    everyone: Annotated[bool, typer.Option("--all", help="Everyone whose agreement is touched.")] = False,
    reason: Annotated[str, typer.Option(help="What you tell them with it.")] = "",
) -> None:
    """Tell parties that agreed to an earlier text what changed; their agreement stays as it was given."""
    _decide(dossier, ChangeChoice.INFORM, party, everyone=everyone, reason=reason, by=by)


def ask_again(
    dossier: Dossier,
    by: By,
    party: Parties = None,
    everyone: Annotated[bool, typer.Option("--all", help="Everyone whose agreement is touched.")] = False,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
) -> None:
    """Ask parties again that agreed to an earlier text, or that reacted too late, in a round of their own."""
    _decide(dossier, ChangeChoice.ASK_AGAIN, party, everyone=everyone, reason=reason, by=by)


def _decide(
    dossier: str, choice: ChangeChoice, parties: list[str] | None, *, everyone: bool, reason: str, by: str
) -> None:
    if bool(parties) == everyone:
        raise typer.BadParameter("name parties (--party), or everyone whose agreement is touched (--all)")
    app = build_app()
    codes = parties or [touched.party for touched in changes_.outdated_agreements(app, dossier)]
    changes_.decide_changes(app, dossier, [ChangeInput(code, choice, reason) for code in codes], by=by)
    done(f"{'Told' if choice is ChangeChoice.INFORM else 'To be asked again'}: {', '.join(codes)}.")


def skip(
    dossier: Dossier, party: Annotated[str, typer.Option("--as", help="The official.")], by: By, reason: Reason
) -> None:
    """Let the sign-off route pass an official by; for the secretariat."""
    sign_offs.skip(build_app(), dossier, party=party, by=by, reason=reason)
    done(f"{party} is skipped on the sign-off route of letter {dossier}.")


def discussed(
    dossier: Dossier, by: By, note: Annotated[str, typer.Option(help="What was said and agreed in the meeting.")]
) -> None:
    """Record the note of the meeting about a letter that the minister wanted to discuss."""
    decisions.record_discussion(build_app(), dossier, by=by, note=note)
    done(f"Recorded. Letter {dossier} is before the minister again.")


def hold(dossier: Dossier, by: By, reason: Reason) -> None:
    """Hold a letter up: nothing is decided and nobody is reminded until it is released."""
    holds.hold(build_app(), dossier, by=by, reason=reason)
    done(f"Letter {dossier} is on hold. `paraaf release` lets it go on.")


def release(dossier: Dossier, by: By) -> None:
    """Let a letter that is on hold go on; its due dates move with it."""
    app = build_app()
    holds.release(app, dossier, by=by)
    done(f"Letter {dossier} goes on.")
    warn_of_planning(app, dossier)


def take_over(
    dossier: Dossier,
    name: Annotated[str, typer.Option(help="The new owner.")],
    address: Annotated[str, typer.Option(help="The new owner's address.")],
    by: By,
    reason: Reason,
    unit: Annotated[str, typer.Option(help="The new owner's directorate.")] = "",
    channel: Annotated[str, typer.Option(help="The channel of the address.")] = "mail",
    language: Annotated[Language, typer.Option(help="The language of the messages.")] = Language.DUTCH,
) -> None:
    """Hand a letter to another owner; both are told."""
    try:
        owner = OwnerRequest(name=name, unit=unit, address=address, channel=channel, language=language)
    except ValidationError as error:
        faults = [fault(f"--{'.'.join(map(str, e['loc']))}", "field.cannot_be_used") for e in error.errors()]
        raise InvalidInput("letter.not_taken_over", faults) from None
    holds.take_over(build_app(), dossier, owner, by=by, reason=reason)
    done(f"{name} is the owner of letter {dossier} now.")
