from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "motcua.organizations"
    label = "organizations"

    def ready(self) -> None:
        """Let this process forget what it remembers whenever it saves a unit or a calendar itself."""
        from django.db.models.signals import m2m_changed, post_delete, post_save

        from motcua.organizations.models import CalendarDay, Unit, WorkCalendar
        from motcua.organizations.queries.edition import forget

        for model in (Unit, WorkCalendar, CalendarDay):
            post_save.connect(forget, sender=model)
            post_delete.connect(forget, sender=model)
        m2m_changed.connect(forget, sender=Unit.serves.through)
