"""``motcua bench NAME``: measure on this machine, each figure beside a reference taken in the same run.

Prints one JSON line per figure: bench, value, unit, against, ratio (and p99 where waiting matters).
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

NAMES = ("intake", "step", "desk", "slip", "due", "search", "pages")
#: what learns from questions; not measured with ``all``
LEARNING = ("ranking", "evidence")


def run_bench(name: str, options: Sequence[str]) -> int:
    """Run ``name`` (or all); exit code 1 when a target is missed and ``--strict`` was asked for."""
    settings = _options(options)
    if name == "all":
        # Each in a process of its own: Django keeps for good the database that it was set up with.
        command = [sys.executable, "-m", "motcua", "bench"]
        return max([subprocess.run([*command, each, *options], check=False).returncode for each in NAMES])  # noqa: S603
    if name not in (*NAMES, *LEARNING):
        raise click.UsageError(f"no bench {name!r}; there are: {', '.join((*NAMES, *LEARNING))}, all")
    missed = False
    for line in _bench(name)(settings):
        missed = missed or line.get("met") is False
        print(json.dumps(line), flush=True)  # noqa: T201 (the output is the product)
    return 1 if missed and settings["strict"] else 0


def _bench(name: str) -> Callable[[dict[str, Any]], Any]:
    if name in ("slip", "due"):
        from motcua.config.bench import drawing

        return drawing.bench_slip if name == "slip" else drawing.bench_due
    if name in ("search", *LEARNING):
        from motcua.config.bench import evidence, finding, ranking

        benches = {"search": finding.bench_search, "ranking": ranking.bench_ranking}
        return benches.get(name, evidence.bench_evidence)
    if name == "pages":
        from motcua.config.bench import pages

        return pages.bench_pages
    from motcua.config.bench import served

    return {"intake": served.bench_intake, "step": served.bench_step, "desk": served.bench_desk}[name]


def _options(options: Sequence[str]) -> dict[str, Any]:
    @click.command(context_settings={"help_option_names": ["-h", "--help"]})
    @click.option("--dossiers", default=1_000_000, help="For desk: how many in the large case (up to ten million).")
    @click.option("--seconds", default=6.0, help="Length of each measurement.")
    @click.option("--questions", default="", help="For search: a file of JSON lines with question and codes.")
    @click.option("--write", is_flag=True, help="For ranking, evidence: ship what was learned.")
    @click.option("--strict", is_flag=True, help="Exit 1 when a target is missed.")
    def parse(**values: Any) -> dict[str, Any]:
        return values

    chosen = parse.main(list(options), prog_name="motcua bench", standalone_mode=False)
    if not isinstance(chosen, dict):  # --help was printed
        sys.exit(0)
    return chosen
