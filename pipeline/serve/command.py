"""``onrecord serve`` and ``onrecord mcp``, between options and exit codes."""

from __future__ import annotations

from pathlib import Path

import typer

from pipeline.extra import MissingExtra, require
from pipeline.views.results import NoResults

LOCAL = ("127.0.0.1", "::1", "localhost")


def serve(out: Path | None, host: str, port: int) -> int:
    """Serve until interrupted; returns the exit code."""
    from pipeline.run.startup import SHIPPED, lean

    lean(SHIPPED)
    try:
        for name in ("fastapi", "uvicorn"):
            require(name, "serve")
        import uvicorn

        from pipeline.serve.app import create

        app = create(out, () if host in LOCAL else (host,))
    except (MissingExtra, NoResults) as error:
        typer.echo(f"onrecord: {error}", err=True)
        return 1
    if host not in LOCAL:
        typer.echo(
            f"onrecord: {host} is no address of this machine alone: whoever reaches it can read and correct", err=True
        )
    typer.echo(f"onrecord: http://{host}:{port}/ (Ctrl-C ends it)", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
    return 0


def mcp(out: Path | None) -> int:
    """Offer the tools on standard input and output; returns the exit code."""
    from pipeline.run.startup import SHIPPED, lean

    lean(SHIPPED)
    try:
        require("mcp", "mcp")
        from pipeline.serve.tools import create

        server = create(out)
    except (MissingExtra, NoResults) as error:
        typer.echo(f"onrecord: {error}", err=True)
        return 1
    server.run("stdio")
    return 0
