#!/usr/bin/env python3
"""Sortis 公签：复核一次抽取 / checks one draw from its evidence file.

    python3 verify.py FILE                 一步一句话 / one sentence a step
    python3 verify.py --json FILE [FILE …] 每个文件一行 JSON / one line of JSON for each file

退出码 / exit code: 0 成立 it holds; 1 不成立 it does not hold (the step is named, with what was expected and what was found);
2 不是可用的证据文件 not a usable file. Of several files the worst counts.

只需 Python 3.9 及其标准库，不联网。This program was written from the protocol's text alone (README.md of the protocol; "§7" below
is its section 7), not from the program that draws, so that an error in one of the two shows. It needs Python 3.9 or later, nothing
else, and no network. Read it: it is meant to be read.

The file is read once, as a stream. Memory grows with the inspectors (and whom they are recused from) and with the sample, not with
the pool: of the other targets nothing is kept but the tree's hashes on the way to its root.
"""

import collections
import datetime
import hashlib
import heapq
import hmac
import json
import re
import sys
import unicodedata

STEPS = ['canonical', 'roots', 'commitment', 'time-order', 'entropy', 'seeds', 'sizes', 'selection', 'pairing', 'constraints', 'result']
MOST_WHOLE = 2**53 - 1
MOST_DEPTH = 32
MOST_VALUE = 8 * 2**20  # bytes of one value read at once, §1
MOST_INSPECTORS = 256 * 2**20  # bytes of all leaves of inspectors, §11
MOST_COUNT = 10**8


class Failed(Exception):
    """A step that does not hold."""

    def __init__(self, step, zh, en, expected=None, found=None):
        super().__init__(en)
        self.step, self.zh, self.en, self.expected, self.found = step, zh, en, expected, found


class Unusable(Exception):
    """A file that is no evidence file at all."""

    def __init__(self, zh, en):
        super().__init__(en)
        self.zh, self.en = zh, en


def shown(value):
    """A value as people are shown it, cut where it is long."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else text[:200] + '…'


# ---- Reading: strict JSON, piece by piece (§1) ------------------------------------------------------------------------------


class Reader:
    """Reads JSON values one after the other and writes the canonical form of what it reads into `written`."""

    SPACE = re.compile('[ \t\n\r]*')
    PLAIN = re.compile('[^"\\\\\x00-\x1f]*')
    DIGITS = re.compile('-?[0-9]+')
    SHORT = {'"': '"', '\\': '\\', '/': '/', 'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r'}
    WRITTEN = {'"': '\\"', '\\': '\\\\', '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r'}
    WORDS = {'t': ('true', True), 'f': ('false', False), 'n': ('null', None)}

    def __init__(self, stream):
        self.stream = stream
        self.text = ''  # what was decoded and not dropped yet
        self.at = 0  # the next character of it
        self.rest = b''  # the first bytes of a character that the last block cut in two
        self.ended = self.spoilt = False
        self.written = []
        self.depth = 0

    def more(self):
        """Appends the next block; False at the end of the file."""
        if self.spoilt:
            raise Unusable('不是有效的 UTF-8 编码', 'not valid UTF-8')
        if self.ended:
            return False
        if sum(map(len, self.written)) > MOST_VALUE:
            self.too_long()
        block = self.stream.read(2**18)
        self.ended = not block
        block = self.rest + block
        self.rest = b''
        try:
            decoded = block.decode('utf-8')
        except UnicodeDecodeError as fault:
            # what stands before the fault is read first, so that an earlier fault is the one that is told
            decoded = block[: fault.start].decode('utf-8')
            if fault.reason == 'unexpected end of data' and not self.ended:
                self.rest = block[fault.start :]
            else:
                self.spoilt = True
        self.text = self.text[self.at :] + decoded
        self.at = 0
        return True

    def peek(self):
        """The next character that is not white space."""
        while True:
            self.at = self.SPACE.match(self.text, self.at).end()
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                raise Unusable('文件在中途结束', 'the file ends in the middle')

    def ahead(self, count):
        """The next `count` characters (fewer at the end of the file), not yet taken."""
        while len(self.text) - self.at < count and self.more():
            pass
        return self.text[self.at : self.at + count]

    def no_json(self):
        piece = self.ahead(12)
        raise Unusable('不是有效的 JSON：%s' % shown(piece), 'not valid JSON at: %s' % shown(piece))

    def too_long(self):
        raise Failed('canonical', '一个值过长', 'one value is too long', 'at most %d bytes' % MOST_VALUE)

    def take(self, mark):
        """Takes a punctuation mark."""
        if self.peek() != mark:
            self.no_json()
        self.at += 1
        self.written.append(mark)

    def bytes_written(self):
        """The canonical bytes of what was read since the last call."""
        written = ''.join(self.written).encode('utf-8')
        self.written.clear()
        return written

    def whole(self, at):
        """A value that is read at once, and its canonical bytes."""
        before, self.written = self.written, []
        value = self.value(at)
        raw = self.bytes_written()
        if len(raw) > MOST_VALUE:
            self.too_long()
        self.written = before
        return value, raw

    def value(self, at):
        mark = self.peek()
        if mark == '"':
            return self.string(at)
        if mark == '{':
            return {name: self.value(at + '/' + name) for name in self.members(at)}
        if mark == '[':
            return [self.value('%s/%d' % (at, place)) for place in self.items(at)]
        if mark in self.WORDS:
            word, meaning = self.WORDS[mark]
            if self.ahead(len(word)) != word:
                self.no_json()
            self.at += len(word)
            self.written.append(word)
            return meaning
        return self.number(at)

    def deeper(self, at, mark):
        self.take(mark)
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise Failed('canonical', '%s 嵌套过深' % at, '%s is nested too deep' % at, 'at most %d levels' % MOST_DEPTH)

    def members(self, at):
        """The names of an object's members; the caller reads each value before it asks for the next name."""
        self.deeper(at, '{')
        before = None
        if self.peek() != '}':
            while True:
                if self.peek() != '"':
                    self.no_json()
                name = self.string(at)
                # the order is that of UTF-16 code units, which differs from Python's only beyond U+FFFF
                order = name.encode('utf-16-be')
                if before is not None and order <= before:
                    raise Failed('canonical', '%s 的成员重复或次序不对' % at, '%s: a member is repeated or out of order' % at, None, shown(name))
                before = order
                self.take(':')
                yield name
                if self.peek() != ',':
                    break
                self.take(',')
        self.take('}')
        self.depth -= 1

    def items(self, at):
        """The places of a list's items; the caller reads each item before it asks for the next place."""
        self.deeper(at, '[')
        if self.peek() != ']':
            place = 0
            while True:
                yield place
                place += 1
                if self.peek() != ',':
                    break
                self.take(',')
        self.take(']')
        self.depth -= 1

    def number(self, at):
        found = self.DIGITS.match(self.ahead(24))
        if found is None:
            self.no_json()
        digits = found.group()
        if re.match('-?0[0-9]', digits):
            self.no_json()
        after = self.ahead(24)[len(digits) : len(digits) + 1]
        if after in ('.', 'e', 'E') or digits == '-0' or len(digits) > 17 or abs(int(digits)) > MOST_WHOLE:
            raise Failed('canonical', '%s 不是允许的整数' % at, '%s is not a whole number' % at, 'a whole number within ±(2^53 − 1)', digits + after)
        self.at += len(digits)
        self.written.append(digits)
        return int(digits)

    def string(self, at):
        run = self.PLAIN.match(self.text, self.at + 1)
        end = run.end()
        if end < len(self.text) and self.text[end] == '"':  # no escapes and not cut by the end of the block: already canonical
            value = run.group()
            self.written.append(self.text[self.at : end + 1])
            self.at = end + 1
            escaped = False
        else:
            value = self.escaped_string(at)
            escaped = True
        if not value.isascii() and not unicodedata.is_normalized('NFC', value):
            raise Failed('canonical', '%s 的文字不是 Unicode NFC 形式' % at, '%s: the text is not in the Unicode form NFC' % at, None, shown(value))
        if escaped:
            self.written.append('"%s"' % ''.join(self.WRITTEN.get(c) or (c if c >= ' ' else '\\u%04x' % ord(c)) for c in value))
        return value

    def escaped_string(self, at):
        self.at += 1
        parts, size = [], 0
        while True:
            run = self.PLAIN.match(self.text, self.at)
            self.at = run.end()
            parts.append(run.group())
            size += len(parts[-1])
            if size > MOST_VALUE:
                self.too_long()
            if self.at == len(self.text):
                if not self.more():
                    raise Unusable('文件在中途结束', 'the file ends in the middle')
                continue
            mark = self.text[self.at]
            if mark == '"':
                self.at += 1
                break
            if mark != '\\':
                self.no_json()  # a control character
            escape = self.ahead(6)
            if escape[1:2] in self.SHORT and len(escape) > 1:
                parts.append(self.SHORT[escape[1]])
                self.at += 2
            elif re.fullmatch('\\\\u[0-9A-Fa-f]{4}', escape):
                parts.append(chr(int(escape[2:], 16)))
                self.at += 6
            else:
                self.no_json()
            size += 1
        value = ''.join(parts)
        if re.search('[\ud800-\udfff]', value):
            try:  # two escapes may make one character
                value = value.encode('utf-16', 'surrogatepass').decode('utf-16')
            except UnicodeDecodeError:
                raise Failed('canonical', '%s 的文字含有半个字符' % at, '%s: the text has a lone surrogate' % at) from None
        return value

    def end(self):
        """Nothing but white space may follow."""
        while True:
            self.at = self.SPACE.match(self.text, self.at).end()
            if self.at < len(self.text):
                raise Unusable('文件结束之后还有内容', 'the file goes on after its end')
            if not self.more():
                return


