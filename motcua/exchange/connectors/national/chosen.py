"""The connector that the settings choose."""

from motcua.exchange.connectors.base import National
from motcua.exchange.connectors.national.session import SessionNational
from motcua.exchange.connectors.national.settings import NationalSettings, national_settings
from motcua.exchange.connectors.national.token import TokenNational
from motcua.kernel.refusals import NotNow


def national_connector(given: NationalSettings | None = None, timeout: float = 20.0) -> National:
    """A new conversation with the national system; NotNow when none is configured."""
    chosen = given or national_settings()
    if chosen is None:
        raise NotNow(
            "Chưa kết nối với hệ thống quốc gia.",
            advice="Người quản trị đặt MOTCUA_NATIONAL và các biến đi cùng; xem tài liệu kết nối.",
        )
    return SessionNational(chosen, timeout) if chosen.style == "session" else TokenNational(chosen, timeout)
