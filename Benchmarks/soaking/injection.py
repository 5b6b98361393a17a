"""Every I/O call of a small night is made to fail, one at a time; then one tick alone must bring what it would have been."""
import collections, concurrent.futures, ctypes, pathlib, random, re, signal, subprocess, threading, time
from warehouse import Violation, say
from .small import SmallNight

FAULTS = pathlib.Path(__file__).resolve().parent / "faults"
CALLS = re.findall(r"_\((\w+)\)", (FAULTS / "calls.h").read_text().split("#define CALL(")[0])
PLACES, NAME = 24, 24
# What may befall a call; a signal that kills may come before any of them.
BEFALLS = {
    "open": "EIO EMFILE EINTR", "close": "EIO", "read": "EIO EINTR short", "write": "EIO ENOSPC EINTR short",
    "fsync": "EIO ENOSPC", "truncate": "EIO ENOSPC", "mmap": "ENOMEM", "touch": "EIO", "lock": "EINTR EIO", "stat": "EIO",
    "readlink": "EIO", "unlink": "EIO", "mkdir": "EIO ENOSPC", "rename": "EIO ENOSPC", "link": "EIO ENOSPC",
    "list": "EIO", "socket": "EMFILE", "connect": "ECONNREFUSED ETIMEDOUT EINTR", "send": "ECONNRESET EPIPE short",
    "recv": "ECONNRESET end short EINTR", "poll": "EINTR ENOMEM", "lookup": "EAGAIN", "spawn": "EAGAIN", "grow": "ENOSPC",
}
# How a disturbed command may end: well, late, refused, missing, without a catalog or a warehouse, not let in, killed.
ENDS = {0, 2, 3, 4, 5, 65, 69, 75, 77, -signal.SIGKILL}
# What is disturbed: the command, and whether the server has to be started first.
SCENES = {"tick": ("tick", False), "run": ("run", False), "cold": ("tick", True)}
LONGEST = 60
Point = collections.namedtuple("Point", "scene call place number fault lasts")


class Tally(ctypes.Structure):
    """The twin of struct tally in faults.c."""
    _fields_ = [("fired", ctypes.c_uint64), ("off", ctypes.c_uint64), ("where", ctypes.c_char * 240),
                ("places", ctypes.c_char * NAME * PLACES), ("counts", ctypes.c_uint64 * PLACES * len(CALLS))]

    def points(self):
        """How many of each call there were in each place."""
        found = {}
        for row, call in enumerate(CALLS):
            for column in range(1, PLACES):
                if self.counts[row][column]:
                    found[call, self.places[column].value.decode()] = self.counts[row][column]
        return found


def build(folder):
    library = folder / "faults.so"
    done = subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, FAULTS / "faults.c", "-ldl"],
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise Violation("the library of faults cannot be built", dict(cc=done.stderr))
    return library