# ---- Forms: what each value must be (§1, §4, §5, §11) -----------------------------------------------------------------------
# A form is a function of a value and its place in the file; it raises Failed where the value is not of that form.


def misfit(at, expected, value):
    raise Failed('canonical', '%s 不符合规定的形式' % at, '%s does not have the form it must have' % at, expected, shown(value))


def matching(pattern, expected):
    fits = re.compile(pattern).fullmatch

    def form(value, at):
        if type(value) is not str or not fits(value):
            misfit(at, expected, value)

    return form


def units(text):
    """The number of UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode('utf-16-le')) // 2


def text(most):
    def form(value, at):
        if type(value) is not str or not 1 <= units(value) <= most or re.search('[\x00-\x1f]', value):
            misfit(at, 'a text of 1 to %d characters' % most, value)

    return form


def number(least, most):
    def form(value, at):
        if type(value) is not int or not least <= value <= most:
            misfit(at, 'a whole number from %d to %d' % (least, most), value)

    return form


def either(*values):
    def form(value, at):
        if value not in values:
            misfit(at, ' | '.join(map(shown, values)), value)

    return form


def or_null(inner):
    def form(value, at):
        if value is not None:
            inner(value, at)

    return form


def listed(inner, least, most, ascending=False):
    def form(value, at):
        if type(value) is not list or not least <= len(value) <= most:
            misfit(at, 'a list of %d to %d' % (least, most), value)
        for place, item in enumerate(value):
            inner(item, '%s/%d' % (at, place))
            # Python compares texts by code points, which is the order of their UTF-8 bytes
            if ascending and place > 0 and not value[place - 1] < item:
                misfit('%s/%d' % (at, place), 'each once, in the order of the UTF-8 bytes', item)

    return form


def members(forms, optional=()):
    def form(value, at):
        if type(value) is not dict:
            misfit(at, 'an object', value)
        for name, inner in forms.items():
            if name in value:
                inner(value[name], at + '/' + name)
            elif name not in optional:
                misfit(at, 'the member ' + name, sorted(value))
        if len(value) > len(forms) or any(name not in forms for name in value):
            misfit(at, 'only the members ' + ', '.join(sorted(forms)), sorted(value))

    return form


def days(pattern, expected):
    """Texts of this pattern that begin with a day that exists."""
    fits = matching(pattern, expected)

    def form(value, at):
        fits(value, at)
        try:
            if int(value[:4]) < 1900:
                raise ValueError
            datetime.date(int(value[:4]), int(value[5:7]), int(value[8:10]))
        except ValueError:
            misfit(at, expected, value)

    return form


def attribute_values(value, at):
    if value is None or type(value) is bool or type(value) is int or (type(value) is str and (len(value) <= 1000 or units(value) <= 2000)):
        return
    misfit(at, 'a text of at most 2000 characters, a whole number, true, false or null', value)


FIELD_PATTERN = '[A-Za-z][A-Za-z0-9_.-]{0,63}'
IS_FIELD = re.compile(FIELD_PATTERN).fullmatch


def attributes(value, at):
    if type(value) is not dict or len(value) > 64:
        misfit(at, 'an object of at most 64 attributes', value)
    for name, inner in value.items():
        if not IS_FIELD(name):
            misfit(at, 'attribute names ' + FIELD_PATTERN, name)
        attribute_values(inner, at + '/' + name)


ID = matching('[A-Za-z0-9][A-Za-z0-9._-]{0,63}', 'an id [A-Za-z0-9][A-Za-z0-9._-]{0,63}')
FIELD = matching(FIELD_PATTERN, 'an attribute name')
HEX64 = matching('[0-9a-f]{64}', '64 lower-case hex digits')
DAY = days('[0-9]{4}-[0-9]{2}-[0-9]{2}', 'a day YYYY-MM-DD')
INSTANT = days('[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][.][0-9]{3}Z', 'a UTC instant YYYY-MM-DDTHH:MM:SS.mmmZ')
COUNT = number(0, MOST_COUNT)
QUALIFICATIONS = listed(text(100), 0, 200, ascending=True)


def span(first, last):
    both = members({first: DAY, last: DAY})

    def form(value, at):
        both(value, at)
        if value[last] < value[first]:
            misfit(at + '/' + last, 'not before ' + value[first], value[last])

    return form


def absences(value, at):
    listed(span('from', 'until'), 0, 1000)(value, at)
    for place in range(1, len(value)):
        if value[place]['from'] <= value[place - 1]['until']:
            misfit('%s/%d/from' % (at, place), 'after the absence before it', value[place]['from'])


def certificate(value, at):
    members({'number': text(100), 'validFrom': DAY, 'validUntil': DAY})(value, at)
    if value['validUntil'] < value['validFrom']:
        misfit(at + '/validUntil', 'not before ' + value['validFrom'], value['validUntil'])


TARGET = members({'attributes': attributes, 'id': ID, 'salt': HEX64}, ['salt'])
INSPECTOR = members(
    {
        'absences': absences,
        'agency': ID,
        'certificate': certificate,
        'id': ID,
        'name': text(200),
        'qualifications': QUALIFICATIONS,
        'recusals': listed(ID, 0, 10000, ascending=True),
        'salt': HEX64,
    },
    ['salt'],
)
EXCLUSION = members(
    {'attributes': attributes, 'detail': members({'en': text(1000), 'zh': text(1000)}), 'id': ID, 'reason': ID, 'salt': HEX64},
    ['attributes', 'detail', 'salt'],
)


def alike(value):
    """Equal for values of equal type and value (in Python alone, True equals 1)."""
    return (type(value), value)


def condition_values(value, at):
    listed(attribute_values, 1, 100000)(value, at)
    if len(set(map(alike, value))) < len(value):
        misfit(at, 'each value once', value)


CONDITIONS = listed(members({'field': FIELD, 'in': condition_values}), 0, 32)
TREE = members({'count': COUNT, 'root': HEX64})


def rate(value, at):
    if type(value) is dict and value.get('direction') == 'number' and 'number' in value:
        members({'direction': either('number'), 'number': COUNT})(value, at)
    else:
        members({'direction': either('at-least', 'at-most', 'exactly'), 'millionths': number(0, 10**6)})(value, at)


STRATUM = members(
    {
        'censusBelow': or_null(COUNT),
        'conditions': CONDITIONS,
        'id': ID,
        'minimum': or_null(COUNT),
        'population': COUNT,
        'rate': rate,
        'reserve': COUNT,
        'size': COUNT,
    }
)


def strata(value, at):
    listed(STRATUM, 1, 10000)(value, at)
    if len({stratum['id'] for stratum in value}) < len(value):
        misfit(at, 'each id once', [stratum['id'] for stratum in value])


def seats(value, at):
    listed(members({'agencies': listed(ID, 1, 1000, ascending=True), 'count': number(1, 20), 'qualifications': QUALIFICATIONS}), 1, 8)(value, at)
    if sum(seat['count'] for seat in value) > 20:
        misfit(at, 'at most 20 places in all', [seat['count'] for seat in value])


MANIFEST = members(
    {
        'agency': members({'code': ID, 'name': text(2000)}),
        'batch': members(
            {
                'id': ID,
                'matters': listed(members({'code': ID, 'name': text(2000)}), 1, 1000),
                'name': text(500),
                'occurrence': number(1, 10**6),
            }
        ),
        'cutoff': INSTANT,
        'drawId': ID,
        'entropy': members({'hash': HEX64, 'notBefore': INSTANT, 'source': either('sealed')}),
        'exclusions': TREE,
        'filter': CONDITIONS,
        'format': either('sortis-manifest/1'),
        'inspectors': TREE,
        'pairing': members(
            {
                'algorithm': either('even-teams/1'),
                'maxLoad': or_null(number(1, 10**6)),
                'rules': listed(members({'conditions': CONDITIONS, 'seats': seats}), 1, 4096),
            }
        ),
        'plan': members({'id': ID, 'version': number(1, 10**6), 'year': number(1900, 9999)}),
        'previous': or_null(HEX64),
        'publication': members({'notBefore': INSTANT}),
        'relation': either(None),
        'selection': members({'algorithm': either('fisher-yates/1')}),
        'strata': strata,
        'suite': either('sha256-ed25519'),
        'targets': TREE,
        'visit': span('from', 'until'),
        'warnings': listed(
            members({'code': either('small-pool'), 'rule': number(0, 4095), 'targets': COUNT, 'teams': number(0, 9)}), 0, 4096
        ),
    }
)

ANY_COUNT = number(0, MOST_WHOLE)
CUT = members(
    {
        'capacity': ANY_COUNT,
        'inspectorCount': ANY_COUNT,
        'inspectors': listed(ID, 0, 20),
        'kind': either('seats', 'loads'),
        'maxLoad': or_null(ANY_COUNT),
        'needed': ANY_COUNT,
        'targetCount': ANY_COUNT,
        'targets': listed(ID, 1, 20),
        'words': members({'en': text(10000), 'zh': text(10000)}),
    }
)
LOAD = members({'inspector': ID, 'load': COUNT})
TEAM = members({'seats': listed(listed(ID, 0, 20), 0, 8), 'target': ID})


def versions(value, at):
    if type(value) is not dict or len(value) > 32:
        misfit(at, 'an object of at most 32 names', value)
    for name, inner in value.items():
        ID(name, at)
        text(100)(inner, at + '/' + name)


# The record's members that are read at once; loads, selection and teams are read item by item.
RECORD = {
    'commitment': HEX64,
    'drawId': ID,
    'entropy': members({'revealedAt': INSTANT, 'secret': HEX64, 'source': either('sealed')}),
    'format': either('sortis-record/1'),
    'infeasible': or_null(listed(CUT, 1, 20)),
    'loads': None,
    'seeds': members({'pairing': HEX64, 'selection': listed(members({'seed': HEX64, 'stratum': ID}), 1, 10000)}),
    'selection': None,
    'teams': None,
    'versions': versions,
}


# ---- Hashes, trees, seeds, chance (§2, §3, §7, §8) --------------------------------------------------------------------------


def H(data):
    return hashlib.sha256(data).digest()


class Tree:
    """The root of RFC 6962, leaf by leaf: `parts` are the complete subtrees so far, the largest first, as (leaves, hash)."""

    def __init__(self):
        self.count = 0
        self.parts = []

    def add(self, leaf):
        self.count += 1
        size, node = 1, H(b'\x00' + leaf)
        while self.parts and self.parts[-1][0] == size:
            node = H(b'\x01' + self.parts.pop()[1] + node)
            size *= 2
        self.parts.append((size, node))

    def root(self):
        if not self.parts:
            return H(b'').hex()
        node = self.parts[-1][1]
        for _, left in reversed(self.parts[:-1]):
            node = H(b'\x01' + left + node)
        return node.hex()


def seed(secret, commitment, label):
    """HKDF of RFC 5869 with SHA-256; one block of output is all that is needed."""
    extracted = hmac.new(commitment, secret, hashlib.sha256).digest()
    return hmac.new(extracted, label.encode('ascii') + b'\x01', hashlib.sha256).hexdigest()


class Generator:
    """RC4 as seedrandom 3.0.5 keys it: the key is the text's characters, and the first 256 bytes are dropped."""

    def __init__(self, key):
        key = key.encode('ascii')
        s = list(range(256))
        j = 0
        for i in range(256):
            j = (j + key[i % len(key)] + s[i]) & 255
            s[i], s[j] = s[j], s[i]
        self.s, self.i, self.j = s, 0, 0
        self.stream(256)
        self.words = iter(())

    def stream(self, count):
        s, i, j = self.s, self.i, self.j
        out = bytearray(count)
        for n in range(count):
            i = (i + 1) & 255
            t = s[i]
            j = (j + t) & 255
            u = s[j]
            s[i] = u
            s[j] = t
            out[n] = s[(t + u) & 255]
        self.i, self.j = i, j
        return bytes(out)

    def word(self):
        for word in self.words:
            return word
        block = self.stream(1024)
        self.words = iter([int.from_bytes(block[n : n + 4], 'big') for n in range(0, 1024, 4)])
        return next(self.words)

    def below(self, n):
        """A number from 0 to n − 1, each exactly as likely as the next: words that would favour some are passed over."""
        limit = 2**32 - 2**32 % n
        while True:
            word = self.word()
            if word < limit:
                return word % n


