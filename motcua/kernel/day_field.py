"""A form field for a day, typed as people write it: 09/03/2026."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from motcua.kernel.days import read_day


class DayField(forms.DateField):
    """``forms.DateField`` whose box is text: a browser's own calendar follows its language, and may put months first.

    What cannot be read stays in the box as it was typed. ``attrs``: of the box, such as ``autocomplete``.
    """

    def __init__(self, *, attrs: dict[str, str] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=attrs))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """The day; a ValidationError says how to write it."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return super().to_python(value)
        found = read_day(str(value))
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found
