"""What campaigns have tried and found good, a line each in a file: a later session goes on where this one ended.

Several campaigns may write into one file, each of a process of its own.
"""
import hashlib, json, pathlib, threading
from warehouse import say


class Journal:
    def __init__(self, path, binary, seed):
        self.path, self.binary, self.seed = path and pathlib.Path(path), binary, seed
        self.turn = threading.Lock()
        self.lines = []
        if self.path and self.path.exists():
            for line in self.path.read_text().split("\n"):
                try:
                    self.lines.append(json.loads(line))
                except ValueError:
                    pass  # nothing, or cut short by the end of a session
            say(f"{len(self.lines)} trials of earlier sessions in {self.path.name}")
            with self.path.open("a") as file:
                file.write("\n")

    @property
    def build(self):
        """A trial stays good of the program it was made of; the last line of a campaign tells of how many."""
        if not hasattr(self, "fingerprint"):
            self.fingerprint = hashlib.sha256(self.binary.read_bytes()).hexdigest()[:12]
        return self.fingerprint

    def trials(self, campaign):
        """The facts of what was tried before, by what it was."""
        return {line["trial"]: line for line in self.lines if (line["campaign"], line["seed"]) == (campaign, self.seed)}

    def add(self, campaign, trial, **facts):
        line = dict(campaign=campaign, seed=self.seed, trial=trial, build=self.build) | facts
        with self.turn:
            self.lines.append(line)
            if self.path:
                with self.path.open("a") as file:
                    file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def each(self, campaign, trials):
        """Those not tried yet, by their names; one is good when the next is asked for."""
        earlier = self.trials(campaign)
        for trial in map(str, trials):
            if trial not in earlier:
                yield trial
                self.add(campaign, trial)

    def builds(self, campaign):
        """Words for a last line: nothing where all was tried of one program."""
        count = len({line["build"] for line in self.trials(campaign).values()})
        return f", of {count} builds" if count > 1 else ""