def permutation(generator, total, places):
    """The first places of the shuffled numbers 0 … total − 1 (Fisher–Yates); only what was moved is kept."""
    moved = {}
    drawn = []
    for i in range(places):
        j = i + generator.below(total - i)
        here = moved.pop(i, i)
        if j == i:
            drawn.append(here)
        else:
            drawn.append(moved.get(j, j))
            moved[j] = here
    return drawn


# ---- Who may go, conditions, possible teams (§5, §6, §10) -------------------------------------------------------------------


class Inspector:
    def __init__(self, leaf):
        self.id = leaf['id']
        self.agency = leaf['agency']
        self.certificate = leaf['certificate']
        self.absences = leaf['absences']
        self.qualifications = frozenset(leaf['qualifications'])

    def may_go(self, visit):
        if self.certificate['validFrom'] > visit['from'] or self.certificate['validUntil'] < visit['until']:
            return False
        ordinal = lambda day: datetime.date.fromisoformat(day).toordinal()
        first_free = ordinal(visit['from'])
        for absence in self.absences:
            if ordinal(absence['from']) <= first_free <= ordinal(absence['until']):
                first_free = ordinal(absence['until']) + 1
        return first_free <= ordinal(visit['until'])


class Eligible:
    """The inspectors, by number, who are eligible for a kind of seat (recusals apart)."""

    def __init__(self, inspectors, visit):
        self.inspectors = inspectors
        self.by_agency = collections.defaultdict(list)
        for number_, inspector in enumerate(inspectors):
            if inspector.may_go(visit):
                self.by_agency[inspector.agency].append(number_)
        self.known = {}

    def for_kind(self, kind):
        if kind not in self.known:
            agencies, qualifications = kind
            self.known[kind] = sorted(
                number_
                for agency in agencies
                for number_ in self.by_agency.get(agency, ())
                if self.inspectors[number_].qualifications.issuperset(qualifications)
            )
        return self.known[kind]


