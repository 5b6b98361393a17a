"""JSON: one object, three names; as Python reads it."""
import json, re

PIECES = ['"no"', '"name"', '"amount"', ":", ":", ",", "{", "}", "[", "]", "1", "-0", "1.50", "1e5", "01", "1.", "true", "null",
          "NaN", '"a"', '"\\u4e00"', '"\\ud83d\\ude00"', '"\\ud800"', '"\\u0000"', '"\\x"', " ", "\t", '"no":1', '"name":"x"',
          '"amount":-12.30', '"银行"', "\x01", '"\ue000"', '"\\/\\n"', "123456789012345678901234567890"]
NAMES = ["no", "name", "amount"]


def line(chance):
    if chance.random() < 0.6:
        members = [f'"{name}":{chance.choice(PIECES)}' for name in NAMES if chance.random() < 0.8]
        text = "{" + ",".join(members) + "}"
        if chance.random() < 0.3:
            at = chance.randint(0, len(text))
            text = text[:at] + chance.choice(PIECES) + text[at:]
    else:
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 8)))
    return text.encode()


def refuse(word):
    raise ValueError(word)


def python(line):
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


def explain(line, ours, theirs):
    if ours is None and theirs is not None:
        if any("\ud800" <= mark <= "\udfff" for mark in "".join(theirs)):
            return "surrogate alone"
        if re.search("[\0\ue000-\uf8ff]", "".join(theirs)):
            return "character the warehouse may not hold"
    return None
