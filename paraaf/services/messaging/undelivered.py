"""Messages that a person has to look after: who is told that one did not arrive."""

import logging

from models.dossier import Dossier
from models.enums import MessageKind
from models.errors import TemplateError
from models.message import Message
from models.process import OWNER, SECRETARIAT
from paraaf.faults import in_english
from paraaf.services.app.unit_of_work import UnitOfWork
from paraaf.services.messaging import compose

log = logging.getLogger("paraaf")


def notify(work: UnitOfWork, dossier: Dossier, message: Message) -> None:
    """Tell the owner and the secretariat that a message was refused, is not taken, or may not have arrived.

    Of the message that tells this, nobody is told: it stands on their pages.
    """
    if message.kind is MessageKind.NOT_DELIVERED:
        return
    for code in (OWNER, SECRETARIAT):
        if code == message.party_code:
            continue
        try:
            compose.send(
                work,
                dossier,
                MessageKind.NOT_DELIVERED,
                code,
                about_id=message.id,
                key=f"not_delivered:{message.id}:{dossier.audit_count}:{code}",
                sweep_from=work.at,
                number=message.seq,
                to=message.receiver,
                about=message.party_code,
                kind_of_message=message.kind,
                may_have_arrived=message.may_have_arrived,
                is_tried_again=not message.needs_a_person,
                why=message,
            )
        except TemplateError as error:  # that it failed is on record all the same, and on their pages
            log.warning("Nobody is told by message that message %s did not arrive: %s", message.key, in_english(error))
