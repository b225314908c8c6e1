"""Whether the parts of a pack fit together: codes, sources, life events, cases, ways to submit, fees, papers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from motcua.kernel.sentences import Sentence
from motcua.kernel.worktime import Limit
from motcua.procedures.rules.definition import Case, Channel, Definition, Fee
from motcua.procedures.rules.life_events import life_events
from motcua.procedures.rules.pack_fault import Fault, error, warning
from motcua.procedures.rules.pack_file import PackFile, Place

#: keys of the templates that a result is drafted from
RESULT_TEMPLATES = frozenset(
    {
        "general",
        "negative",
        "birth_certificate",
        "advertising_notice",
        "sports_business",
        "performance_approval",
        "certified_copy",
    }
)
_NATIONAL = re.compile(r"\d\.\d{6}\Z")
#: nobody is given these: 1.000000, 1.111111, 1.123456 …
_MADE_UP = re.compile(r"\d\.(?:(\d)\1{5}|012345|123456|234567|345678|456789|654321|999\d{3})\Z")
_UNIT = re.compile(r"[A-Z]\d{2}(?:\.\d{1,4})*\Z")
_UNCHECKED = re.compile(r"kiến thức chung|chưa đối chiếu|chưa kiểm chứng|không rõ", re.IGNORECASE)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")
_CHANNELS = {"counter": "tại quầy", "online": "trên mạng", "post": "qua bưu chính"}
_LONG_SUMMARY = 250


def content_faults(definition: Definition, pack: PackFile) -> list[Fault]:
    """What does not fit in ``definition``, read from ``pack``."""
    faults = [*_codes(definition, pack), *_source(definition), *_words(definition), *_offers(definition)]
    faults += twice((case.key for case in definition.cases), ("cases",), "trường hợp")
    for position, case in enumerate(definition.cases):
        faults += _case(definition, case, ("cases", position))
    return faults


def twice(keys: Iterable[str], place: Place, what: str) -> Iterator[Fault]:
    """A fault for every key that was there already, at its later position."""
    seen: set[str] = set()
    for position, key in enumerate(keys):
        if key in seen:
            yield error(
                "twice",
                (*place, position, "key"),
                Sentence("Có hai %(what)s cùng mã “%(key)s”.", what=what, key=key),
                "Đặt mã khác nhau.",
            )
        seen.add(key)


def _codes(definition: Definition, pack: PackFile) -> Iterator[Fault]:
    key, national, local = definition.key, definition.national_code, definition.local_code
    if national and key != national:
        yield error(
            "key",
            ("key",),
            Sentence("Mã %(key)s khác mã quốc gia %(national)s.", key=key, national=national),
            "Thủ tục có mã quốc gia thì lấy mã ấy.",
        )
    if not national:
        for place, code in (("key", key), ("local_code", local)):
            if _NATIONAL.match(code):
                what = Sentence("“%(code)s” trông như mã quốc gia mà national_code để trống.", code=code)
                advice = "Biết chắc mã thì ghi vào national_code; không thì dùng mã địa phương như H32-VHTT-07."
                yield error("made-up-code", (place,), what, advice)
        if not local:
            yield error("no-code", ("key",), "Không có mã quốc gia cũng không có mã địa phương.", "Thêm local_code.")
    if _MADE_UP.match(national):
        advice = "Chép mã từ Cơ sở dữ liệu quốc gia; không biết thì để trống và dùng mã địa phương."
        yield error(
            "made-up-code", ("national_code",), Sentence("Mã %(national)s trông như tự đặt.", national=national), advice
        )
    if pack.path.stem != key and not pack.path.stem.startswith(f"{key}-"):
        yield warning(
            "file-name",
            ("key",),
            Sentence("Tên tệp không bắt đầu bằng mã %(key)s.", key=key),
            Sentence("Đổi tên thành %(key)s-….yaml.", key=key),
        )
    for position, unit in enumerate(definition.agencies):
        if not _UNIT.match(unit):
            advice = "Ghi mã định danh như H32.25; tên cơ quan thì ghi vào agencies_text."
            yield error(
                "agency", ("agencies", position), Sentence("“%(unit)s” không phải mã cơ quan.", unit=unit), advice
            )


def _source(definition: Definition) -> Iterator[Fault]:
    if not definition.source.strip():
        yield error("no-source", ("source",), "Chưa ghi nguồn.", "Ghi số liệu lấy từ đâu.")
    elif definition.verified and _UNCHECKED.search(definition.source):
        what = "Ghi là đã đối chiếu mà nguồn nói chưa."
        yield error("verified", ("verified",), what, "Để verified: false, hoặc ghi văn bản đã đối chiếu vào source.")
    if definition.verified and not definition.legal_basis:
        yield error("verified", ("verified",), "Ghi là đã đối chiếu mà không có căn cứ pháp lý.", "Thêm legal_basis.")


def _words(definition: Definition) -> Iterator[Fault]:
    events = life_events()
    for position, event in enumerate(definition.life_events):
        if event not in events:
            advice = Sentence("Dùng một trong: %(choices)s.", choices=", ".join(events))
            yield error(
                "life-event",
                ("life_events", position),
                Sentence("Không có sự kiện cuộc sống “%(event)s”.", event=event),
                advice,
            )
    if not definition.life_events:
        yield warning("life-event", (), "Chưa xếp vào sự kiện cuộc sống nào.", "Thêm life_events để người dân tìm ra.")
    if not definition.keywords:
        yield warning("keywords", (), "Chưa có từ người dân hay gọi.", "Thêm keywords, ví dụ “làm khai sinh”.")
    if not definition.summary:
        yield warning("summary", (), "Chưa có lời tóm tắt cho người dân.", "Thêm summary: một hai câu dễ hiểu.")
    elif len(definition.summary) > _LONG_SUMMARY:
        yield warning(
            "summary",
            ("summary",),
            "Lời tóm tắt quá dài.",
            Sentence("Viết lại dưới %(most)s chữ cái.", most=_LONG_SUMMARY),
        )
    if definition.result_template not in RESULT_TEMPLATES:
        advice = Sentence("Dùng một trong: %(choices)s.", choices=", ".join(sorted(RESULT_TEMPLATES)))
        yield error(
            "template",
            ("result_template",),
            Sentence("Không có mẫu kết quả “%(result_template)s”.", result_template=definition.result_template),
            advice,
        )


def _offers(definition: Definition) -> Iterator[Fault]:
    """What the head of the pack says about ways to submit, against what the cases say."""
    ways = {channel.channel for case in definition.cases for channel in case.channels}
    online = definition.online_level != "information_only"
    if online != ("online" in ways):
        what = "Mức độ trực tuyến không khớp với các cách nộp."
        advice = "Có cách nộp online thì ghi fully_online hoặc partly_online; không có thì information_only."
        yield error("online", ("online_level",), what, advice)
    if definition.by_post != ("post" in ways):
        advice = "by_post: true khi và chỉ khi có trường hợp nhận cách nộp post."
        yield error("post", ("by_post",), "Ghi về bưu chính không khớp với các cách nộp.", advice)
    fees = any(channel.fees for case in definition.cases for channel in case.channels)
    if definition.payable_online and not fees:
        yield error("payable", ("payable_online",), "Thanh toán trực tuyến mà không có khoản nào phải nộp.", "Sửa một.")


def _case(definition: Definition, case: Case, place: Place) -> Iterator[Fault]:
    if not case.channels:
        yield error(
            "no-channel",
            place,
            Sentence("Trường hợp “%(name)s” không có cách nộp nào.", name=case.name),
            "Thêm counter, online, post.",
        )
    if case.form and case.form not in definition.forms:
        yield error(
            "no-form",
            (*place, "form"),
            Sentence("Không có biểu mẫu “%(form)s”.", form=case.form),
            "Thêm vào forms, hoặc bỏ dòng này.",
        )
    if case.process and case.process not in definition.processes:
        what = Sentence("Không có quy trình “%(process)s”.", process=case.process)
        yield error("no-process", (*place, "process"), what, "Thêm vào processes, hoặc bỏ dòng này.")
    for name, times in Counter(channel.channel for channel in case.channels).items():
        if times > 1:
            yield error(
                "twice",
                (*place, "channels"),
                Sentence("Cách nộp %(name)s ghi %(times)s lần.", name=_CHANNELS[name], times=times),
                "Gộp làm một.",
            )
    for position, channel in enumerate(case.channels):
        yield from _channel(channel, (*place, "channels", position))
    yield from _fee_sums(case, place)
    yield from _papers(case, place)


def _papers(case: Case, place: Place) -> Iterator[Fault]:
    yield from twice((paper.key for paper in case.papers), (*place, "papers"), "giấy tờ")
    for position, paper in enumerate(case.papers):
        here = (*place, "papers", position)
        if not paper.originals and not paper.copies:
            advice = "Ghi số bản chính ở originals, số bản sao ở copies."
            yield error("no-count", here, Sentence("Giấy tờ “%(name)s” không ghi số lượng.", name=paper.name), advice)
        if not paper.required and not paper.note:
            what = Sentence("Giấy tờ “%(name)s” không bắt buộc mà không nói khi nào cần.", name=paper.name)
            yield warning("when", here, what, "Thêm note, ví dụ “Chỉ khi nhờ người khác đi nộp”.")


def _channel(channel: Channel, place: Place) -> Iterator[Fault]:
    if channel.limit:
        yield from _limit(channel.limit, (*place, "limit"))
    for position, fee in enumerate(channel.fees):
        here = (*place, "fees", position)
        if fee.amount is None and not fee.note:
            yield error(
                "fee",
                here,
                Sentence("Khoản “%(name)s” không có mức thu.", name=fee.name),
                "Ghi amount (đồng), hoặc note nói cách tính.",
            )
        if fee.amount == 0:
            yield error(
                "fee", here, Sentence("Khoản “%(name)s” bằng không.", name=fee.name), "Không thu thì bỏ khoản này."
            )
        yield from _formula(fee, here)
    for name, times in Counter(fee.name for fee in channel.fees).items():
        if times > 1:
            yield error(
                "fee",
                (*place, "fees"),
                Sentence("Khoản “%(name)s” ghi %(times)s lần.", name=name, times=times),
                "Gộp làm một, hoặc đặt tên khác nhau.",
            )


def _formula(fee: Fee, place: Place) -> Iterator[Fault]:
    """Tiers rise and leave nothing out; a formula that needs a price has one."""
    formula = fee.formula
    if formula is None:
        return
    bounds = [tier.up_to for tier in formula.tiers]
    ends = list(bounds[:-1])
    if None in ends or ends != sorted({bound for bound in ends if bound}):
        what = Sentence("Các bậc của khoản “%(name)s” không tăng dần.", name=fee.name)
        yield error("fee-formula", (*place, "formula"), what, "Xếp bậc từ nhỏ đến lớn; chỉ bậc cuối bỏ up_to.")
    if formula.kind != "by_hand" and not formula.tiers and not formula.amount:
        what = Sentence("Cách tính của khoản “%(name)s” không có mức nào.", name=fee.name)
        yield error("fee-formula", (*place, "formula"), what, "Ghi amount, hoặc tiers.")


def _limit(limit: Limit, place: Place) -> Iterator[Fault]:
    if limit.value <= 0:
        yield error("limit", place, "Thời hạn phải lớn hơn không.", "Không hẹn ngày thì bỏ mục limit.")
    if limit.cutoff is not None and not _TIME.match(limit.cutoff):
        yield error(
            "limit",
            place,
            Sentence("Giờ “%(cutoff)s” không đúng dạng.", cutoff=limit.cutoff),
            "Viết giờ và phút như '15:00', trong dấu nháy.",
        )
    if limit.cutoff is not None and (limit.value, limit.unit) != (1, "working_day"):
        advice = "Giờ chốt chỉ dùng cho việc trả trong ngày: value: 1, unit: working_day."
        yield error("limit", place, "Có giờ chốt mà thời hạn không phải một ngày làm việc.", advice)


def _fee_sums(case: Case, place: Place) -> Iterator[Fault]:
    """Submitting online never costs more than at the counter; where it does, somebody mistyped."""
    sums: dict[str, int] = {}
    for channel in case.channels:
        if channel.fees and all(fee.amount is not None for fee in channel.fees):
            sums[channel.channel] = sum(fee.amount or 0 for fee in channel.fees)
    if "online" in sums and "counter" in sums and sums["online"] > sums["counter"]:
        online, counter = (f"{sums[way]:,}".replace(",", ".") for way in ("online", "counter"))
        what = Sentence(
            "Nộp trên mạng tốn %(online)s đồng, nhiều hơn tại quầy %(counter)s đồng.", online=online, counter=counter
        )
        yield warning("fee-sum", (*place, "channels"), what, "Xem lại mức thu của hai cách nộp.")
