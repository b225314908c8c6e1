"""What makes a browser offer Motcua as an app: its manifest, a service worker, and the page shown without a network.

The worker keeps that one page and what dresses it, nothing else: no page of anybody is ever stored by it, so
nothing is left behind by signing out.
"""

import json
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

_DRESS = (
    "built/motcua.css",
    "built/fonts/be-vietnam-pro-400.woff2",
    "built/fonts/be-vietnam-pro-600.woff2",
    "img/door.svg",
)


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """``/manifest.webmanifest``: name, icons and colours of the app."""
    icons = [("icon-192", "192x192", "any"), ("icon-512", "512x512", "any"), ("icon-maskable", "512x512", "maskable")]
    body = {
        "id": "/",
        "name": _("Một cửa · tỉnh Khánh Hòa"),
        "short_name": _("Một cửa"),
        "description": _("Nộp hồ sơ, theo dõi và nhận kết quả thủ tục hành chính."),
        "lang": "vi",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b4f8a",
        "icons": [
            {"src": static(f"ui/img/{name}.png"), "sizes": size, "type": "image/png", "purpose": purpose}
            for name, size, purpose in icons
        ],
    }
    return JsonResponse(body, content_type="application/manifest+json")


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """``/sw.js``: at the root, because a worker serves only what lies below its own address."""
    kept = [reverse("offline"), *(static(f"ui/{name}") for name in _DRESS)]
    context = {
        "kept": SafeString(json.dumps(kept)),
        "version": blake2b("".join(kept).encode(), digest_size=6).hexdigest(),
    }
    return render(request, "ui/worker.js", context, content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def offline(request: HttpRequest) -> HttpResponse:
    """Shown in the place of a page that cannot be fetched; it is the same for everybody and knows nobody."""
    return render(None, "ui/offline.html")


for _page in (manifest, worker, offline):
    vars(_page)["access"] = "pages.public"
