"""The pages that a browser gets, of which a client sees that they are not JSON."""

from __future__ import annotations

_PAGE = (
    "<!DOCTYPE html>\n<html lang='en'><head><title>{title}</title></head>"
    "<body>{body}</body></html>\n"
)

LOGIN = _PAGE.format(title="Grafana", body="<div id='reactRoot'>Welcome to Grafana. Log in.</div>")
NOT_FOUND = _PAGE.format(title="Grafana", body="<div id='reactRoot'>Page not found</div>")
ELSEWHERE = _PAGE.format(title="404 Not Found", body="<h1>Not Found</h1>")
