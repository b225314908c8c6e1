"""Soạn dự thảo kết quả: the specialist fills in a template, prefilled with what the dossier already says."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.actions.draft_result import draft_result
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.pages.asking import actor_in, revision_in, way_back
from motcua.dossiers.pages.eform import in_words
from motcua.dossiers.pages.kept import forget, keep, kept, word_in
from motcua.dossiers.queries import definition_of, dossier_at_work, result_of
from motcua.dossiers.rules.results import TEMPLATES, ResultTemplate, proposed, template_named, templates
from motcua.kernel.clock import now
from motcua.kernel.days import read_day
from motcua.kernel.refusals import Conflict, Invalid, NotNow, Refusal
from motcua.organizations.public import access
from motcua.procedures.public import form_of


@access("dossiers.draft_result")
@require_http_methods(["GET", "HEAD", "POST"])
def drafting(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Choose the template, fill it in, see it as PDF."""
    actor = actor_in(request)
    dossier = dossier_at_work(dossier_id, actor)
    result = result_of(dossier_id)
    form = f"{dossier_id}/soan"
    typed = kept(request, form) if request.method != "POST" else None
    template = _template(request, dossier, result, typed)
    if request.method != "POST":
        again = typed is not None and typed.get("mau") == template.key
        values = content_in(template, typed) if typed and again else _first_values(template, dossier, result)
        return _page(request, dossier, template, values, None)
    content = content_in(template, request.POST)
    try:
        draft_result(
            dossier_id=dossier_id,
            outcome=template.outcome,
            template=template.key,
            content=content,
            actor=actor,
            at=now(),
            revision=revision_in(request),
        )
    except (Invalid, NotNow, Conflict) as refusal:
        keep(request, form)
        fresh = dossier_at_work(dossier_id, actor)
        return _page(request, fresh, template, content, refusal)
    forget(request, form)
    messages.success(request, _("Đã lưu dự thảo. Xem lại bản in rồi trình."))
    page = f"{reverse('handling', args=[dossier_id])}?muc=ket-qua"
    return HttpResponseRedirect(page)


def content_in(template: ResultTemplate, post: QueryDict) -> dict[str, Any]:
    """What was filled in: texts, days, and lists of lines."""
    content: dict[str, Any] = {}
    for field in template.fields:
        text = str(post.get(field.key, "")).replace("\r\n", "\n").strip()
        if field.kind == "lines":
            content[field.key] = [line.strip() for line in text.split("\n") if line.strip()]
        elif field.kind == "date":
            day = read_day(text)
            content[field.key] = day.isoformat() if day else text
        else:
            content[field.key] = text
    return content


def _template(request: HttpRequest, dossier: Dossier, result: Result | None, typed: QueryDict | None) -> ResultTemplate:
    """The template asked for, else that of the refused form or the draft, else the one that the procedure names."""
    named = str(request.POST.get("mau") or request.GET.get("mau") or word_in(typed, "mau"))
    usual = definition_of(dossier.version_id).result_template
    for key in (named, result.template if result else "", usual, "general"):
        if any(template.key == key for template in TEMPLATES):
            return template_named(key)
    raise LookupError("there is always the general template")


def _first_values(template: ResultTemplate, dossier: Dossier, result: Result | None) -> dict[str, Any]:
    if result and result.template == template.key:
        return dict(result.content)
    definition = definition_of(dossier.version_id)
    form = in_words(form_of(definition, dossier.case), dossier.form)
    return proposed(template, {"form": form, "owner": dossier.owner, "dossier": {"procedure": definition.name}})


def _page(
    request: HttpRequest, dossier: Dossier, template: ResultTemplate, values: dict[str, Any], refusal: Refusal | None
) -> HttpResponse:
    usual = definition_of(dossier.version_id).result_template
    offered = [*templates("positive").values(), *templates("negative").values()]
    errors = refusal.fields if refusal else {}
    boxes = [
        {
            "field": field,
            "type": "textarea" if field.kind == "lines" else "date" if field.kind == "date" else "text",
            "help": _("Mỗi ý một dòng.") if field.kind == "lines" else "",
            "value": _shown(values.get(field.key)),
            "errors": errors.get(field.key, ()),
        }
        for field in template.fields
    ]
    context = {
        "dossier": dossier,
        "template": template,
        "offered": sorted(offered, key=lambda one: (one.key not in {usual, "general", "negative"}, one.name)),
        "boxes": boxes,
        "refusal": refusal,
        "labels": {field.key: field.label for field in template.fields},
        "back": way_back(request, reverse("handling", args=[dossier.id])),
        "page_width": "full",
    }
    return render(request, "dossiers/officer/drafting.html", context, status=refusal.status if refusal else 200)


def _shown(value: Any) -> str:
    return "\n".join(str(item) for item in value) if isinstance(value, list) else str(value or "")