def kind_of(seat):
    return (tuple(seat['agencies']), tuple(seat['qualifications']))


def ready(conditions):
    return [(condition['field'], set(map(alike, condition['in']))) for condition in conditions]


def meets(target, conditions):
    return all(field in target and alike(target[field]) in values for field, values in conditions)


class Rules:
    """Filter, strata and team rules: tells of a target's attributes its stratum and its team rule."""

    def __init__(self, manifest):
        self.filter = ready(manifest['filter'])
        self.strata = [ready(stratum['conditions']) for stratum in manifest['strata']]
        self.teams = [ready(rule['conditions']) for rule in manifest['pairing']['rules']]
        self.fields = sorted({field for conditions in [self.filter, *self.strata, *self.teams] for field, _ in conditions})
        self.known = {}

    def judge(self, target):
        """(stratum, rule, None), or (None, None, what does not hold in zh and en)."""
        key = tuple([alike(target[field]) if field in target else None for field in self.fields])
        if key not in self.known:
            if len(self.known) >= 100000:
                self.known.clear()
            self.known[key] = self.judge_anew(target)
        return self.known[key]

    def judge_anew(self, target):
        if not meets(target, self.filter):
            return None, None, ('不符合筛选条件', 'does not meet the filter')
        found = [place for place, conditions in enumerate(self.strata) if meets(target, conditions)]
        if len(found) != 1:
            return None, None, ('属于 %d 个分层' % len(found), 'belongs to %d strata' % len(found))
        rule = next((place for place, conditions in enumerate(self.teams) if meets(target, conditions)), None)
        if rule is None:
            return None, None, ('没有适用的检查组规则', 'meets no team rule')
        return found[0], rule, None


class SmallPools:
    """Counts the possible teams of targets, as far as ten, and notes the rules with targets that have fewer."""

    ENOUGH = 10

    def __init__(self, manifest, eligible, recused_by):
        self.recused_by = recused_by
        self.rules = []
        for rule in manifest['pairing']['rules']:
            needed = collections.Counter()
            for seat in rule['seats']:
                needed[kind_of(seat)] += seat['count']
            self.rules.append((needed, eligible))
        self.kinds_of = {}  # rule → {inspector: the kinds he is eligible for, as bits}
        self.known = {}
        self.few = {}  # rule → [targets, fewest teams]

    def see(self, target, rule):
        recused = self.recused_by.get(target)
        if recused is None:
            key = (rule, None)
        else:
            kinds = self.kinds(rule)
            key = (rule, tuple(sorted(collections.Counter(kinds[who] for who in recused if who in kinds).items())))
        if key not in self.known:
            self.known[key] = self.count(rule, dict(key[1] or ()))
        teams = self.known[key]
        if teams < self.ENOUGH:
            few = self.few.setdefault(rule, [0, teams])
            few[0] += 1
            few[1] = min(few[1], teams)

    def kinds(self, rule):
        if rule not in self.kinds_of:
            needed, eligible = self.rules[rule]
            bits = collections.Counter()
            for place, kind in enumerate(needed):
                for who in eligible.for_kind(kind):
                    bits[who] += 1 << place
            self.kinds_of[rule] = bits
        return self.kinds_of[rule]

    def count(self, rule, without):
        """Ways to give every kind its number of inspectors, none to two kinds; those eligible for the same kinds are alike.
        `without`: how many of each sort are recused."""
        needed = list(self.rules[rule][0].values())
        sorts = collections.Counter(self.kinds(rule).values())
        done = (0,) * len(needed)
        ways = {tuple(needed): 1}
        for sort, there in sorted(sorts.items()):
            # more of one sort than this cannot change whether there are fewer than ten teams
            for _ in range(min(there - without.get(sort, 0), sum(needed) + self.ENOUGH - 1)):
                after = dict(ways)
                for left, count in ways.items():
                    for place, open_ in enumerate(left):
                        if open_ and sort >> place & 1:
                            then = left[:place] + (open_ - 1,) + left[place + 1 :]
                            after[then] = min(self.ENOUGH, after.get(then, 0) + count)
                ways = after
                if ways.get(done) == self.ENOUGH:
                    return self.ENOUGH
        return ways.get(done, 0)

    def warnings(self):
        return [{'code': 'small-pool', 'rule': rule, 'targets': few[0], 'teams': few[1]} for rule, few in sorted(self.few.items())]


# ---- Pairing (§9) -----------------------------------------------------------------------------------------------------------

NOBODY = -1


