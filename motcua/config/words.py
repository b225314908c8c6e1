"""Words in two languages: msgids are Vietnamese, English stands in ``<room>/locale/en/LC_MESSAGES/django.po``.

``make words`` brings the .po files up to date with the source; :func:`compile_words` makes the .mo files that
Django reads, with polib, so that a machine which only runs Motcua needs no gettext tools.
"""

import ast
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import polib
import yaml
from django.conf import settings
from django.utils.translation import templatize

LANGUAGE = "en"
KEYWORDS = (
    *("gettext", "gettext_lazy", "gettext_noop", "_", "ngettext:1,2", "ngettext_lazy:1,2"),
    *("Sentence", "Counted:1,1"),
    *("pgettext:1c,2", "pgettext_lazy:1c,2", "npgettext:1c,2,3", "npgettext_lazy:1c,2,3"),
)
#: Rules know no Django, so they mark nothing: every Vietnamese sentence of these files is a msgid, and the
#: page that shows it says it in the reader's language (filter ``spoken``). The same for our own lists of words.
SENTENCES_OF_RULES = (
    "dossiers/rules/lateness.py",
    "dossiers/rules/lifecycle.py",
    "dossiers/rules/parties.py",
    "dossiers/rules/uploads.py",
    "files/rules/kinds.py",
    "files/rules/words.py",
    "identity/rules/names.py",
    "identity/rules/profile.py",
    "notices/rules/occasions.py",
    "organizations/rules/permissions.py",
    "organizations/rules/special_days.py",
    "post/rules/addresses.py",
    "post/rules/tracking.py",
    "procedures/packs/life_events.yaml",
    "procedures/rules/check_pack.py",
    "procedures/rules/form_check.py",
    "procedures/rules/pack_content.py",
    "procedures/rules/pack_forms.py",
    "procedures/rules/pack_process.py",
    "procedures/rules/pack_shape.py",
    "work/rules/bpmn_reading.py",
    "work/rules/core.py",
    "work/rules/soundness.py",
)
#: letters that Vietnamese has and English has not
VIETNAMESE = frozenset(
    "ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
    "ĂÂĐÊÔƠƯÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ"
)
HEADER = {
    "Project-Id-Version": "Motcua",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def rooms() -> list[Path]:
    """The folders of the rooms, in the order of their names."""
    return sorted(path.parent for path in settings.PACKAGE.glob("*/__init__.py"))


def po_of(room: Path) -> Path:
    """Where the English of ``room`` stands."""
    return room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def compile_words() -> None:
    """Make the .mo of each .po that is newer than it."""
    for source in settings.PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        half = target.with_suffix(f".{os.getpid()}.tmp")
        polib.pofile(str(source)).save_as_mofile(str(half))
        half.replace(target)  # at once: several processes may compile side by side


def found_words(room: Path) -> polib.POFile:
    """The msgids in Python and templates of ``room``, with the files where they stand. Needs ``xgettext``."""
    with TemporaryDirectory() as folder:
        copies = [_plain_copy(room, source, Path(folder)) for source in _sources(room)]
        found = polib.POFile()
        if copies:
            command = ["xgettext", "--language=Python", "--from-code=UTF-8", "--keyword", "--no-wrap"]
            command += ["--add-location=file", "--sort-by-file", "--output=-", "--add-comments=Translators"]
            command += [f"--keyword={keyword}" for keyword in KEYWORDS] + copies
            said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603
            found = polib.pofile(said.stdout) if said.stdout else found
    for entry in found:
        entry.occurrences = sorted({(name.removeprefix("./"), "") for name, _line in entry.occurrences})
    _add_sentences_of_rules(room, found)
    return found


def update(room: Path) -> tuple[int, int]:
    """Bring the .po of ``room`` up to date: how many msgids it has, how many still lack their English."""
    found, path = found_words(room), po_of(room)
    if not found:
        path.unlink(missing_ok=True)
        return 0, 0
    known = {_key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    for entry in found:
        before = known.get(_key(entry))
        if before is not None and before.msgid_plural == entry.msgid_plural:
            entry.msgstr, entry.msgstr_plural = before.msgstr, before.msgstr_plural
            entry.tcomment = before.tcomment
    found.metadata = HEADER
    found.metadata_is_fuzzy = False
    found.header = "English of Motcua. Written by people; `make words` keeps the list of sentences."
    found.wrapwidth = 110
    path.parent.mkdir(parents=True, exist_ok=True)
    found.save(str(path))
    return len(found), len(found.untranslated_entries())


def main() -> int:
    """``make words``: update every room, say what is missing."""
    for room in rooms():
        count, missing = update(room)
        if count:
            sys.stdout.write(f"{room.name:15}{count:5} sentences, {missing} without English\n")
    compile_words()
    return 0


def _key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def _sources(room: Path) -> list[Path]:
    left_out = {"tests", "migrations", "bench", "node_modules", "static"}
    found = [*room.rglob("*.py"), *room.glob("templates/**/*.html"), *room.glob("templates/**/*.txt")]
    return sorted(path for path in found if not left_out & set(path.relative_to(room).parts))


def _plain_copy(room: Path, source: Path, folder: Path) -> str:
    """A copy of ``source`` that xgettext can read as Python; its name under ``folder``."""
    name = str(source.relative_to(room))
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    text = source.read_text("utf-8")
    target.write_text(text if source.suffix == ".py" else templatize(text), "utf-8")
    return f"./{name}"


def _add_sentences_of_rules(room: Path, found: polib.POFile) -> None:
    have = {entry.msgid for entry in found}
    for name in SENTENCES_OF_RULES:
        source = settings.PACKAGE / name
        if room.name != name.split("/")[0] or not source.exists():
            continue
        for sentence in _vietnamese_in(source):
            if sentence not in have:
                have.add(sentence)
                place = str(source.relative_to(room))
                found.append(polib.POEntry(msgid=sentence, msgstr="", occurrences=[(place, "")]))


def _vietnamese_in(source: Path) -> list[str]:
    """The Vietnamese constants of ``source`` in order, no docstrings, patterns and pieces of f-strings."""
    if source.suffix == ".yaml":
        return list(yaml.safe_load(source.read_text("utf-8")).values())
    tree = ast.parse(source.read_text("utf-8"))
    aside = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    aside |= {id(piece) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in node.values}
    patterns = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
    ]
    aside |= {id(piece) for pattern in patterns for piece in pattern.args}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in aside]
    words = [node.value for node in constants if isinstance(node.value, str)]
    return [word for word in words if VIETNAMESE & set(word) and sum(map(str.isalpha, word)) > 1]


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()
    sys.exit(main())
