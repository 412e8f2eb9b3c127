from __future__ import annotations

import httpx
import pytest

from archestra_ops.errors import OpsError
from archestra_ops.http.proxies import proxy_for


@pytest.mark.parametrize(
    ("url", "proxies", "expected"),
    [
        ("https://grafana.example", {}, None),
        ("https://grafana.example", {"http": "http://proxy:3128"}, None),
        ("https://grafana.example", {"https": "http://proxy:3128"}, "http://proxy:3128"),
        ("https://grafana.example", {"https": "proxy:3128"}, "http://proxy:3128"),
        ("https://grafana.example", {"all": "https://proxy"}, "https://proxy"),
        ("http://localhost:9050", {"http": "http://proxy"}, None),
        ("http://web.localhost:9050", {"http": "http://proxy"}, None),
        ("http://127.0.0.2:9050", {"http": "http://proxy"}, None),
        ("http://[::1]:9050", {"http": "http://proxy"}, None),
        ("http://a.corp:1", {"http": "http://proxy", "no": "x, .corp"}, None),
        ("http://a.corp:1", {"http": "http://proxy", "no": "CORP"}, None),
        ("http://a.corp:1", {"http": "http://proxy", "no": "a.corp"}, None),
        ("http://a.corp:1", {"http": "http://proxy", "no": "*"}, None),
        ("http://a.corp:1", {"http": "http://proxy", "no": "orp,b.a.corp,"}, "http://proxy"),
    ],
)
def test_the_proxy_of_an_address(url, proxies, expected) -> None:
    assert proxy_for(httpx.URL(url), proxies) == expected


def test_a_proxy_that_is_not_http_is_refused_without_its_password() -> None:
    with pytest.raises(OpsError) as caught:
        proxy_for(httpx.URL("https://host"), {"https": "socks5://me:secret@proxy:1080"})

    assert (
        str(caught.value) == "the proxy 'socks5://***@proxy:1080' is not an http or https address"
    )
