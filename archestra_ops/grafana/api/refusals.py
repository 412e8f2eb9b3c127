"""What Grafana says no to, as the error that tells what to do about it."""

from __future__ import annotations

import re

from archestra_ops.grafana.api.answers import Answer, failed
from archestra_ops.grafana.api.errors import (
    ChangedError,
    ForbiddenError,
    GrafanaError,
    ProvisionedError,
    RefusedError,
)
from archestra_ops.grafana.api.rights import Right

_BAD, _UNKNOWN, _FORBIDDEN, _NOT_ACCEPTABLE = 400, 401, 403, 406
_CHANGED = frozenset({409, 412})
_FAILURE = 500
_NEEDED = re.compile(r"permissions? needed: *(?:(?:any|all) of *)?(.+)", re.IGNORECASE)
# "Cannot save provisioned dashboard", "provisioned dashboard cannot be deleted", and Kubernetes'
# "… is managed by …".
_OWNED = re.compile(r"\bprovisioned\b|\bmanaged by\b|\bbelongs to plugin\b", re.IGNORECASE)
# Until 11, a dashboard's title was unique in its folder, and an overwrite replaced its namesake.
_NAMESAKE = "name-exists"


def check(answer: Answer, right: Right, url: str) -> None:
    """Raise the error that *answer* is, where the Grafana at *url* did not do what *right* says."""
    if not answer.ok:
        raise refusal(answer, right, url)


def refusal(answer: Answer, right: Right, url: str) -> GrafanaError:
    """The error that *answer* is."""
    if answer.status == _UNKNOWN:
        return _unknown(answer, url)
    if answer.status >= _FAILURE:
        return failed(answer)
    if _OWNED.search(answer.words):
        return owned(url, right, answer.words)
    if answer.status == _FORBIDDEN and "quota" not in answer.words.lower():
        return _forbidden(answer, right, url)
    if _is_changed(answer):
        return changed(url, answer.words or f"status {answer.status}")
    return _refused(answer, right, url)


def changed(url: str, said: str) -> ChangedError:
    """The error for what is there already, or is newer than what was read."""
    return ChangedError(
        f"somebody else has changed '{url}' meanwhile: {said}",
        hint="look what is there, and try again",
    )


def owned(url: str, right: Right, said: str) -> ProvisionedError:
    """The error for what a file or another tool delivers."""
    return ProvisionedError(
        f"'{url}' refuses to {right.doing}, which something else delivers: {said}",
        hint="change it where it comes from: Grafana's provisioning files, or the tool that "
        "manages it",
    )


def _unknown(answer: Answer, url: str) -> ForbiddenError:
    said = f": {answer.words}" if answer.words else ""
    return ForbiddenError(
        f"'{url}' does not accept the login{said}",
        hint="is the token, or the password, of this Grafana and this organisation, and not "
        "expired? see GRAFANA_TOKEN, GRAFANA_USER and GRAFANA_ORG_ID",
    )


def _forbidden(answer: Answer, right: Right, url: str) -> ForbiddenError:
    needed = _NEEDED.search(answer.words)
    permission = needed[1].strip() if needed else right.permission
    return ForbiddenError(
        f"the login may not {right.doing} in '{url}': it lacks '{permission}'",
        hint=f"give it that permission, or the role {right.role}",
    )


def _is_changed(answer: Answer) -> bool:
    if answer.status == _BAD and "already exists" in answer.words:
        return True  # of folders, and of uids, some versions say it so
    return answer.status in _CHANGED and not _is_namesake(answer)


def _is_namesake(answer: Answer) -> bool:
    document = answer.document
    return isinstance(document, dict) and document.get("status") == _NAMESAKE


def _refused(answer: Answer, right: Right, url: str) -> RefusedError:
    if answer.status == _NOT_ACCEPTABLE:
        return RefusedError(
            f"'{url}' has that dashboard in the schema v2 only, which its classic API cannot tell",
            hint="--api apps can",
        )
    hint = "another dashboard has that title: --title-suffix" if _is_namesake(answer) else ""
    return RefusedError(
        f"'{url}' refuses to {right.doing}: {answer.words or f'status {answer.status}'}", hint=hint
    )
