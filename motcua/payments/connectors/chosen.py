"""Which ways to pay there are here, as the settings say."""

from django.conf import settings

from motcua.kernel.refusals import NotFound
from motcua.payments.connectors.bank_transfer import BankTransfer
from motcua.payments.connectors.base import Connector
from motcua.payments.connectors.cash import Cash
from motcua.payments.connectors.gateway import Gateway
from motcua.payments.connectors.national_platform import NationalPlatform
from motcua.payments.rules.vietqr import BankAccount

CASH, BANK, PLATFORM, GATEWAY = "cash", "bank_transfer", "national_platform", "gateway"


def methods() -> list[str]:
    """Ways to pay that are set up, the usual one first; cash always is."""
    told = settings.PAYMENTS
    ready = {
        BANK: bool(told["bank_account"]),
        PLATFORM: bool(told["platform_url"] and told["platform_secret"] and told["bank_account"]),
        GATEWAY: bool(told["gateway_url"] and told["gateway_secret"]),
    }
    return [*(method for method, is_ready in ready.items() if is_ready), CASH]


def connector(method: str) -> Connector:
    """The connector of ``method``; NotFound when it is not set up."""
    if method not in methods():
        raise NotFound("Cách thanh toán này chưa được mở.")
    told = settings.PAYMENTS
    if method == BANK:
        return BankTransfer(bank_account(), told["bank_secret"], told["bank_url"])
    if method == PLATFORM:
        return NationalPlatform(told["platform_url"], told["platform_partner"], told["platform_secret"], bank_account())
    if method == GATEWAY:
        return Gateway(told["gateway_url"], told["gateway_api"], told["gateway_terminal"], told["gateway_secret"])
    return Cash()


def bank_account() -> BankAccount:
    """The account that money goes to."""
    told = settings.PAYMENTS
    return BankAccount(told["bank"], told["bank_account"], told["bank_holder"], told["bank_name"])
