"""Every act of an officer on a dossier, as one table. A new act is a new row here, and nothing else.

Its permission and statuses come with ``action`` from ``rules/lifecycle.py``; ``needs`` is the step that must be at
hand; ``when`` what else must hold. The dossier's page, the keys, and the lists read this table (``offering.py``).
"""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models import Delivery
from motcua.dossiers.pages import conditions as when
from motcua.dossiers.pages import doing as do
from motcua.dossiers.pages import doing_many as many
from motcua.dossiers.pages.act import Act, Ask, Many
from motcua.kernel.refusals import NotFound

#: before the key of the process's own action, in the address of an act that only moves the dossier
MOVE: Final = "chuyen"

_REASON = Ask("reason", _("Lý do"), "textarea", help=_("Người nộp sẽ đọc nguyên văn."))
_BASIS = Ask("reason", _("Lý do và căn cứ pháp lý"), "textarea", help=_("Người nộp sẽ đọc nguyên văn."))
_NOTE = Ask("note", _("Ý kiến"), "textarea", required=False)
_PAPER_RECEIPT = _("Chỉ khi bạn đã xé biên lai giấy; biên lai điện tử được lập ngay.")
_RECEIPT = Ask("receipt", _("Số biên lai giấy"), required=False, help=_PAPER_RECEIPT)
_CASH = _(
    "Thu đủ các khoản bên dưới rồi bấm. Biên lai điện tử được đánh số và ký ngay; người nộp thấy trên trang hồ sơ."
)
_MONEY = (Ask("amount", _("Số tiền"), "money"), Ask("what_for", _("Khoản thu")))
_OFFICER = Ask("officer", _("Giao cho"), "choice")
_RECEIVER = (
    Ask("way", _("Cách trả"), "radio", options=tuple(Delivery.choices)),
    Ask("receiver", _("Người nhận")),
    Ask("receiver_number", _("Số giấy tờ của người nhận"), required=False),
)
_NEW_TIME = (
    _REASON,
    Ask("new_day", _("Hẹn lại đến ngày"), "date"),
    Ask("new_time", _("Giờ"), help=_("Ví dụ 16:30")),
)
_SIGNING = _(
    "Bạn ký dự thảo kết quả đang hiện ở mục Kết quả bằng chứng thư số của mình. "
    "Sau khi ký, văn thư cấp số và đóng dấu cơ quan."
)
_ISSUING = _(
    "Kết quả được cấp số tiếp theo trong sổ và ký số bằng con dấu của cơ quan. Đồng hồ của hồ sơ dừng tại đây."
)
_APOLOGY = _("Phải hẹn lại trước khi hết hạn, chỉ một lần. Báo cáo đúng hạn vẫn tính theo ngày hẹn đầu tiên.")
_PAPER_WITHDRAWAL = (
    Ask("reason", _("Lý do ghi trong đơn"), "textarea"),
    Ask("evidence", _("Đơn, giấy tờ đã xem"), help=_("Ví dụ: đơn viết tay ngày 09/03/2026, đã xem căn cước.")),
    Ask("scan", _("Bản quét của đơn"), "file", required=False),
)
_FOR_CITIZEN = _(
    "Dùng khi người nộp hồ sơ giấy, không có tài khoản, mang đơn xin rút đến quầy. Giữ đơn trong hồ sơ giấy."
)

_TAKE = Many(_("Nhận việc"), "N", many.take_it, when.row_is_nobodys)
_MOVE = Many(_("Chuyển"), "C", many.move_on, when.row_moves_on)
_SIGN = Many(_("Ký những hồ sơ đã chọn"), "G", many.sign_it, when.row_is_to_sign)
_ASSIGN = Many(_("Phân công"), "A", many.assign_it)

