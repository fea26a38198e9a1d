"""The field of forces (krachtenveld) around a letter, in sentences that say what the reactions say and no more."""

from collections.abc import Iterable, Sequence

from models.enums import PartyKind, Position
from paraaf.documents import dutch
from paraaf.documents.facts import Escalation, KeyPoint, Stance

_AGREED = (Position.AGREE, Position.AGREE_WITH_COMMENTS)


def describe_stances(stances: Sequence[Stance], escalations: Sequence[Escalation]) -> tuple[KeyPoint, ...]:
    """Return what the consulted parties think of the letter; agreement is claimed only where it was given.

    "Overeenstemming" stands there only if every department agreed to the present text. What is contested comes
    first. Stakeholders, whose agreement is not needed, are told apart from the departments.
    """
    if not stances and not escalations:
        return (KeyPoint("Er zijn geen reacties op de brief vastgelegd."),)
    departments = [stance for stance in stances if stance.kind is not PartyKind.STAKEHOLDER]
    stakeholders = [stance for stance in stances if stance.kind is PartyKind.STAKEHOLDER]
    points = [*_departments(departments), *map(_escalation, escalations), *_late(departments)]
    if stakeholders:
        names = dutch.listed([stance.party for stance in stakeholders])
        points.append(KeyPoint(f"Geraadpleegd zijn: {names}.", tuple(map(_stakeholder, stakeholders))))
    return (*points, *_late(stakeholders))


def _departments(stances: Sequence[Stance]) -> list[KeyPoint]:
    agreed = [stance for stance in stances if stance.position in _AGREED]
    to_this_text = [stance for stance in agreed if not stance.changed_since]
    to_earlier_text = [stance for stance in agreed if stance.changed_since]
    contested = [*_at(stances, Position.OBJECT), *_at(stances, Position.AGREE_ON_CONDITION)]
    points = [KeyPoint("Over de brief is geen volledige overeenstemming bereikt.")] if contested else []
    points += [_one(stance) for stance in contested]
    if to_this_text:
        names, remarks = _names(to_this_text), _remarks(to_this_text)
        if len(to_this_text) == len(stances):
            points.append(KeyPoint(f"Over de brief is overeenstemming bereikt met {names}.", remarks))
        else:
            agree = "stemt" if len(to_this_text) == 1 else "stemmen"
            points.append(KeyPoint(f"{names} {agree} in met de brief.", remarks))
    if to_earlier_text:
        names = dutch.listed([f"{stance.party}{_version(stance)}" for stance in to_earlier_text])
        text = f"Na de instemming van {names} is de tekst gewijzigd.{_told(to_earlier_text)}"
        points.append(KeyPoint(text, _remarks(to_earlier_text)))
    for changed in (False, True):
        points += _silent([stance for stance in stances if stance.changed_since is changed])
    return points


def _silent(stances: Sequence[Stance]) -> list[KeyPoint]:
    points = []
    then = " Daarna is de tekst gewijzigd." if stances and stances[0].changed_since else ""
    tacit, unheard = _at(stances, Position.TACIT), _at(stances, Position.NO_RESPONSE)
    silent = [stance for stance in unheard if not stance.is_unreached]
    unreached = [stance for stance in unheard if stance.is_unreached and not stance.had_nobody_left]
    left = [stance for stance in unheard if stance.had_nobody_left]
    unknown = [stance for stance in stances if stance.position is None]
    if tacit:
        have = "heeft" if len(tacit) == 1 else "hebben"
        text = f"{_names(tacit)} {have} niet binnen de termijn gereageerd; volgens de afspraak in de route geldt dat"
        points.append(KeyPoint(f"{text} als stilzwijgende instemming.{then}{_told(tacit)}"))
    if silent:
        points.append(KeyPoint(f"{_names(silent)} {'heeft' if len(silent) == 1 else 'hebben'} niet gereageerd.{then}"))
    if unreached:
        are = "is" if len(unreached) == 1 else "zijn"
        points.append(KeyPoint(f"{_names(unreached)} {are} niet bereikt: de uitnodiging is niet bezorgd.{then}"))
    if left:
        said = f"{_names(left)} {'is' if len(left) == 1 else 'zijn'} niet bereikt"
        points.append(KeyPoint(f"{said}: niemand die de uitnodiging kreeg, kon nog antwoorden.{then}"))
    if unknown:
        points.append(KeyPoint(f"Van {_names(unknown)} is nog geen standpunt vastgelegd."))
    return points


