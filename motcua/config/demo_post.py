"""The post in the demo: a result that the postman could not deliver and that came back, for somebody to see to."""

from datetime import timedelta

from django.db import transaction

from motcua.dossiers.actions.change_delivery import change_delivery
from motcua.dossiers.models import Dossier, Status
from motcua.identity.public import Account
from motcua.kernel.actor import Actor
from motcua.kernel.clock import now
from motcua.organizations.public import actor_of
from motcua.post.actions.hand_to_postman import hand_to_postman
from motcua.post.actions.take_news import take_news
from motcua.post.actions.tell import tell_waiting
from motcua.post.connectors.base import News
from motcua.post.models import Parcel, PostMessage
from motcua.post.queries import communes
from motcua.post.rules import tracking

#: hours ago, state, what the carrier said
JOURNEY = (
    (70, tracking.ACCEPTED, ""),
    (52, tracking.IN_TRANSIT, ""),
    (30, tracking.ARRIVED, ""),
    (28, tracking.OUT, ""),
    (26, tracking.FAILED, "Gọi ba lần không nghe máy"),
    (20, tracking.RETURNING, ""),
    (3, tracking.RETURNED, "Đã trả người gửi"),
)


def make_parcels() -> None:
    """Nothing when there are parcels already."""
    dossier = Dossier.objects.filter(status=Status.DONE).select_related("applicant").first()
    if Parcel.objects.exists() or dossier is None or dossier.applicant is None:
        return
    at, citizen = now(), _who(dossier.applicant)
    address = {
        "name": dossier.owner_name, "phone": "0900000026", "street": "Số 12 đường Hoa Sứ",
        "commune": next(iter(communes()), ""),
    }  # fmt: skip
    with transaction.atomic():
        change_delivery(dossier_id=dossier.id, way="post", address=address, actor=citizen, at=at - timedelta(hours=72))
        parcel = Parcel.objects.get()
        PostMessage.objects.update(state=PostMessage.State.SENT, sent_at=at - timedelta(hours=71))
        for hours, state, words in JOURNEY:
            moment = at - timedelta(hours=hours)
            news = News(
                order=parcel.order, key=f"mau/{hours}", state=state, at=moment, tracking="RG000000017VN", words=words
            )
            take_news(news=news, at=moment)
            if state == tracking.ACCEPTED:
                clerk = _who(Account.objects.get(username="tiepnhan"))
                hand_to_postman(parcel_ids=[parcel.id], actor=clerk, at=moment + timedelta(hours=1))
    tell_waiting(at=at)


def _who(account: Account) -> Actor:
    return actor_of(account, on=now().date())
