"""Messages to people as the whole is put together: rounds, the demo's other sides, who is reached in the demo."""

import os

import pytest

from motcua.config.commands_exchange import connect_simulated_messages
from motcua.config.demo_messages import PEOPLE, port_of_messages, reach_browser, reach_people
from motcua.exchange.rounds import names
from motcua.identity.public import Account
from motcua.notices.models import Device, Wishes
from motcua.notices.rules.choosing import OUTSIDE
from motcua.notices.rules.devices import are_keys
from motcua.notices.rules.occasions import OCCASIONS
from motcua.notices.rules.phones import plain_phone
from motcua.notices.simulators.together import SECRET


@pytest.fixture
def environment(monkeypatch):
    monkeypatch.setattr(os, "environ", {})
    return os.environ


def test_each_channel_has_a_round_of_its_own_so_that_a_slow_one_holds_no_other_back():
    assert {"notices.plan", "notices.forget", "dossiers.mornings", *(f"notices.{one}" for one in OUTSIDE)} <= set(
        names()
    )


def test_the_demo_is_connected_to_simulated_sides_for_every_occasion(environment):
    connect_simulated_messages(8002)
    assert environment["MOTCUA_EMAIL_URL"] == "smtp://127.0.0.1:8003"
    assert environment["MOTCUA_SMS_URL"] == "http://127.0.0.1:8002/sms"
    told = dict(pair.split("=") for pair in environment["MOTCUA_ZALO_TEMPLATES"].split(","))
    assert set(told) == set(OCCASIONS)


def test_whoever_chose_a_mail_server_keeps_it(environment):
    environment["MOTCUA_EMAIL_URL"] = ""
    connect_simulated_messages(8002)
    assert {name for name in environment if name.startswith("MOTCUA")} == {"MOTCUA_EMAIL_URL"}


def test_real_settings_are_no_simulated_sides(settings):
    settings.SMS = {**settings.SMS, "secret": "mot-khoa-that"}
    assert port_of_messages() is None
    settings.SMS, settings.EMAIL_PORT = {**settings.SMS, "secret": SECRET}, 8003
    assert port_of_messages() == 8002


@pytest.mark.django_db
def test_people_of_the_demo_are_reached_by_every_channel(settings):
    settings.SMS, settings.EMAIL_PORT = {**settings.SMS, "secret": SECRET}, 8003
    for name in PEOPLE:
        Account.objects.create(username=name, full_name=name, password="!", is_demo=True)
    for _start in range(2):
        reach_people()
        reach_browser()
    assert all(row.email_verified_at and plain_phone(row.phone) for row in Wishes.objects.all())
    assert Wishes.objects.count() == 2
    device = Device.objects.get()
    assert device.endpoint == "http://127.0.0.1:8002/push/congdan"
    assert are_keys(device.key, device.secret)
