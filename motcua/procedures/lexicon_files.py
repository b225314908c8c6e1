"""The lists of words (``words/*.yaml``): ours, and those the province keeps; read again when a file changes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import monotonic

import structlog
import yaml
from django.conf import settings

from motcua.kernel.clock import now
from motcua.procedures.rules.finding.lexicon import Lexicon, read_lexicon

OURS = Path(__file__).parent / "words"
#: a file is looked at again after so many seconds
_CHECK_SECONDS = 0.5
_log = structlog.get_logger(__name__)


class _Kept:
    lexicon = Lexicon()
    #: paths with their times, and the day the entries were read for
    state: object = None
    checked = -1.0


def lexicon() -> Lexicon:
    """The lists as they are today. A list that cannot be read is left as it was, and said in the log."""
    if monotonic() - _Kept.checked < _CHECK_SECONDS:
        return _Kept.lexicon
    today = now().date()
    files = list(_files())
    state = (today, [(path, path.stat().st_mtime_ns) for path in files])
    if state != _Kept.state:
        try:
            _Kept.lexicon = read(files, today)
        except (ValueError, yaml.YAMLError, OSError) as error:
            _log.error("search_words_unreadable", error=str(error))
        _Kept.state = state
    _Kept.checked = monotonic()
    return _Kept.lexicon


def read(files: list[Path], on: date) -> Lexicon:
    """The lists in ``files``; ValueError says which entry of which cannot be read."""
    lists = []
    for path in files:
        content = yaml.safe_load(path.read_text("utf-8")) or {}
        if not isinstance(content, dict):
            raise ValueError(f"{path.name}: not a list of words")
        lists.append(content)
    return read_lexicon(lists, on)


def _files() -> Iterator[Path]:
    yield from sorted(OURS.glob("*.yaml"))
    if settings.SEARCH_WORDS:
        yield from sorted(Path(settings.SEARCH_WORDS).glob("*.yaml"))
