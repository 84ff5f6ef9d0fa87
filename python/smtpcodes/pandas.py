"""pandas: series have an accessor ``smtp`` once this module is imported. It needs pyarrow as well.

>>> import pandas as pd
>>> import smtpcodes.pandas
>>> frame = pd.DataFrame({"reply": ["550 5.1.1 Sorry", None]}, index=["a", "b"])
>>> verdicts = frame["reply"].smtp.classify()
>>> verdicts.loc["a", "category"]
'user_unknown'
>>> frame.join(verdicts).columns[:3].tolist()
['reply', 'reply_code', 'enhanced_code']
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa

from smtpcodes import classify_batch

__all__ = ["SmtpAccessor"]


@pd.api.extensions.register_series_accessor("smtp")
class SmtpAccessor:
    """``series.smtp``."""

    def __init__(self, series: pd.Series) -> None:
        self._series = series

    def classify(self, **known: Any) -> pd.DataFrame:  # noqa: ANN401  # the keywords of classify_batch
        """Classify the replies; keywords are those of `smtpcodes.classify_batch`.

        The result has a column for each part of a verdict, and the index of the series.
        """
        replies = pa.array(self._series, from_pandas=True)
        frame: pd.DataFrame = pa.table(classify_batch(replies, **known)).to_pandas()
        return frame.set_axis(self._series.index)
