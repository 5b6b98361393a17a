"""A disk that is full from some moment on, under what granary writes or under PostgreSQL's own files; then there is room."""
import ctypes, mmap, os, pathlib, random, shutil, subprocess
from warehouse import Violation
from .injection import Tally

# How a night may end whose disk is full: well, late, missing, or without a warehouse.
ENDS = (0, 2, 3, 69)


def full(night, args, count, judge):
    """Under each of the folders granary writes in."""
    night.restart(False)
    _, _, _, tally, _ = night.disturbed(night.night("tick"))
    places = {place: number for (call, place), number in tally.points().items() if call == "grow" and place != "output"}
    for place, number in sorted(places.items()):
        turns = [f"{place} {turn}" for turn in range(1, max(1, count // len(places)) + 1)]
        for turn in args.journal.each("full disks", turns):
            chance = random.Random(f"{args.seed}/full/{turn}")
            for _ in range(20):
                first = chance.randint(1, number)
                night.restart(False)
                code, out, err, tally, _ = night.disturbed(
                    night.night("tick"), {"FAULTS_POINT": f"grow {place} {first} ENOSPC on"})
                if tally.fired:
                    break  # threads take turns as they like: there were so many this time too
            facts = dict(place=place, first=first, code=code, stderr=err)
            if not tally.fired or code not in ENDS:
                raise Violation("a full disk ends a night otherwise than as a full disk", facts)
            night.look(facts)
            judge(night, "run", (0, ""), facts)
    done = len(args.journal.trials("full disks"))
    print(f"circumstances {done} times a disk that was full under {len(places)} places, equal", flush=True)


class DiskOfServer:
    """The server with the library of faults in front of it and of all its processes, which count together."""

    def __init__(self, night):
        self.night = night
        self.program = pathlib.Path(os.readlink(f"/proc/{night.postmaster()}/exe")).parent / "pg_ctl"
        # Its user may look into no folder of ours.
        self.library, self.tally = (night.data.parent / name for name in ("faults.so", "faults.tally"))
        about = night.data.stat()
        self.user = {} if about.st_uid == os.getuid() else dict(user=about.st_uid, group=about.st_gid, extra_groups=[])
        shutil.copyfile(night.library, self.library)
        self.library.chmod(0o755)

    def start(self, point=None):
        """Of a server that does not run; paths of its own files are relative, so they are the system's to the library."""
        self.tally.unlink(missing_ok=True)
        self.tally.write_bytes(bytes(ctypes.sizeof(Tally)))
        self.tally.chmod(0o666)
        environment = {"PATH": "/usr/bin:/bin", "LD_PRELOAD": str(self.library), "FAULTS_TALLY": str(self.tally),
                       "FAULTS_INHERIT": "1"}
        if point:
            environment["FAULTS_POINT"] = point
        log = self.night.data.parent / "start.log"
        done = subprocess.run(
            [self.program, "start", "-D", self.night.data, "-w", "-s", "-l", log], env=environment, timeout=120,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.user)
        if done.returncode != 0:
            raise Violation("the server with the library of faults does not start", dict(point=point))

    def read(self):
        return Tally.from_buffer_copy(self.tally.read_bytes())

    def grown(self):
        return self.read().points().get(("grow", "system"), 0)

    def give_room(self):
        with self.tally.open("r+b") as file, mmap.mmap(file.fileno(), 0) as memory:
            Tally.from_buffer(memory).off = 1


def full_server(night, args, count):
    """Under the server: no file of it grows any more, be it a table's or its log's, which ends it."""
    night.restart(False)
    disk = DiskOfServer(night)
    night.restart(True)
    disk.start()
    first = disk.grown() + 1
    if (answer := night.ask(*night.night("tick"))).code not in (0, 2):
        raise Violation("the night fails although nothing is made to", {}, answer)
    last = disk.grown()
    if last <= first:
        raise Violation("the server's files do not grow in a night", dict(first=first, last=last))
    for turn in args.journal.each("full disks of the server", range(1, count + 1)):
        chance = random.Random(f"{args.seed}/full server/{turn}")
        for _ in range(20):
            number = chance.randint(first, last)
            night.restart(True)
            disk.start(f"grow system {number} ENOSPC on")
            answer = night.ask(*night.night("tick"))
            tally = disk.read()
            if tally.fired:
                break
        facts = dict(turn=turn, number=number, server=night.postmaster())
        disk.give_room()
        if not tally.fired or answer.code not in ENDS:
            raise Violation("a full disk ends a night otherwise than as a full disk", facts, answer)
        tick = night.tick()
        if tick.code not in (0, 2) or tick.out or tick.err:
            raise Violation("the tick is not a good and silent one", facts | dict(code=answer.code), tick)
        night.compare(facts)
    done = len(args.journal.trials("full disks of the server"))
    print(f"circumstances {done} times a disk that was full under PostgreSQL, equal", flush=True)
