"""What people type on the pages of this room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.identity.public import Account
from motcua.kernel.day_field import DayField
from motcua.kernel.limits import Limit, LimitUnit
from motcua.kernel.workdays import Hours, read_hours
from motcua.organizations.models import CalendarDay, WorkCalendar
from motcua.organizations.queries.units import agency_choices
from motcua.organizations.rules.special_days import parse_hours, say_hours

#: word in the address → unit of the limit; "trong-ngay" is the same-day rule
UNITS: dict[str, LimitUnit] = {
    "ngay-lam-viec": "working_day",
    "gio-lam-viec": "working_hour",
    "ngay": "calendar_day",
    "thang": "month",
}
SAME_DAY = "trong-ngay"
CUTOFF = "15:00"
MOST = {"ngay-lam-viec": 1000, "gio-lam-viec": 8000, "ngay": 1500, "thang": 60}


class DueForm(forms.Form):
    """Tính hạn trả kết quả: fields as in the address, which can be shared."""

    nhan = forms.DateTimeField(
        label=_("Nhận hồ sơ lúc"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        error_messages={"required": _("Hãy ghi ngày giờ nhận hồ sơ."), "invalid": _("Ngày giờ này không đọc được.")},
    )
    so = forms.IntegerField(
        label=_("Thời hạn"),
        min_value=0,
        error_messages={
            "required": _("Hãy ghi thời hạn, ví dụ 5."),
            "invalid": _("Thời hạn phải là một số nguyên, ví dụ 5."),
            "min_value": _("Thời hạn không thể nhỏ hơn 0."),
        },
    )
    loai = forms.ChoiceField(
        label=_("Tính bằng"),
        choices=[
            ("ngay-lam-viec", _("ngày làm việc (8 giờ)")),
            ("gio-lam-viec", _("giờ làm việc")),
            ("ngay", _("ngày (kể cả ngày nghỉ)")),
            ("thang", _("tháng")),
            (SAME_DAY, _("trong ngày (nhận sau 15:00: ngày làm việc tiếp theo)")),
        ],
        error_messages={"invalid_choice": _("Hãy chọn một cách tính trong danh sách.")},
    )
    co_quan = forms.ChoiceField(
        label=_("Cơ quan giải quyết"),
        required=False,
        error_messages={"invalid_choice": _("Không có cơ quan này. Hãy chọn trong danh sách.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Lịch làm việc chung của tỉnh")), *agency_choices()]
        self.fields["so"].required = not self.is_bound or self.data.get("loai") != SAME_DAY
        self.fields["co_quan"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The amount must be within reason."""
        data = self.cleaned_data
        kind, amount = data.get("loai"), data.get("so")
        if kind in MOST and amount is not None and amount > MOST[kind]:
            self.add_error("so", _("Thời hạn này dài quá; nhiều nhất là %(most)d.") % {"most": MOST[kind]})
        return data

    def limit(self) -> Limit:
        """The limit that was asked about."""
        if self.cleaned_data["loai"] == SAME_DAY:
            return Limit(1, "working_day", cutoff=CUTOFF)
        return Limit(self.cleaned_data["so"], UNITS[self.cleaned_data["loai"]])


class SpecialDayForm(forms.Form):
    """Ngày đặc biệt, as the administrator types it."""

    day = DayField(
        label=_("Ngày"),
        error_messages={"required": _("Hãy ghi ngày.")},
    )
    calendar = forms.ModelChoiceField(
        label=_("Áp dụng cho"),
        queryset=WorkCalendar.objects.order_by("name"),
        required=False,
        empty_label=_("Mọi lịch của tỉnh"),
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=CalendarDay.Kind.choices)
    name = forms.CharField(
        label=_("Tên gọi"), max_length=200, error_messages={"required": _("Hãy ghi tên gọi của ngày này.")}
    )
    hours = forms.CharField(
        label=_("Giờ làm việc"),
        required=False,
        help_text=_("Ví dụ 07:00-11:30, 13:30-17:00. Để trống: nghỉ cả ngày; ngày làm bù: làm đủ như ngày thường."),
    )
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        error_messages={"required": _("Hãy ghi văn bản hoặc lý do, để người khác kiểm tra được.")},
    )
    verified = forms.BooleanField(label=_("Đã đối chiếu với văn bản"), required=False)

    def clean_hours(self) -> tuple[Hours, ...] | None:
        """As the kernel counts; None when left empty."""
        text = self.cleaned_data["hours"].strip()
        if not text:
            return None
        try:
            return parse_hours(text)
        except ValueError:
            raise forms.ValidationError(
                _("Giờ làm việc chưa đúng. Hãy ghi như 07:00-11:30, 13:30-17:00, không chồng nhau.")
            ) from None

    @classmethod
    def of(cls, row: CalendarDay) -> "SpecialDayForm":
        """Filled from a stored day."""
        return cls(
            initial={
                "day": row.day,
                "calendar": row.calendar_id,
                "kind": row.kind,
                "name": row.name,
                "hours": say_hours(read_hours(row.hours)) if row.hours else "",
                "basis": row.basis,
                "verified": row.verified,
            }
        )


class AccountField(forms.CharField):
    """An account by the name that its holder signs in with."""

    def clean(self, value: Any) -> Account:
        """The account; nobody is offered in a list, a province has thousands."""
        name = super().clean(value)
        found = Account.objects.filter(username__iexact=name.strip(), is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Không có ai mang tên đăng nhập này."))
        return found


class StandInForm(forms.Form):
    """Phân công thay, as the administrator types it; names as the action has them."""

    absent = AccountField(
        label=_("Người vắng"),
        help_text=_("Tên đăng nhập, ví dụ tam.le."),
        error_messages={"required": _("Hãy ghi tên đăng nhập của người vắng.")},
    )
    deputy = AccountField(
        label=_("Người thay"), error_messages={"required": _("Hãy ghi tên đăng nhập của người thay.")}
    )
    first = DayField(
        label=_("Từ ngày"),
        error_messages={"required": _("Hãy ghi ngày.")},
    )
    last = DayField(
        label=_("Đến hết ngày"),
        error_messages={"required": _("Hãy ghi ngày.")},
    )
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, error_messages={"required": _("Hãy ghi lý do, ví dụ: nghỉ phép.")}
    )
