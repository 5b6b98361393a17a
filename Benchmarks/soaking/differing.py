"""Readers that others wrote, on the same inputs: every difference has a name, and an input that shows it, or it is a defect."""
import collections, csv, io, json, re, struct, subprocess
from warehouse import Violation

BATCH = 20_000
# Codes on which editions and implementations of GB18030 disagree, as Feeds' documentation lists them.
DISPUTED = re.compile(
    rb"\xa6[\xd9-\xdf\xec\xed\xf3]|\xa8\xbc|\xfe[\x51-\x53\x59\x61\x66\x67\x6c\x6d\x76\x7e\x90\x91\xa0]"
    rb"|\x81\x35\xf4\x37|\x82\x35[\x90\x91][\x30-\x39]|\x84\x31[\x82\x83][\x30-\x39]")


def read(fuzzer, target, inputs):
    """What granary's reader makes of each input: a list of records, each a list of texts, or nothing where it is rejected."""
    program = subprocess.run(
        [fuzzer, target, "--read"], input=b"".join(struct.pack("<I", len(one)) + one for one in inputs),
        stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in program.stdout.split(b"\n")[:-1]]


def compared(fuzzer, target, chance, count, make, theirs, explain):
    """`theirs` answers many inputs at once, as `read` does."""
    rules = collections.Counter()
    done = 0
    while done < count:
        inputs = [make(chance) for _ in range(min(BATCH, count - done))]
        answers = read(fuzzer, target, inputs)
        if len(answers) != len(inputs):
            raise Violation("the reader answered otherwise often", dict(target=target))
        for one, ours, other in zip(inputs, answers, theirs(inputs)):
            if ours == other:
                continue
            rule = explain(one, ours, other)
            if rule is None:
                raise Violation(f"{target}: {one!r} is {ours!r} here, {other!r} there", dict(target=target))
            rules[rule] += 1
        done += len(inputs)
    return done, rules


# CSV: one line, three columns, a comma and a double quote

PIECES = [b",", b",", b'"', b'"', b'""', b'","', b"a", b"1", b" ", b"'", b"\r", "银行".encode(), b"\xff", b"\x00", "é".encode(),
          b"", b"\\", b'"x"', b'"a,b"', b"'q'", "\ue000".encode()]


def csv_line(chance):
    if chance.random() < 0.5:
        return b",".join(chance.choice([b"a", b"", b'"b"', b'"c,d"', b'"e""f"', b"12.50", "银".encode()]) for _ in range(3)) \
            + (chance.choice(PIECES) if chance.random() < 0.5 else b"")
    return b"".join(chance.choice(PIECES) for _ in range(chance.randint(0, 9)))


def python_csv(line):
    try:
        rows = list(csv.reader(io.StringIO(line.decode(), newline=""), strict=True))
    except (csv.Error, UnicodeDecodeError):
        return None
    return rows[0] if len(rows) == 1 and len(rows[0]) == 3 else None


def explain_csv(line, ours, theirs):
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


def postgres_copy(project):
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
        done = subprocess.run(words, input=b"\n".join(script) + b"\n", capture_output=True, env=environment, timeout=600)
        rows = collections.defaultdict(list)
        for line in done.stdout.split(b"\n")[:-1]:
            number, row = line.split(b" ", 1)
            rows[int(number)].append(json.loads(row))
        return [rows[number][0] if len(rows[number]) == 1 else None for number in range(len(lines))]
    return answers


def explain_copy(line, ours, theirs):
    if b"\0" in line:
        return None if ours else "character the warehouse may not hold"
    rule = explain_csv(line, ours, theirs)
    if rule or ours is not None:
        return rule
    # COPY takes quotes anywhere in a field; here a closing one ends it.
    fields = re.findall(r'(?:^|,)((?:"(?:[^"]|"")*"|[^,"])*)', line.decode())
    return "text behind a closing quote" if any(re.match(r'"(?:[^"]|"")*"[^"]', field) for field in fields) else None


# JSON: one object, three names

JSON_PIECES = ['"no"', '"name"', '"amount"', ":", ":", ",", "{", "}", "[", "]", "1", "-0", "1.50", "1e5", "01", "1.", "true", "null",
               "NaN", '"a"', '"\\u4e00"', '"\\ud83d\\ude00"', '"\\ud800"', '"\\u0000"', '"\\x"', " ", "\t", '"no":1', '"name":"x"',
               '"amount":-12.30', '"银行"', "\x01", '"\ue000"', '"\\/\\n"', "123456789012345678901234567890"]


def json_line(chance):
    if chance.random() < 0.6:
        members = [f"{name}:{chance.choice(JSON_PIECES)}" for name in ('"no"', '"name"', '"amount"') if chance.random() < 0.8]
        text = "{" + ",".join(members) + "}"
        if chance.random() < 0.3:
            at = chance.randint(0, len(text))
            text = text[:at] + chance.choice(JSON_PIECES) + text[at:]
    else:
        text = "".join(chance.choice(JSON_PIECES) for _ in range(chance.randint(0, 8)))
    return text.encode()


NAMES = ["no", "name", "amount"]


class Refused(ValueError):
    pass


def refuse(word):
    raise Refused(word)


def python_json(line):
    try:
        text = line.decode()
        pairs = json.loads(text, parse_int=str, parse_float=str, parse_constant=refuse, object_pairs_hook=list)
    except ValueError:
        return None
    words = {True: "true", False: "false", None: ""}
    try:
        if not text.strip(" \t\r\n").startswith("{") or any(isinstance(value, list) for _, value in pairs):
            return None
        found = {name: value if isinstance(value, str) else words[value] for name, value in pairs}
    except (TypeError, ValueError):
        return None
    if len(found) != len(pairs) or any(name not in NAMES for name in found):
        return None
    return [found.get(name, "") for name in NAMES]


def explain_json(line, ours, theirs):
    if ours is None and theirs is not None:
        if any("\ud800" <= mark <= "\udfff" for mark in "".join(theirs)):
            return "surrogate alone"
        if re.search("[\0\ue000-\uf8ff]", "".join(theirs)):
            return "character the warehouse may not hold"
    return None


# GB18030: one line of text


def gb18030_line(chance):
    def one():
        lead = chance.randint(0x81, 0xFE)
        kind = chance.random()
        if kind < 0.5:
            return bytes([lead, chance.choice([chance.randint(0x40, 0xFE), 0x7F, 0xFF])])
        if kind < 0.8:
            return bytes([lead, chance.randint(0x30, 0x39), chance.randint(0x81, 0xFE), chance.randint(0x30, 0x39)])
        return bytes([chance.choice([0x41, 0x30, 0x80, 0xFF, lead])])
    return b"".join(one() for _ in range(chance.randint(1, 6)))


def python_gb18030(line):
    try:
        text = line.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return None if re.search("[\0\ue000-\uf8ff]", text) else [text]


def explain_gb18030(line, ours, theirs):
    if DISPUTED.search(line):
        return "code on which editions disagree"
    try:
        return "a whole file that is UTF-8, too" if line.decode() and ours is None else None
    except UnicodeDecodeError:
        return None


def each(answer):
    return lambda inputs: map(answer, inputs)


def comparisons(project):
    """By name: the target, what makes its inputs, what others make of them, and what explains a difference."""
    return {
        "Python csv": ("delimited", csv_line, each(python_csv), explain_csv),
        "PostgreSQL COPY": ("delimited", csv_line, postgres_copy(project), explain_copy),
        "Python json": ("json", json_line, each(python_json), explain_json),
        "Python's GB18030": ("gb18030", gb18030_line, each(python_gb18030), explain_gb18030),
    }
