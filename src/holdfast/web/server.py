"""The one module that knows the server."""

import logging
from collections.abc import Callable

from holdfast.core.errors import bad_input
from holdfast.web.app import create_app
from holdfast.web.settings import Settings
from holdfast.web.store import Store


def serve(settings: Settings, store: Store, ready: Callable[[], None]) -> None:
    """Answer requests until somebody stops it.

    Parameters
    ----------
    settings, store : of the app.
    ready : called once it listens.

    Raises
    ------
    HoldfastError
        HF461 where the port is taken.
    """
    import uvicorn

    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    config = uvicorn.Config(
        create_app(settings, store),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=20,
        limit_concurrency=500,
        ws="none",
    )
    try:
        listening = config.bind_socket()
    except SystemExit:
        what = f"cannot listen at {settings.host}:{settings.port}"
        raise bad_input("HF461", what, remedy="name another --port") from None
    ready()
    uvicorn.Server(config).run(sockets=[listening])
