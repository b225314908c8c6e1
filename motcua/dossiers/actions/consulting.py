"""Lấy ý kiến (T12): whom a consultation may ask."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import process_of, units_holding
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid


def can_be_asked(dossier: Dossier, asked: Mapping[str, int], at: datetime) -> None:
    """Refuse to ask nobody, or a unit in which nobody could answer: the dossier would wait there for ever."""
    if not asked:
        raise Invalid(
            gettext("Bạn chưa chọn nơi cần lấy ý kiến."), fields={"asked": [gettext("Chọn ít nhất một nơi.")]}
        )
    assert dossier.matter is not None
    process = process_of(dossier.matter.process_id)
    roles = {key: process.step(key).role for key in asked if process.has(key)}
    able = units_holding(set(roles.values()), at.astimezone(VIETNAM).date())
    wrong = [key for key, unit in asked.items() if unit not in {pk for pk, _ in able.get(roles.get(key, ""), ())}]
    if wrong:
        names = "; ".join(process.step(key).name if process.has(key) else key for key in wrong)
        raise Invalid(
            gettext("Chưa chọn đúng đơn vị cần hỏi: %(names)s.") % {"names": names},
            fields={f"asked.{key}": [gettext("Chọn một đơn vị trong danh sách.")] for key in wrong},
        )
