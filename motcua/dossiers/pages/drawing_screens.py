"""What each screen of an application shows."""

import json
from collections import defaultdict
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.dossiers.models import Paper
from motcua.dossiers.pages import postal
from motcua.dossiers.pages.eform import answers, form_context
from motcua.dossiers.pages.journey import PARTY_LABELS, Journey
from motcua.dossiers.pages.meeting import sealing_key, seen_on
from motcua.dossiers.rules.parties import PROXY_PROOF, PROXY_PROOF_NAME
from motcua.dossiers.rules.screens import Screen, one_screen
from motcua.dossiers.rules.uploads import LIMIT, accepted_words, kinds_accepted
from motcua.files.public import kinds_named
from motcua.kernel.clock import day_of, now
from motcua.kernel.days import day_written
from motcua.ui.public import spoken

Errors = dict[str, list[str]]
_TYPES = {"identity_number": "identity_number", "date_of_birth": "date", "phone": "phone", "email": "email"}


def draw(journey: Journey, here: Screen, errors: Errors) -> dict[str, Any]:
    """The context of ``dossiers/citizen/screen.html``."""
    dossier = journey.dossier
    context = {
        "hide_search": True,
        "dossier": dossier,
        "procedure": journey.definition.name,
        "here": here,
        "number": journey.number(here),
        "names": [screen.title for screen in journey.screens],
        "errors": defaultdict(list, errors),
        "labels": {},
        "first": journey.number(here) == 1,
        "save_url": reverse("apply-screen", args=[dossier.id, here.key]),
        "seen": seen_on(journey, here),
        "sealing": sealing_key(dossier.applicant_id),
        "part": f"dossiers/citizen/_{here.kind}.html",
    }
    return context | _DRAWN[here.kind](journey, here, errors)


def _owner(journey: Journey, here: Screen, errors: Errors) -> dict[str, Any]:
    dossier = journey.dossier
    by_proxy = bool(dossier.applicant_party.get("proxy"))
    return {
        "for_whom": "other" if by_proxy else "self",
        "for_options": [("self", _("Cho chính tôi, hoặc tổ chức của tôi")), ("other", _("Nộp thay người khác"))],
        "owner_boxes": party_boxes("owner", dossier.owner, errors),
        "applicant_boxes": party_boxes("applicant", dossier.applicant_party, errors),
        "only_other": json.dumps({"field": "for", "equals": "other", "oneOf": []}),
        "labels": {f"{who}.{key}": label for who in ("owner", "applicant") for key, label in PARTY_LABELS.items()},
    }


def party_boxes(who: str, party: dict[str, Any], errors: Errors) -> list[dict[str, Any]]:
    """The boxes in which a party is typed."""
    boxes = []
    for key, label in PARTY_LABELS.items():
        name = f"{who}.{key}"
        box = {
            "name": name,
            "label": label,
            "type": "radio" if key == "kind" else _TYPES.get(key, "text"),
            "value": party.get(key, "") or ("citizen" if key == "kind" else ""),
            "errors": errors.get(name, ()),
            "required": key in ("full_name", "identity_number", "kind"),
            "options": [("citizen", _("Cá nhân")), ("organisation", _("Tổ chức, doanh nghiệp"))]
            if key == "kind"
            else (),
            "show_if": json.dumps({"field": f"{who}.kind", "equals": "citizen", "oneOf": []})
            if key == "date_of_birth"
            else "",
            "maxlength": {"identity_number": 20, "kind": None, "date_of_birth": None}.get(key, 300),
        }
        boxes.append(box)
    return boxes


def _form(journey: Journey, here: Screen, errors: Errors) -> dict[str, Any]:
    part = one_screen(journey.form, here.section, journey.answers)
    eform = form_context(part, journey.dossier.form, errors)
    eform["offers"] = any(section.offer for section in part.sections)
    return {"eform": eform, "labels": eform["labels"]}


def _papers(journey: Journey, here: Screen, errors: Errors) -> dict[str, Any]:
    asked = [paper_box(journey, paper, errors) for paper in journey.case.papers if not paper.present_only]
    if journey.dossier.applicant_party.get("proxy"):
        asked.insert(0, _proof_box(journey, errors))
    others = [paper for paper in journey.papers if paper.key == "other"]
    return {
        "asked": asked,
        "to_show": [paper for paper in journey.case.papers if paper.present_only],
        "other": {
            "url": _upload_url(journey, "other"),
            "files": [shown(journey.dossier.id, paper) for paper in others],
            "accept": accept_of(()),
            "limit": LIMIT,
            "words": accepted_words((), spoken),
        },
        "labels": postal.labels_of(postal.COLLECT),
        "by_post": _papers_by_post(journey, errors) if journey.definition.by_post else None,
    }


