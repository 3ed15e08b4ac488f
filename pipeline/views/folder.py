"""Names of files, one an article."""

from __future__ import annotations

import hashlib
import re

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_HASHED = re.compile(r"-[0-9a-f]{16}$")  # an id that looks as if it had been changed is changed, too
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")  # by Windows, whatever the suffix
_LONGEST = 100  # characters


def file_name(doc_id: str, suffix: str) -> str:
    """A name that every file system takes, another one for every id, also where case does not count.

    An id that has capitals or that must be changed has a piece of its hash behind it.
    """
    safe = _UNSAFE.sub("-", doc_id)[:_LONGEST].strip(".-")
    if safe and safe == doc_id == doc_id.lower() and not _HASHED.search(safe) and not _RESERVED.match(safe):
        return f"{safe}.{suffix}"
    digest = hashlib.sha256(doc_id.encode(errors="surrogatepass")).hexdigest()[:16]
    return f"{'_' * bool(_RESERVED.match(safe.lower()))}{safe}-{digest}.{suffix}"
