"""The demo's mail server, SMS gateway, Zalo and push service: simulated, in a process of their own; who is reached."""

from django.conf import settings

from motcua.identity.public import Account
from motcua.kernel.clock import now
from motcua.notices.models import Device, Wishes
from motcua.notices.simulators.gateways import PushService
from motcua.notices.simulators.received import Received
from motcua.notices.simulators.together import SECRET

#: numbers that cannot exist; the simulated Zalo knows the even one
PEOPLE = {"congdan": "0900000017", "doanhnghiep": "0900000026"}


def port_of_messages() -> int | None:
    """Where the simulated other sides listen; None when the settings lead elsewhere."""
    return settings.EMAIL_PORT - 1 if settings.SMS["secret"] == SECRET else None


def reach_people() -> None:
    """Citizens of the demo have mail boxes whose link they opened, telephones, and one a browser."""
    for name, phone in PEOPLE.items():
        account = Account.objects.filter(username=name, is_demo=True).first()
        if account:
            values = {"email": f"{name}@hop-thu.example", "email_verified_at": now(), "phone": phone}
            Wishes.objects.get_or_create(account=account, defaults=values)


def reach_browser() -> None:
    """At every start, for the port may be another: the browser of the demo's citizen."""
    account = Account.objects.filter(username="congdan", is_demo=True).first()
    port = port_of_messages()
    if account and port:
        key, secret = PushService(Received()).keys()
        Device.objects.filter(account=account).exclude(endpoint__startswith="https://").delete()
        endpoint = f"http://127.0.0.1:{port}/push/{account.username}"
        Device.objects.create(account=account, endpoint=endpoint, key=key, secret=secret, added_at=now())
