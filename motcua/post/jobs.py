"""What time brings: the carrier is told, asked about what it does not tell, and facts are told upwards."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from motcua.exchange.public import every
from motcua.post.actions.send import send_waiting
from motcua.post.actions.shape import ask_again
from motcua.post.actions.take_news import take_news
from motcua.post.actions.tell import money_reference, tell_waiting
from motcua.post.connectors.base import CollectedLine, Unreachable
from motcua.post.connectors.chosen import carrier
from motcua.post.queries import to_ask_about


@every(timedelta(seconds=5), "post.tell")
def tell(at: datetime) -> str:
    """Tell what is stored until it is heard."""
    return f"heard {tell_waiting(at=at)}"


@every(timedelta(seconds=10), "post.send")
def send(at: datetime) -> str:
    """Tell the carrier of orders, changes and their end."""
    chosen = carrier()
    return str(send_waiting(carrier=chosen, at=at)) if chosen else "no carrier"


@every(timedelta(minutes=1), "post.ask")
def ask(at: datetime) -> str:
    """Ask about parcels of which nothing was pushed. A carrier that is silent once is not asked again in the round."""
    chosen = carrier()
    rows = to_ask_about(at) if chosen else []
    moved = 0
    for row in rows:
        try:
            found = chosen.news_of(row.order) if chosen else []
        except Unreachable:
            break
        moved += sum(take_news(news=news, at=at) == "moved" for news in found if news.order == row.order)
        row.refresh_from_db()
        ask_again(row, at=at)
        row.save(update_fields=["next_ask_at"])
    return f"asked about {len(rows)}, {moved} moved"


def collected_on(day: date) -> Sequence[tuple[CollectedLine, str]]:
    """Money that the carrier says it took for us on ``day``, each with its reference; Unreachable."""
    chosen = carrier()
    return [(line, money_reference(line.tracking, line.charge)) for line in chosen.collected(day)] if chosen else []
