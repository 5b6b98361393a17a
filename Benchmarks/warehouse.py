"""A project's commands and its warehouse, as the campaigns use them."""
import collections, os, pathlib, subprocess, sys, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
Answer = collections.namedtuple("Answer", "code out err seconds")


def say(*words):
    print(*words, file=sys.stderr, flush=True)


class Violation(Exception):
    def __init__(self, problem, facts, answer=None):
        words = [problem, f"  {facts}"]
        if answer:
            words.append(f"  exit {answer.code} after {answer.seconds:.2f}s")
            words.append(f"--- stdout\n{answer.out}--- stderr\n{answer.err}")
        super().__init__("\n".join(words))


class Warehouse:
    """The project in `base`, asked by the binaries of one build."""

    def __init__(self, base, binaries):
        self.base, self.binaries = base, binaries
        self.state = base / ".granary"
        self.environment = {name: word for name, word in os.environ.items() if not name.startswith("PG")}

    def command(self, *words):
        return [str(word) for word in (self.binaries / "granary", *words, "--project", self.base)]

    def granary(self, *words, good=(0,), timeout=300):
        answer = self.ask(*words, timeout=timeout)
        if good and answer.code not in good:
            raise Violation("a step that nothing disturbs failed", dict(command=" ".join(map(str, words))), answer)
        return answer

    def ask(self, *words, timeout=300):
        began = time.monotonic()
        try:
            done = subprocess.run(
                self.command(*words), capture_output=True, text=True, timeout=timeout, env=self.environment)
        except subprocess.TimeoutExpired as late:
            raise Violation("a command does not end", dict(command=" ".join(map(str, words)), seconds=late.timeout))
        return Answer(done.returncode, done.stdout, done.stderr, time.monotonic() - began)

    def locate(self):
        """Where the cluster is; another one is elsewhere."""
        answer = self.granary("warehouse", "psql", "-c", "show unix_socket_directories")
        self.socket = next(line.strip() for line in answer.out.split("\n") if line.strip().startswith("/"))

    def conninfo(self, login):
        return f"host={self.socket} port=5432 dbname=granary user={login}"

    def reading(self, login):
        """psql in a session of its own, fields parted by `|`; what it is to do comes by its stdin."""
        return ["psql", "-XqAt", "-F", "|", "-v", "ON_ERROR_STOP=1", self.conninfo(login)]

    def psql(self, script, login="granary", timeout=120):
        done = subprocess.run(
            self.reading(login), input=script, text=True, capture_output=True, env=self.environment, timeout=timeout)
        if done.returncode != 0:
            raise Violation("psql failed", dict(stderr=done.stderr))
        return done.stdout
