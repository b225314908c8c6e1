"""The page that shows the API: all of it from ourselves, under the strict Content-Security-Policy."""

import os
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
def test_the_page_shows_every_operation_in_chromium_without_a_word_in_the_console(live_server, db):
    from playwright.sync_api import sync_playwright

    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    said = []
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path="/usr/bin/chromium",
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
            )
            page = browser.new_page()
            page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: said.append(str(error)))
            page.goto(f"{live_server.url}/api/v1/docs")
            page.wait_for_selector(".opblock")
            shown = page.locator(".opblock").count()
            page.locator(".opblock").first.click()
            page.wait_for_selector(".opblock-body")
            browser.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    assert shown == 11
    assert said == []