def _told(stances: Sequence[Stance]) -> str:
    """Return who of those that agreed to an earlier text was told of the present one."""
    told = [stance for stance in stances if stance.changed_since and stance.informed_of is not None]
    if not told:
        return ""
    return f" {_names(told)} {'is' if len(told) == 1 else 'zijn'} over versie {told[0].informed_of} geïnformeerd."


def _late(stances: Sequence[Stance]) -> list[KeyPoint]:
    """Return what came in after a round closed: it is told, and counts for nothing."""
    points = []
    for stance in stances:
        if stance.late is not None:
            said = f"{stance.party} reageerde na de sluiting van de ronde, op {dutch.day(stance.late.at)}"
            text = f"{said}: {dutch.POSITIONS[stance.late.position]}. Deze reactie telt niet mee."
            remarks = [remark for remark in map(dutch.sentence, stance.late.remarks) if remark]
            points.append(KeyPoint(text, tuple(map(KeyPoint, remarks))))
    return points


def _one(stance: Stance) -> KeyPoint:
    """Return what a department with a condition or objection said."""
    version = _version(stance) if stance.changed_since else ""
    if stance.position is Position.OBJECT:
        said, none_given = f"{stance.party} maakt bezwaar{version}", "het bezwaar is niet toegelicht"
    else:
        said, none_given = f"{stance.party} stemt in onder voorwaarde{version}", "de voorwaarde is niet toegelicht"
    remarks = _sentences(stance)
    if len(remarks) > 1:
        return KeyPoint(f"{said}.{_after(stance)}", tuple(map(KeyPoint, remarks)))
    return KeyPoint(f"{dutch.sentence(f'{said}: {remarks[0] if remarks else none_given}')}{_after(stance)}")


def _stakeholder(stance: Stance) -> KeyPoint:
    said = dutch.POSITIONS[stance.position] if stance.position else "nog geen standpunt vastgelegd"
    if stance.is_unreached:
        said = "niet bereikt, de uitnodiging is niet bezorgd"
    if stance.had_nobody_left:
        said = "niet bereikt, niemand die de uitnodiging kreeg, kon nog antwoorden"
    if stance.position is Position.TACIT:
        said += " (niet binnen de termijn gereageerd)"
    said += _version(stance) if stance.changed_since else ""
    remarks = _sentences(stance)
    text = " ".join([f"{stance.party}: {said}.", *(remarks if len(remarks) == 1 else [])])
    return KeyPoint(f"{text}{_after(stance)}", tuple(map(KeyPoint, remarks)) if len(remarks) > 1 else ())


def _after(stance: Stance) -> str:
    if not stance.changed_since:
        return ""
    if stance.position is Position.AGREE_ON_CONDITION:
        return f" Daarna is de tekst gewijzigd; {stance.party} heeft niet bevestigd dat aan de voorwaarde is voldaan."
    if stance.position is Position.OBJECT:
        return f" Daarna is de tekst gewijzigd; {stance.party} heeft het bezwaar niet ingetrokken."
    return " Daarna is de tekst gewijzigd."


def _escalation(escalation: Escalation) -> KeyPoint:
    level = f" ({escalation.level.strip()})" if escalation.level.strip() else ""
    reason = dutch.sentence(escalation.reason)
    decided = f"heeft {escalation.decided_by}{level} op {dutch.day(escalation.at)} beslist"
    said = f"Over het standpunt van {escalation.party} {decided}"
    return KeyPoint(f"{said}: {reason}" if reason else f"{said}; een reden is niet vastgelegd.")


def _at(stances: Iterable[Stance], position: Position) -> list[Stance]:
    return [stance for stance in stances if stance.position is position]


def _names(stances: Iterable[Stance]) -> str:
    return dutch.listed([stance.party for stance in stances])


def _version(stance: Stance) -> str:
    return f" (versie {stance.version})" if stance.version is not None else ""


def _sentences(stance: Stance) -> list[str]:
    return [remark for remark in map(dutch.sentence, stance.remarks) if remark]


def _remarks(stances: Iterable[Stance]) -> tuple[KeyPoint, ...]:
    return tuple(
        KeyPoint(f"Opmerking van {stance.party}: {sentence}") for stance in stances for sentence in _sentences(stance)
    )
