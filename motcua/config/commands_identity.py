"""Commands about people's identities: ``motcua identity …``."""

import click

from motcua.config.ready import ready


@click.group()
def identity() -> None:
    """Identity numbers and their keys."""


@identity.command("reseal")
def reseal() -> None:
    """Encrypt all identity numbers with the first of MOTCUA_IDENTITY_KEYS: after a new key was put in front."""
    ready()
    from motcua.identity.actions.reseal_identities import reseal_identities
    from motcua.kernel.clock import now

    count = reseal_identities(at=now())
    click.echo(f"Đã mã hóa lại {count} số định danh bằng khóa đầu tiên của MOTCUA_IDENTITY_KEYS.")


@identity.command("new-key")
def new_key() -> None:
    """A new key for MOTCUA_IDENTITY_KEYS or MOTCUA_IDENTITY_LOOKUP_KEY, drawn by chance."""
    from cryptography.fernet import Fernet

    click.echo(Fernet.generate_key().decode())