class Pairing:
    """even-teams/1. Inspectors, targets and slots are numbers; `holder[slot]` is who sits there."""

    def __init__(self, manifest, inspectors, eligible, recused_by, drawn, pairing_seed):
        self.inspectors = inspectors
        self.targets = [target for target, _ in drawn]
        self.max_load = manifest['pairing']['maxLoad']
        self.chance = Generator(pairing_seed)
        rules = manifest['pairing']['rules']
        self.seats = [rules[rule]['seats'] for _, rule in drawn]  # of each target
        self.kind, self.target_of, self.slots_of = [], [], []
        for target, its_seats in enumerate(self.seats):
            first = len(self.kind)
            for seat in its_seats:
                self.kind += [kind_of(seat)] * seat['count']
            self.target_of += [target] * (len(self.kind) - first)
            self.slots_of.append(range(first, len(self.kind)))
        numbers = {}
        self.kind = [numbers.setdefault(kind, len(numbers)) for kind in self.kind]
        self.members = [eligible.for_kind(kind) for kind in numbers]
        self.is_member = [set(ones) for ones in self.members]
        self.recused = [frozenset(recused_by.get(target, ())) for target in self.targets]
        self.mixed = [len({self.kind[slot] for slot in slots}) > 1 for slots in self.slots_of]
        self.holder = [NOBODY] * len(self.kind)
        self.load = [0] * len(inspectors)
        self.held = [set() for _ in inspectors]

    def may_sit(self, who, slot):
        return who in self.is_member[self.kind[slot]] and who not in self.recused[self.target_of[slot]]

    def in_team(self, who, target):
        return any(self.holder[slot] == who for slot in self.slots_of[target])

    def seat(self, who, slot):
        before = self.holder[slot]
        if before != NOBODY:
            self.held[before].discard(slot)
        self.holder[slot] = who
        self.held[who].add(slot)
        return before

    def run(self):
        """(teams, loads, None), or (None, None, cuts)."""
        order = permutation(self.chance, len(self.targets), len(self.targets))
        rank = [0] * len(self.inspectors)
        for place, who in enumerate(permutation(self.chance, len(self.inspectors), len(self.inspectors))):
            rank[who] = place
        noted = self.seating(order, rank)
        if noted:
            return None, None, self.seat_cuts(noted)
        self.even_out()
        if self.max_load is not None and max(self.load, default=0) > self.max_load:
            return None, None, [self.load_cut()]
        self.trade()
        return self.teams(), self.load, None

    # 9.2
    def seating(self, order, rank):
        noted = {}
        # Of each kind a heap of (load, rank, who). Loads only grow here, so that a stale entry is too low and is put right when it surfaces.
        heaps = [[(0, rank[who], who) for who in ones] for ones in self.members]
        for heap in heaps:
            heapq.heapify(heap)
        for target in order:
            for slot in self.slots_of[target]:
                fault = self.fill(slot, target, heaps)
                if fault is not None:
                    noted[target] = fault
                    break
        return noted

    def least_loaded(self, slot, target, heap):
        aside = []
        found = NOBODY
        while heap:
            load, its_rank, who = heap[0]
            if load != self.load[who]:
                heapq.heapreplace(heap, (self.load[who], its_rank, who))
            elif who in self.recused[target] or self.in_team(who, target):
                aside.append(heapq.heappop(heap))
            else:
                found = who
                break
        for entry in aside:
            heapq.heappush(heap, entry)
        return found

    def fill(self, slot, target, heaps):
        chain, brought_by = [slot], {slot: None}
        for q in chain:  # the chain grows while it is gone through
            who = self.least_loaded(q, target, heaps[self.kind[q]])
            if who != NOBODY:
                self.load[who] += 1
                while q is not None:
                    who, q = self.seat(who, q), brought_by[q]
                return None
            for r in range(self.slots_of[target].start, slot):
                if r not in brought_by and self.may_sit(self.holder[r], q):
                    brought_by[r] = q
                    chain.append(r)
        return len(chain), frozenset(self.holder[q] for q in chain if q != slot)

    # 9.3
    def search(self, sources, most, closed, closed_slots):
        """(who ends it, reached, opened, visited); `who` is NOBODY if nobody does. It ends with a load of at most `most`."""
        visited = set(sources)
        reached, opened = {}, {}
        queued = set()
        queue = collections.deque()
        left = {}  # kind → its inspectors, neither visited nor closed when last looked at

        def enqueue(slots):
            for slot in slots:
                if slot not in queued and slot not in closed_slots:
                    queued.add(slot)
                    queue.append(slot)

        for source in sources:
            enqueue(sorted(self.held[source]))
        while queue:
            q = queue.popleft()
            target, kind = self.target_of[q], self.kind[q]
            team = {self.holder[slot] for slot in self.slots_of[target]}
            stay = []
            for who in left.get(kind, self.members[kind]):
                if who in visited or who in closed:
                    continue
                if who in team or who in self.recused[target]:
                    stay.append(who)
                    continue
                visited.add(who)
                reached[who] = q
                if self.load[who] <= most:
                    return who, reached, opened, visited
                enqueue(sorted(self.held[who]))
            left[kind] = stay
            if self.mixed[target]:
                for r in self.slots_of[target]:
                    if r not in queued and r not in closed_slots and self.may_sit(self.holder[r], q):
                        queued.add(r)
                        queue.append(r)
                        opened[r] = q
        return NOBODY, reached, opened, visited

    def even_out(self):
        closed, closed_slots = set(), set()
        by_load = collections.defaultdict(set)
        for who, load in enumerate(self.load):
            by_load[load].add(who)
        highest = max(self.load, default=0)
        while True:
            while highest >= 2 and not by_load[highest]:
                highest -= 1
            if highest < 2:
                return
            sources = sorted(by_load[highest])
            end, reached, opened, visited = self.search(sources, highest - 2, closed, closed_slots)
            if end == NOBODY:
                closed |= visited
                for who in visited:
                    closed_slots |= self.held[who]
                    by_load[self.load[who]].discard(who)
                continue
            by_load[self.load[end]].discard(end)
            self.load[end] += 1
            by_load[self.load[end]].add(end)
            who, slot = end, reached[end]
            while True:
                who = self.seat(who, slot)
                if slot in opened:
                    slot = opened[slot]
                elif who in reached:
                    slot = reached[who]
                else:
                    break
            by_load[highest].discard(who)
            self.load[who] -= 1
            by_load[self.load[who]].add(who)

    # 9.4
    def trade(self):
        holder, load, below = self.holder, self.load, self.chance.below
        rows = [sorted(slots) for slots in self.held]
        place = [NOBODY] * len(holder)  # of each slot in the row of its holder
        for row in rows:
            for at, slot in enumerate(row):
                place[slot] = at
        members = [self.members[kind] for kind in self.kind]

        def sit_down(who, slot):
            holder[slot] = who
            place[slot] = len(rows[who])
            rows[who].append(slot)
            load[who] += 1

        def rise(who, slot):
            at, last = place[slot], rows[who].pop()
            if last != slot:
                rows[who][at] = last
                place[last] = at
            holder[slot] = NOBODY
            load[who] -= 1

        def move(who, left, taken):
            at = place[left]
            rows[who][at] = taken
            place[taken] = at
            holder[left], holder[taken] = NOBODY, who

        total = len(holder)
        for trade in range(3 * total + 1000 if total else 0):
            patience = min(128, 8 * total) if trade < 8000 and trade % 8 == 7 else 2
            first = below(total)
            x = holder[first]
            rise(x, first)
            few, open_ = load[x], first
            moves = []
            while True:
                target = self.target_of[open_]
                v = members[open_][below(len(members[open_]))]
                q = next((slot for slot in self.slots_of[target] if holder[slot] == v), None)
                if q is None and v not in self.recused[target]:
                    if load[v] <= few:
                        sit_down(v, open_)
                        break
                    q = rows[v][below(load[v])]
                if q is not None:
                    move(v, q, open_)
                    moves.append((v, q, open_))
                    open_ = q
                if below(patience) != 0:
                    continue
                if self.may_sit(x, open_) and not self.in_team(x, self.target_of[open_]) and below(len(members[open_])) < len(members[first]):
                    sit_down(x, open_)
                else:
                    for who, left, taken in reversed(moves):
                        move(who, taken, left)
                    sit_down(x, first)
                break

    def teams(self):
        made = []
        for target, its_seats in enumerate(self.seats):
            slot = self.slots_of[target].start
            rows = []
            for seat in its_seats:
                rows.append([self.inspectors[who].id for who in sorted(self.holder[slot : slot + seat['count']])])
                slot += seat['count']
            made.append({'seats': rows, 'target': self.targets[target]})
        return made

    # 9.5
    def cut(self, kind, targets, people, needed, capacity, max_load):
        targets = sorted(self.targets[target] for target in targets)
        people = sorted(self.inspectors[who].id for who in people)

        def names(ones, comma, more):
            return comma.join(ones[:5]) + (more if len(ones) > 5 else '')

        t_en, t_zh = names(targets, ', ', ', …'), names(targets, '、', ' 等')
        i_en, i_zh = names(people, ', ', ', …'), names(people, '、', ' 等')
        t, i = len(targets), len(people)
        if kind == 'seats':
            en = '%d target(s) (%s) each need %d place(s) that only %d inspector(s) may fill%s.' % (t, t_en, needed, i, ': ' + i_en if i else '')
            zh = '%d 个检查对象（%s）每个都有 %d 个席位，而可去的人员只有 %d 名%s。' % (t, t_zh, needed, i, '：' + i_zh if i else '')
        else:
            en = '%d target(s) (%s) have %d place(s) that only %d inspector(s) (%s) may fill; with at most %d each they fill %d.' % (
                (t, t_en, needed, i, i_en, max_load, capacity)
            )
            zh = '%d 个检查对象（%s）有 %d 个席位只能由 %d 名人员（%s）承担，每人最多 %d 个，合计只能承担 %d 个。' % (
                (t, t_zh, needed, i, i_zh, max_load, capacity)
            )
        return {
            'capacity': capacity,
            'inspectorCount': i,
            'inspectors': people[:20],
            'kind': kind,
            'maxLoad': max_load,
            'needed': needed,
            'targetCount': t,
            'targets': targets[:20],
            'words': {'en': en, 'zh': zh},
        }

    def seat_cuts(self, noted):
        groups = {}
        for target in sorted(noted):
            groups.setdefault(noted[target], []).append(target)
        largest = sorted(groups.items(), key=lambda group: (-len(group[1]), group[1][0]))[:20]
        return [self.cut('seats', targets, people, needed, len(people), None) for (needed, people), targets in largest]

    def load_cut(self):
        highest = max(self.load)
        _, _, _, visited = self.search([self.load.index(highest)], highest - 2, set(), set())
        slots = [slot for who in visited for slot in self.held[who]]
        targets = {self.target_of[slot] for slot in slots}
        return self.cut('loads', targets, visited, len(slots), len(visited) * self.max_load, self.max_load)


