"""Người của bản dùng thử: invented officers for every unit, and the cast that the demo's table names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password

from motcua.identity.public import Account, Person
from motcua.kernel.accents import slug
from motcua.kernel.refusals import NotNow
from motcua.organizations.actions.seed_units import CENTRE_KEY, Tree
from motcua.organizations.models import Posting, Unit
from motcua.organizations.rules.province import CastMember, PeopleFile, Province

#: Everybody in the demo signs in with this. No such account exists outside demo mode.
DEMO_PASSWORD: str = settings.DEMO_PASSWORD  # the one that the sign-in page offers and `motcua demo` prints

COUNTERS_OF_PROVINCE = 8
COUNTERS_OF_COMMUNE = 2
SPECIALISTS_A_DIVISION = 2


@dataclass(frozen=True)
class Officer:
    """Somebody to be invented: what they are called to sign in, and their posts (role, unit, title)."""

    username: str
    posts: tuple[tuple[str, Unit, str], ...]
    name: str = ""


def seed_people(province: Province, tree: Tree) -> int:
    """Add the accounts that are missing, with their posts; answer how many. Refused outside demo mode."""
    if settings.MODE != "demo":
        raise NotNow(
            "Người của bản dùng thử chỉ được tạo ở chế độ dùng thử.",
            advice="Đặt MOTCUA_MODE=demo, hoặc nạp tỉnh mà không kèm người dùng thử.",
        )
    there = set(Account.objects.values_list("username", flat=True))
    wanted: dict[str, Officer] = {}
    for officer in chain(_cast(province, tree), _departments(province, tree), _communes(province, tree)):
        wanted.setdefault(officer.username, officer)  # one of the cast takes the place of a nameless one
    officers = [
        replace(officer, name=officer.name or _name(province.people, officer.username))
        for officer in wanted.values()
        if officer.username not in there
    ]
    hashed = make_password(DEMO_PASSWORD)  # once: it is slow on purpose, and the password is the same
    hints = {member.username: member.does for member in province.people.cast}
    accounts = [
        Account(
            username=officer.username,
            full_name=officer.name,
            password=hashed,
            is_demo=True,
            demo_hint=hints.get(officer.username, "")[:200],
        )
        for officer in officers
    ]
    Account.objects.bulk_create(accounts, batch_size=400)
    by_name = {account.username: account for account in accounts}
    postings = [
        Posting(account=account, unit=unit, role=role, title=title, valid_from=province.units.valid_from)
        for officer, account in zip(officers, accounts, strict=True)
        for role, unit, title in officer.posts
    ]
    Posting.objects.bulk_create(postings, batch_size=400)
    Person.objects.bulk_create(_persons(province.people.cast, by_name))
    return len(accounts)


def _cast(province: Province, tree: Tree) -> Iterator[Officer]:
    for member in province.people.cast:
        posts = tuple((post.role, unit, post.title) for post in member.posts for unit in _meant(post.unit, tree))
        yield Officer(member.username, posts, member.name)


def _meant(code: str, tree: Tree) -> list[Unit]:
    agency, _, divisions = code.partition("/")
    if not divisions:
        return [tree[agency]]
    return [unit for unit in tree.values() if unit.kind == Unit.Kind.DIVISION and unit.agency == agency]


def _departments(province: Province, tree: Tree) -> Iterator[Officer]:
    data = province.units
    centre = tree[data.centre.code]
    for number in range(2, COUNTERS_OF_PROVINCE + 1):
        yield Officer(f"tiepnhan{number}", (("reception", centre, "Công chức tiếp nhận"),))
    for entry in data.departments:
        agency, tail = tree[entry.code], entry.slug or "vhttdl"
        chief = "Giám đốc" if entry.name.startswith("Sở") else "Thủ trưởng"
        yield Officer(f"giamdoc.{tail}", (("leader", agency, chief),))
        if entry.slug:
            yield Officer(f"lanhdao.{tail}", (("leader", agency, "Cấp phó của người đứng đầu"),))
            yield Officer(f"vanthu.{tail}", (("registry_clerk", agency, "Văn thư"),))
            yield Officer(f"dieuphoi.{tail}", (("coordinator", agency, "Chánh Văn phòng"),))
        for division in [*(entry.divisions or data.default_divisions), data.office]:
            yield from _division(tree[f"{entry.code}.{division.key}"], f"{division.key.lower()}.{tail}", "Chuyên viên")


def _communes(province: Province, tree: Tree) -> Iterator[Officer]:
    divisions = province.units.commune_divisions
    for commune in province.communes.communes:
        agency, tail = tree[commune.code], slug(commune.name, joint="")
        centre = tree[f"{commune.code}.{CENTRE_KEY}"]
        own = [tree[f"{commune.code}.{division.key}"] for division in divisions]
        yield Officer(f"chutich.{tail}", (("leader", agency, f"Chủ tịch UBND {commune.type}"),))
        yield Officer(f"lanhdao.{tail}", (("leader", agency, f"Phó Chủ tịch UBND {commune.type}"),))
        yield Officer(f"giamdoctt.{tail}", (("centre_leader", centre, "Giám đốc Trung tâm"),))
        yield Officer(f"dieuphoi.{tail}", (("coordinator", agency, "Chánh Văn phòng HĐND và UBND"),))
        yield Officer(f"vanthu.{tail}", (("registry_clerk", agency, "Văn thư"),))
        for number in range(1, COUNTERS_OF_COMMUNE + 1):
            username = f"tiepnhan{number if number > 1 else ''}.{tail}"
            yield Officer(username, (("reception", centre, "Công chức tiếp nhận"),))
        for division, unit in zip(divisions, own, strict=True):
            yield from _division(unit, f"{division.slug}.{tail}", "Công chức")


def _division(unit: Unit, tail: str, title: str) -> Iterator[Officer]:
    yield Officer(f"truongphong.{tail}", (("division_head", unit, f"Trưởng {_of(unit.short_name)}"),))
    for number in range(1, SPECIALISTS_A_DIVISION + 1):
        yield Officer(f"chuyenvien{number}.{tail}", (("specialist", unit, title),))


def _of(name: str) -> str:
    return f"{name[0].lower()}{name[1:]}" if name.startswith(("Phòng", "Ban")) else name


def _name(people: PeopleFile, username: str) -> str:
    """A believable name, the same for the same username every time."""
    dice = Random(f"motcua {username}")  # noqa: S311 (not for secrets)
    parts = dice.choice((people.women, people.men))
    return " ".join((dice.choice(people.family), dice.choice(parts.middle), dice.choice(parts.given)))


def _persons(cast: Iterable[CastMember], accounts: dict[str, Account]) -> list[Person]:
    found: list[Person] = []
    for member in cast:
        data, account = member.person, accounts.get(member.username)
        if data is None or account is None:
            continue
        found.append(
            Person(
                account=account,
                kind=data.kind,
                full_name=member.name,
                identity_number=data.identity_number,
                date_of_birth=data.date_of_birth,
                gender=data.gender,
                ethnicity=data.ethnicity,
                address=data.address,
                commune_code=data.commune_code,
                phone=data.phone,
                email=data.email,
                representative=data.representative,
            )
        )
    return found
