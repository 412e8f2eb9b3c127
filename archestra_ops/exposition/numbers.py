"""Numbers as the client libraries print them: the shortest digits that read back the same.

Python's `repr` finds the same digits; the three differ in where they use an exponent.
"""

from __future__ import annotations

import math

_JS_LARGEST = 21  # ECMAScript, Number::toString: an exponent above 1e21 and below 1e-6
_JS_SMALLEST = -6
_GO_LARGEST = 6  # Go, strconv.FormatFloat(x, 'g', -1, 64): an exponent from 1e+06, below 1e-04
_GO_SMALLEST = -4


def javascript(value: float) -> str:
    """*value* as prom-client prints it: `1`, `0.1`, `1e-7`, `1e+21`, `Nan`, `+Inf`."""
    if math.isnan(value):
        return "Nan"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    if not value:
        return "0"
    sign, digits, point = _shortest(value)
    if _JS_SMALLEST < point <= _JS_LARGEST:
        return sign + _plain(digits, point)
    return sign + _exponential(digits, f"{point - 1:+d}")


def go(value: float) -> str:
    """*value* as Go's client prints it: `1`, `0.1`, `1e-07`, `4.0090983e+07`, `NaN`, `+Inf`."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    if not value:
        return "-0" if math.copysign(1, value) < 0 else "0"
    sign, digits, point = _shortest(value)
    if _GO_SMALLEST < point <= _GO_LARGEST:
        return sign + _plain(digits, point)
    return sign + _exponential(digits, f"{point - 1:+03d}")


def _shortest(value: float) -> tuple[str, str, int]:
    """Sign, digits and point of a finite number other than 0: 0.DIGITS times ten to the point."""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    return "-" if value < 0 else "", digits.rstrip("0"), point


def _plain(digits: str, point: int) -> str:
    if point <= 0:
        return "0." + "0" * -point + digits
    if point >= len(digits):
        return digits + "0" * (point - len(digits))
    return digits[:point] + "." + digits[point:]


def _exponential(digits: str, exponent: str) -> str:
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}e{exponent}"