# ---- The evidence, read once (§11) ------------------------------------------------------------------------------------------


class Evidence:
    """What is kept of a file. Faults of the steps `roots` and `sizes` that only reading can see are noted in `noted`."""

    def __init__(self, stream):
        self.noted = {}
        self.inspectors = []
        self.recused_by = {}  # target → inspectors, by number
        self.inspector_bytes = 0
        self.trees = {}
        self.drawn = []  # of each stratum, (id, rule) at each place of the permutation
        reader = Reader(stream)
        self.begin(reader)
        self.member(reader, 'exclusions')
        self.leaves(reader, 'exclusions', EXCLUSION, lambda leaf, raw: None)
        self.value(reader, 'format', either('sortis-evidence/1'))
        self.member(reader, 'inspectors')
        self.leaves(reader, 'inspectors', INSPECTOR, self.see_inspector)
        self.manifest, raw = self.value(reader, 'manifest', MANIFEST)
        self.manifest_hash = H(raw)
        self.member(reader, 'record')
        self.read_record(reader)
        self.stated_hash = self.value(reader, 'recordHash', HEX64)[0]
        self.member(reader, 'targets')
        self.prepare()
        self.leaves(reader, 'targets', TARGET, self.see_target)
        if next(self.names, None) is not None:
            raise Failed('canonical', '文件有多余的成员', 'the file has a member too many', 'no member after targets')
        reader.end()

    def begin(self, reader):
        """Until the first member has been read it is not even an evidence file."""
        no_evidence = Unusable('这不是公签的证据文件', 'this is not a Sortis evidence file')
        if reader.peek() != '{':
            raise no_evidence
        self.names = reader.members('')
        try:
            if next(self.names, None) != 'commitment':
                raise no_evidence
            self.commitment = reader.whole('/commitment')[0]
        except Failed as fault:
            raise Unusable(fault.zh, fault.en) from None
        HEX64(self.commitment, '/commitment')

    def member(self, reader, name):
        found = next(self.names, None)
        reader.written.clear()
        if found != name:
            raise Failed('canonical', '文件的成员不对', 'the members of the file are not the right ones', name, found)

    def value(self, reader, name, form):
        self.member(reader, name)
        value, raw = reader.whole('/' + name)
        form(value, '/' + name)
        return value, raw

    def open_list(self, reader, at):
        if reader.peek() != '[':
            misfit(at, 'a list', reader.value(at))
        return reader.items(at)

    def leaves(self, reader, name, form, see):
        tree = self.trees[name] = Tree()
        before = ''
        for place in self.open_list(reader, '/' + name):
            reader.written.clear()
            at = '/%s/%d' % (name, place)
            leaf, raw = reader.whole(at)
            form(leaf, at)
            tree.add(raw)
            if leaf['id'] <= before and 'roots' not in self.noted:
                self.noted['roots'] = Failed('roots', '%s 的编号没有递增' % at, '%s: ids do not ascend' % at, 'after ' + before, leaf['id'])
            before = leaf['id']
            see(leaf, raw)
        reader.written.clear()

    def see_inspector(self, leaf, raw):
        self.inspector_bytes += len(raw)
        if self.inspector_bytes > MOST_INSPECTORS:
            raise Failed('canonical', '人员名单过长', 'the list of inspectors is too long', 'at most %d bytes' % MOST_INSPECTORS)
        for target in leaf['recusals']:
            self.recused_by.setdefault(target, []).append(len(self.inspectors))
        self.inspectors.append(Inspector(leaf))

    def read_record(self, reader):
        """The record's hash is taken while it is read."""
        reader.written.clear()
        hashed = hashlib.sha256()
        record = self.record = {'loads': [], 'selection': [], 'teams': []}
        if reader.peek() != '{':
            misfit('/record', 'an object', reader.value('/record'))
        names = reader.members('/record')

        def whole(form, at):
            value, raw = reader.whole(at)
            form(value, at)
            hashed.update(reader.bytes_written() + raw)
            return value

        def list_of(form, at, keep):
            for place in self.open_list(reader, at):
                keep.append(whole(form, '%s/%d' % (at, place)))

        for name, form in RECORD.items():
            found = next(names, None)
            if found != name:
                raise Failed('canonical', '/record 的成员不对', '/record: the members are not the right ones', name, found)
            at = '/record/' + name
            if form is not None:
                record[name] = whole(form, at)
            elif name == 'loads':
                list_of(LOAD, at, record[name])
            elif name == 'teams':
                list_of(TEAM, at, record[name])
            else:
                for place in self.open_list(reader, at):
                    here = '%s/%d' % (at, place)
                    if reader.peek() != '{':
                        misfit(here, 'an object', reader.value(here))
                    stratum = {'reserve': [], 'targets': []}
                    inner = reader.members(here)
                    for part in ('reserve', 'stratum', 'targets'):
                        if next(inner, None) != part:
                            raise Failed('canonical', '%s 的成员不对' % here, '%s: the members are not the right ones' % here, part)
                        if part == 'stratum':
                            stratum[part] = whole(ID, here + '/stratum')
                        else:
                            list_of(ID, here + '/' + part, stratum[part])
                    if next(inner, None) is not None:
                        raise Failed('canonical', '%s 有多余的成员' % here, '%s has a member too many' % here)
                    record[name].append(stratum)
        if next(names, None) is not None:
            raise Failed('canonical', '/record 有多余的成员', '/record has a member too many')
        hashed.update(reader.bytes_written())
        self.record_hash = hashed.hexdigest()

    def prepare(self):
        """Before the targets come: draws the numbers, so that of the targets only the drawn ones need be kept."""
        manifest, record = self.manifest, self.record
        secret = bytes.fromhex(record['entropy']['secret'])
        self.seeds = [seed(secret, self.manifest_hash, 'sortis/1/selection/' + stratum['id']) for stratum in manifest['strata']]
        self.pairing_seed = seed(secret, self.manifest_hash, 'sortis/1/pairing')
        self.eligible = Eligible(self.inspectors, manifest['visit'])
        self.rules = Rules(manifest)
        self.small_pools = SmallPools(manifest, self.eligible, self.recused_by)
        self.population = [0] * len(manifest['strata'])
        self.place_of = [{} for _ in manifest['strata']]
        self.drawn = [[] for _ in manifest['strata']]
        lengths = [(part['stratum'], len(part['targets']), len(part['reserve'])) for part in record['selection']]
        if lengths != [(stratum['id'], stratum['size'], stratum['reserve']) for stratum in manifest['strata']]:
            return  # the step `selection` will say so; sizes that the file does not bear out are not drawn
        for number_, stratum in enumerate(manifest['strata']):
            places = stratum['size'] + stratum['reserve']
            if places <= stratum['population']:
                numbers = permutation(Generator(self.seeds[number_]), stratum['population'], places)
                self.place_of[number_] = {drawn: place for place, drawn in enumerate(numbers)}
                self.drawn[number_] = [None] * places

    def see_target(self, leaf, raw):
        stratum, rule, fault = self.rules.judge(leaf['attributes'])
        if fault is not None:
            if 'sizes' not in self.noted:
                zh, en = '检查对象 %s %s' % (leaf['id'], fault[0]), 'target %s %s' % (leaf['id'], fault[1])
                self.noted['sizes'] = Failed('sizes', zh, en)
            return
        place = self.place_of[stratum].get(self.population[stratum])
        if place is not None:
            self.drawn[stratum][place] = (leaf['id'], rule)
        self.population[stratum] += 1
        self.small_pools.see(leaf['id'], rule)


