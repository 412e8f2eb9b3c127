"""Whatever happens to whichever request of an import, running it again ends in what is wanted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grafana.sync.remote import STATES, Imports, bring, check
from tests.servers.fault import Fault
from tests.servers.faults import FaultProxy
from tests.servers.grafana import FakeGrafana

HANGS = {Fault.HANG_BEFORE, Fault.HANG_AFTER}
WAITS = (0.08, 0.4, 2.0)  # seconds that an import waits where it is kept waiting, one try each
EMPTY = ("absent",) * 5
# Those after which the server has acted, and each way of not acting once.
TELLING = [fault for fault in Fault if fault.acted and fault not in HANGS]
TELLING += [Fault.RESET_BEFORE, Fault.ERROR_BEFORE, Fault.HANG_AFTER]
MIXED = ("older", "absent", "elsewhere", "changed", "ours")


def requests_of(states: tuple[str, ...], version: int) -> int:
    """How many requests an import sends that meets no fault."""
    with FakeGrafana(version) as fake:
        bring(fake, states, folder=False)
        Imports(fake, fake.url).run()
        return len(fake.record.requests)


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name.lower())
def test_each_fault_at_each_request_of_the_first_import(fault: Fault) -> None:
    _at_each_request(EMPTY, 11, fault)


@pytest.mark.parametrize("fault", TELLING, ids=lambda fault: fault.name.lower())
def test_each_telling_fault_at_each_request_of_a_later_import(fault: Fault) -> None:
    _at_each_request(MIXED, 13, fault)


def _at_each_request(states: tuple[str, ...], version: int, fault: Fault) -> None:
    for number in range(1, requests_of(states, version) + 1):
        waits = WAITS if fault in HANGS else (20.0,)
        assert any(_at_request(number, states, version, fault, seconds) for seconds in waits)


def _at_request(
    number: int, states: tuple[str, ...], version: int, fault: Fault, seconds: float
) -> bool:
    """Whether the fault was met; on a busy machine an earlier request takes *seconds*, too."""
    with FakeGrafana(version) as fake, FaultProxy(fake.url, {number: fault}) as proxy:
        before = bring(fake, states, folder=False)
        imports = Imports(fake, proxy.url)
        imports.ended(seconds)
        met = fault in {passed.fault for passed in proxy.passed} or fault is Fault.REFUSED

        proxy.recover({})
        assert imports.ended()
        check(imports, states, before)
    return met


QUICK = sorted(set(Fault) - HANGS)
FAULTS = st.dictionaries(st.integers(1, 40), st.sampled_from(QUICK), max_size=10)
GRAFANAS = st.sampled_from([(9, "auto"), (11, "auto"), (13, "auto"), (13, "apps")])
ALLOWED = st.fixed_dictionaries({"overwrite": st.booleans(), "adopt": st.booleans()})


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    states=st.tuples(*[st.sampled_from(STATES)] * 5),
    folder=st.booleans(),
    allowed=ALLOWED,
    faults=FAULTS,
    grafana=GRAFANAS,
)
def test_any_faults_in_any_state(states, folder, allowed, faults, grafana) -> None:
    version, api = grafana
    with FakeGrafana(version) as fake, FaultProxy(fake.url, faults) as proxy:
        before = bring(fake, states, folder=folder)
        imports = Imports(fake, proxy.url, api, allowed)
        for _ in range(20):
            if imports.ended():
                break
            proxy.recover()

        proxy.recover({})
        assert imports.ended()
        check(imports, states, before)
        fake.record.clear()
        assert imports.ended()
        assert fake.record.writes == []
