"""What a serving process does before its first answer."""

import gc

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from xuncha.web.settling import CollectedOnce, settle


def test_what_was_loaded_at_the_start_is_not_looked_through_again():
    kept = [{"long": "lived"}]
    gc.collect()
    try:
        settle()
        assert not any(one is kept for one in gc.get_objects())
    finally:
        gc.unfreeze()


@pytest.mark.parametrize(("address", "collects"), [("/orders/ledger.xlsx", False), ("/", True)])
def test_a_document_is_built_without_the_collector_which_goes_on_after_it(address, collects):
    was_on = []

    def answer(request):
        request.resolver_match = resolve(address)
        between.process_view(request, None, (), {})
        was_on.append(gc.isenabled())
        return HttpResponse()

    between = CollectedOnce(answer)
    between(RequestFactory().get(address))
    assert was_on == [collects]
    assert gc.isenabled()


def test_the_collector_rests_until_the_last_of_two_documents_is_built():
    CollectedOnce._step(1)
    CollectedOnce._step(1)
    CollectedOnce._step(-1)
    assert not gc.isenabled()
    CollectedOnce._step(-1)
    assert gc.isenabled()