# ---- The eleven steps (§12) -------------------------------------------------------------------------------------------------
# Each returns its sentence in Chinese and English, or raises Failed.


def code_of(hash_):
    """A hash as people read it to each other."""
    return hash_[:4] + ' ' + hash_[4:8]


def same(step, zh, en, expected, found):
    if expected != found:
        raise Failed(step, zh, en, shown(expected), shown(found))


def check_canonical(e):
    return '文件形式符合规定，没有多余、缺少或写法不合的内容。', 'The file has the prescribed form, with nothing missing and nothing added.'


def check_roots(e):
    if 'roots' in e.noted:
        raise e.noted['roots']
    for name, zh in (('exclusions', '排除名单'), ('inspectors', '人员名单'), ('targets', '检查对象名单')):
        tree, announced = e.trees[name], e.manifest[name]
        differs = (zh + '与公告不符，有人增加、删除或改动了内容', 'the list of %s is not the announced one: something was added, removed or changed' % name)
        same('roots', *differs, announced['count'], tree.count)
        same('roots', *differs, announced['root'], tree.root())
    counts = tuple(e.trees[name].count for name in ('targets', 'inspectors', 'exclusions'))
    return (
        '三份名单与公告时完全一致（%d 个检查对象，%d 名人员，%d 个排除对象）。' % counts,
        'The three lists are exactly those announced (%d targets, %d inspectors, %d exclusions).' % counts,
    )


def check_commitment(e):
    found = e.manifest_hash.hex()
    same('commitment', '公告内容与承诺不符', 'the announcement is not the one committed to', e.commitment, found)
    same('commitment', '记录所依据的是另一个承诺', 'the record belongs to another commitment', e.commitment, e.record['commitment'])
    same('commitment', '记录的抽取编号不同', 'the record is of another draw', e.manifest['drawId'], e.record['drawId'])
    return '公告内容与承诺码 %s 相符。' % code_of(found), 'The announcement is the one with the code %s.' % code_of(found)


def check_time_order(e):
    m, revealed = e.manifest, e.record['entropy']['revealedAt']
    earliest = m['entropy']['notBefore']
    if not m['cutoff'] <= earliest:
        raise Failed('time-order', '名单截止晚于约定的随机数时刻', 'the lists were closed after the moment set for the randomness', 'not after ' + earliest, m['cutoff'])
    if not earliest <= m['publication']['notBefore']:
        raise Failed('time-order', '约定的公布时刻早于随机数时刻', 'publication is set before the randomness', 'not before ' + earliest, m['publication']['notBefore'])
    if not earliest <= revealed:
        raise Failed('time-order', '随机数提前揭示', 'the randomness was revealed too early', 'not before ' + earliest, revealed)
    return (
        '时间次序正确：名单截止 %s，随机数揭示 %s。' % (m['cutoff'], revealed),
        'The times are in order: lists closed %s, randomness revealed %s.' % (m['cutoff'], revealed),
    )


def check_entropy(e):
    found = H(b'sortis/1/sealed\x00' + bytes.fromhex(e.record['entropy']['secret'])).hex()
    same('entropy', '揭示的随机数不是事先封存的那一个', 'the secret revealed is not the one sealed', e.manifest['entropy']['hash'], found)
    return (
        '随机数就是事先封存的那一个；它由抽取的机器自行产生，没有第三方见证。',
        'The randomness is the one sealed beforehand; the drawing machine made it itself, no third party witnessed it.',
    )


def check_seeds(e):
    stated = e.record['seeds']
    strata_ = [stratum['id'] for stratum in e.manifest['strata']]
    same('seeds', '种子对应的分层不对', 'the seeds are not those of the strata', strata_, [one['stratum'] for one in stated['selection']])
    for stratum, one, expected in zip(strata_, stated['selection'], e.seeds):
        same('seeds', '分层 %s 的种子不对' % stratum, 'the seed of stratum %s does not follow' % stratum, expected, one['seed'])
    same('seeds', '组队的种子不对', 'the seed of the pairing does not follow', e.pairing_seed, stated['pairing'])
    return '各分层和组队的种子都由随机数和承诺算出。', 'All seeds follow from the randomness and the commitment.'


def check_sizes(e):
    if 'sizes' in e.noted:
        raise e.noted['sizes']
    for stratum, population in zip(e.manifest['strata'], e.population):
        label = stratum['id']
        same('sizes', '分层 %s 的对象数不对' % label, 'stratum %s has another population' % label, stratum['population'], population)
        rate_ = stratum['rate']
        if rate_['direction'] == 'number':
            size = rate_['number']
        else:
            size, rest = divmod(population * rate_['millionths'], 10**6)
            if rest and rate_['direction'] == 'exactly':
                en = 'the rate of stratum %s gives no whole number' % label
                raise Failed('sizes', '分层 %s 的比例得不到整数' % label, en, 'a whole number', '%d × %d / 1000000' % (population, rate_['millionths']))
            if rest and rate_['direction'] == 'at-least':
                size += 1
        census = stratum['censusBelow']
        size = population if census is not None and population < census else min(population, max(size, stratum['minimum'] or 0))
        same('sizes', '分层 %s 的应抽数不对' % label, 'stratum %s has another size than its rate gives' % label, size, stratum['size'])
        if stratum['reserve'] > population - size:
            en = 'stratum %s has too many reserve places' % label
            raise Failed('sizes', '分层 %s 的候补过多' % label, en, 'at most %d' % (population - size), str(stratum['reserve']))
    same('sizes', '各分层之和不等于对象总数', 'the strata do not add up to all targets', e.manifest['targets']['count'], sum(e.population))
    total = sum(stratum['size'] for stratum in e.manifest['strata'])
    return '每个对象恰属一个分层，应抽数正确，共 %d 个。' % total, 'Every target is in one stratum, and the sizes are right, %d in all.' % total


def check_selection(e):
    same(
        'selection',
        '记录的分层不对',
        'the strata of the record are not those of the manifest',
        [stratum['id'] for stratum in e.manifest['strata']],
        [part['stratum'] for part in e.record['selection']],
    )
    for stratum, part, drawn in zip(e.manifest['strata'], e.record['selection'], e.drawn):
        label = stratum['id']
        same('selection', '分层 %s 的抽中数不对' % label, 'stratum %s: another number was drawn' % label, stratum['size'], len(part['targets']))
        same('selection', '分层 %s 的候补数不对' % label, 'stratum %s: another number of reserves' % label, stratum['reserve'], len(part['reserve']))
        for place, (again, stated) in enumerate(zip(drawn, part['targets'] + part['reserve'])):
            zh, en = '分层 %s 第 %d 位不符' % (label, place + 1), 'stratum %s: place %d was drawn by another' % (label, place + 1)
            same('selection', zh, en, again[0], stated)
    total = sum(stratum['size'] for stratum in e.manifest['strata'])
    return '重新抽取得到同样的 %d 个对象，次序也相同。' % total, 'Drawing again gives the same %d targets in the same order.' % total


