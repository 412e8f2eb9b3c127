from __future__ import annotations

import pytest

from archestra_ops.packs.owned import shared_start


@pytest.mark.parametrize(
    ("names", "start"),
    [
        (["acme_a_total", "acme_b_seconds", "process_open_fds", "http_x"], "acme_"),
        (["acme_ai_a_total", "acme_ai_b_seconds"], "acme_ai_"),
        (["acme_requests_total", "acme_requests_failed_total"], "acme_requests_"),
        (["acme_a_total"], "acme_"),
        (["acmes_a", "acme_b"], ""),
        (["mcp_gateway_a", "mcp_gateway_b"], ""),
        (["llm_a", "llm_b"], ""),
        (["http_a", "http_b"], ""),
        (["a_x", "b_x"], ""),
        (["alone"], ""),
        ([], ""),
    ],
)
def test_what_all_names_begin_with(names, start) -> None:
    assert shared_start(names) == start
