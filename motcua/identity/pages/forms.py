"""Forms of the pages of accounts."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as BaseChangePasswordForm
from allauth.account.forms import LoginForm, ReauthenticateForm, SignupForm
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.identity.actions.change_password import change_password
from motcua.identity.actions.change_profile import PROVEN_FIELDS
from motcua.identity.communes import communes
from motcua.identity.models import Person
from motcua.identity.rules.names import plain_username
from motcua.identity.rules.profile import CITIZEN, full_name_problem, masked, plain_profile
from motcua.kernel.actor import Actor
from motcua.kernel.clock import now
from motcua.kernel.day_field import DayField

PASSWORD_HELP = _("Ít nhất 10 ký tự, không chỉ gồm chữ số. Một câu ngắn dễ nhớ là tốt nhất.")
TWICE = _("Hai lần nhập mật khẩu chưa giống nhau. Hãy nhập lại.")


def _say(form: forms.Form, words: dict[str, tuple[Any, Any]]) -> None:
    """Our label and help for each field, and no placeholder: it vanishes when one types."""
    for name, (label, help_text) in words.items():
        field = form.fields[name]
        field.label, field.help_text = label, help_text
        field.widget.attrs.pop("placeholder", None)
        missing = _("Hãy nhập mật khẩu lần nữa.") if name == "password2" else _("Hãy nhập %(label)s.")
        field.error_messages["required"] = missing % {"label": str(label).lower()}


class SignInForm(LoginForm):  # type: ignore[misc]
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            {
                "login": (_("Tên đăng nhập"), _("Số điện thoại, thư điện tử hoặc tên bạn đã chọn.")),
                "password": (_("Mật khẩu"), ""),
            },
        )

    def clean_login(self) -> str:
        """One spelling, so that one account has one count of wrong passwords."""
        return plain_username(self.cleaned_data["login"])


class SignUpForm(SignupForm):  # type: ignore[misc]
    """A citizen opens an account."""

    full_name = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["full_name", "username", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            {
                "full_name": (_("Họ và tên"), _("Viết như trên căn cước của bạn.")),
                "username": (_("Tên đăng nhập"), _("Nên dùng số điện thoại hoặc thư điện tử của bạn.")),
                "password1": (_("Mật khẩu"), PASSWORD_HELP),
                "password2": (_("Nhập lại mật khẩu"), ""),
            },
        )

    def clean_full_name(self) -> str:
        """As on the identity card."""
        name = str(plain_profile({"full_name": self.cleaned_data["full_name"]})["full_name"])
        if problem := full_name_problem(name, CITIZEN):
            raise forms.ValidationError(problem)
        return name

    def clean(self) -> dict[str, Any]:
        """The same password twice, said in our words."""
        return _said_twice(self, super().clean())


class ChangePasswordForm(BaseChangePasswordForm):  # type: ignore[misc]
    """The old password once, the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            {
                "oldpassword": (_("Mật khẩu hiện tại"), ""),
                "password1": (_("Mật khẩu mới"), PASSWORD_HELP),
                "password2": (_("Nhập lại mật khẩu mới"), ""),
            },
        )

    def clean(self) -> dict[str, Any]:
        """The same password twice, said in our words."""
        return _said_twice(self, super().clean())

    def save(self) -> None:
        """By our action, with its line in the book; the page keeps this very session signed in."""
        actor = Actor(account_id=self.user.id, name=self.user.full_name)
        changed = change_password(
            account_id=self.user.id, password=self.cleaned_data["password1"], actor=actor, at=now()
        )
        self.user.password = changed.password


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, {"password": (_("Mật khẩu"), "")})


class ProfileForm(forms.ModelForm[Person]):
    """One's own profile. The action checks it; this form only reads and shows."""

    class Meta:
        model = Person
        fields = [
            "kind",
            "full_name",
            "identity_number",
            "date_of_birth",
            "gender",
            "ethnicity",
            "nationality",
            "representative",
            "address",
            "commune_code",
            "phone",
            "email",
        ]
        labels = {
            "kind": _("Bạn nộp hồ sơ với tư cách"),
            "commune_code": _("Xã, phường, đặc khu"),
            "full_name": _("Họ và tên, hoặc tên tổ chức"),
            "identity_number": _("Số định danh cá nhân, hoặc mã số thuế"),
            "representative": _("Người đại diện theo pháp luật"),
            "address": _("Nơi cư trú, hoặc trụ sở"),
        }
        help_texts = {
            "identity_number": _("Công dân: 12 chữ số trên căn cước. Tổ chức: mã số thuế 10 hoặc 13 chữ số."),
            "representative": _("Chỉ cần với tổ chức, doanh nghiệp."),
            "address": _("Số nhà, đường, thôn hoặc tổ dân phố."),
            "phone": _("Cơ quan gọi số này khi hồ sơ cần bạn."),
        }
        field_classes = {"date_of_birth": DayField}
        widgets = {
            "kind": forms.RadioSelect,
            "date_of_birth": forms.DateInput(format="%d/%m/%Y", attrs={"autocomplete": "bday"}),
            "gender": forms.Select(choices=[("", _("Chưa chọn")), ("Nam", _("Nam")), ("Nữ", _("Nữ"))]),
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "identity_number": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            "address": forms.TextInput(attrs={"autocomplete": "street-address"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "email": forms.TextInput(attrs={"type": "email", "autocomplete": "email"}),
        }
        error_messages = {
            "full_name": {"required": _("Hãy nhập họ và tên.")},
            "date_of_birth": {"invalid": _("Ngày sinh chưa đúng, ví dụ: 31/12/1990.")},
            "email": {"invalid": _("Hãy nhập địa chỉ thư đầy đủ, ví dụ: ten@thu.vn.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nationality"].required = False
        self._number_kept()
        if self.instance.is_proven:
            for name in (*PROVEN_FIELDS, "representative"):
                del self.fields[name]
        choices = communes()
        if choices:
            self.fields["commune_code"] = forms.ChoiceField(
                label=self.fields["commune_code"].label,
                required=False,
                choices=[("", _("Chưa chọn")), *choices],
                error_messages={"invalid_choice": _("Hãy chọn một xã, phường, đặc khu trong danh sách.")},
            )
        else:
            del self.fields["commune_code"]

    def _number_kept(self) -> None:
        """It is never shown whole by itself (actions/show_identity_number.py)."""
        self.kept_number = self.instance.identity_number
        if self.kept_number:
            self.initial["identity_number"] = ""
            help_text = gettext("Đang lưu số %(number)s. Để trống nếu không đổi.") % {
                "number": masked(self.kept_number)
            }
            self.fields["identity_number"].help_text = help_text

    def clean_identity_number(self) -> str:
        """Left empty it stays as it is."""
        return self.cleaned_data["identity_number"] or self.kept_number


def _said_twice(form: forms.Form, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Replace allauth's words about two different passwords by ours."""
    if form.errors.get("password2") and form.data.get("password1") and form.data.get("password2"):
        del form.errors["password2"]
        form.add_error("password2", forms.ValidationError(TWICE))
    return cleaned
