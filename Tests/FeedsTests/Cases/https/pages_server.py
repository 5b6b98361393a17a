"""A page server with faults on demand, over TLS, for the tests of the page fetcher.

usage: pages_server.py FOLDER        FOLDER holds server.pem, server.key; the port is written to FOLDER/port
The scenario is the first part of the path: /SCENARIO/v1?date=…&page=…&size=…
"""
import base64, http.server, json, os, shutil, ssl, sys, threading, urllib.parse

folder = sys.argv[1]
RECORDS = [{"id": str(n), "name": "单位%d" % n, "paid": "1.50"} for n in range(1, 8)]
seen = {}
# Of each scenario, the number of the token that counts.
tokens = {}
lock = threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body, headers=(), length=None):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        scenario = self.path.split("/")[1]
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with lock:
            with open(os.path.join(folder, "log"), "a") as log:
                log.write("%s 0\n" % scenario)
            tokens[scenario] = tokens.get(scenario, 0) + 1
            number = tokens[scenario]
        basic = "Basic " + base64.b64encode(b"granary%20bank:client-secret").decode()
        if self.headers.get("Authorization") != basic or form != "grant_type=client_credentials&scope=read":
            return self.answer(401, b'{"error":"invalid_client"}')
        if scenario == "oauth-busy" and number == 1:
            return self.answer(503, b"later", [("Retry-After", "1")])
        kind = "mac" if scenario == "oauth-odd" else "Bearer"
        life = 1 if scenario == "oauth-short" else 3600
        body = {"access_token": "granted/%d" % number, "token_type": kind, "expires_in": life}
        self.answer(200, json.dumps(body).replace("/", "\\/").encode())

    def do_GET(self):
        url = urllib.parse.urlparse(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        scenario = url.path.split("/")[1]
        page, size = int(query["page"]), int(query["size"])
        with lock:
            key = (scenario, page)
            seen[key] = seen.get(key, 0) + 1
            count = seen[key]
            with open(os.path.join(folder, "log"), "a") as log:
                log.write("%s %d\n" % (scenario, page))
        right = "Bearer right-token"
        if scenario.startswith("oauth"):
            if scenario == "oauth-lost" and page == 2 and count == 1 or scenario == "oauth-never":
                # Every token is forgotten: only one that is asked for now would do.
                with lock:
                    tokens[scenario] = tokens.get(scenario, 0) + 1
            right = "Bearer granted/%d" % tokens.get(scenario, 0)
        if self.headers.get("Authorization") != right or query["date"] != "2025-11-20":
            return self.answer(401, b"no")
        pages = -(-len(RECORDS) // size)
        total = len(RECORDS)
        rows = RECORDS[(page - 1) * size : page * size]
        if scenario == "busy" and page == 2 and count == 1:
            return self.answer(503, b"later", [("Retry-After", "1")])
        if scenario == "down" and page == 2:
            return self.answer(500, b"broken")
        if scenario == "down-then-up" and page == 2 and count <= 2:
            return self.answer(500, b"broken")
        state = "s1"
        if scenario in ("state", "state-changed") and page == 2 and count <= 2:
            return self.answer(500, b"broken")
        if scenario == "state-changed" and seen.get((scenario, 2), 0) > 2:
            state = "s2"
        if scenario == "state-missing" and page == 2:
            state = None
        if scenario == "changed" and page == 2:
            total += 1
        if scenario == "changed-between" and page == 2 and count <= 2:
            return self.answer(500, b"broken")
        if scenario == "changed-between" and count > 1 or scenario == "changed-between" and seen.get((scenario, 2), 0) > 2:
            total, rows, pages = 3, RECORDS[:3], 1
        if scenario == "wrong-page" and page == 2:
            page = 3
        if scenario == "short" and page == pages:
            rows = rows[:-1]
        if scenario == "html":
            return self.answer(200, b"<html>maintenance</html>")
        if scenario == "redirect":
            return self.answer(302, b"", [("Location", "https://127.0.0.1:1/elsewhere")])
        body = json.dumps(
            {"total": total, "page": page, "pages": pages, "sum_paid": "10.50", "as_of": state, "rows": rows},
            indent=1, ensure_ascii=False,
        ).encode()
        if scenario == "cut" and page == 2 and count == 1:
            self.answer(200, body[:20], length=len(body))
            self.close_connection = True
            return
        if scenario == "huge":
            body = b" " * 200000 + body
        self.answer(200, body)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(os.path.join(folder, "server.pem"), os.path.join(folder, "server.key"))
server.socket = context.wrap_socket(server.socket, server_side=True)
with open(os.path.join(folder, "port.new"), "w") as port:
    port.write(str(server.server_port))
os.rename(os.path.join(folder, "port.new"), os.path.join(folder, "port"))
# The test holds our input open: when it ends, however it ends, so do we.
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
shutil.rmtree(folder)
