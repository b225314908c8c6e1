"""Whose work a step is, as people say it."""

from django.utils.translation import gettext_noop

#: key of the role → its name in Vietnamese, as printed; on pages ``spoken`` says it in the reader's language
ROLE_NAMES = {
    "reception": gettext_noop("Bộ phận một cửa"),
    "coordinator": gettext_noop("Điều phối"),
    "division_head": gettext_noop("Lãnh đạo phòng"),
    "specialist": gettext_noop("Chuyên viên"),
    "leader": gettext_noop("Lãnh đạo cơ quan"),
    "registry_clerk": gettext_noop("Văn thư"),
    "centre_leader": gettext_noop("Lãnh đạo trung tâm"),
}
