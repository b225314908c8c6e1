from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "motcua.post"
    label = "post"

    def ready(self) -> None:
        from motcua.post import jobs  # noqa: F401 (registers its rounds)
