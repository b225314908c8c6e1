"""The page that shows the API: all of it from ourselves, under the strict Content-Security-Policy."""

import re

import pytest


def test_the_page_loads_nothing_from_elsewhere_and_runs_no_script_of_its_own(client, db):
    page = client.get("/api/v1/docs")
    assert page.status_code == 200
    html = page.content.decode()
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", html)
    scripts = re.findall(r"<script([^>]*)>([^<]*)</script>", html)
    assert scripts
    for attributes, content in scripts:
        assert "src=" in attributes or 'type="application/json"' in attributes
        assert not content.strip() or 'type="application/json"' in attributes


@pytest.mark.browser
def test_the_page_shows_every_operation_in_chromium_without_a_word_in_the_console(look, db):
    page = look("/api/v1/docs")
    page.wait_for_selector(".opblock")
    assert page.locator(".opblock").count() == 11
    page.locator(".opblock").first.click()
    page.wait_for_selector(".opblock-body")
    assert page.complaints == []
