"""A reader that never looks away: repeatable-read snapshots of the marts, while nights are disturbed beside it."""
import contextlib, subprocess, threading, time
from warehouse import Violation

LOGIN, MART = "analyst3", "mart_l3"
# What tells how a night goes on grows with it, and bits stand by customer number.
PASSING = ("computed", "night", "stale", "restatement", "label_bitmap")
# What psql says of a server that went away.
LOST = ("57P01", "57P02", "57P03", "08006", "server closed the connection", "connection to server was lost")


class Reader:
    def __init__(self, project):
        self.project = project
        self.seen = self.lost = 0
        self.longest = 0.0
        self.problem = None
        self.mayLose = False
        self.process = None
        self.isOver = False
        self.turn = threading.Lock()

    def __enter__(self):
        self.query = self.statement()
        self.whole = self.take_one()
        self.dates = self.project.dates
        self.project.reader = self
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.isOver = True
        self.project.reader = None
        self.thread.join()
        self.close()

    # pauses: the cluster under it is exchanged

    def pause(self):
        self.turn.acquire()
        self.close()

    def resume(self):
        self.turn.release()

    @contextlib.contextmanager
    def paused(self):
        self.project.reader = None
        self.pause()
        try:
            yield
        finally:
            self.resume()
            self.project.reader = self

    @contextlib.contextmanager
    def allowing_lost_connections(self):
        self.mayLose = True
        yield
        self.mayLose = False

    def check(self, facts):
        if self.problem:
            raise Violation(f"the reader: {self.problem}", facts)

    # snapshots

    def statement(self):
        """Of every view with a business date: rows and a hash of their content, by date. Customer numbers are left out,
        for they come with later accounts, as numbers of labels do; so is the end of a version. Open versions are counted by themselves."""
        rows = self.project.psql(
            "select table_name from information_schema.columns"
            f" where table_schema = '{MART}' and column_name = 'biz_date' order by 1").split()
        rows = [view for view in rows if view not in PASSING]
        parts = []
        for view in rows:
            if view + "_history" in rows:
                parts.append(f"select '{view} open', '', count(*), {hashed()} from {MART}.{view} t")
            else:
                parts.append(f"select '{view}', biz_date::text, count(*), {hashed()} from {MART}.{view} t group by 2")
        return "\nunion all\n".join(parts) + "\norder by 1, 2;"

    def take_one(self):
        lines = self.project.psql(self.query, LOGIN).strip().split("\n")
        return {tuple(line.split("|")[:2]): line for line in lines}

    def open(self):
        self.process = subprocess.Popen(
            ["psql", "-XqAt", "-F", "|", "-v", "VERBOSITY=sqlstate", "-v", "ON_ERROR_STOP=1",
             self.project.conninfo(LOGIN)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, env=self.project.environment)

    def close(self):
        if self.process:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def watch(self):
        while not self.isOver and not self.problem:
            with self.turn:
                try:
                    self.look()
                except OSError:
                    self.lose()
                except Exception as error:  # a reader that ended would let everything pass
                    self.problem = f"{type(error).__name__}: {error}"
            time.sleep(0.1)

    def lose(self):
        """A server that is down or starting is no harm to a reader; a session that ends under it is."""
        self.process.wait()
        words = self.process.stderr.read().strip()
        self.process = None
        self.lost += 1
        isLost = "connection to server on socket" in words or self.mayLose and any(word in words for word in LOST)
        if not isLost:
            self.problem = f"its session ended: {words}"

    def look(self):
        """One transaction that looks twice."""
        if self.process is None:
            self.open()
        began = time.monotonic()
        self.process.stdin.write(
            f"begin isolation level repeatable read;\n{self.query}\n\\echo again\nselect pg_sleep(0.1);\n{self.query}\n"
            "commit;\n\\echo over\n")
        self.process.stdin.flush()
        looks, lines = [], []
        for line in self.process.stdout:
            line = line.rstrip("\n")
            if line in ("again", "over"):
                looks.append(lines)
                lines = []
                if line == "over":
                    break
            elif line:
                lines.append(line)
        if len(looks) < 2:
            raise OSError("psql ended")
        self.longest = max(self.longest, time.monotonic() - began)
        if looks[0] != looks[1]:
            self.problem = f"a transaction saw two states: {sorted(set(looks[0]) ^ set(looks[1]))}"
            return
        self.judge({tuple(line.split("|")[:2]): line for line in looks[0]})
        self.seen += 1

    def judge(self, found):
        for key, line in found.items():
            if key[1] and self.whole.get(key) != line:
                self.problem = f"{key} is neither absent nor whole: {line}, not {self.whole.get(key)}"
        for key in self.whole:
            if key[1] and key[1] < self.dates[-1] and key not in found:
                self.problem = f"{key} was published and is gone"
        # A fold and its business date come together, where the last date brings new versions at all.
        for view in [key[0] for key in self.whole if not key[1]]:
            history = (view.replace(" open", "_history"), self.dates[-1])
            if history not in self.whole:
                continue
            isIn, isFolded = history in found, found.get((view, "")) == self.whole[(view, "")]
            if isIn != isFolded:
                self.problem = f"{view}: its last date is {'in' if isIn else 'absent'}, its open versions are not so"


def hashed():
    return "sum(hashtextextended((to_jsonb(t) - 'customer_id' - 'valid_to' - 'label_no')::text, 0)::numeric)"
