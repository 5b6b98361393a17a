"""CSV: one line, three columns, a comma and a double quote; as Python and PostgreSQL read it."""
import collections, csv, io, json, re, subprocess
from warehouse import Violation

PIECES = [b",", b",", b'"', b'"', b'""', b'","', b"a", b"1", b" ", b"'", b"\r", "银行".encode(), b"\xff", b"\x00", "é".encode(),
          b"", b"\\", b'"x"', b'"a,b"', b"'q'", "\ue000".encode()]
FIELDS = [b"a", b"", b'"b"', b'"c,d"', b'"e""f"', b"12.50", "银".encode()]


def line(chance):
    if chance.random() < 0.5:
        return b",".join(chance.choice(FIELDS) for _ in range(3)) + (chance.choice(PIECES) if chance.random() < 0.5 else b"")
    return b"".join(chance.choice(PIECES) for _ in range(chance.randint(0, 9)))


def python(line):
    try:
        rows = list(csv.reader(io.StringIO(line.decode(), newline=""), strict=True))
    except (csv.Error, UnicodeDecodeError):
        return None
    return rows[0] if len(rows) == 1 and len(rows[0]) == 3 else None


def explain_python(line, ours, theirs):
    if ours is not None:
        # What loads here and not there: a carriage return inside a field is text.
        return "carriage return in a field" if theirs is None and b"\r" in line else None
    if b"\r" in line:
        return "carriage return at a line's end or between records"
    text = line.decode()
    if "\0" in text or re.search("[\ue000-\uf8ff]", text):
        return "character the warehouse may not hold"
    plain = [field for field in re.findall(r'(?:^|,)("(?:[^"]|"")*"|[^,]*)', text) if not field.startswith('"')]
    if any('"' in field for field in plain):
        return "quote inside an unquoted field"
    if any(re.fullmatch("'.*'", field) for field in plain):
        return "field in other quotes"
    return None


def copy(project):
    """COPY takes a line at a time; which rows came of which, a default of its table says."""
    def answers(lines):
        script = [b"create temp table line (n int default current_setting('fuzz.n')::int, a text, b text, c text);"]
        for number, line in enumerate(lines):
            # psql ends a line at NUL.
            if b"\0" not in line:
                script += [b"set fuzz.n = %d;" % number, b"copy line (a, b, c) from stdin (format csv, force_not_null (a, b, c));",
                           line, b"\\."]
        script.append(b"select n, json_build_array(a, b, c) from line;")
        words = ["psql", "-XqAt", "-F", " ", project.conninfo("granary")]
        environment = project.environment | {"PGCLIENTENCODING": "UTF8"}
        done = subprocess.run(words, input=b"\n".join(script) + b"\n", capture_output=True, env=environment, timeout=1800)
        if done.returncode:
            raise Violation("psql failed", dict(stderr=done.stderr[-2000:].decode(errors="replace")))
        rows = collections.defaultdict(list)
        for line in done.stdout.split(b"\n")[:-1]:
            number, row = line.split(b" ", 1)
            rows[int(number)].append(json.loads(row))
        return [rows[number][0] if len(rows[number]) == 1 else None for number in range(len(lines))]
    return answers


def explain_copy(line, ours, theirs):
    if b"\0" in line:
        return None if ours else "character the warehouse may not hold"
    rule = explain_python(line, ours, theirs)
    if rule or ours is not None:
        return rule
    # COPY takes quotes anywhere in a field; here a closing one ends it.
    fields = re.findall(r'(?:^|,)((?:"(?:[^"]|"")*"|[^,"])*)', line.decode())
    return "text behind a closing quote" if any(re.match(r'"(?:[^"]|"")*"[^"]', field) for field in fields) else None
