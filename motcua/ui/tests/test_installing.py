"""Motcua as an app: what a browser wants to see, and that nothing of anybody is kept."""

import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from PIL import Image


def test_the_manifest_names_icons_that_are_there_in_the_size_it_says(client):
    manifest = json.loads(client.get("/manifest.webmanifest").content)
    assert (manifest["display"], manifest["start_url"], manifest["scope"]) == ("standalone", "/", "/")
    sizes = set()
    for icon in manifest["icons"]:
        path = Path(finders.find(icon["src"].removeprefix("/static/")))
        assert "x".join(map(str, Image.open(path).size)) == icon["sizes"]
        sizes.add(icon["sizes"])
    assert {"192x192", "512x512"} <= sizes


def test_the_worker_stands_at_the_root_and_is_asked_for_anew_each_time(client):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert '"/ngoai-tuyen/"' in answer.content.decode()


@pytest.mark.django_db
def test_the_page_without_a_network_is_the_same_for_everybody(client, django_user_model):
    before = client.get("/ngoai-tuyen/").content
    client.force_login(django_user_model.objects.create_user("bien", full_name="Trần Văn Biển"))
    client.cookies["django_language"] = "en"
    client.cookies["theme"] = "dark"
    assert client.get("/ngoai-tuyen/").content == before