def first_difference(expected, found):
    """The place where two lists differ first, and what stands there."""
    for place in range(max(len(expected), len(found))):
        ones = [part[place] if place < len(part) else None for part in (expected, found)]
        if ones[0] != ones[1]:
            return place + 1, ones[0], ones[1]
    return None


def check_pairing(e):
    drawn = [one for stratum, ones in zip(e.manifest['strata'], e.drawn) for one in ones[: stratum['size']]]
    teams, loads, cuts = Pairing(e.manifest, e.inspectors, e.eligible, e.recused_by, drawn, e.pairing_seed).run()
    stated = e.record['infeasible']
    if (cuts is None) != (stated is None):
        told = lambda one: 'teams' if one is None else 'no teams possible'
        raise Failed('pairing', '能否组队的结论不同', 'pairing again ends otherwise', told(cuts), told(stated))
    named_loads = [] if cuts else [{'inspector': one.id, 'load': load} for one, load in zip(e.inspectors, loads)]
    for zh, en, expected, found in (
        ('组队不可能的理由', 'reason', cuts or [], stated or []),
        ('检查组', 'team', teams or [], e.record['teams']),
        ('工作量', 'load', named_loads, e.record['loads']),
    ):
        difference = first_difference(expected, found)
        if difference is not None:
            place, expected_one, found_one = difference
            raise Failed('pairing', '第 %d 个%s不同' % (place, zh), 'pairing again gives another %s %d' % (en, place), shown(expected_one), shown(found_one))
    if cuts:
        return '重新配对得到同样的结论：无法组成全部检查组。' + cuts[0]['words']['zh'], 'Pairing again ends the same way, without teams: ' + cuts[0]['words']['en']
    return '重新配对得到同样的 %d 个检查组。' % len(teams), 'Pairing again gives the same %d teams.' % len(teams)


def check_constraints(e):
    """The teams of the record against the rules themselves, whatever the pairing did."""
    seats_of = {}
    for stratum, ones in zip(e.manifest['strata'], e.drawn):
        for target, rule in ones[: stratum['size']]:
            seats_of[target] = e.manifest['pairing']['rules'][rule]['seats']
    number_of = {inspector.id: number_ for number_, inspector in enumerate(e.inspectors)}
    eligible = {}
    loads = collections.Counter()

    def wrong(team, zh, en, found=None):
        target = team['target']
        raise Failed('constraints', '%s 的检查组%s' % (target, zh), 'the team of %s %s' % (target, en), None, shown(team['seats'] if found is None else found))

    for team in e.record['teams']:
        its_seats = seats_of.pop(team['target'], None)
        if its_seats is None or [seat['count'] for seat in its_seats] != [len(row) for row in team['seats']]:
            wrong(team, '席位数不对', 'does not have its seats')
        everyone = [who for row in team['seats'] for who in row]
        if len(set(everyone)) < len(everyone):
            wrong(team, '有人重复', 'has someone twice')
        for seat, row in zip(its_seats, team['seats']):
            kind = kind_of(seat)
            if kind not in eligible:
                eligible[kind] = {e.inspectors[number_].id for number_ in e.eligible.for_kind(kind)}
            for who in row:
                if who not in eligible[kind]:
                    wrong(team, '有人不具备席位的条件', 'has someone who may not fill the seat', who)
                if number_of[who] in e.recused_by.get(team['target'], ()):
                    wrong(team, '有人应当回避', 'has someone who is recused', who)
                loads[who] += 1
    if e.record['infeasible'] is None:
        same('constraints', '有对象没有检查组', 'there are targets without a team', [], sorted(seats_of))
        for one in e.record['loads']:
            same('constraints', '%s 的工作量不对' % one['inspector'], 'the load of %s is not the number of teams' % one['inspector'], loads[one['inspector']], one['load'])
    most = e.manifest['pairing']['maxLoad']
    if most is not None and max(loads.values(), default=0) > most:
        raise Failed('constraints', '有人超过工作量上限', 'someone has more than the cap', 'at most %d' % most, str(max(loads.values())))
    same('constraints', '公告中的小范围提示不对', 'the warnings of the announcement are not right', e.small_pools.warnings(), e.manifest['warnings'])
    if e.record['infeasible'] is not None:
        return '没有组成检查组，公告中的提示正确。', 'No teams were made; the warnings announced are right.'
    return '每个检查组都符合席位、资格、回避和工作量的规定。', 'Every team keeps the rules on seats, qualifications, recusals and loads.'


def check_result(e):
    same('result', '记录与记录码不符', 'the record is not the one with this hash', e.record_hash, e.stated_hash)
    return '抽取结果成立，记录码 %s。' % code_of(e.record_hash), 'The draw holds; its record has the code %s.' % code_of(e.record_hash)


CHECKS = [
    check_canonical,
    check_roots,
    check_commitment,
    check_time_order,
    check_entropy,
    check_seeds,
    check_sizes,
    check_selection,
    check_pairing,
    check_constraints,
    check_result,
]


def verify(stream):
    """{verdict: holds | fails | unusable, steps: [{step, ok, zh, en, expected?, found?}], reason?}"""
    steps = []
    try:
        evidence = Evidence(stream)
        for step, check in zip(STEPS, CHECKS):
            zh, en = check(evidence)
            steps.append({'step': step, 'ok': True, 'zh': zh, 'en': en})
    except Unusable as fault:
        return {'verdict': 'unusable', 'steps': [], 'reason': {'zh': fault.zh, 'en': fault.en}}
    except Failed as fault:
        row = {'step': fault.step, 'ok': False, 'zh': fault.zh, 'en': fault.en}
        row.update({name: value for name, value in (('expected', fault.expected), ('found', fault.found)) if value is not None})
        return {'verdict': 'fails', 'steps': steps + [row]}
    return {'verdict': 'holds', 'steps': steps}


# ---- The command line -------------------------------------------------------------------------------------------------------


def verify_file(name):
    try:
        with open(name, 'rb') as stream:
            return verify(stream)
    except OSError as fault:
        return {'verdict': 'unusable', 'steps': [], 'reason': {'zh': '无法读取文件：%s' % fault, 'en': 'the file cannot be read: %s' % fault}}


def tell(outcome):
    for row in outcome['steps']:
        print('%s %-12s %s / %s' % ('✓' if row['ok'] else '✗', row['step'], row['zh'], row['en']))
        if 'expected' in row:
            print('    应为 / expected: %s' % row['expected'])
        if 'found' in row:
            print('    实为 / found:    %s' % row['found'])
    if outcome['verdict'] == 'unusable':
        print('不是可用的证据文件：%(zh)s / Not a usable evidence file: %(en)s' % outcome['reason'])
    elif outcome['verdict'] == 'fails':
        step = outcome['steps'][-1]['step']
        print('\n不成立：在“%s”这一步不符。/ It does not hold: it fails at "%s".' % (step, step))
    else:
        print('\n成立：结果可由此文件完全重算。/ It holds: everything follows again from this file.')


def main(arguments):
    sys.stdout.reconfigure(encoding='utf-8', errors='backslashreplace')
    as_json = '--json' in arguments
    names = [one for one in arguments if one != '--json']
    if not names or any(one.startswith('--') for one in names):
        print('用法 / usage: python3 verify.py [--json] FILE [FILE …]')
        return 2
    worst = 0
    for name in names:
        outcome = verify_file(name)
        worst = max(worst, ['holds', 'fails', 'unusable'].index(outcome['verdict']))
        if as_json:
            print(json.dumps({'file': name, **outcome}, ensure_ascii=False))
        else:
            if len(names) > 1:
                print('== %s' % name)
            tell(outcome)
    return worst


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
