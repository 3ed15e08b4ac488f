"""Names of files, one an article."""

from __future__ import annotations

import hashlib
import re

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def file_name(doc_id: str, suffix: str) -> str:
    """A name that every file system takes; ids that it has to change stay apart by a piece of their hash."""
    safe = _UNSAFE.sub("-", doc_id)[:100].strip(".-")
    if safe == doc_id:
        return f"{safe}.{suffix}"
    digest = hashlib.sha256(doc_id.encode(errors="surrogatepass")).hexdigest()[:8]
    return f"{safe}-{digest}.{suffix}"
