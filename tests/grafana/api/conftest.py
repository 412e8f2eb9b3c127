"""Servers that answer by the book, or always the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import httpx
import pytest

from archestra_ops.grafana.api.server import Server
from archestra_ops.http import Http, Secret
from tests.grafana.api.book import BASE, Book

Answering = Callable[[Mapping[str, Any]], tuple[Server, Book]]


@pytest.fixture
def answering(mock_http) -> Answering:
    """`answering(answers)` is a Server, and the Book by which it is answered."""

    def build(answers: Mapping[str, Any]) -> tuple[Server, Book]:
        book = Book(answers)
        return Server(mock_http(book, bearer=Secret("glsa_t0ken")), f"{BASE}/"), book

    return build


@pytest.fixture
def always(mock_http) -> Callable[[httpx.Response], Http]:
    """`always(response)` is an Http that is always answered so."""
    return lambda response: mock_http(lambda _: response, bearer=Secret("glsa_t0ken"))
