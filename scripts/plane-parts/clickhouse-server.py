"""A ClickHouse that tests can talk to: chdb, the real engine in a Python package, behind HTTP.

Speaks as much of ClickHouse's HTTP interface as the collector's exporter and the tests use: the
statement in `query` or in the body, data after it, the answer in `default_format`. One statement at a
time; users are not checked, because the embedded engine has only one. GET /ping answers `Ok.`.

    clickhouse-server.py PORT DATA_FOLDER
"""

import os
import re
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from chdb import session

port, data_folder = int(sys.argv[1]), sys.argv[2]
engine = session.Session(data_folder)
lock = threading.Lock()
# While a file of this name is there every statement fails: an outage that tests can switch.
outage = os.path.join(data_folder, "..", "outage")


def run(statement, body, output_format):
    """Returns the answer as bytes. Data of an insert goes through a file, the engine's only way in."""
    insert = re.match(r"(?is)\s*insert\s+into\b.*\bformat\s+(\w+)\s*$", statement)
    if insert and body:
        with tempfile.NamedTemporaryFile(dir=data_folder, suffix=".rows") as rows:
            rows.write(body)
            rows.flush()
            target = re.sub(r"(?is)\s+format\s+\w+\s*$", "", statement)
            target = re.sub(r"(?is)\s+values\s*$", "", target)
            statement = f"{target} FROM INFILE '{rows.name}' FORMAT {insert.group(1)}"
            return bytes(engine.query(statement, output_format).bytes() or b"")
    if body:
        statement = (statement + "\n" + body.decode()).strip()
    return bytes(engine.query(statement, output_format).bytes() or b"")


def hello():
    """Returns the answer to the Go client's first question, the only one it reads in its own revision.

    It says that the server is of revision 0, after which the client reads what the engine writes: plain
    Native blocks without a header of their own.
    """
    columns = [
        (b"displayName()", b"String", text(b"chdb")),
        (b"version()", b"String", text(bytes(engine.query("SELECT version()", "TSV").bytes()).strip())),
        (b"revision()", b"UInt32", bytes(4)),
        (b"timezone()", b"String", text(b"UTC")),
    ]
    # Block information (no overflow, no bucket), then the numbers of columns and rows.
    head = b"\x01\x00\x02\xff\xff\xff\xff\x00" + bytes([len(columns), 1])
    # The zero: no serialization of its own.
    return head + b"".join(text(name) + text(kind) + b"\x00" + value for name, kind, value in columns)


def text(value):
    """Returns a short string of the Native format: its length, then its bytes."""
    return bytes([len(value)]) + value


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(200, b"Ok.\n") if self.path == "/ping" else self.do_POST()

    def do_POST(self):
        parameters = {name: values[-1] for name, values in parse_qs(urlsplit(self.path).query).items()}
        body = self.body()
        if os.path.exists(outage):
            return self.answer(503, b"Code: 279. DB::Exception: no servers (ALL_CONNECTION_TRIES_FAILED)\n")
        output_format = parameters.get("default_format", "TabSeparated")
        try:
            with lock:
                asks_hello = "displayName()" in parameters.get("query", "") + body[:60].decode(errors="replace")
                result = hello() if asks_hello else run(parameters.get("query", ""), body, output_format)
        except Exception as error:  # the engine raises plain RuntimeError
            return self.answer(500, str(error).encode())
        self.answer(200, result, output_format)

    def body(self):
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        chunks = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def answer(self, status, content, output_format="TabSeparated"):
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-ClickHouse-Format", output_format)
        self.send_header("X-ClickHouse-Timezone", "UTC")
        if status >= 500:
            code = re.match(rb"Code: (\d+)", content)
            self.send_header("X-ClickHouse-Exception-Code", code.group(1).decode() if code else "1000")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, form, *arguments):
        if os.environ.get("LOG_STATEMENTS"):
            super().log_message(form, *arguments)


ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
