"""An FTP server over TLS for the tests of remote folders: explicit (AUTH TLS) or implicit, with a login of its own.

usage: ftps_server.py FOLDER ftpes|ftps|ftp PORT RATE        (ftp has no TLS at all)
FOLDER holds server.pem and server.key; FOLDER/files is what is served, and FOLDER/ftps.log says what was sent.
RATE is the bytes a second a download may take, 0 for no limit.
"""
import os, sys

from OpenSSL import SSL
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler, ThrottledDTPHandler, TLS_DTPHandler, TLS_FTPHandler
from pyftpdlib.servers import FTPServer

folder, mode, port, rate = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])


def note(line):
    with open(os.path.join(folder, "ftps.log"), "a") as log:
        log.write(line + "\n")


class Data(ThrottledDTPHandler, TLS_DTPHandler):
    write_limit = rate

    def readable(self):
        # libcurl begins TLS as soon as it is connected, before it says what it wants: that is no disconnection.
        return self._ssl_accepting or super().readable()

    def close(self):
        # A transfer that was cut off is told too: what was sent is what counts.
        if self.file_obj is not None and not self._closed:
            note("sent %d %s" % (self.tot_bytes_sent, os.path.basename(self.file_obj.name)))
        super().close()


class Explicit(TLS_FTPHandler):
    certfile = os.path.join(folder, "server.pem")
    keyfile = os.path.join(folder, "server.key")
    tls_control_required = True
    tls_data_required = True
    ssl_protocol = SSL.TLS_SERVER_METHOD
    dtp_handler = Data
    auth_failed_timeout = 0.1

    def ftp_NLST(self, path):
        # Names that no file system would hold, as a hostile server might say them.
        hostile = os.path.join(folder, "hostile")
        if not os.path.exists(hostile):
            return super().ftp_NLST(path)
        with open(hostile, "rb") as names:
            self.push_dtp_data(names.read(), isproducer=False, cmd="NLST")


class Implicit(Explicit):
    def handle(self):
        self.secure_connection(self.ssl_context)

    def handle_ssl_established(self):
        super().handle()


authorizer = DummyAuthorizer()
authorizer.add_user("granary", open(os.path.join(folder, "password")).read().strip(), os.path.join(folder, "files"))
handler = {"ftpes": Explicit, "ftps": Implicit, "ftp": FTPHandler}[mode]
handler.authorizer = authorizer
FTPServer(("127.0.0.1", port), handler).serve_forever()
