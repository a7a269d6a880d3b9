"""Types the line of its input in a terminal of JupyterLab, whose address is its argument, and prints what the terminal shows until it ends."""
import asyncio
import json
import os
import re
import sys

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect


async def main() -> None:
    headers = {"Authorization": f"token {os.environ['HUB_TOKEN']}"}
    terminal = await websocket_connect(HTTPRequest(sys.argv[1], headers=headers))
    # The terminal repeats what is typed: there, no number follows.
    await terminal.write_message(json.dumps(["stdin", sys.stdin.read() + "; echo ended: $?\r"]))
    shown = ""
    while not re.search(r"ended: \d", shown):
        message = await terminal.read_message()
        if message is None:
            sys.exit(f"the terminal was closed after: {shown}")
        kind, *content = json.loads(message)
        shown += content[0] if kind == "stdout" else ""
    print(shown)


asyncio.run(main())
