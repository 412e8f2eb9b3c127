"""Reads and writes metrics pages: Prometheus' classic text 0.0.4 and OpenMetrics 1.0.0.

`survey` looks at a page of any size, bad ones too, and says what it has and what is wrong with it;
`samples` reads a good one sample by sample; `write` prints one as the client libraries do.
"""

from archestra_ops.exposition.format import Format, format_of, sniff
from archestra_ops.exposition.problems import Kind, Problem
from archestra_ops.exposition.reader import samples
from archestra_ops.exposition.report import FamilySurvey, Survey
from archestra_ops.exposition.sample import Exemplar, Sample
from archestra_ops.exposition.surveyor import survey
from archestra_ops.exposition.writer import (
    WritableExemplar,
    WritableFamily,
    WritableSample,
    write,
)

__all__ = [
    "Exemplar",
    "FamilySurvey",
    "Format",
    "Kind",
    "Problem",
    "Sample",
    "Survey",
    "WritableExemplar",
    "WritableFamily",
    "WritableSample",
    "format_of",
    "samples",
    "sniff",
    "survey",
    "write",
]
