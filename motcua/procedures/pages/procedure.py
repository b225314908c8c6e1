"""``/thu-tuc/<key>/``: what I need, how long, how much, where; and the same for machines."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.kernel.clock import now
from motcua.kernel.kept import kept
from motcua.kernel.refusals import NotFound
from motcua.organizations.public import ROLE_NAMES, access
from motcua.procedures import in_words as words
from motcua.procedures.contents import procedure_stamp
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.offices import Office, offices_of
from motcua.procedures.pages.drawing import drawn
from motcua.procedures.pages.head import Head, head
from motcua.procedures.pages.offices import chosen_office_url, structured_data
from motcua.procedures.pages.start import start_url
from motcua.procedures.queries import content_of, process_for, version_in_force, version_numbered, versions_of
from motcua.procedures.rules.answers import form_of
from motcua.procedures.rules.definition import Case, Channel, Definition
from motcua.procedures.rules.form_schema import form_schema
from motcua.procedures.rules.process_exchange import bpmn_of, file_name
from motcua.ui.public import spoken, when

#: longer texts are cut until asked for: a page stays under 100 KB on a slow phone
LONG = 3000
_MOST_PAPERS = 40


@kept(procedure_stamp, query=("truong-hop", "kenh", "toan-van"))
@access("catalogue.read")
@require_safe
def procedure(request: HttpRequest, key: str) -> HttpResponse:
    """The version in force today."""
    return _page(request, version_in_force(key, now().date(), whole=False), older=False)


@kept(procedure_stamp, query=("truong-hop", "kenh", "toan-van"))
@access("catalogue.read")
@require_safe
def older_version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A version by its number, with the days it was in force."""
    return _page(request, version_numbered(key, number), older=True)


