from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "motcua.config"
    label = "config"

    def ready(self) -> None:
        from motcua.config import rounds  # noqa: F401 (registers rounds of rooms below the exchange)
