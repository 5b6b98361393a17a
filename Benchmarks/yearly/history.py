"""The history a project holds: the dates its bank was generated for, and that bank's answer key."""
import json
from warehouse import Violation, Warehouse


class History(Warehouse):
    """A project that a year of nights has been run in. It is read, and nothing in it is changed."""

    def __init__(self, base, binaries):
        super().__init__(base, binaries)
        self.answers = self.state / "bank/answers"
        stamps = sorted(path.name.split(".")[0] for path in self.answers.glob("*.totals.json"))
        if not stamps:
            raise Violation("there is no answer key: samplebank generate, and backfill", dict(folder=self.answers))
        self.dates = [f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:]}" for stamp in stamps]

    def totals(self, date):
        """What the key says of each feed that was sent for a date."""
        return json.loads(self.answer(date, "totals.json").read_text())["feeds"]

    def differences(self, date):
        """The differences that reconciliations must find on a date."""
        with open(self.answer(date, "differences.ndjson")) as lines:
            for line in lines:
                yield json.loads(line)

    def answer(self, date, kind):
        return self.answers / f"{date.replace('-', '')}.{kind}"
