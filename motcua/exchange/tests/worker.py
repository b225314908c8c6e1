"""A worker process for ``test_killed.py``: ``prepare CODES…`` or ``send STYLE URL MINUTES``."""

import os
import sys
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.config.settings"


class Told:
    """Dossiers that only the messages know: the lane and the order tell everything."""

    def __init__(self, codes):
        self.known = {uuid5(NAMESPACE_URL, f"{code}/{n}"): (code, n) for code in codes for n in range(4)}

    def news(self, subject_id, *, again):
        from motcua.exchange.tests.make import news

        code, number = self.known[subject_id]
        return news(code, (1, 2, 4, 9)[number], number)


def main(act, *words):
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from motcua.exchange import subjects
    from motcua.exchange.actions.queue import to_send
    from motcua.exchange.actions.send import send_waiting
    from motcua.exchange.connectors.national.chosen import national_connector
    from motcua.exchange.models import Outgoing
    from motcua.exchange.tests.make import AT, settings_for

    if act == "prepare":
        call_command("migrate", interactive=False, verbosity=0)
        settings.NATIONAL["style"] = "session"
        for subject, (code, number) in Told(words).known.items():
            rows = to_send(agency="H32.25", lane=code, sequence=number + 1, subject_id=subject, at=AT)
            Outgoing.objects.bulk_create(rows)
        return
    style, url, minutes = words
    subjects.tells_of_dossiers(Told(Outgoing.objects.values_list("lane", flat=True).distinct()))
    national = national_connector(settings_for(style, url), 5.0)
    for second in range(10):
        send_waiting(national=national, at=AT + timedelta(minutes=int(minutes), seconds=second))


main(*sys.argv[1:])