def _papers_by_post(journey: Journey, errors: Errors) -> dict[str, Any]:
    """Papers that the post fetches, in place of what is attached."""
    dossier = journey.dossier
    kept = dossier.postal.get("collect") or {}
    return {
        "options": [
            ("net", _("Tôi đã đính kèm đủ ở trên")),
            ("post", _("Bưu điện đến chỗ tôi lấy bản giấy; bạn trả cước cho bưu điện")),
        ],
        "value": "post" if kept else "net",
        "boxes": postal.address_boxes(postal.COLLECT, dossier, kept or dossier.postal.get("deliver") or {}, errors),
        "only_post": postal.shown_if("paper.by_post", "post"),
        "prices": postal.prices("collect", day_of(now())),
    }


def paper_box(journey: Journey, paper: Any, errors: Errors) -> dict[str, Any]:
    """One required paper with what was attached for it."""
    name = f"paper.{paper.key}"
    return {
        "key": paper.key,
        "name": name,
        "label": paper.name,
        "note": paper.note,
        "template": paper.template,
        "required": paper.required,
        "url": _upload_url(journey, paper.key),
        "accept": accept_of(paper.accepts),
        "words": accepted_words(paper.accepts, spoken),
        "limit": LIMIT,
        "files": [shown(journey.dossier.id, one) for one in journey.papers if one.key == paper.key],
        "errors": errors.get(name, ()),
    }


def _proof_box(journey: Journey, errors: Errors) -> dict[str, Any]:
    class Proof:
        key, name, note, template = PROXY_PROOF, PROXY_PROOF_NAME, "", ""
        required, accepts = True, ("pdf", "image")

    return paper_box(journey, Proof, errors)


def _upload_url(journey: Journey, key: str) -> str:
    return reverse("apply-paper", args=[journey.dossier.id, key])


def shown(dossier_id: Any, paper: Paper) -> dict[str, Any]:
    """An attached file as the upload box lists it."""
    assert paper.file is not None
    return {
        "name": paper.name if paper.key == "other" else paper.file.name,
        "size": paper.file.size,
        "url": reverse("paper-file", args=[dossier_id, paper.id]),
        "remove_url": reverse("paper-remove", args=[dossier_id, paper.id]),
    }


def accept_of(accepts: Any) -> str:
    """The attribute ``accept`` of a file input."""
    kinds = kinds_named(kinds_accepted(accepts))
    return ",".join([kind.media_type for kind in kinds] + [f".{kind.extensions[0]}" for kind in kinds])


def _delivery(journey: Journey, here: Screen, errors: Errors) -> dict[str, Any]:
    dossier = journey.dossier
    return {
        "deliveries": journey.deliveries,
        "address_boxes": postal.address_boxes(postal.DELIVER, dossier, dossier.postal.get("deliver") or {}, errors),
        "only_post": postal.shown_if("delivery", "post"),
        "prices": postal.prices("deliver", day_of(now())),
        "fees": journey.fees,
        "cost": journey.cost,
        "labels": postal.labels_of(postal.DELIVER),
    }


def _check(journey: Journey, here: Screen, errors: Errors) -> dict[str, Any]:
    dossier = journey.dossier
    urls = {one.key: reverse("apply-screen", args=[dossier.id, one.key]) for one in journey.screens}
    first = {one.kind: urls[one.key] for one in reversed(journey.screens)}
    by_section = {one.section: urls[one.key] for one in journey.screens if one.section}
    written = _with_urls(journey, by_section)
    party = dossier.applicant_party
    return {
        "urls": first,
        "owner_facts": _facts(dossier.owner),
        "applicant_facts": _facts(party) if party.get("proxy") else [],
        "written": written,
        "papers": journey.papers,
        "chosen_post": postal.chosen(dossier),
        "pays_after": any(fee["when"] == "after" for fee in journey.fees),
        "delivery_words": dict(journey.deliveries).get(dossier.delivery, ""),
        "fees": journey.fees,
        "cost": journey.cost,
        "truth_errors": errors.get("truth", ()),
        "faults": [
            {"text": text, "url": _place(journey, urls, name)} for name, texts in errors.items() for text in texts
        ],
    }


def _with_urls(journey: Journey, by_section: dict[str, str]) -> list[dict[str, Any]]:
    drawn = []
    for section in journey.form.sections:
        if section.key in by_section:
            part = one_screen(journey.form, section.key, journey.answers)
            keys = {one.key for one in part.sections[0].fields}
            values = {key: value for key, value in journey.answers.items() if key in keys}
            told = answers(part, values)
            drawn.append({"title": section.title, "url": by_section[section.key], "told": told})
    return drawn


def _place(journey: Journey, urls: dict[str, str], name: str) -> str:
    if name in ("", "__all__"):
        return ""
    if name == "truth":
        return "#id_truth"
    return f"{urls[journey.screen_of(name).key]}#id_{name}"


def _facts(party: dict[str, Any]) -> list[tuple[str, str]]:
    kinds = {"citizen": _("Cá nhân"), "organisation": _("Tổ chức, doanh nghiệp")}
    told = {
        **party,
        "kind": kinds.get(str(party.get("kind")), ""),
        "date_of_birth": day_written(str(party.get("date_of_birth") or "")),
    }
    return [(str(label), str(told.get(key) or "")) for key, label in PARTY_LABELS.items()]


_DRAWN = {"owner": _owner, "form": _form, "papers": _papers, "delivery": _delivery, "check": _check}
