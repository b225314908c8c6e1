from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "motcua.work"
    label = "work"
