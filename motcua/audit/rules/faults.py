"""Reading a book from its first line to its last: what no longer fits, and where, in words."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from motcua.audit.rules.chain import Sealable, seal

#: Faults told of one book; after these, one more says that there are others.
MOST_FAULTS = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a book."""

    agency: str
    number: int | None  #: line of the book; None: the book as a whole
    kind: str  #: ``altered``, ``removed``, ``inserted``, ``book`` (its head or the book itself)
    sentence: str


@dataclass(slots=True)
class Reader:
    """Walks the lines of one book in the order of their numbers."""

    agency: str
    number: int = 0  #: of the last line read
    digest: str = ""  #: of the last line read
    shift: int = 0  #: by how much lines have been renumbered since they were sealed
    marks: dict[int, str] = field(default_factory=dict)  #: number → digest seen by a witness before

    def read(self, lines: Iterable[Sealable]) -> Iterator[Fault]:
        """The faults of ``lines``, which continue where the last call ended."""
        for line in lines:
            yield from self._read_line(line)

    def _read_line(self, line: Sealable) -> Iterator[Fault]:
        if line.number < 1:
            yield self._fault(line.number, "inserted", f"Dòng {line.number} bị chèn thêm: sổ bắt đầu từ dòng 1.")
            return
        yield from self._gap(line.number)
        yield from self._seal(line)
        witnessed = self.marks.pop(line.number, None)
        if witnessed and witnessed != line.digest:
            yield self._fault(
                line.number, "altered", f"Dòng {line.number} không còn như lần kiểm tra trước: sổ đã bị viết lại."
            )
        self.number, self.digest = line.number, line.digest

    def _gap(self, number: int) -> Iterator[Fault]:
        first, last = self.number + 1, number - 1
        if last >= first:
            what = f"Dòng {first} bị xóa" if last == first else f"Các dòng từ {first} đến {last} bị xóa"
            yield self._fault(first, "removed", f"{what}: số dòng không liên tục.")

    def _seal(self, line: Sealable) -> Iterator[Fault]:
        number = line.number
        shift = self._shift_of(line)
        if shift is None:
            yield self._fault(number, "altered", f"Dòng {number} đã bị sửa: nội dung không khớp dấu niêm phong.")
            return
        if shift > self.shift:
            yield self._fault(number - 1, "inserted", f"Có dòng bị chèn trước dòng {number}: các dòng sau bị dời số.")
        elif shift < self.shift:
            yield self._fault(number, "removed", f"Có dòng bị xóa trước dòng {number}: các dòng sau bị dồn số.")
        elif line.previous != self.digest and self.number == number - 1:
            before = (
                f"Dòng {self.number} đã bị sửa hoặc thay thế rồi niêm phong lại: dòng {number} còn giữ dấu cũ."
                if number > 1
                else "Dòng 1 không phải là dòng đầu khi được ghi: đầu sổ đã bị cắt."
            )
            yield self._fault(max(1, number - 1), "altered" if number > 1 else "removed", before)
        self.shift = shift

    def _shift_of(self, line: Sealable) -> int | None:
        """How far ``line`` has been moved since it was sealed; None when no seal fits."""
        for shift in (self.shift, self.shift + 1, self.shift - 1):
            if seal(line, line.number - shift) == line.digest:
                return shift
        return None

    def end(self, length: int, head: str) -> Iterator[Fault]:
        """Faults between the last line and what the head of the book says."""
        if length > self.number:
            what = (
                f"Dòng cuối ({length})" if length == self.number + 1 else f"Các dòng từ {self.number + 1} đến {length}"
            )
            yield self._fault(self.number + 1, "removed", f"{what} bị xóa: đầu sổ ghi {length} dòng.")
        elif length < self.number:
            yield self._fault(
                length + 1, "inserted", f"Các dòng sau dòng {length} bị chèn thêm: đầu sổ chỉ ghi {length} dòng."
            )
        elif head != self.digest:
            what = f"Dòng cuối ({length}) đã bị sửa rồi niêm phong lại" if length else "Sổ trống"
            yield self._fault(length or None, "altered", f"{what}: không khớp dấu ở đầu sổ.")
        for number in sorted(self.marks):
            yield self._fault(number, "removed", f"Dòng {number} từng có trong lần kiểm tra trước, nay không còn.")

    def _fault(self, number: int | None, kind: str, sentence: str) -> Fault:
        return Fault(self.agency, number, kind, sentence)


def capped(faults: Iterable[Fault], agency: str, most: int = MOST_FAULTS) -> Iterator[Fault]:
    """At most ``most`` of ``faults``, and then that there are more."""
    for told, fault in enumerate(faults):
        if told == most:
            yield Fault(
                agency, fault.number, "book", f"Còn nhiều lỗi nữa từ dòng {fault.number}; chỉ kể {most} lỗi đầu."
            )
            return
        yield fault


Progress = Callable[[str, int], None]  #: told the code of the book and how many lines have been read in it
