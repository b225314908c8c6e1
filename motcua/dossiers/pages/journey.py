"""A draft on its way through the screens: what stands where, and what is still wrong where."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.actions.submit import problems_of_draft
from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.pages.postal import ways_to_get
from motcua.dossiers.queries import definition_of, papers_of
from motcua.dossiers.rules.fees import Cost, cost_of, fee_lines
from motcua.dossiers.rules.screens import CHECK, DELIVERY, OWNER, PAPERS, Screen, screens_of
from motcua.procedures.public import Definition, FormDefinition, cleaned_form, form_of

PARTY_LABELS = {
    "kind": gettext_lazy("Là ai"),
    "full_name": gettext_lazy("Họ và tên, hoặc tên tổ chức"),
    "identity_number": gettext_lazy("Số căn cước, hoặc mã số thuế của tổ chức"),
    "date_of_birth": gettext_lazy("Ngày sinh"),
    "address": gettext_lazy("Nơi cư trú, hoặc trụ sở"),
    "phone": gettext_lazy("Số điện thoại"),
    "email": gettext_lazy("Thư điện tử"),
}


@dataclass
class Journey:
    """The draft with its form, answers, papers and screens."""

    dossier: Dossier
    definition: Definition
    form: FormDefinition
    answers: dict[str, Any]  #: cleaned: converted, hidden ones dropped
    screens: list[Screen]
    _problems: dict[datetime, dict[str, list[str]]] = field(default_factory=dict)

    @cached_property
    def papers(self) -> list[Paper]:
        """Papers attached so far. One query."""
        return papers_of(self.dossier.id)

    @property
    def case(self) -> Any:
        """The case of the procedure."""
        return self.definition.case(self.dossier.case)

    @property
    def fees(self) -> list[dict[str, Any]]:
        """Fee lines of the online channel, as they would be frozen when submitted."""
        ways = [way for way in self.case.channels if way.channel == self.dossier.channel]
        return fee_lines(ways[0].fees) if ways else []

    @property
    def cost(self) -> Cost:
        """What is known of the sum."""
        return cost_of(self.fees)

    @property
    def deliveries(self) -> list[tuple[str, str]]:
        """Ways to get the result; by post only where the procedure offers it."""
        return ways_to_get(self.dossier, self.definition.by_post)

    def beside(self, here: Screen, steps: int) -> Screen:
        """The screen so many steps on; at the ends, the last or first one."""
        place = self.screens.index(here) + steps
        return self.screens[max(0, min(place, len(self.screens) - 1))]

    def number(self, here: Screen) -> int:
        """Which step it is, from 1."""
        return self.screens.index(here) + 1

    def problems(self, at: datetime) -> dict[str, list[str]]:
        """Everything that stands in the way of submitting."""
        if at not in self._problems:
            self._problems[at] = problems_of_draft(self.dossier, [paper.key for paper in self.papers], at)
        return self._problems[at]

    def problems_on(self, here: Screen, at: datetime) -> dict[str, list[str]]:
        """Those of one screen."""
        return {name: texts for name, texts in self.problems(at).items() if self.screen_of(name).key == here.key}

    def screen_of(self, name: str) -> Screen:
        """The screen on which the field ``name`` is asked."""
        by_kind = {screen.kind: screen for screen in self.screens}
        if name.startswith(("owner.", "applicant.")):
            return by_kind["owner"]
        if name.startswith("paper."):
            return by_kind["papers"]
        if name.startswith("delivery"):
            return by_kind["delivery"]
        key = name.split(".", 1)[0]
        sections = {one.key: section.key for section in self.form.sections for one in section.fields}
        return next((s for s in self.screens if s.section and s.section == sections.get(key)), by_kind["check"])


def journey_of(dossier: Dossier) -> Journey:
    """``dossier`` (a draft) with its screens. No query beyond the first time a version is read."""
    definition = definition_of(dossier.version_id)
    form = form_of(definition, dossier.case)
    answers = cleaned_form(definition, dossier.case, dossier.form)
    titles = {
        OWNER: _("Chủ hồ sơ"),
        PAPERS: _("Giấy tờ kèm theo"),
        DELIVERY: _("Cách nhận kết quả"),
        CHECK: _("Xem lại và nộp"),
    }
    return Journey(dossier, definition, form, answers, screens_of(form, answers, titles))
