"""``python -m motcua`` is the command ``motcua``."""

from motcua.config.cli import main

main(prog_name="motcua")
