"""Builders: a rendered piece of template, and people who look at it."""

from typing import Any
from uuid import UUID

from django.template import Context, Template
from django.test import RequestFactory

from motcua.kernel.actor import Actor, Post

PERSON = Actor(account_id=UUID(int=7), name="Trần Thị Bích Hường")


def officer(*roles: str) -> Actor:
    posts = tuple(Post(role, 1, "Bộ phận một cửa phường Nha Trang", "H32.201") for role in roles)
    return Actor(account_id=UUID(int=8), name="Phạm Ngọc Diệp", posts=posts)


def draw(source: str, **context: Any) -> str:
    return Template(source).render(Context({"request": RequestFactory().get("/"), **context}))
