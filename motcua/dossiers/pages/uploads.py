"""Giấy tờ of a draft or of an answer: upload, see, remove; with a script (JSON) or by the form alone."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.dossiers.actions.attach_paper import OTHER, attach_paper, remove_paper
from motcua.dossiers.models import Dossier, Paper, Status
from motcua.dossiers.pages.drawing_screens import draw, shown
from motcua.dossiers.pages.journey import journey_of
from motcua.dossiers.queries import definition_of, own_dossier, paper_of
from motcua.dossiers.rules.parties import PROXY_PROOF
from motcua.dossiers.rules.screens import PAPERS
from motcua.dossiers.rules.uploads import LIMIT, kinds_accepted
from motcua.files.public import file_response, store_arrived, store_upload
from motcua.kernel.actor import Actor
from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid, NotFound, Refusal
from motcua.kernel.throttle import insist
from motcua.organizations.public import access

#: uploads of one person in ten minutes
TRIES = 90


@access("dossiers.apply")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, dossier_id: UUID, key: str) -> HttpResponse:
    """Take in one file for the paper ``key``; without a post (reload of a refused file), the page with the papers."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    dossier = own_dossier(dossier_id, actor, "dossiers.apply")
    if request.method != "POST":
        return redirect(_page_of(dossier) + f"#id_paper.{key}")
    by_script = request.headers.get("X-Requested-With") == "upload"
    try:
        insist(f"upload:{actor.person}", TRIES, 600)
        paper = _take(request, dossier, key, actor)
    except Refusal as refusal:
        if by_script:
            return _problem(refusal)
        return _again(request, dossier, key, refusal)
    if by_script:
        said = shown(dossier.id, paper)
        return JsonResponse({"id": str(paper.id), **said}, status=201)
    return redirect(_page_of(dossier) + f"#id_paper.{key}")


def _take(request: HttpRequest, dossier: Dossier, key: str, actor: Actor) -> Paper:
    if arrived := request.POST.get("arrived", ""):
        return _take_arrived(request, dossier, key, arrived, actor)
    file = next(iter(request.FILES.values()), None)
    if not isinstance(file, UploadedFile):
        raise Invalid(_("Bạn chưa chọn tệp."), advice=_("Chọn một tệp rồi bấm Tải lên."))
    name = _name_of(request, key, file.name or "")
    stored = store_upload(upload=file, accepts=_accepts(dossier, key), limit=LIMIT, actor=actor, at=now())
    return attach_paper(dossier_id=dossier.id, key=key, file=stored, name=name, actor=actor, at=now())


def _take_arrived(request: HttpRequest, dossier: Dossier, key: str, arrived: str, actor: Actor) -> Paper:
    """A large file that came in pieces (``/tai-len/``) and is whole now."""
    try:
        arrival = UUID(arrived)
    except ValueError as error:
        raise NotFound(_("Không có tệp nào đang gửi dở như vậy.")) from error
    file_name = request.POST.get("file_name", "")[:200]
    stored = store_arrived(arrival_id=arrival, name=file_name, accepts=_accepts(dossier, key), actor=actor, at=now())
    name = _name_of(request, key, file_name)
    return attach_paper(dossier_id=dossier.id, key=key, file=stored, name=name, actor=actor, at=now())


def _name_of(request: HttpRequest, key: str, file_name: str) -> str:
    """What the applicant calls the paper; a further paper is called like its file where they say nothing."""
    name = (request.POST.get("name") or request.GET.get("ten", "")).strip()[:200]
    return name or (file_name.rpartition(".")[0] or _("Giấy tờ khác") if key == OTHER else "")


def _accepts(dossier: Dossier, key: str) -> tuple[str, ...]:
    if key in (OTHER, PROXY_PROOF):
        return kinds_accepted(())
    for paper in definition_of(dossier.version_id).case(dossier.case).papers:
        if paper.key == key:
            return kinds_accepted(paper.accepts)
    raise NotFound(_("Hồ sơ này không cần loại giấy tờ đó."))


def _problem(refusal: Refusal) -> JsonResponse:
    body = {"title": refusal.message, "detail": refusal.advice, "status": refusal.status, "code": refusal.code}
    return JsonResponse(body, status=refusal.status, content_type="application/problem+json")


def _again(request: HttpRequest, dossier: Dossier, key: str, refusal: Refusal) -> HttpResponse:
    """The same page with the refusal beside the paper."""
    if dossier.status != Status.DRAFT:
        raise refusal
    journey = journey_of(dossier)
    here = next(one for one in journey.screens if one.key == PAPERS)
    errors = {f"paper.{key}": [f"{refusal.message} {refusal.advice}".strip()]}
    context = draw(journey, here, errors)
    return render(request, "dossiers/citizen/screen.html", context, status=refusal.status)


def _page_of(dossier: Dossier) -> str:
    if dossier.status == Status.DRAFT:
        return reverse("apply-screen", args=[dossier.id, PAPERS])
    return reverse("dossier", args=[dossier.code])


@access("dossiers.follow")
@require_GET
def see(request: HttpRequest, dossier_id: UUID, paper_id: UUID) -> HttpResponse:
    """The file of a paper of one's own dossier."""
    dossier = own_dossier(dossier_id, request.actor, "dossiers.follow")  # type: ignore[attr-defined]
    paper = paper_of(dossier.id, paper_id)
    if paper.file is None:
        raise NotFound(_("Giấy tờ này được nộp bằng bản giấy."))
    return file_response(paper.file, inline=True)  # type: ignore[return-value]


@access("dossiers.apply")
@require_POST
def remove(request: HttpRequest, dossier_id: UUID, paper_id: UUID) -> HttpResponse:
    """Take a paper out again, while that can be."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    dossier = own_dossier(dossier_id, actor, "dossiers.apply")
    key = paper_of(dossier.id, paper_id).key
    remove_paper(dossier_id=dossier.id, paper_id=paper_id, actor=actor, at=now())
    return redirect(_page_of(dossier) + f"#id_paper.{key}")