@kept(procedure_stamp)
@access("catalogue.read")
@require_safe
def machine_readable(request: HttpRequest, key: str) -> JsonResponse:
    """The definition in force as JSON, as packs write it."""
    version = version_in_force(key, now().date())
    body = {
        "version": version.number,
        "valid_from": version.valid_from.isoformat(),
        "published_at": version.published_at.isoformat(),
        "digest": version.digest,
        "definition": version.definition,
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


@access("catalogue.read")
@require_safe
def form_as_schema(request: HttpRequest, key: str, case: str) -> JsonResponse:
    """The JSON Schema of a case's e-form."""
    definition = version_in_force(key, now().date()).content
    try:
        form = form_of(definition, case)
    except KeyError as error:
        raise NotFound(_("Thủ tục này không có trường hợp “%(case)s”.") % {"case": case[:60]}) from error
    return JsonResponse(
        form_schema(form), json_dumps_params={"ensure_ascii": False}, content_type="application/schema+json"
    )


@access("catalogue.read")
@require_safe
def process_as_bpmn(request: HttpRequest, key: str, case: str) -> HttpResponse:
    """The process of a case as BPMN 2.0, for any drawing program."""
    process = process_for(version_in_force(key, now().date(), whole=False), case)
    response = HttpResponse(bpmn_of(process.definition, key, case), content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(key, case)}"'
    return response


def _page(request: HttpRequest, version: ProcedureVersion, *, older: bool) -> HttpResponse:
    definition = content_of(version)
    case = _chosen_case(definition, request.GET.get("truong-hop", ""))
    channel = _chosen_channel(case, request.GET.get("kenh", ""))
    key = version.procedure.key
    whole = "toan-van" in request.GET
    offices = [] if older else offices_of(key, now().date())
    context = {
        "version": version,
        "definition": definition,
        "older": older,
        "case": case,
        "channel": channel,
        "cases": [_choice(one.key, one.name, case.key, channel.channel) for one in definition.cases],
        "channels": _channels(case, channel),
        "answers": _answers(case, channel),
        "fees": [(fee, words.fee_words(fee)) for fee in channel.fees],
        "papers": case.papers if whole else case.papers[:_MOST_PAPERS],
        "papers_cut": 0 if whole else max(0, len(case.papers) - _MOST_PAPERS),
        "texts": _texts(definition, case, channel, whole),
        "whole_url": _address(case.key, channel.channel) + "&toan-van=1",
        "start_url": "" if older else start_url(definition, case),
        "levels": [words.level_names()[level] for level in definition.levels],
        "online": words.online_names()[definition.online_level],
        "json_url": reverse("procedure-json", args=[key]),
        "schema_url": reverse("form-schema", args=[key, case.key]),
        "versions": versions_of(key),
        "offices_url": "" if older else chosen_office_url(key, offices),
        "office_count": len(offices),
        "only_office": offices[0] if len(offices) == 1 else None,
        "head": _head(version, offices, older),
        "published": when(version.published_at),
        **_process(version, case),
        "bpmn_url": "" if older else reverse("process-bpmn", args=[key, case.key]),
    }
    response = render(request, "procedures/procedure.html", context)
    # An address that asks for a case or a way that there is not shows another one; there are endlessly many.
    asked = {"truong-hop": case.key, "kenh": channel.channel, "toan-van": "1"}
    response.not_kept = any(asked[name] != text for name, text in request.GET.items() if name in asked)  # type: ignore[attr-defined]
    return response


def _head(version: ProcedureVersion, offices: list[Office], older: bool) -> Head:
    key = version.procedure.key
    if older:
        title = _("%(name)s (phiên bản %(number)s)") % {"name": version.name, "number": version.number}
        path = reverse("procedure-version", args=[key, version.number])
        return head(title, content_of(version).summary or version.name, path, is_for_search=False)
    return head(
        version.name,
        content_of(version).summary or _described(content_of(version)),
        reverse("procedure", args=[key]),
        structured=structured_data(version, offices),
        json_url=reverse("procedure-json", args=[key]),
    )


def _described(definition: Definition) -> str:
    """A sentence for search engines where the catalogue has none: what, with what, how long, how much."""
    case = definition.cases[0]
    channel = words.main_channel(case)
    return _("%(name)s: cần %(papers)s, mất %(limit)s, %(fees)s.") % {
        "name": definition.name if len(definition.name) < 80 else definition.name[:78].rsplit(" ", 1)[0] + "…",
        "papers": words.papers_words(case),
        "limit": words.limit_words(channel.limit),
        "fees": words.fees_words(channel.fees),
    }


def _chosen_case(definition: Definition, key: str) -> Case:
    try:
        return definition.case(key)
    except KeyError:
        return definition.cases[0]


def _chosen_channel(case: Case, name: str) -> Channel:
    return next((way for way in case.channels if way.channel == name), words.main_channel(case))


def _address(case: str, channel: str) -> str:
    return "?" + urlencode({"truong-hop": case, "kenh": channel})


def _choice(key: str, name: str, chosen: str, channel: str) -> dict[str, Any]:
    return {
        "key": key,
        "name": name,
        "here": key == chosen,
        "url": _address(key, channel),
    }


def _channels(case: Case, channel: Channel) -> list[dict[str, Any]]:
    names = words.channel_names()
    return [
        {
            "name": names[way.channel],
            "here": way.channel == channel.channel,
            "url": _address(case.key, way.channel),
        }
        for way in case.channels
    ]


def _answers(case: Case, channel: Channel) -> list[tuple[str, str]]:
    """The four questions of everybody, answered."""
    needed = words.papers_words(case)
    if case.sets > 1:
        needed += _(" (%(sets)s bộ)") % {"sets": case.sets}
    return [
        (_("Bạn cần"), needed),
        (_("Mất bao lâu"), words.limit_words(channel.limit)),
        (_("Phí, lệ phí"), words.fees_words(channel.fees)),
        (_("Nộp ở đâu"), words.where_words(case.channels)),
    ]


def _texts(definition: Definition, case: Case, channel: Channel, whole: bool) -> dict[str, Any]:
    """The long texts, cut where they would burden the page."""
    texts = {
        "steps": "\n\n".join(definition.steps_text),
        "conditions": definition.conditions,
        "help": case.help,
        "note": channel.note,
        "agencies": definition.agencies_text,
        "competent": definition.competent_text,
    }
    return {
        name: {
            "text": text if whole or len(text) <= LONG else text[:LONG].rsplit(" ", 1)[0] + "…",
            "cut": not whole and len(text) > LONG,
            "short": len(text) <= 240,
        }
        for name, text in texts.items()
    }


def _process(version: ProcedureVersion, case: Case) -> dict[str, Any]:
    """The steps that the agency takes, in words and drawn."""
    try:
        process = process_for(version, case.key)
    except NotFound:
        return {"steps": [], "drawing": ""}
    roles = {role: spoken(name) for role, name in ROLE_NAMES.items()}
    steps = [
        {
            "name": step["name"],
            "who": roles.get(step.get("role", ""), ""),
            "hours": f"{step.get('hours', 0):g}".replace(".", ",") if step.get("counted", True) else "",
        }
        for step in process.definition["steps"]
        if step.get("kind", "task") != "end"
    ]
    return {"steps": steps, "drawing": mark_safe(drawn(process.definition, roles)), "process": process}  # noqa: S308 - ours
