from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "motcua.organizations"
    label = "organizations"

    def ready(self) -> None:
        """Forget what is remembered of units and calendars when this process saves one; offer communes to profiles."""
        from django.db.models.signals import m2m_changed, post_delete, post_save

        from motcua.identity.public import offer_communes, offer_posts
        from motcua.organizations.models import CalendarDay, Unit, WorkCalendar
        from motcua.organizations.queries.edition import forget
        from motcua.organizations.queries.posts_told import posts_told
        from motcua.organizations.queries.units import commune_choices

        for model in (Unit, WorkCalendar, CalendarDay):
            post_save.connect(forget, sender=model)
            post_delete.connect(forget, sender=model)
        m2m_changed.connect(forget, sender=Unit.serves.through)
        offer_communes(commune_choices)
        offer_posts(posts_told)
