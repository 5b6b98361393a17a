"""What sshd runs for a session: OpenSSH's own sftp-server, slowed down to RATE bytes a second (0: not at all).

usage: sftp_session.py FOLDER RATE        FOLDER/sftp.log says which file was read, and how many bytes of it.
"""
import os, subprocess, sys, time

folder, rate = sys.argv[1], int(sys.argv[2])
log = open(os.path.join(folder, "sftp.log"), "a")
command = ["/usr/lib/openssh/sftp-server", "-e", "-l", "INFO"]
if rate == 0:
    os.dup2(log.fileno(), 2)
    os.execv(command[0], command)
server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log)
while chunk := os.read(server.stdout.fileno(), 32768):
    os.write(1, chunk)
    time.sleep(len(chunk) / rate)
sys.exit(server.wait())
