"""``motcua token``: let a partner's system in, and shut it out again."""

import json

import click

from motcua.identity.public import ApiClient, issue_token, revoke_token
from motcua.kernel.actor import SYSTEM
from motcua.kernel.clock import now
from motcua.kernel.refusals import Refusal
from motcua.organizations.public import unit_coded


def issue(agency: str, name: str, *, as_json: bool) -> int:
    """Print a new secret, this one time; exit 1 when there is no such agency or the name is taken."""
    try:
        unit = unit_coded(agency)
    except Refusal as refusal:
        click.echo(f"{refusal.message} {refusal.advice}".strip(), err=True)
        return 1
    if unit.code != unit.agency:
        click.echo(f"{unit.name} là đơn vị bên trong; cần mã của cơ quan: {unit.agency}.", err=True)
        return 1
    if not name.strip() or len(name) > 200:
        click.echo("Tên hệ thống cần 1 đến 200 ký tự.", err=True)
        return 1
    if _in_use(agency, name):
        click.echo(f"{name} của {agency} đã có mã truy cập; thu hồi mã cũ trước khi cấp mã mới.", err=True)
        return 1
    client, token = issue_token(agency=agency, name=name, roles=["partner"], actor=SYSTEM, at=now())
    if as_json:
        click.echo(json.dumps({"id": str(client.id), "agency": agency, "name": name, "token": token}))
    else:
        click.echo(f"Mã truy cập của {name} ({unit.name}), chỉ hiện một lần:\n{token}")
    return 0


def revoke(agency: str, name: str) -> int:
    """Make the secret open nothing from now on; exit 1 when there is no such system."""
    clients = _in_use(agency, name)
    if not clients:
        click.echo(f"{agency} không có hệ thống “{name}” đang dùng mã truy cập.", err=True)
        return 1
    for client in clients:
        revoke_token(client_id=client.id, actor=SYSTEM, at=now())
    click.echo(f"Đã thu hồi mã truy cập của {name}.")
    return 0


def _in_use(agency: str, name: str) -> list[ApiClient]:
    return list(ApiClient.objects.filter(agency=agency, name=name, revoked_at=None))
