"""Parties, their contacts and deputies."""

TEXTS = {
    "party.absence_ends_early": (
        "de afwezigheid eindigt voor zij begint",
        "the absence ends before it begins",
    ),
    "party.absent_without_deputy": (
        "{party} is afwezig, maar er is geen plaatsvervanger genoemd",
        "{party} is absent, but no deputy is named",
    ),
    "party.adding_needs_reason": (
        "schrijf op waarom de partij erbij komt",
        "adding a party needs a reason",
    ),
    "party.asked_already": (
        "{party} wordt al gevraagd over deze brief",
        "{party} is asked about this letter already",
    ),
    "party.cannot_be_reached": (
        "{party} is niet te bereiken: {reason}",
        "{party} cannot be reached: {reason}",
    ),
    "party.deputy_of_several": (
        "{deputy} is de plaatsvervanger van {parties}: zeg voor wie; er is niets vastgelegd.",
        "{deputy} is the deputy of {parties}: say for which it acts; nothing was recorded.",
    ),
    "party.deputy_unknown": (
        "de plaatsvervanger {deputy} van {party} bestaat niet",
        "the deputy {deputy} of {party} does not exist",
    ),
    "party.in_directory_already": (
        "{party} staat al in het partijenbestand",
        "{party} stands in the party directory already",
    ),
    "party.named_elsewhere": (
        "{party} staat ook in {list}",
        "{party} is named in {list} too",
    ),
    "party.named_twice": (
        "{party} staat er twee keer",
        "{party} is named twice",
    ),
    "party.no_code_address": (
        "er is geen code_address gegeven",
        "no code_address is given",
    ),
    "party.no_contact": (
        "{party} heeft geen contact en is dus niet te bereiken",
        "{party} has no contact, so it cannot be reached",
    ),
    "party.no_such_deputy": (
        "de plaatsvervanger {deputy} bestaat niet",
        "the deputy {deputy} does not exist",
    ),
    "party.nobody_named": (
        "noem minstens één partij, of kies een andere route: de route vraagt hen",
        "names nobody, but the route asks them: name parties or choose another route",
    ),
    "party.not_absent": (
        "{deputy} antwoordt alleen voor {party} als {party} afwezig is, en dat is niet zo; er is niets vastgelegd.",
        "{deputy} answers for {party} only while {party} is absent, and it is not; nothing was recorded.",
    ),
    "party.not_added": (
        "{party} is niet toegevoegd aan ronde {round}.",
        "{party} was not added to round {round}.",
    ),
    "party.taken_out": (
        "{party} is op {at} door {by} uit de ronde over brief {letter} gehaald: {reason}. Er is niets vastgelegd.",
        "{by} took {party} out of the round about letter {letter} on {at}: {reason}. Nothing was recorded.",
    ),
    "party.taken_out_already": (
        "{party} is al uit ronde {round} gehaald, door {by}: {reason}",
        "{party} was taken out of round {round} already, by {by}: {reason}",
    ),
    "party.not_taken_out": (
        "{party} is niet uit ronde {round} gehaald.",
        "{party} was not taken out of round {round}.",
    ),
    "party.not_in_round": (
        "{party} wordt in deze ronde niet gevraagd (wel: {asked})",
        "{party} is not asked in this round (asked: {asked})",
    ),
    "party.not_in_round.none": (
        "{party} wordt in deze ronde niet gevraagd, en niemand anders ook",
        "{party} is not asked in this round, and neither is anybody else",
    ),
    "party.has_answered": (
        "{party} heeft al geantwoord ({position}, door {by}); dat antwoord blijft staan",
        "{party} has answered already ({position}, by {by}); that answer stands",
    ),
    "party.position_stands": (
        "wat {party} eerder zei staat nog open ({position}), en gaat niet weg door {party} niet te vragen; wacht op "
        "het antwoord, of laat er hogerop over beslissen",
        "what {party} said before stands still ({position}), and does not go away by not asking {party}; wait for the "
        "answer, or have it decided over",
    ),
    "party.taking_out_needs_reason": (
        "schrijf op waarom de partij niet meer wordt gevraagd",
        "taking a party out needs a reason",
    ),
    "party.not_asked": (
        "{party} wordt niet gevraagd over brief {letter} (wel: {asked}); er is niets vastgelegd.",
        "{party} is not asked about letter {letter} (asked: {asked}); nothing was recorded.",
    ),
    "party.not_asked.none": (
        "{party} wordt niet gevraagd over brief {letter} (nog niemand); er is niets vastgelegd.",
        "{party} is not asked about letter {letter} (asked: nobody yet); nothing was recorded.",
    ),
    "party.not_consulted": (
        "{party} is geen van de departementen of stakeholders",
        "{party} is not one of the departments or stakeholders",
    ),
    "party.not_in_directory": (
        "{party} staat niet in het partijenbestand",
        "{party} is not in the party directory",
    ),
    "party.not_the_deputy": (
        "{deputy} is niet de plaatsvervanger van {party}; er is niets vastgelegd.",
        "{deputy} is not the deputy of {party}; nothing was recorded.",
    ),
    "party.occurs_twice": (
        "{party} staat er twee keer",
        "{party} occurs twice",
    ),
    "party.other_kind": (
        "{party} is een {kind}, en hier is een {needed} nodig",
        "{party} is a {kind}, and a {needed} is needed here",
    ),
    "party.own_deputy": (
        "{party} kan niet de eigen plaatsvervanger zijn",
        "{party} cannot be its own deputy",
    ),
}
