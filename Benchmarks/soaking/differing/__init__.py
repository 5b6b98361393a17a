"""Readers that others wrote, on the same inputs: every difference has a name, and is counted, or it is a defect."""
import collections, json, random, shutil, struct, subprocess, time
from warehouse import ROOT, Violation
from ..fuzzing import ENVIRONMENT, build
from . import codes, lines, objects

BATCH = 10_000


def differ(args, project, inputs):
    """`inputs` over all of them; a batch is the same for the same seed, whatever came before it."""
    fuzzer = build()
    serve(project)
    others = comparisons(project)
    whole = 0
    for name, comparison in others.items():
        began = time.monotonic()
        count, rules = compared(fuzzer, f"{args.seed}/{name}", inputs // len(others) + 1, *comparison)
        explained = ", ".join(f"{rule} {number}" for rule, number in sorted(rules.items())) or "none"
        print(f"differ {count} inputs against {name} in {time.monotonic() - began:.0f}s, 0 unexplained differences; "
              f"explained: {explained}", flush=True)
        whole += count
    print(f"differ {whole} inputs against {len(others)} readers, 0 unexplained differences", flush=True)


def comparisons(project):
    """By name: granary's reader, what makes its inputs, what the other makes of them, and what explains a difference."""
    return {
        "Python csv": ("delimited", lines.line, each(lines.python), lines.explain_python),
        "PostgreSQL COPY": ("delimited", lines.line, lines.copy(project), lines.explain_copy),
        "Python json": ("json", objects.line, each(objects.python), objects.explain),
        "Python's GB18030": ("gb18030", codes.line, each(codes.python), codes.explain_python),
        "iconv": ("gb18030", codes.line, each(codes.iconv()), codes.explain_iconv),
    }


def compared(fuzzer, seed, count, target, make, theirs, explain):
    """`theirs` answers many inputs at once, as `read` does."""
    rules = collections.Counter()
    for first in range(0, count, BATCH):
        chance = random.Random(f"{seed}/{first}")
        inputs = [make(chance) for _ in range(min(BATCH, count - first))]
        answers = read(fuzzer, target, inputs)
        if len(answers) != len(inputs):
            raise Violation("the reader answered otherwise often", dict(target=target))
        for one, ours, other in zip(inputs, answers, theirs(inputs), strict=True):
            if ours == other:
                continue
            rule = explain(one, ours, other)
            if rule is None:
                raise Violation(f"{target}: {one!r} is {ours!r} here, {other!r} there", dict(target=target, seed=seed))
            rules[rule] += 1
    return count, rules


def read(fuzzer, target, inputs):
    """What granary's reader makes of each input: its one record's texts, or nothing where it is rejected."""
    program = subprocess.run(
        [fuzzer, target, "--read"], input=b"".join(struct.pack("<I", len(one)) + one for one in inputs),
        stdout=subprocess.PIPE, check=True, env=ENVIRONMENT)
    return [json.loads(line) for line in program.stdout.split(b"\n")[:-1]]


def each(answer):
    return lambda inputs: map(answer, inputs)


def serve(project):
    """A server for COPY, with nothing in it."""
    project.state.mkdir(parents=True, exist_ok=True)
    for name in ("Catalog", "Pipelines"):
        shutil.copytree(ROOT / name, project.base / name, dirs_exist_ok=True)
    project.granary("warehouse", "start")
    project.locate()