class Injected(SmallNight):
    """A small night whose commands may be begun with the library of faults in front of them."""

    def __init__(self, folder, customers, build, library):
        super().__init__(folder, customers, build)
        self.library = library
        self.scratch = folder / "scratch"
        self.tally = folder / "tally"

    def prepare(self):
        super().prepare()
        self.scratch.mkdir()

    def places(self):
        cluster = self.state / "warehouse"
        named = [("drop", self.drop), ("secrets", self.state / "bank/secrets"), ("secrets", self.state / "bank/tls"),
                 ("archive", self.state / "archive"), ("mirror", self.state / "mirror"), ("cluster", cluster),
                 ("cluster", cluster.resolve()), ("state", self.state), ("catalog", self.base / "Catalog"),
                 ("pipelines", self.base / "Pipelines"), ("project", self.base), ("scratch", self.scratch)]
        return ":".join(f"{name}={path}" for name, path in named)

    def disturbed(self, words, more={}, patience=LONGEST):
        """How a command ended, what it said, and the tally of its calls."""
        self.tally.unlink(missing_ok=True)
        environment = self.environment | more | {
            "LD_PRELOAD": str(self.library), "FAULTS_TALLY": str(self.tally), "FAULTS_PLACES": self.places(),
            "FAULTS_HURRY": "50", "TMPDIR": str(self.scratch)}
        began = time.monotonic()
        process = subprocess.Popen(self.command(*words), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, env=environment)
        out, err = await_end(process, patience)
        tally = Tally.from_buffer_copy(self.tally.read_bytes())
        return process.returncode, out, err, tally, time.monotonic() - began

    def count(self, scene):
        command, isCold = SCENES[scene]
        self.restart(isCold)
        code, out, err, tally, seconds = self.disturbed(self.night(command))
        if code not in (0, 2):
            raise Violation("the night fails although nothing is made to", dict(scene=scene, code=code, out=out, err=err))
        say(f"{scene}: {sum(count for (call, _), count in tally.points().items() if call != 'grow')} calls, {seconds:.2f}s")
        return tally.points()

    def try_point(self, point):
        """Whether the fault came to pass; a violation where what it did stays."""
        command, isCold = SCENES[point.scene]
        self.restart(isCold)
        words = f"{point.call} {point.place} {point.number} {point.fault} {point.lasts}"
        code, out, err, tally, seconds = self.disturbed(self.night(command), {"FAULTS_POINT": words})
        if not tally.fired:
            return None
        facts = dict(point=f"{point.scene}: {words}", at=tally.where.decode(), exit=code, seconds=round(seconds, 2),
                     stdout=out, stderr=err)
        if code not in ENDS:
            raise Violation("the disturbed command ended as no fault of the machine lets it", facts)
        if isCold and self.postmaster() is None:
            self.granary("warehouse", "start")
        self.look(facts)
        if code in (0, 2):
            self.judge_good(command, facts)
        tick = self.tick()
        facts["tick"] = tick.code
        if tick.code not in (0, 2) or tick.out or tick.err:
            raise Violation("the tick is not a good and silent one", facts, tick)
        self.compare(facts)
        return code

    def judge_good(self, command, facts):
        """A command that said it went well did all there was to do."""
        found = self.standing()
        if found["live"] != self.reference["live"]:
            raise Violation("a good end, and not everything is published", facts)
        if command == "tick" and found["state"] != self.reference["state"]:
            raise Violation("a good end of a tick that left something to do", facts)


def await_end(process, patience):
    """What it printed. Seconds are counted one by one: a machine that stood still in between takes no more than one."""
    for _ in range(patience):
        try:
            return process.communicate(timeout=1)
        except subprocess.TimeoutExpired:
            pass
    process.kill()
    out, err = process.communicate()
    raise Violation(f"a disturbed command does not end in {patience} s", dict(stdout=out, stderr=err))


def points(counts, chance):
    """All there are, in an order that takes of every kind before it takes a second of any."""
    kinds = []
    for scene, found in counts.items():
        for (call, place), count in sorted(found.items()):
            faults = [(fault, "once") for fault in BEFALLS[call].split()] if call != "grow" else []
            faults += [(fault, "on") for fault in BEFALLS[call].split() if fault != "EINTR"]
            faults += [("kill", "once")] if call != "grow" else []
            for fault, lasts in faults:
                numbers = list(range(1, count + 1))
                chance.shuffle(numbers)
                kinds.append([Point(scene, call, place, number, fault, lasts) for number in numbers])
    total = sum(map(len, kinds))
    chance.shuffle(kinds)
    rounds = []
    while kinds:
        rounds += [kind.pop() for kind in kinds]
        kinds = [kind for kind in kinds if kind]
    return rounds, total


def parse(text):
    found = re.fullmatch(r"(\w+): (\w+) (\w+) (\d+) (\w+) (once|on)", text)
    if not found or found[1] not in SCENES:
        raise SystemExit(f"a point is written as “tick: read archive 3 EIO once”, not “{text}”")
    return Point(found[1], found[2], found[3], int(found[4]), found[5], found[6])


def table(done):
    """Faults by call and kind, as lines."""
    faults = sorted({point.fault for point in done}, key=lambda one: (one == "kill", one))
    rows = collections.defaultdict(collections.Counter)
    for point in done:
        rows[point.call][point.fault] += 1
        rows["all"][point.fault] += 1
    lines = [f"{'':10}" + "".join(f"{fault:>13}" for fault in faults) + f"{'all':>8}"]
    for call in [*(call for call in CALLS if call in rows), "all"]:
        lines.append(f"{call:10}" + "".join(f"{rows[call][fault] or '':>13}" for fault in faults)
                     + f"{sum(rows[call].values()):>8}")
    return lines


