from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "motcua.procedures"
    label = "procedures"

    def ready(self) -> None:
        from motcua.procedures import jobs  # noqa: F401 (registers its rounds)
