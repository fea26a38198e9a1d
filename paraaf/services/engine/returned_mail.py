"""Mail that came back: what a mail server took and could not deliver is undelivered after all."""

from models.enums import MessageStatus
from models.errors import fault
from models.message import Message
from models.reaction_term import invites, reached_at
from models.state import DossierState
from paraaf.faults import in_english
from paraaf.faults.stored import as_data
from paraaf.gateways import mail_headers
from paraaf.gateways.bounces import Bounce, bounces_in
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.consultation import closing
from paraaf.services.messaging import undelivered

_MAY_COME_BACK = (MessageStatus.SENT, MessageStatus.UNKNOWN)


def read_returned_mail(app: App) -> int:
    """Look through the mail that came back since the last time; return how many messages did not arrive after all."""
    return sum(came_back(app, bounce) for mail in app.returned_mail.unread() for bounce in bounces_in(mail))


def came_back(app: App, bounce: Bounce) -> bool:
    """Record that a message did not arrive, and tell who looks after the letter; return whether that was news.

    It is none of a message that is not on record, that is known not to have arrived, or that went to another address
    since. Silence that was recorded of a party which is not reached any more is put right.
    """
    with app.read() as session:
        message = session.get(Message, bounce.message)
    if message is None:
        return False
    with app.work(by_people=True) as work:
        state = work.load_dossier(message.dossier_id)
        message = work.session.get_one(Message, bounce.message)
        if message.status not in _MAY_COME_BACK or not mail_headers.went_to(bounce.mark, message.address):
            return False
        problem = fault("", "message.came_back", reason=bounce.reason or "-")
        message.come_back(in_english(problem), problem=as_data(problem))
        work.record(state.dossier, "message_returned", "Paraaf", key=message.key, reason=message.last_error)
        _put_silence_right(work, state, message)
        undelivered.notify(work, state.dossier, message)
    return True


def _put_silence_right(work: UnitOfWork, state: DossierState, message: Message) -> None:
    for invitation in state.invitations:
        if invites(message, invitation) and reached_at(state, invitation) is None:
            closing.put_silence_right(work, state, invitation)
