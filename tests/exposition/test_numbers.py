"""Numbers as prom-client and client_golang print them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.exposition.numbers import go, javascript


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-2.5, "-2.5"),
        (0.1, "0.1"),
        (1795212826.499, "1795212826.499"),
        (5.11e-7, "5.11e-7"),
        (0.000001, "0.000001"),
        (1e-7, "1e-7"),
        (1e20, "100000000000000000000"),
        (123456789012345680000.0, "123456789012345680000"),
        (1e21, "1e+21"),
        (1.5e300, "1.5e+300"),
        (5e-324, "5e-324"),
        (math.nan, "Nan"),
        (math.inf, "+Inf"),
        (-math.inf, "-Inf"),
    ],
)
def test_javascript(value, text):
    assert javascript(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "-0"),
        (1.0, "1"),
        (410352.0, "410352"),
        (999999.0, "999999"),
        (1e6, "1e+06"),
        (40090983.0, "4.0090983e+07"),
        (1795210667.0, "1.795210667e+09"),
        (0.000158974, "0.000158974"),
        (4.7134e-05, "4.7134e-05"),
        (0.0001, "0.0001"),
        (-1e-300, "-1e-300"),
        (math.nan, "NaN"),
        (math.inf, "+Inf"),
        (-math.inf, "-Inf"),
    ],
)
def test_go(value, text):
    assert go(value) == text


@given(st.floats(allow_nan=False))
def test_both_read_back_the_same(value):
    assert float(javascript(value)) == value
    assert float(go(value)) == value
