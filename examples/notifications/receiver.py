"""Receives Standard Webhooks: verifies each, and drops what it has seen.

    NHI_WEBHOOK_SECRET=whsec_... python3 receiver.py 8080
"""

import base64
import hashlib
import hmac
import http.server
import json
import os
import sys
import time

KEY = base64.b64decode(os.environ["NHI_WEBHOOK_SECRET"].removeprefix("whsec_"))
TOLERANCE = 300  # seconds between the sender's clock and this one

seen = set()  # keep it where it outlives the program


def verified(headers, body):
    moment, name = headers["webhook-timestamp"], headers["webhook-id"]
    if not moment or not name or abs(time.time() - int(moment)) > TOLERANCE:
        return False
    content = name.encode() + b"." + moment.encode() + b"." + body
    want = base64.b64encode(hmac.digest(KEY, content, hashlib.sha256))
    # More than one signature while a secret is replaced.
    return any(
        hmac.compare_digest(b"v1," + want, signature.encode())
        for signature in headers.get("webhook-signature", "").split()
    )


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not verified(self.headers, body):
            self.send_error(401)
            return
        if self.headers["webhook-id"] not in seen:
            event = json.loads(body)
            print(event["type"], event["data"]["title"], flush=True)  # your runbook
            seen.add(self.headers["webhook-id"])
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver)
print("ready", server.server_port, flush=True)
server.serve_forever()
