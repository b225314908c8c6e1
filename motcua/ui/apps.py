from django.apps import AppConfig
from django.forms import BooleanField, DateField, Field
from django.utils.translation import gettext_lazy


class UiConfig(AppConfig):
    name = "motcua.ui"
    label = "ui"

    def ready(self) -> None:
        """Forms speak plainly: what is missing, and how to write it."""
        Field.default_error_messages = {"required": gettext_lazy("Bạn chưa điền mục này.")}
        BooleanField.default_error_messages = {"required": gettext_lazy("Bạn cần đánh dấu vào ô này để đi tiếp.")}
        DateField.default_error_messages = {
            "invalid": gettext_lazy("Ngày này không có; hãy viết ngày/tháng/năm, ví dụ 09/03/2026.")
        }
