"""What every benchmark needs: processes timed, memory that is there, a project of one's own."""
import dataclasses, os, shutil, subprocess, sys, time
from warehouse import ROOT

GRANARY, SAMPLEBANK = ROOT / ".build/release/granary", ROOT / ".build/release/samplebank"
DATE = "2025-11-20"


@dataclasses.dataclass
class Took:
    """One process: wall seconds, seconds of CPU (its own, user and system), peak memory."""
    seconds: float
    cpu: float
    megabytes: float
    code: int = 0


def timed(*command, good=(0,), **options):
    """`good`: the exit codes that are; None for any."""
    start = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], **options)
    _, status, usage = os.wait4(process.pid, 0)
    seconds, code = time.monotonic() - start, os.waitstatus_to_exitcode(status)
    if good is not None and code not in good:
        sys.exit(f"{' '.join(map(str, command))}: exit {code}")
    return Took(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, code)


# In a process of its own: its peak would count as that of whoever is started next.
HOLD = "import mmap, sys; mmap.mmap(-1, int(sys.argv[1]) << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS).madvise(23)"


def hold_memory(gigabytes=4):
    """Touches memory (MADV_POPULATE_WRITE) and lets it go. A virtual machine gives memory it does not use back to its
    host, and to have it again costs seconds a gigabyte: nobody who is measured shall be the one who pays for that."""
    timed(sys.executable, "-c", HOLD, gigabytes)


def project(folder):
    """A project of its own with the shipped catalog and pipelines, and nothing in its warehouse."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("Catalog", "Pipelines"):
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(ROOT / name, folder / name)
    return folder


def bulk(feed, rows, args, *words, dirt=0.01, before=()):
    return timed(*before, SAMPLEBANK, "bulk", feed, "--rows", rows, "--accounts", args.accounts, "--seed", 7,
                 "--dirt", dirt, "--date", DATE, *words, stdout=sys.stderr)
