"""For whom one acts: said once with its proof, chosen when it is needed."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.files.public import store_upload
from motcua.identity.acting_for import CHOSEN, acting_for
from motcua.identity.actions.represent import add_representation, end_representation
from motcua.identity.models import Representation
from motcua.identity.rules.profile import masked
from motcua.kernel.access import needs
from motcua.kernel.clock import day_of, now
from motcua.kernel.day_field import DayField
from motcua.kernel.refusals import Invalid, NotFound, Refusal
from motcua.kernel.throttle import insist
from motcua.ui.public import spoken


class RepresentForm(forms.Form):
    """For whom, as what, by which paper, until when."""

    basis = forms.ChoiceField(label=_("Bạn là"), choices=Representation.Basis.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Bạn làm thay cho"),
        choices=[("organisation", _("Một tổ chức, doanh nghiệp")), ("citizen", _("Một người"))],
        initial="organisation",
        widget=forms.RadioSelect,
    )
    full_name = forms.CharField(
        label=_("Tên tổ chức, hoặc họ và tên"),
        max_length=200,
        error_messages={"required": _("Hãy nhập tên.")},
    )
    identity_number = forms.CharField(
        label=_("Mã số thuế, hoặc số định danh cá nhân"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Hãy nhập mã số thuế, hoặc số định danh cá nhân.")},
    )
    address = forms.CharField(label=_("Trụ sở, hoặc nơi cư trú"), max_length=300, required=False)
    phone = forms.CharField(
        label=_("Số điện thoại"), max_length=20, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    valid_to = DayField(
        label=_("Giấy có giá trị đến hết ngày"),
        required=False,
        help_text=_("Bắt buộc với giấy ủy quyền."),
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={"invalid": _("Ngày chưa đúng, ví dụ: 31/12/2026.")},
    )
    proof = forms.FileField(
        label=_("Giấy chứng minh"),
        help_text=_("Giấy ủy quyền, hoặc giấy chứng nhận đăng ký có tên bạn. PDF hoặc ảnh chụp rõ."),
        error_messages={"required": _("Hãy chọn tệp chụp hoặc quét giấy chứng minh.")},
    )


@needs("account.own")
@require_http_methods(["GET", "HEAD", "POST"])
def representing(request: HttpRequest) -> HttpResponse:
    """Everybody whom one acts for, and a form for one more."""
    actor = request.actor  # type: ignore[attr-defined]
    form = RepresentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        insist(f"represent:{actor.person}", 20, 3600)
        typed = {name: value for name, value in form.cleaned_data.items() if name not in ("proof", "basis")}
        try:
            proof = store_upload(upload=form.cleaned_data["proof"], actor=actor, at=now())
            made = add_representation(basis=form.cleaned_data["basis"], typed=typed, proof=proof, actor=actor, at=now())
        except Invalid as refusal:
            for name, texts in (refusal.fields or {"proof": [refusal.message]}).items():
                form.add_error(name if name in form.fields else None, [spoken(text) for text in texts])
        except Refusal as refusal:
            form.add_error("proof", spoken(refusal.message))
        else:
            messages.success(request, gettext("Đã lưu. Bấm “Làm thay” khi bạn cần.") if made else "")
            return redirect("representing")
    return _drawn(request, form)


def _drawn(request: HttpRequest, form: RepresentForm) -> HttpResponse:
    today = day_of(now())
    chosen = acting_for(request)
    rows = [
        {"held": held, "number": masked(held.identity_number), "holds": held.holds(today), "chosen": held == chosen}
        for held in Representation.objects.filter(account=request.user.pk, ended_at=None).order_by("full_name")
    ]
    context = {"form": form, "rows": rows, "chosen": chosen}
    return render(request, "identity/representing.html", context, status=422 if form.errors else 200)


@needs("account.own")
@require_POST
def choose(request: HttpRequest, representation_id: UUID) -> HttpResponse:
    """From now on, in this session, new dossiers are this party's."""
    held = Representation.objects.filter(pk=representation_id, account=request.user.pk).first()
    if held is None or not held.holds(day_of(now())):
        raise NotFound(gettext("Bạn không còn làm thay cho bên này."))
    request.session[CHOSEN] = str(held.pk)
    messages.success(request, gettext("Bạn đang làm thay cho %(name)s.") % {"name": held.full_name})
    return redirect("representing")


@needs("account.own")
@require_POST
def for_oneself(request: HttpRequest) -> HttpResponse:
    """Back to acting for oneself."""
    request.session.pop(CHOSEN, None)
    messages.success(request, gettext("Bạn đang làm cho chính mình."))
    return redirect("representing")


@needs("account.own")
@require_POST
def end(request: HttpRequest, representation_id: UUID) -> HttpResponse:
    """One does not act for that party any more."""
    end_representation(representation_id=representation_id, actor=request.actor, at=now())  # type: ignore[attr-defined]
    return redirect("representing")
