"""Runs a server until our input ends, then kills it with every process that came of it.

usage: guard.py COMMAND…
"""
import os, signal, subprocess, sys


def children():
    """The processes of each parent. A server's sessions may have left its group, but not its line."""
    found = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/stat" % name) as file:
                parent = int(file.read().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        found.setdefault(parent, []).append(int(name))
    return found


server = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, start_new_session=True)
sys.stdin.read()
line, known = [server.pid], children()
for process in line:
    line += known.get(process, [])
for process in line:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        pass
server.wait()
