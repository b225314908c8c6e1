"""A few invented dossiers for the demo, at different stages, made by the very actions that people use."""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from PIL import Image, ImageDraw

from motcua.documents.public import signer_of
from motcua.dossiers.actions.ask_for_papers import ask_for_papers
from motcua.dossiers.actions.attach_paper import attach_paper
from motcua.dossiers.actions.draft_result import draft_result
from motcua.dossiers.actions.forward import forward
from motcua.dossiers.actions.hand_over import hand_over
from motcua.dossiers.actions.issue_result import issue_result
from motcua.dossiers.actions.receive import receive
from motcua.dossiers.actions.save_draft import start_draft
from motcua.dossiers.actions.sign_result import sign_result
from motcua.dossiers.actions.submit import submit
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import definition_of, open_steps
from motcua.dossiers.rules.results import proposed, template_named
from motcua.files.public import StoredFile, store_bytes
from motcua.identity.public import Account
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM, now
from motcua.organizations.public import actor_of, calendar_of, centre_for, unit_coded
from motcua.procedures.public import version_in_force


@dataclass(frozen=True)
class Sample:
    """One invented application: days ago, how far it has come."""

    title: str
    place: str  #: house and street alone: the ward is asked for beside it
    ward: str
    days_ago: int
    stage: str


WARDS = {"Bắc Nha Trang": "H32.204", "Nha Trang": "H32.212", "Tây Nha Trang": "H32.216"}
SAMPLES = (
    Sample("Tuần lễ hải sản Nha Trang", "Quảng trường 2 tháng 4", "Nha Trang", 16, "handed_over"),
    Sample("Nước mắm Cửa Biển", "Số 45 đường Hoa Sứ", "Nha Trang", 12, "done"),
    Sample("Khai trương Nhà hát Sóng Biếc", "Số 2 đường Hoa Giấy", "Nha Trang", 9, "sign"),
    Sample("Giải lặn biển mở rộng", "Bến tàu Cầu Đá", "Nha Trang", 6, "asked"),
    Sample("Trại hè thiếu nhi Hòn Chồng", "Số 9 đường Hoa Lan", "Bắc Nha Trang", 4, "appraise"),
    Sample("Cà phê Gió Khơi", "Số 31 đường Hoa Mai", "Nha Trang", 2, "assign"),
    Sample("Lễ hội yến sào", "Số 1 đường Hoa Đào", "Tây Nha Trang", 1, "submitted"),
)


def make_samples() -> None:
    """Nothing when there are dossiers already."""
    if Dossier.objects.exists():
        return
    for sample in SAMPLES:
        with transaction.atomic():
            _Story(sample, _working_moment(sample.days_ago)).tell()


