"""``/ui/``: every component in every state, for those who build pages and those who check them."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.kernel.clock import VIETNAM
from motcua.kernel.day_field import DayField
from motcua.kernel.refusals import Conflict
from motcua.ui.components.values import Bar, Column, Event, Status, Table

RECEIVED = datetime(2026, 3, 2, 9, 5, tzinfo=VIETNAM)


class SampleForm(forms.Form):
    """A form with one field of each kind."""

    name = forms.CharField(label="Họ, chữ đệm và tên của trẻ", help_text="Viết như trong giấy chứng sinh.")
    born = DayField(label="Ngày sinh")
    commune = forms.ChoiceField(
        label="Nơi đăng ký", choices=[("", "Chọn…"), ("nt", "Phường Nha Trang"), ("ks", "Xã Khánh Sơn")]
    )
    way = forms.ChoiceField(
        label="Bạn muốn nhận kết quả thế nào?",
        widget=forms.RadioSelect,
        choices=[("download", "Tải về từ trang này"), ("post", "Nhận qua bưu điện"), ("counter", "Đến quầy lấy")],
    )
    note = forms.CharField(label="Điều bạn muốn nói thêm", widget=forms.Textarea, required=False)
    true = forms.BooleanField(label="Tôi cam đoan những điều trên là đúng")


def _table(*, dense: bool = False) -> Table:
    rows = [
        (
            "H32.05-261120-0031",
            "Thông báo sản phẩm quảng cáo",
            "Công ty Biển Xanh",
            "late",
            "Quá hạn",
            -1,
            "quá 1 ngày",
        ),
        ("H32.05-261120-0028", "Tổ chức biểu diễn nghệ thuật", "Nhà hát Truyền thống", "soon", "Sắp hạn", 1, "2 giờ"),
        (
            "H32.05-261119-0024",
            "Kinh doanh hoạt động thể thao",
            "Câu lạc bộ Lặn Hòn Mun",
            "doing",
            "Đang thẩm định",
            3,
            "3 ngày",
        ),
        ("H32.05-261119-0019", "Đăng ký triển lãm mỹ thuật", "Lê Thị Nguyệt Ánh", "waiting", "Chờ bổ sung", 6, "dừng"),
    ]
    return Table(
        columns=[
            Column("short" if dense else "code", "Hồ sơ" if dense else "Mã hồ sơ", "code"),
            Column("what", "Thủ tục"),
            Column("who", "Người nộp"),
            *([] if dense else [Column("fee", "Phí", "money")]),
            Column("left" if dense else "status", "Còn" if dense else "Tình trạng", "status"),
            *([] if dense else [Column("at", "Hẹn trả", "when")]),
        ],
        rows=[
            {
                "id": number,
                "code": code,
                "short": code[-4:],
                "left": Status(left, tone),  # type: ignore[arg-type]
                "what": what,
                "who": who,
                "fee": 500_000 * number,
                "status": Status(word, tone),  # type: ignore[arg-type]
                "at": RECEIVED + timedelta(days=7 + days),
                "url": f"#ho-so-{number}",
            }
            for number, (code, what, who, tone, word, days, left) in enumerate(rows)
        ],
        caption="Việc của tôi",
        caption_seen=not dense,
        next_url="?after=0019",
        keys=True,
        here=1,
        words="hơn 99 hồ sơ",
    )


def _events() -> list[Event]:
    return [
        Event("Đã nộp", "done", RECEIVED, "bạn nộp trên mạng"),
        Event("Tiếp nhận", "done", RECEIVED + timedelta(minutes=7), "Bộ phận một cửa phường Nha Trang"),
        Event("Bổ sung giấy tờ", "waiting", None, "Đồng hồ dừng trong lúc chờ bạn", "Thiếu giấy chứng sinh bản chính."),
        Event("Thẩm định", "now", RECEIVED + timedelta(days=2), "Phòng Văn hóa – Xã hội"),
        Event("Xin ý kiến phường cũ", "late", None, "quá 2 giờ làm việc"),
        Event("Ký duyệt", "todo"),
        Event("Trả kết quả", "todo"),
    ]


def sample() -> dict[str, Any]:
    """Everything that the page shows."""
    broken = SampleForm({"name": "", "born": "31/02/2026", "note": "Cháu sinh ở Bệnh viện Nha Trang."})
    broken.is_valid()
    return {
        "page_width": "wide",
        "frame": {"home": "/", "search": "/ui/", "sign_in": "#dang-nhap"},
        "form": SampleForm(initial={"name": "Nguyễn Hoàng Bảo Trâm", "way": "post"}),
        "broken": broken,
        "errors": {"identity": ["Số căn cước phải có 12 chữ số; bạn đã gõ 9."]},
        "labels": {"identity": "Số căn cước"},
        "received": RECEIVED,
        "due_at": RECEIVED + timedelta(days=7, minutes=7),
        "step_names": ["Trường hợp", "Giấy tờ", "Nhận kết quả", "Phí", "Kiểm tra lại"],
        "events": _events(),
        "facts": [("Mã hồ sơ", "H32.201-261123-0007"), ("Người nộp", "Trần Thị Bích Hường"), ("Phí", "Không mất phí")],
        "table": _table(),
        "bars": [
            Bar("Trước hạn và đúng hạn", 1840, "1.840 hồ sơ", "ok", "#dung-han"),
            Bar("Sắp đến hạn", 96, "96 hồ sơ", "soon"),
            Bar("Quá hạn", 21, "21 hồ sơ", "late"),
        ],
        "week": [31, 44, 40, 52, 61, 58, 77],
        "options": [("nam", "Nam"), ("nu", "Nữ")],
        "files": [{"name": "Giấy chứng sinh.pdf", "size": 1_240_000, "url": "#tep", "remove_url": "#bo"}],
        "refusal": Conflict(
            "Hồ sơ này vừa được chị Phạm Ngọc Diệp chuyển sang bước Ký duyệt lúc 10:42.",
            advice="Mở lại hồ sơ để xem việc vừa làm; điều bạn định làm chưa được ghi.",
        ),
    }


@require_safe
def showroom(request: HttpRequest) -> HttpResponse:
    """All components on a citizen's page."""
    return render(request, "ui/showroom.html", sample())


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The officers' layout: list and detail side by side, with keys."""
    return render(request, "ui/showroom_desk.html", sample() | {"table": _table(dense=True)})


@require_safe
def refusal(request: HttpRequest) -> HttpResponse:
    """What a refusal looks like."""
    return render(request, "ui/refusal.html", sample())


for _page in (showroom, desk, refusal):
    _page.access = "pages.public"  # type: ignore[attr-defined]
