"""YAML that others wrote, read so that it can be judged: safely, and with line numbers."""

from archestra_ops.prometheus.document.nodes import Rows, Table, Value
from archestra_ops.prometheus.document.read import Document, YamlError, read, read_all

__all__ = ["Document", "Rows", "Table", "Value", "YamlError", "read", "read_all"]
