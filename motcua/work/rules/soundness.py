"""Whether a process can run: what is wrong with it, where, and what to do about it."""

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from motcua.kernel.sentences import Sentence
from motcua.work.rules.process import ProcessDefinition, StepDefinition, leads_to, side_steps

_KEY = re.compile(r"[a-z][a-z0-9_]*\Z")


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong: where, what, and what to do."""

    where: str
    what: str
    advice: str

    def whole(self) -> Sentence:
        """All three in one sentence that can still be said in another language."""
        return Sentence(
            "%(where)s: %(what)s %(advice)s", where=self.where, what=_again(self.what), advice=_again(self.advice)
        )


def _again(words: str) -> Sentence:
    return words if isinstance(words, Sentence) else Sentence(words.replace("%", "%%"))


def check_process(process: ProcessDefinition, total_hours: float | None = None) -> list[Problem]:
    """Everything that keeps ``process`` from running, worst first; empty: it runs.

    ``total_hours``: the whole time allowed in working hours, which the counted steps on the longest way
    may not exceed (one-stop rule: the steps share out the time limit).
    """
    problems = list(_names(process))
    if problems:
        return problems
    problems += [problem for step in process.steps for problem in _step(process, step)]
    if problems:
        return problems
    problems += _ways(process)
    problems += [p for step in process.steps if step.kind == "consultation" for p in _consultation(process, step)]
    if total_hours is not None and not problems:
        problems += _hours(process, total_hours)
    return problems


def longest_way(process: ProcessDefinition) -> float:
    """Working hours of the counted steps on the longest way from start to end, going back left out.

    A consultation takes as long as the longest of its side steps.
    """
    steps = {step.key: step for step in process.steps}
    known: dict[str, float] = {}

    def way(key: str, above: frozenset[str]) -> float:
        if key in known:
            return known[key]
        step = steps[key]
        ahead = [to for to, back in leads_to(step) if not back and to not in above and to != key]
        own = step.hours if step.counted and step.kind != "wait" else 0.0
        if step.kind == "consultation":
            sides = [way(to, above | {key}) for to in step.asks]
            after = way(step.then, above | {key}) if step.then in ahead else 0.0
            known[key] = own + max(sides, default=0.0) + after
        else:
            known[key] = own + max((way(to, above | {key}) for to in ahead), default=0.0)
        return known[key]

    return way(process.start, frozenset())


def _place(step: StepDefinition) -> str:
    return Sentence("Bước “%(name)s” (%(key)s)", name=step.name, key=step.key)


def _names(process: ProcessDefinition) -> Iterator[Problem]:
    whole = Sentence("Quy trình “%(name)s”", name=process.name)
    if not process.code.strip() or not process.name.strip():
        yield Problem(whole, "Thiếu mã hoặc tên quy trình.", "Điền cả hai.")
    if not process.steps:
        yield Problem(whole, "Không có bước nào.", "Thêm ít nhất một bước và một điểm kết thúc.")
    for key, times in Counter(step.key for step in process.steps).items():
        if times > 1:
            yield Problem(
                whole,
                Sentence("Có %(times)s bước cùng mã “%(key)s”.", times=times, key=key),
                "Đặt cho mỗi bước một mã riêng.",
            )
        if not _KEY.match(key) or len(key) > 60:
            yield Problem(
                whole,
                Sentence("Mã bước “%(key)s” không dùng được.", key=key),
                "Dùng chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ, dài không quá 60.",
            )
    if process.steps and not process.has(process.start):
        yield Problem(
            whole,
            Sentence("Bước đầu “%(start)s” không có trong quy trình.", start=process.start),
            "Chọn một bước có thật.",
        )
    elif process.steps and process.step(process.start).kind != "task":
        yield Problem(whole, "Bước đầu phải là bước có người làm.", "Chọn bước tiếp nhận làm bước đầu.")


def _step(process: ProcessDefinition, step: StepDefinition) -> Iterator[Problem]:
    place = _place(step)
    for to in dict.fromkeys(to for to, _ in leads_to(step)):
        if not process.has(to):
            yield Problem(
                place, Sentence("Dẫn tới bước “%(to)s” không có trong quy trình.", to=to), "Sửa lại mã bước đến."
            )
    for key, times in Counter(action.key for action in step.actions).items():
        if times > 1:
            yield Problem(
                place,
                Sentence("Có %(times)s thao tác cùng mã “%(key)s”.", times=times, key=key),
                "Đặt cho mỗi thao tác một mã riêng.",
            )
        if not _KEY.match(key):
            yield Problem(
                place,
                Sentence("Mã thao tác “%(key)s” không dùng được.", key=key),
                "Dùng chữ thường không dấu và gạch dưới.",
            )
    if step.hours < 0:
        yield Problem(place, "Số giờ là số âm.", "Ghi số giờ làm việc từ 0 trở lên.")
    yield from _shape(step, place)


def _shape(step: StepDefinition, place: str) -> Iterator[Problem]:
    if step.kind in ("task", "wait"):
        if not step.actions:
            yield Problem(place, "Không có thao tác nào nên việc sẽ nằm lại đây.", "Thêm thao tác dẫn tới bước sau.")
        if not step.role:
            yield Problem(place, "Chưa ghi vai trò của người làm.", "Ghi vai trò, ví dụ specialist.")
    elif step.actions:
        yield Problem(place, "Chỗ này không có người làm nên không có thao tác.", "Bỏ các thao tác.")
    if step.kind == "consultation":
        if not step.asks or not step.then:
            yield Problem(place, "Lấy ý kiến mà chưa ghi hỏi ai hoặc xong thì đi đâu.", "Điền asks và then.")
        if len(set(step.asks)) != len(step.asks) or step.key in step.asks:
            yield Problem(place, "Hỏi một nơi hai lần, hoặc hỏi chính mình.", "Ghi mỗi bước một lần trong asks.")
    elif step.asks or step.then:
        yield Problem(place, "Chỉ bước lấy ý kiến mới có asks và then.", "Bỏ đi, hoặc đổi kind thành consultation.")


def _ways(process: ProcessDefinition) -> Iterator[Problem]:
    ahead = {step.key: {to for to, _ in leads_to(step)} for step in process.steps}
    reached = _closure({process.start}, ahead)
    behind: dict[str, set[str]] = {key: set() for key in ahead}
    for key, targets in ahead.items():
        for to in targets:
            behind[to].add(key)
    ends = {step.key for step in process.steps if step.kind == "end"}
    if not ends:
        yield Problem(
            Sentence("Quy trình “%(name)s”", name=process.name),
            "Không có điểm kết thúc.",
            "Thêm một bước có kind là end và dẫn tới nó.",
        )
        return
    finishing = _closure(ends, behind)
    for step in process.steps:
        if step.key not in reached:
            yield Problem(_place(step), "Không có đường nào tới bước này.", "Thêm thao tác dẫn tới, hoặc bỏ bước.")
        elif step.key not in finishing:
            yield Problem(_place(step), "Từ đây không đi được tới kết thúc.", "Thêm thao tác dẫn ra khỏi vòng.")


def _consultation(process: ProcessDefinition, step: StepDefinition) -> Iterator[Problem]:
    place = _place(step)
    inside = side_steps(process, step.key)
    if process.start in inside:
        yield Problem(place, "Nhánh lấy ý kiến chứa bước đầu của quy trình.", "Cho nhánh trở về bước lấy ý kiến.")
    for key in sorted(inside):
        side = process.step(key)
        if side.kind != "task":
            yield Problem(
                _place(side), "Trong nhánh lấy ý kiến chỉ có bước có người làm.", "Đưa bước này ra ngoài nhánh."
            )
    for outside in process.steps:
        if outside.key in inside or outside.key == step.key:
            continue
        for to, _ in leads_to(outside):
            if to in inside:
                yield Problem(
                    _place(outside),
                    Sentence("Đi thẳng vào giữa nhánh lấy ý kiến (“%(to)s”).", to=to),
                    Sentence("Dẫn tới “%(key)s”.", key=step.key),
                )
    if step.then in inside:
        yield Problem(place, "Xong lấy ý kiến lại đi vào chính nhánh của nó.", "Chọn then ở ngoài nhánh.")


def _closure(start: set[str], ahead: dict[str, set[str]]) -> set[str]:
    found, todo = set(start), list(start)
    while todo:
        for to in ahead[todo.pop()]:
            if to not in found:
                found.add(to)
                todo.append(to)
    return found


def _hours(process: ProcessDefinition, total_hours: float) -> Iterator[Problem]:
    used = longest_way(process)
    if used > total_hours:
        yield Problem(
            Sentence("Quy trình “%(name)s”", name=process.name),
            Sentence(
                "Các bước dùng %(used)s giờ làm việc, nhiều hơn thời hạn %(total_hours)s giờ.",
                used=f"{used:g}",
                total_hours=f"{total_hours:g}",
            ),
            "Bớt giờ ở các bước cho vừa thời hạn.",
        )
