from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "motcua.payments"
    label = "payments"

    def ready(self) -> None:
        from motcua.payments import jobs  # noqa: F401 (registers its rounds)
