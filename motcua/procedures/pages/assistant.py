"""``/hoi/``: describe your situation: asked back when procedures compete, answered from the catalogue alone."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.kernel.clock import now
from motcua.organizations.public import access
from motcua.procedures.catalogue_memory import Entry
from motcua.procedures.connectors.wording_model import worded
from motcua.procedures.pages.catalogue import understood
from motcua.procedures.pages.found_rows import all_listed, listed
from motcua.procedures.pages.help import help_line
from motcua.procedures.pages.passages import cases_words, passages
from motcua.procedures.pages.words import level_names
from motcua.procedures.queries import version_in_force
from motcua.procedures.rules.finding.asking_back import BackQuestion, ask_back
from motcua.procedures.rules.finding.aspects import aspects_of
from motcua.procedures.rules.finding.question import Question
from motcua.procedures.rules.finding.terms import with_pairs
from motcua.procedures.rules.finding.wording import may_stand
from motcua.procedures.search import Situation, situation, telling_words

#: in the address, beside "q": what was chosen when asked back, and that none of the offered is meant
_CHOSEN, _NONE = "trong", "khong-phai"
MOST_LETTERS = 1000
#: numbers that may say who somebody is never leave the house
_PERSONAL = re.compile(r"\d{6,}|\S+@\S+")


@access("catalogue.read")
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The situation, and what the catalogue says to it."""
    words = request.GET.get("q", "").strip()[:MOST_LETTERS]
    among = [key for key in request.GET.get(_CHOSEN, "")[:500].split(",") if key]
    context: dict[str, Any] = {"words": words, "hide_search": True, "most": MOST_LETTERS, "examples": _examples()}
    if words:
        found = situation(words, among, none_of_them=_NONE in request.GET)
        context |= _answer(words, found, chosen=bool(among))
    return render(request, "procedures/assistant.html", context)


def _answer(words: str, found: Situation, *, chosen: bool) -> dict[str, Any]:
    context: dict[str, Any] = {
        "understood": understood(found.question, found.near),
        "search_url": f"{reverse('procedures')}?{urlencode({'q': words})}",
        "none_url": f"?{urlencode({'q': words, _NONE: 1})}",
    }
    if not found.known:
        near = all_listed(found.near, found.question)
        return {**context, "kind": "unknown", "near": near, "help": help_line()}
    if asked := ask_back(found.meant):
        return {**context, "kind": "asks", **_back_question(words, found.meant, asked)}
    entry = found.meant[0]
    others = [] if chosen else all_listed([each for each in found.near if each.key != entry.key][:3], found.question)
    return {**context, "kind": "answers", "others": others, **_told(words, entry, found.question)}


def _told(words: str, entry: Entry, question: Question) -> dict[str, Any]:
    """The one procedure that is meant, and its passages."""
    version = version_in_force(entry.key, now().date())
    telling = telling_words(question)
    asked = {term for term in with_pairs(question.words) if set(term.split()) & telling}
    asked |= {term for phrase in question.meant for term in with_pairs(phrase)}
    found = passages(version, aspects_of(words), asked)
    text = "\n".join([version.name, *(f"{each.title}: {'; '.join(each.lines)}" for each in found)])
    return {
        "row": listed(entry, question),
        "passages": found,
        "cases": cases_words(version.content),
        "wording": _worded(words, text) if settings.WORDING_URL else "",
        "can_start": bool({"province", "commune"} & set(entry.levels)),
    }


def _worded(words: str, text: str) -> str:
    """A model's words for ``text``, when they say nothing else; else none."""
    asked = _PERSONAL.sub("…", words)
    said = worded(asked, text)
    return said if may_stand(said, text, asked) else ""


def _back_question(words: str, meant: Sequence[Entry], asked: BackQuestion) -> dict[str, Any]:
    """The question as people ask it, and for each answer its words and where it leads."""
    answers = [
        {
            "words": _answer_words(asked, answer, meant[places[0]]),
            "note": meant[places[0]].sector_name if asked.about == "name" else _count_words(meant, places),
            "url": "?" + urlencode({"q": words, _CHOSEN: ",".join(meant[place].key for place in places)}),
        }
        for answer, places in asked.answers
    ]
    return {"asked": _question_words()[asked.about], "answers": answers}


def _question_words() -> dict[str, str]:
    return {
        "level": _("Cơ quan cấp nào giải quyết việc của bạn?"),
        "act": _("Bạn cần làm gì?"),
        "abroad": _("Việc này có liên quan đến nước ngoài hoặc người nước ngoài không?"),
        "sector": _("Việc của bạn thuộc lĩnh vực nào?"),
        "name": _("Bạn cần thủ tục nào?"),
    }


def _answer_words(asked: BackQuestion, answer: str, first: Entry) -> str:
    if asked.about == "level":
        names = level_names()
        return ", ".join(names[level] for level in names if level in answer.split()) or names["other"]
    if asked.about == "act":
        acts = act_names()
        return ", ".join(acts[act] for act in answer.split())
    if asked.about == "abroad":
        return _("Có liên quan đến nước ngoài") if answer == "yes" else _("Không, chỉ trong nước")
    return first.sector_name if asked.about == "sector" else first.name


def act_names() -> dict[str, str]:
    """What may be done with a permission, beside being given it."""
    return {
        "first": _("Làm mới, lần đầu"),
        "again": _("Cấp lại, đăng ký lại"),
        "exchange": _("Đổi"),
        "prolong": _("Gia hạn"),
        "change": _("Thay đổi, sửa nội dung"),
        "more": _("Bổ sung"),
        "end": _("Chấm dứt, thu hồi, hủy"),
        "pause": _("Tạm ngừng"),
        "restore": _("Khôi phục"),
        "join": _("Sáp nhập, hợp nhất, chia tách"),
    }


def _count_words(meant: Sequence[Entry], places: Sequence[int]) -> str:
    if len(places) == 1:
        return meant[places[0]].name
    return _("%(count)s thủ tục") % {"count": len(places)}


def _examples() -> list[dict[str, str]]:
    said = [
        _("Tôi mới sinh con, muốn làm giấy khai sinh cho cháu thì cần giấy tờ gì?"),
        _("Nhà tôi muốn xây thêm một tầng, có phải xin phép không?"),
        _("Tôi muốn mở quán cà phê nhỏ, đăng ký ở đâu, hết bao nhiêu tiền?"),
    ]
    return [{"words": each, "url": "?" + urlencode({"q": each})} for each in said]