class _Story:
    """One sample told by its people."""

    def __init__(self, sample: Sample, start: datetime) -> None:
        self.sample = sample
        self.at = start

    def tell(self) -> None:
        """As far as the sample goes."""
        dossier = self._submitted()
        if self.sample.stage == "submitted":
            return
        receive(dossier_id=dossier.id, actor=_who("tiepnhan"), at=self._later(1))
        forward(dossier_id=dossier.id, action="forward", actor=_who("tiepnhan"), at=self._later(1))
        if self.sample.stage == "assign":
            return
        specialist = Account.objects.get(username="chuyenvien")
        head = _who("truongphong")
        forward(dossier_id=dossier.id, action="forward", actor=head, at=self._later(2), officer_id=specialist.id)
        if self.sample.stage == "appraise":
            return
        if self.sample.stage == "asked":
            items = [
                {"key": "ma-ket", "name": "Ma-két sản phẩm quảng cáo", "defect": "Ảnh mờ, không đọc được chữ",
                 "advice": "Gửi lại bản in màu rõ nét."}
            ]  # fmt: skip
            ask_for_papers(dossier_id=dossier.id, items=items, actor=_who("chuyenvien"), at=self._later(3))
            return
        self._settled(dossier)

    def _settled(self, dossier: Dossier) -> None:
        template = template_named("advertising_notice")
        content = proposed(template, {"form": dossier.form, "owner": dossier.owner})
        draft_result(
            dossier_id=dossier.id, outcome="positive", template=template.key, content=content,
            actor=_who("chuyenvien"), at=self._later(4),
        )  # fmt: skip
        forward(dossier_id=dossier.id, action="submit", actor=_who("chuyenvien"), at=self._later(1))
        if any(step.node == "review" for step in open_steps(dossier)):
            forward(dossier_id=dossier.id, action="approve", actor=_who("truongphong"), at=self._later(2))
        if self.sample.stage == "sign":
            return
        leader = _who("lanhdao")
        signer = signer_of(leader.person, on=self.at.date())
        sign_result(dossier_id=dossier.id, signer=signer, actor=leader, at=self._later(3))
        seal = signer_of(dossier.agency, on=self.at.date())
        issue_result(dossier_id=dossier.id, seal=seal, actor=_who("vanthu"), at=self._later(1))
        if self.sample.stage == "handed_over":
            hand_over(
                dossier_id=dossier.id, way="online", receiver=dossier.owner_name, actor=_who("tiepnhan"),
                at=self._later(2),
            )  # fmt: skip

    def _submitted(self) -> Dossier:
        business = _who("doanhnghiep")
        agency = unit_coded("H32.25")
        version = version_in_force("1.004650", on=now().date())
        case = definition_of(version.id).cases[0]
        owner = _owner(business)
        dossier = start_draft(
            version=version, case=case.key, competent_unit=agency, reception_unit=centre_for(agency), owner=owner,
            form=_answers(self.sample, owner, self.at), actor=business, at=self.at,
        )  # fmt: skip
        for paper in case.papers:
            if paper.required:
                attach_paper(
                    dossier_id=dossier.id, key=paper.key, file=self._picture(paper.name, business), actor=business,
                    at=self.at,
                )  # fmt: skip
        return submit(dossier_id=dossier.id, actor=business, at=self._later(1))

    def _picture(self, name: str, actor: Actor) -> StoredFile:
        image = Image.new("RGB", (1000, 700), "#f4f1ea")
        draw = ImageDraw.Draw(image)
        draw.rectangle((30, 30, 970, 670), outline="#0b4f8a", width=4)
        draw.rectangle((120, 180, 880, 520), fill="#0b4f8a")
        draw.ellipse((410, 250, 590, 430), fill="#f2c14e")
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=80)
        return store_bytes(
            content=packed.getvalue(), name=f"{name[:40]}.jpg", media_type="image/jpeg", actor=actor, at=self.at
        )

    def _later(self, hours: int) -> datetime:
        """Some working hours on, never in the future."""
        calendar = calendar_of(unit_coded("H32.25").id)
        self.at = min(calendar.add(self.at, hours * 3600), now())
        return self.at


def _answers(sample: Sample, owner: dict[str, Any], at: datetime) -> dict[str, Any]:
    first = (at + timedelta(days=20)).date()
    return {
        "advertiser_kind": "to-chuc",
        "advertiser_name": owner["full_name"],
        "advertiser_tax_code": owner["identity_number"],
        "advertiser_representative": owner.get("representative", ""),
        "advertiser_address": owner["address"],
        "advertiser_phone": owner["phone"],
        "ad_title": sample.title,
        "ad_content": f"{sample.title}. Hình biển xanh, chữ trắng.",
        "ad_special_goods": "khong",
        "ad_kind": "bang-ron-ngang",
        "ad_boards": [{"place": sample.place, "commune": WARDS[sample.ward], "width": 4, "height": 3, "count": 2}],
        "ad_count": 2,
        "ad_place": f"{sample.place}, phường {sample.ward}",
        "ad_land": "cong-cong",
        "ad_from": first.isoformat(),
        "ad_to": (first + timedelta(days=15)).isoformat(),
        "declared": True,
    }


def _owner(actor: Actor) -> dict[str, Any]:
    person = Account.objects.select_related("person").get(id=actor.person).person
    return {
        "kind": person.kind,
        "full_name": person.full_name,
        "identity_number": person.identity_number,
        "address": person.address,
        "phone": person.phone,
        "email": person.email,
        "representative": person.representative,
    }


def _who(username: str) -> Actor:
    return actor_of(Account.objects.get(username=username), on=now().date())


def _working_moment(days_ago: int) -> datetime:
    """Half past seven on the last working day that is at least so many days ago."""
    calendar = calendar_of(unit_coded("H32.25").id)
    morning = (now() - timedelta(days=days_ago)).astimezone(VIETNAM).replace(hour=7, minute=30, second=0, microsecond=0)
    return calendar.add(morning, 0)
