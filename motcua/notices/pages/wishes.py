"""``/hop-thu/cach-nhan/``: where and how one wishes to be told."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid
from motcua.kernel.throttle import insist, visitor
from motcua.notices.actions.wish import add_device, remove_devices, save_wishes, verify_email
from motcua.notices.connectors.chosen import open_channels
from motcua.notices.jobs import send_check
from motcua.notices.models import Wishes
from motcua.notices.pages.pushing import public_key
from motcua.notices.queries import devices_of, wishes_of
from motcua.notices.rules.choosing import OUTSIDE, USUAL
from motcua.notices.rules.occasions import Kind
from motcua.organizations.public import access
from motcua.ui.public import spoken

NAMES = {
    "email": gettext_lazy("Thư điện tử"),
    "push": gettext_lazy("Thông báo trên trình duyệt"),
    "zalo": pgettext_lazy("channel", "Zalo"),
    "sms": pgettext_lazy("channel", "SMS"),
}
KIND_NAMES: dict[Kind, Any] = {
    "to_do": gettext_lazy("Việc bạn cần làm: bổ sung giấy tờ, nộp phí"),
    "result": gettext_lazy("Kết quả và thay đổi quan trọng"),
    "progress": gettext_lazy("Tiến độ: đã nộp, đã tiếp nhận"),
    "work": gettext_lazy("Việc ở bàn của bạn, mỗi sáng một tin"),
}


class Channels(forms.MultipleChoiceField):
    """Any number of channels, none as well; "not required" beside each group would say nothing."""

    def validate(self, value: list[str]) -> None:
        """Each must be one of those offered."""
        if value:
            super().validate(value)


class WishesForm(forms.Form):
    """One's own wishes."""

    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Số di động"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Ngôn ngữ của tin"), choices=[("vi", "Tiếng Việt"), ("en", "English")]
    )

    def __init__(self, *args: Any, kinds: list[Kind], **more: Any) -> None:
        """With a box for each of ``kinds``."""
        super().__init__(*args, **more)
        names = [(name, NAMES[name]) for name in OUTSIDE if name in open_channels()]
        for kind in kinds if names else []:
            self.fields[f"by_{kind}"] = Channels(
                label=KIND_NAMES[kind], choices=names, widget=forms.CheckboxSelectMultiple
            )


@access("notices.read")
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """Show them and change them; a new address gets a letter with a link."""
    actor = request.actor  # type: ignore[attr-defined]
    row = wishes_of([actor.person]).get(actor.person) or Wishes(account_id=actor.person)
    kinds: list[Kind] = [kind for kind in KIND_NAMES if kind != "work" or actor.is_officer]
    form = WishesForm(request.POST or None, kinds=kinds, initial=_initial(row, kinds))
    if request.method == "POST" and form.is_valid() and _saved(request, form, kinds):
        return redirect("inbox-wishes")
    context = {
        "form": form,
        "wishes": row,
        "unverified": bool(row.email and not row.email_verified_at),
        "devices": len(devices_of([actor.person]).get(actor.person, [])),
        "push_key": public_key(),
    }
    return render(request, "notices/wishes.html", context, status=422 if form.errors else 200)


def _initial(row: Wishes, kinds: list[Kind]) -> dict[str, Any]:
    chosen = {f"by_{kind}": row.channels.get(kind, list(USUAL[kind])) for kind in kinds}
    return {"email": row.email, "phone": row.phone, "language": row.language, **chosen}


def _saved(request: HttpRequest, form: WishesForm, kinds: list[Kind]) -> bool:
    actor = request.actor  # type: ignore[attr-defined]
    typed = form.cleaned_data
    channels: dict[str, list[str]] = {kind: _kept(typed[f"by_{kind}"], kind) for kind in kinds if f"by_{kind}" in typed}
    own = {name: typed[name] for name in ("email", "phone", "language")}
    try:
        with transaction.atomic():
            row = save_wishes(channels=channels, actor=actor, at=now(), **own)
            if row.email and not row.email_verified_at and settings.SENDS_MAIL:
                insist(f"mail-check:{actor.person}", 5, 3600)
                insist(f"mail-check:{row.email.lower()}", 5, 3600)
                send_check.enqueue(str(actor.person), row.email, row.language)
    except Invalid as refusal:
        for name, texts in refusal.fields.items():
            form.add_error(name, [spoken(text) for text in texts])
        return False
    if row.email and not row.email_verified_at and settings.SENDS_MAIL:
        messages.success(request, _("Đã lưu. Mở liên kết trong thư vừa gửi tới %(email)s.") % {"email": row.email})
    else:
        messages.success(request, _("Đã lưu cách nhận tin."))
    return True


def _kept(ticked: list[str], kind: Kind) -> list[str]:
    """What was ticked, and what is usual on channels that were not offered today."""
    return [*ticked, *(name for name in USUAL[kind] if name not in open_channels())]


@require_http_methods(["GET", "HEAD", "POST"])
@access("pages.public")
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter leads here; a press confirms, for programs that read letters open links too."""
    if request.method == "POST":
        insist(f"mail-confirm:{visitor(request)}", 20, 600)
        verify_email(token=token, at=now())
        return render(request, "notices/confirmed.html", {"done": True})
    return render(request, "notices/confirmed.html", {"done": False})


@access("notices.read")
@require_POST
def allow_browser(request: HttpRequest) -> HttpResponse:
    """The browser that asks shows messages from now on (JSON of its subscription)."""
    try:
        # a form's body was read already, to look for its token
        told: Any = json.loads(request.body[:4000]) if request.content_type == "application/json" else None
        endpoint, keys = str(told["endpoint"]), told["keys"]
        key, secret = str(keys["p256dh"]), str(keys["auth"])
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid(_("Trình duyệt này không dùng được cho thông báo.")) from error
    actor = request.actor  # type: ignore[attr-defined]
    add_device(endpoint=endpoint, key=key, secret=secret, hosts=settings.PUSH["hosts"], actor=actor, at=now())
    return JsonResponse({"ok": True})


@access("notices.read")
@require_POST
def forbid_browsers(request: HttpRequest) -> HttpResponse:
    """No browser of this person shows messages any more."""
    remove_devices(actor=request.actor, at=now())  # type: ignore[attr-defined]
    messages.success(request, _("Không trình duyệt nào nhận thông báo nữa."))
    return redirect("inbox-wishes")


@access("pages.public")
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The small program that shows messages in the browser; it must stand below the address that it serves."""
    from django.contrib.staticfiles import finders

    found = finders.find("notices/worker.js")
    with open(str(found), encoding="utf-8") as file:
        return HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")
