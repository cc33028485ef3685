"""A real HTTP server on 127.0.0.1, which answers as a test says, byte for byte."""

import asyncio
import contextlib
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.briefing.intake.serving import Answer, Serve, response


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Start a server and return its address: `await serve(answer)` with bytes, a dict of path to bytes, or a coroutine
    function of the request and the connection, which is closed after it."""
    running: list[asyncio.Server] = []
    connections: set[asyncio.Task[None]] = set()

    async def start(answer: "bytes | dict[str, bytes] | Answer") -> str:
        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            connections.add(task)
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError), contextlib.closing(writer):
                request = await reader.readuntil(b"\r\n\r\n")
                if isinstance(answer, bytes):
                    writer.write(answer)
                elif isinstance(answer, dict):
                    path = request.split(b" ", 2)[1].decode()
                    writer.write(answer.get(path, response(b"no such page", status="404 Not Found")))
                else:
                    await answer(request, reader, writer)
                await writer.drain()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

        server = await asyncio.start_server(connected, "127.0.0.1", 0)
        running.append(server)
        port = server.sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    yield start
    for server in running:
        server.close()
    # No handler has to be stopped: whatever happened to the reading, it has closed its connections.
    await asyncio.wait_for(asyncio.gather(*connections), 10)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 and news.example that signed itself, with its key, in one file."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl command to make a certificate")
    file = tmp_path_factory.mktemp("tls") / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "1", "-subj", "/CN=news.example", "-addext", "subjectAltName=IP:127.0.0.1,DNS:news.example"),
            *("-out", str(file), "-keyout", str(file.with_suffix(".key"))),
        ],
        check=True,
        capture_output=True,
    )
    file.write_bytes(file.read_bytes() + file.with_suffix(".key").read_bytes())
    return file
