"""What can be chosen in a letter in preparation, and what is wrong with it, in the words of its reader."""

from models.enums import Language
from models.errors import Fault
from paraaf.portal.start.draft import StartDraft
from paraaf.portal.start.fields import Choices
from paraaf.portal.texts import LanguageTexts
from paraaf.portal.texts.faults import said
from paraaf.portal.web.field_fault import FieldFault
from paraaf.portal.web.start_visitors import Starting
from paraaf.services.directory import parties
from paraaf.services.intake import drafts
from paraaf.services.intake.checked import CheckedRequest
from paraaf.services.templating import templates


def choices(who: Starting, draft: StartDraft, language: Language) -> Choices:
    """Return what can be chosen on the form of this draft."""
    paraaf = who.paraaf
    with paraaf.read() as session:
        found = [party for party, _ in parties.list_parties(session)]
    routes = templates.routes(paraaf.settings)
    chosen = next((route for route in routes if route.name == draft.values["route"]), None)
    named = [(route.name, f"{getattr(route.title, language)} ({route.name})") for route in routes]
    return Choices(found, who.starter.secretariat, sorted(paraaf.settings.channels) or ["mail"], named, chosen)


def check(who: Starting, draft: StartDraft, language: Language) -> tuple[CheckedRequest, dict[str, list[str]]]:
    """Return the draft, checked, and what is wrong by its place on the form."""
    checked = drafts.check(who.paraaf, who.way, draft.data)
    wrong: dict[str, list[str]] = {}
    for fault in checked.faults:
        wrong.setdefault(place_of(fault), []).append(said(fault, language))
    return checked, wrong


def in_order(labels: dict[str, str], wrong: dict[str, list[str]]) -> list[FieldFault]:
    """Return every fault with its field, or the nearest around it that is on the form, in the order of the form."""
    order = {place: number for number, place in enumerate(labels)}
    found = []
    for place, sentences in wrong.items():
        while place and place not in labels:
            place = place.rpartition("-")[0]
        values = [(("where", labels.get(place, "")), ("why", why)) for why in sentences]
        found += [(order.get(place, -1), FieldFault(place or "content", "start.fault", each)) for each in values]
    return [fault for _, fault in sorted(found, key=lambda each: each[0])]


def place_of(fault: Fault) -> str:
    """Return the place of a fault as the form names it: `commitments[2].passage` is `commitments-2-passage`."""
    return fault.place.replace("[", "-").replace("].", "-").replace("]", "").replace(".", "-")


def with_line(fault: Fault, words: LanguageTexts) -> str:
    """Return what is wrong in a dossier file, with its line if that is known."""
    why = said(fault, words.language)
    return words("start.line", line=fault.line, place=fault.place, why=why) if fault.line else why
