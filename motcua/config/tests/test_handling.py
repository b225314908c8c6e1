"""An address is looked up once."""

from types import SimpleNamespace

from django.test import RequestFactory

from motcua.config.handling import Handler


def test_an_address_that_was_looked_up_is_not_looked_up_again():
    request, found = RequestFactory().get("/khong-co-dia-chi-nay/"), SimpleNamespace()
    request.already_resolved = found
    assert Handler().resolve_request(request) is found is request.resolver_match


def test_any_other_address_is_looked_up():
    request = RequestFactory().get("/thu-tuc/")
    assert Handler().resolve_request(request).url_name == "procedures"
    assert request.resolver_match.url_name == "procedures"
