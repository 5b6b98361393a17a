"""GB18030: one line of text; as Python and the C library's iconv read it."""
import ctypes, re

# Codes on which editions and implementations of GB18030 disagree, as Feeds' documentation lists them.
DISPUTED = re.compile(
    rb"\xa6[\xd9-\xdf\xec\xed\xf3]|\xa8\xbc|\xfe[\x51-\x53\x59\x61\x66\x67\x6c\x6d\x76\x7e\x90\x91\xa0]"
    rb"|\x81\x35\xf4\x37|\x82\x35[\x90\x91][\x30-\x39]|\x84\x31[\x82\x83][\x30-\x39]")
UNHELD = re.compile("[\0\ue000-\uf8ff]")


def line(chance):
    def one():
        kind = chance.random()
        if kind < 0.6:
            return bytes([chance.randint(0x81, 0xFE), chance.randint(0x40, 0xFE)])
        if kind < 0.9:
            # The basic plane has the first leads, the others have those from 0x90 on.
            lead = chance.choice([chance.randint(0x81, 0x84), chance.randint(0x90, 0xE3), chance.randint(0x81, 0xFE)])
            return bytes([lead, chance.randint(0x30, 0x39), chance.randint(0x81, 0xFE), chance.randint(0x30, 0x39)])
        return bytes([chance.choice([0x41, 0x30, 0x41, 0x30, 0x80, 0xFF, chance.randint(0x81, 0xFE)])])
    return b"".join(one() for _ in range(chance.randint(1, 6)))


def python(line):
    try:
        text = line.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return None if UNHELD.search(text) else [text]


def iconv():
    library = ctypes.CDLL(None)
    library.iconv_open.restype = ctypes.c_void_p
    library.iconv.restype = ctypes.c_size_t
    library.iconv.argtypes = [ctypes.c_void_p] + [ctypes.c_void_p] * 4
    converter = library.iconv_open(b"UTF-8", b"GB18030")
    out = ctypes.create_string_buffer(256)

    def answer(line):
        source = ctypes.create_string_buffer(line, len(line))
        start, left = ctypes.c_void_p(ctypes.addressof(source)), ctypes.c_size_t(len(line))
        to, room = ctypes.c_void_p(ctypes.addressof(out)), ctypes.c_size_t(len(out))
        library.iconv(converter, None, None, None, None)
        # Anything but 0 is no text: bytes that are no character, and a character's beginning at the end.
        if library.iconv(converter, *map(ctypes.addressof, (start, left, to, room))):
            return None
        text = out.raw[:len(out) - room.value].decode()
        return None if UNHELD.search(text) else [text]
    return answer


def explain_iconv(line, ours, theirs):
    try:
        return "a whole file that is UTF-8, too" if line.decode() and ours is None else None
    except UnicodeDecodeError:
        return None


def explain_python(line, ours, theirs):
    return "code on which editions disagree" if DISPUTED.search(line) else explain_iconv(line, ours, theirs)