def named(point):
    return f"{point.scene}: {point.call} {point.place} {point.number} {point.fault} {point.lasts}"


def enumerate_points(args, night):
    """Of the same program the same points: threads take turns as they like, so a second count is another."""
    counts = {}
    for scene in [args.scene] if args.scene else SCENES:
        earlier = args.journal.trials("io counts").get(scene)
        if not earlier or earlier["build"] != args.journal.build:
            counted = night.count(scene)
            args.journal.add("io counts", scene, counts=[[call, place, number] for (call, place), number in counted.items()])
        found = args.journal.trials("io counts")[scene]["counts"]
        counts[scene] = {(call, place): number for call, place, number in found}
    wanted, total = points(counts, random.Random(f"{args.seed}/io"))
    say(f"{total} points of {sum(len(found) for found in counts.values())} kinds of calls")
    return wanted, total


def io(args, folder, count):
    folder.mkdir(parents=True, exist_ok=True)
    library = build(folder)
    nights = [Injected(folder / f"night{number}", 40, args.build, library) for number in range(1, args.beside + 1)]
    failed = True
    try:
        with concurrent.futures.ThreadPoolExecutor(len(nights)) as pool:
            list(pool.map(lambda night: night.prepare(), nights))
        if args.point:
            campaign = Campaign([parse(args.point)], 1, args)
            total = 1
        else:
            wanted, total = enumerate_points(args, nights[0])
            campaign = Campaign(wanted, count, args)
        with concurrent.futures.ThreadPoolExecutor(len(nights)) as pool:
            list(pool.map(campaign.work, nights))
        campaign.tell(total)
        if campaign.failures:
            raise Violation(f"{len(campaign.failures)} faults stay", dict(first=campaign.failures[0]))
        failed = False
    finally:
        for night in nights:
            night.close(remove=not failed)


class Campaign:
    """Points worked off by several nights beside each other."""

    def __init__(self, wanted, count, args):
        self.args, self.count = args, count
        # What an earlier session tried counts, as long as this one is asked for more than that point.
        earlier = {} if args.point else args.journal.trials("io")
        self.done = [parse(words) for words, line in earlier.items() if "exit" in line and in_scene(words, args.scene)]
        self.ends = collections.Counter(line["exit"] for words, line in earlier.items()
                                        if "exit" in line and in_scene(words, args.scene))
        self.earlier = self.begun = len(self.done)
        self.waiting = collections.deque(point for point in wanted if named(point) not in earlier)
        self.missed, self.failures, self.turn = 0, [], threading.Lock()
        self.start = time.monotonic()

    def next(self):
        with self.turn:
            if not self.waiting or self.begun >= self.count or len(self.failures) >= self.args.failures:
                return None
            self.begun += 1
            return self.waiting.popleft()

    def work(self, night):
        while point := self.next():
            words = named(point)
            began = time.monotonic()
            try:
                code = night.try_point(point)
                if not self.args.point:
                    found = {} if code is None else dict(exit=code, seconds=round(time.monotonic() - began, 1))
                    self.args.journal.add("io", words, **found)
                with self.turn:
                    if code is None:
                        # Threads take turns as they like: this time there were not so many.
                        self.missed += 1
                        self.begun -= 1
                        continue
                    self.done.append(point)
                    self.ends[code] += 1
                    if len(self.done) % 100 == 0:
                        say(f"io {len(self.done)} of {self.count}")
            except Violation as violation:
                with self.turn:
                    self.done.append(point)
                    self.failures.append(words)
                say(f"VIOLATION at {words}: {violation}\n  again: Benchmarks/soak io --point \"{words}\"")
                if night.postmaster() is None:
                    night.granary("warehouse", "start")

    def tell(self, total):
        seconds = time.monotonic() - self.start
        for line in table(self.done) if self.done else []:
            print(line)
        print(f"the disturbed commands ended with {', '.join(f'{code}: {number}' for code, number in sorted(self.ends.items()))}; "
              f"{self.missed} points were not come by")
        print(f"io {len(self.done)} of {total} points, {len(self.failures)} not mended by one tick, "
              f"{(len(self.done) - self.earlier) / seconds:.2f} a second{self.args.journal.builds('io')}", flush=True)


def in_scene(words, scene):
    return scene in (None, words.split(":")[0])
