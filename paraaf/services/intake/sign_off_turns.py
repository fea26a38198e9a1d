"""The turns on a sign-off route: who is asked when, and how many of them have to sign off."""

from models.request import DossierRequest


def sign_off_turns(request: DossierRequest) -> dict[str, tuple[int, int]]:
    """Return the turn of each official on the sign-off route, and how many of that turn have to sign off."""
    groups = {code: group for group in request.sign_off_groups for code in group.parties}
    turns: dict[str, tuple[int, int]] = {}
    turn = -1
    previous = None
    for code in request.sign_off_route:
        group = groups.get(code)
        turn += int(group is None or group is not previous)
        previous = group
        turns[code] = (turn, (group.needed or len(group.parties)) if group else 1)
    return turns
