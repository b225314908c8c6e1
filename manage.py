"""Django's own commands (makemigrations, shell …) for developers."""

from motcua.config.cli import main

main()