# fmt: off
TABLE: tuple[Act, ...] = (
    #   address                action (moves)          words                          key  how it is done
    Act("tiep-nhan-va-chuyen", "receive",              _("Tiếp nhận và chuyển"),      "n", do.receive_and_forward, "primary", needs="receive"),
    Act("tiep-nhan",           "receive",              _("Tiếp nhận"),                "t", do.receive_it, needs="receive"),
    Act("nhan-viec",           "take",                 _("Nhận việc"),                "n", do.take_it, "primary", when=when.nobodys, many=_TAKE),
    Act(MOVE,                  "forward",              _("Chuyển"),                   "",  do.move, needs="move", many=_MOVE),
    Act("yeu-cau-bo-sung",     "ask_for_papers",       _("Yêu cầu bổ sung"),          "b", do.ask_papers, needs="*", form="items"),
    Act("tu-choi",             "refuse",               _("Từ chối tiếp nhận"),        "X", do.refuse_it, "danger", (_REASON,)),
    Act("nhan-bo-sung",        "take_papers",          _("Nhận bổ sung tại quầy"),    "J", do.take_in_papers, "primary", (_NOTE,), when=when.papers_awaited, form="taken"),
    Act("du-giay-to",          "accept_papers",        _("Xác nhận đủ giấy tờ"),      "u", do.accept, "primary", when=when.papers_answered),
    Act("yeu-cau-nop-tien",    "ask_for_payment",      _("Yêu cầu nộp tiền"),         "p", do.ask_payment, asks=_MONEY, needs="*"),
    Act("da-nop-tien",         "confirm_payment",      _("Xác nhận đã nộp tiền"),     "o", do.confirm_paid, "primary", (_RECEIPT,), form="owed"),
    Act("thu-tien",            "take_payment",         _("Thu tiền tại quầy"),        "m", do.take_cash_for_it, "primary", (_RECEIPT,), _CASH, when=when.owes, form="owed"),
    Act("tinh-phi",            "count_fees",           _("Tính phí, lệ phí"),         "e", do.count_its_fees, when=when.not_counted, form="count"),
    Act("soan-du-thao",        "draft_result",         _("Soạn dự thảo kết quả"),     "s", do.on_a_page_of_its_own, needs="*", when=when.unsigned, page="drafting"),
    Act("ky",                  "sign_result",          _("Ký số"),                    "g", do.sign_it, "primary", (_NOTE,), _SIGNING, "sign", when.drafted, many=_SIGN),
    Act("phat-hanh",           "issue_result",         _("Cấp số, phát hành"),        "v", do.issue, "primary", (), _ISSUING, "issue", when.signed),
    Act("tra-ket-qua",         "hand_over",            _("Trả kết quả"),              "h", do.hand_it_over, "primary", _RECEIVER, needs="hand_over"),
    Act("phan-cong",           "assign",               _("Đổi người làm bước này"),   "a", do.assign_it, asks=(_OFFICER,), many=_ASSIGN),
    Act("xin-loi",             "apologise",            _("Xin lỗi và hẹn lại"),       "w", do.apologise_for_it, asks=_NEW_TIME, explain=_APOLOGY, when=when.before_it_is_due),
    Act("thu-hoi",             "recall_result",        _("Thu hồi kết quả"),          "i", do.recall, "danger", (_REASON,), needs="recall"),
    Act("dung",                "stop",                 _("Dừng xử lý"),               "z", do.stop_it, "danger", (_BASIS,), when=when.may_be_stopped),
    Act("rut-tai-quay",        "take_withdrawal",      _("Nhận đơn xin rút"),         "R", do.withdraw, "secondary", _PAPER_WITHDRAWAL, _FOR_CITIZEN, when=when.withdrawn_on_paper),
    Act("dong-y-rut",          "agree_to_withdrawal",  _("Đồng ý cho rút"),           "y", do.agree, "primary", (_NOTE,)),
    Act("khong-dong-y-rut",    "decline_withdrawal",   _("Không đồng ý rút"),         "q", do.decline, "danger", (_REASON,)),
)
# fmt: on


def act_named(slug: str) -> Act:
    """The row of the address ``slug``; of "chuyen.forward" that of the moves. NotFound where there is none."""
    found = next((act for act in TABLE if act.slug == slug.partition(".")[0]), None)
    if found is None:
        raise NotFound(gettext("Không có thao tác này."))
    return found
