"""Files and members of archives as byte streams, and what they may cost."""

from __future__ import annotations

import io
import os
from typing import BinaryIO

from pipeline.ingest.article import Unreadable
from pipeline.ingest.decode import MAX_BYTES

Stream = BinaryIO


def read_all(file: Stream, most: int = MAX_BYTES, advice: str = "") -> bytes:
    """All bytes of a stream.

    Raises:
        Unreadable: they are more than ``most``.
    """
    size = _size(file)
    data = b"" if size is not None and size > most else file.read(most + 1)
    if len(data) > most or (size or 0) > most:
        told = f"{size:,} bytes" if size is not None else f"more than {most:,} bytes"
        raise Unreadable("TooLarge", f"{told}; an article has at most {most:,}" + (f"; {advice}" if advice else ""))
    return data


def _size(file: Stream) -> int | None:
    """Size of a file on disk; None of anything else."""
    if not isinstance(file, io.BufferedReader):
        return None
    try:
        return os.fstat(file.fileno()).st_size
    except (OSError, ValueError):
        return None
