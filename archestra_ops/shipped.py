"""Where templates/, dashboards/ and alerts/ are, in a checkout and in an installed wheel alike."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
# An editable install may leave a stale copy under _shipped elsewhere; beside this file there is
# one only where the package was installed from a wheel.
_INSTALLED = _PACKAGE / "_shipped"
_ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent

TEMPLATES = _ROOT / "templates"
DASHBOARDS = _ROOT / "dashboards"
ALERTS = _ROOT / "alerts"
