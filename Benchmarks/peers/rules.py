"""What X1/posting's definitions ask of a record, read from the catalog, in words that every peer understands.

A peer gets the file as lines of UTF-8: number of the line, its length in bytes, then the fields, with `MARK` between.
Widths count delivered bytes, so the fields are cut before they are decoded. What is no character becomes U+FFFD, NUL
too: `iconv -c` would leave it out, and a record that is to be refused would load.

Not provided for, as no posting holds it: `MARK` in a value, and for DuckDB a carriage return, which it takes for the
end of a line. That accounts exist is looked up by granary alone, which counts rows whose account nobody knows.
"""
import dataclasses, datetime, pathlib, re, shlex, subprocess, sys
import yaml

MARK = "\x1f"
BLANKS = " \t\u3000"
WIDE = "".join(map(chr, range(0xFF01, 0xFF5F))) + "\u3000"
NARROW = "".join(map(chr, range(0x21, 0x7F))) + " "

# Private characters, which decoders read differently, and what was none.
NOT_TEXT = "[\ue000-\uf8ff\ufffd]"

# Regular expressions all three engines read alike; each has to match all of a value.
GROUPED = r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?"
NUMBER = r"[+-]?([0-9]+(\.[0-9]{0,2}0*)?|\.[0-9]{1,2}0*)"
PLAIN_NUMBER = r" *[0-9]{1,13}\.[0-9]{2}"
TIME = r"[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]"


def luhn_pairs():
    """What two digits add to Luhn's sum, the right one once, the left one twice; by their number."""
    return [right + left * 2 - (left > 4) * 9 for left in range(10) for right in range(10)]


@dataclasses.dataclass
class Codes:
    """A code table on one date."""
    valid: list
    other: dict  # spellings that mean one of them
    minor: dict  # places of a currency


class Feed:
    """X1/posting on one business date."""

    def __init__(self, root, date):
        read = lambda path: yaml.safe_load((root / path).read_text())
        asset, feed = read("Catalog/assets/X1/posting.yaml"), read("Pipelines/X1/posting.yaml")
        self.date = datetime.date.fromisoformat(date)
        self.tag = feed["form"]["tag"]
        self.widths = {column["item"]: column["width"] for column in feed["columns"].values()}
        self.items = list(self.widths)
        self.record_length = len(self.tag) + sum(self.widths.values())
        if self.record_length != feed["form"]["width"]:
            sys.exit("X1/posting: its columns are not as wide as its records")
        self.optional = [item for item in self.items if "empty" in asset["items"][item]]
        self.filtered = {item: [str(code) for code in codes] for item, codes in feed["filter"].items()}
        self.rejects = float(feed["gates"]["rejects"].rstrip("%")) / 100
        self.codes, self.digits, self.luhn = {}, {}, []
        for item in self.items:
            named = asset["items"][item]
            standard = read(f"Catalog/standards/{named['standard']}.yaml") if "standard" in named else {}
            table = named.get("codes") or standard.get("codes")
            if table:
                self.codes[item] = self.valid(read(f"Catalog/codes/{table}.yaml"))
            if digits := re.fullmatch(r"(\d+) digits", str(standard.get("format"))):
                self.digits[item] = int(digits[1])
            if standard.get("rule") == "luhn":
                self.luhn.append(item)

    def valid(self, table):
        holds = lambda code: code["from"] <= self.date <= code.get("to", self.date)
        valid = {str(code): says for code, says in table["values"].items() if holds(says)}
        other = {str(word): str(code) for word, code in table.get("also", {}).items() if str(code) in valid}
        return Codes(list(valid), other, {code: says["minor"] for code, says in valid.items() if "minor" in says})

    def whole_currencies(self):
        """Those of whose unit there is no part: their amounts must be whole."""
        return [code for code, places in self.codes["ccy"].minor.items() if places == 0]

    @property
    def columns(self):
        """Of a line that a peer gets. `excess`: what a record has beyond its length."""
        return ["line", "bytes", "tag", *self.items, "excess"]

    @property
    def line_bytes(self):
        """How long a record of the right length is with the marks between its fields."""
        return self.record_length + len(self.items)

    def pipe(self, path):
        """The file's lines, for a shell."""
        ranges, end = [f"1-{len(self.tag)}"], len(self.tag)
        for width in self.widths.values():
            ranges.append(f"{end + 1}-{end + width}")
            end += width
        ranges.append(f"{end + 1}-")
        return (f"gunzip -c {shlex.quote(str(path))} | LC_ALL=C tr '\\000' '\\377'"
                f" | LC_ALL=C cut -b {','.join(ranges)} --output-delimiter='{MARK}'"
                f" | LC_ALL=C awk -v 'OFS={MARK}' '{{ print NR, length, $0, \"\" }}'"
                " | uconv -f GB18030 -t UTF-8 --callback substitute")

    def open_pipe(self, path, **options):
        return subprocess.Popen(["bash", "-c", "set -o pipefail; " + self.pipe(path)], **options)

    def balance(self, trailer, lines, delivered, loaded, duplicate, filtered, refused, cents, unread):
        """What the trailer says must be what came: so many records, and no other sum than those whose amount nobody
        can read may explain. The gate counts refused records."""
        said = re.fullmatch(r"T(\d{8})(\d{10}) *(\d+)\.(\d\d)", trailer or "")
        if not said or said[1] != f"{self.date:%Y%m%d}":
            sys.exit(f"no trailer of {self.date}")
        kept = loaded + duplicate + filtered + refused
        if not int(said[2]) == lines - 1 == delivered == kept:
            sys.exit(f"{int(said[2])} records declared, {lines - 1} lines, {delivered} records read, {kept} kept")
        left = int(said[3] + said[4]) - cents
        if left and not 0 <= left <= unread * 10 ** 18:
            sys.exit(f"{left} cents of {unread} unreadable records")
        if refused > self.rejects * delivered:
            sys.exit(f"{refused} of {delivered} records refused")


@dataclasses.dataclass
class Job:
    """What a peer is told: the file, the server, and a folder for what it writes."""
    feed: Feed
    file: pathlib.Path
    socket: str
    folder: pathlib.Path

    table = "peers.posting"

    @classmethod
    def told(cls):
        root, date, file, socket, folder = sys.argv[1:6]
        return cls(Feed(pathlib.Path(root), date), pathlib.Path(file), socket, pathlib.Path(folder))

    @property
    def conninfo(self):
        return f"host={self.socket} port=5432 dbname=granary user=granary"

    @property
    def rejects(self):
        """Line and reason of each record that is not to load."""
        return self.folder / "rejects.csv"
