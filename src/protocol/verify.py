#!/usr/bin/env python3
"""Sortis 公签：复核一次抽取 / checks one draw from its evidence file, an extract of it, or the proof of one target.

    python3 verify.py FILE [FILE …]        一步一句话（- 为标准输入）/ one sentence a step (- is standard input)
    python3 verify.py --json FILE …        每个文件一行 JSON / one line of JSON for each file
    python3 verify.py --key VKEY FILE …    只信任这个日志密钥（可重复）/ trusts only this key of the log (may be repeated)
    python3 verify.py --with EARLIER FILE  同时核对它所接续的那次抽取 / checks it against the earlier draw that it stands in for, too
    python3 verify.py --without-bls FILE   不核对信标签名，并如实说明 / leaves the beacon's signature out, and says so
    python3 verify.py --self-test          用公开的已知答案（及同目录 vectors/steps.json）检查本程序 / this program against published known answers, and vectors/steps.json if it is there

退出码 / exit code: 0 成立 it holds; 1 不成立 it does not hold (the step is named, with what was expected and what was found);
2 不是可用的证据文件 not a usable file. Of several files the worst counts.

只需 Python 3.8 及其标准库，不联网。This program was written from the protocol's text alone (README.md of the protocol; "§7" below
is its section 7), not from the program that draws, so that an error in one of the two shows. It needs Python 3.8 or later, nothing
else, and no network. Read it: it is meant to be read. Its parts stand in the order of the text: reading (§1), signatures and hashes (§2),
trees (§3), forms (§4, §5, §7, §10 to §13), who may go (§6), randomness (§7), selection (§8), pairing (§9), warnings (§10), the log (§12), the
files (§13), the steps (§14, with §11).

The file is read once, as a stream. Memory grows with the inspectors (and whom they are recused from), the exclusions' ids and the sample,
not with the pool: of the other targets nothing is kept but the trees' hashes on the way to their roots.
"""

import base64
import binascii
import collections
import datetime
import hashlib
import heapq
import hmac
import io
import itertools
import json
import os
import re
import sys
import unicodedata

MOST_WHOLE = 2**53 - 1
MOST_DEPTH = 32
MOST_VALUE = 8 * 2**20  # bytes of one value read at once, §1
MOST_KEPT = 64 * 2**20  # bytes of all items of inspectors, and of the exclusions' ids, §13
MOST_PLACES = 4 * 10**6  # of all strata together, §1
MOST_COUNT = 10**8
MOST_ENTRY = 65536  # bytes of an entry of the log, §12


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


def same(step, zh, en, expected, found):
    if expected != found:
        raise Failed(step, zh, en, shown(expected), shown(found))


# ---- §1: reading strict JSON, piece by piece ---------------------------------------------------------------------------------


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
            mark = self.text[self.at : self.at + 1]
            if mark and mark not in ' \t\n\r':  # as nearly always
                return mark
            self.at = self.SPACE.match(self.text, self.at).end()
            if self.at == len(self.text) and not self.more():
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


def canonical(value):
    """The canonical bytes of a value that the reader has read: its members are in order already."""
    return json.dumps(value, ensure_ascii=False, separators=(',', ':')).encode('utf-8')


# ---- §2: the suite: SHA-256, HKDF, Ed25519 -----------------------------------------------------------------------------------


def H(data):
    return hashlib.sha256(data).digest()


def hkdf(material, salt, info):
    """RFC 5869 with SHA-256; its first block of 32 bytes is all that is needed."""
    extracted = hmac.new(salt, material, hashlib.sha256).digest()
    return hmac.new(extracted, info + b'\x01', hashlib.sha256).digest()


# Ed25519, RFC 8032 §5.1: verifying only, so nothing here is secret. Points are (X, Y, Z, T) with x = X/Z, y = Y/Z, x·y = T/Z.
ED_P = 2**255 - 19
ED_ORDER = 2**252 + 27742317777372353535851937790883648493
ED_D = -121665 * pow(121666, -1, ED_P) % ED_P
ED_NEUTRAL = (0, 1, 1, 0)


def ed_add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0])
    b = (p[1] + p[0]) * (q[1] + q[0])
    c = 2 * p[3] * q[3] * ED_D
    d = 2 * p[2] * q[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % ED_P, g * h % ED_P, f * g % ED_P, e * h % ED_P


def ed_times(n, p):
    total = ED_NEUTRAL
    while n > 0:
        if n & 1:
            total = ed_add(total, p)
        p = ed_add(p, p)
        n >>= 1
    return total


def ed_point(raw):
    """A point from its 32 bytes (§5.1.3), or None."""
    y = int.from_bytes(raw, 'little')
    odd, y = y >> 255, y & (2**255 - 1)
    if y >= ED_P:
        return None
    square = (y * y - 1) * pow(ED_D * y * y + 1, -1, ED_P) % ED_P
    x = pow(square, (ED_P + 3) // 8, ED_P)
    if x * x % ED_P != square:
        x = x * pow(2, (ED_P - 1) // 4, ED_P) % ED_P
    if x * x % ED_P != square or (x == 0 and odd):
        return None
    if x & 1 != odd:
        x = ED_P - x
    return x, y, 1, x * y % ED_P


ED_BASE = ed_point((4 * pow(5, -1, ED_P) % ED_P).to_bytes(32, 'little'))


def ed_verifies(signature, message, key):
    """Whether S·B = R + k·A (§5.1.7, without the cofactor)."""
    if len(signature) != 64 or len(key) != 32:
        return False
    a, r = ed_point(key), ed_point(signature[:32])
    s = int.from_bytes(signature[32:], 'little')
    if a is None or r is None or s >= ED_ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), 'little') % ED_ORDER
    left, right = ed_times(s, ED_BASE), ed_add(r, ed_times(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % ED_P == 0 and (left[1] * right[2] - right[1] * left[2]) % ED_P == 0


# ---- §3: trees ---------------------------------------------------------------------------------------------------------------


def leaf_hash(leaf):
    return H(b'\x00' + leaf)


def node_hash(left, right):
    return H(b'\x01' + left + right)


EMPTY_ROOT = H(b'').hex()


class Tree:
    """The root of RFC 6962, leaf by leaf: `parts` are the complete subtrees so far, the largest first, as (leaves, hash)."""

    def __init__(self, leaves=()):
        self.count = 0
        self.parts = []
        for leaf in leaves:
            self.add(leaf)

    def add(self, leaf):
        self.count += 1
        size, node = 1, H(b'\x00' + leaf)
        while self.parts and self.parts[-1][0] == size:
            node = H(b'\x01' + self.parts.pop()[1] + node)
            size *= 2
        self.parts.append((size, node))

    def root(self):
        if not self.parts:
            return EMPTY_ROOT
        node = self.parts[-1][1]
        for _, left in reversed(self.parts[:-1]):
            node = H(b'\x01' + left + node)
        return node.hex()


def included(leaf, index, size, path, root):
    """Whether the path (32-byte hashes) leads from the leaf's hash at this index to the root: RFC 9162 §2.1.3.2."""
    if index >= size:
        return False
    at, last, node = index, size - 1, leaf
    for other in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = node_hash(other, node)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, other)
        at, last = at >> 1, last >> 1
    return last == 0 and node.hex() == root


def consistent(first, first_root, second, second_root, path):
    """Whether a tree of `second` leaves goes on from one of `first`: RFC 9162 §2.1.4.2. The first may be empty, or the same."""
    if (first == 0 and first_root != EMPTY_ROOT) or (second == 0 and second_root != EMPTY_ROOT):
        return False
    if first == 0 or first == second:
        return not path and (first < second or first_root == second_root)
    if first > second or not path:
        return False
    if first & (first - 1) == 0:
        path = [bytes.fromhex(first_root)] + path
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(other, old), node_hash(other, new)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, other)
        at, last = at >> 1, last >> 1
    return last == 0 and old.hex() == first_root and new.hex() == second_root


def hashes(path):
    return [bytes.fromhex(one) for one in path]


# ---- §1, §4, §5, §7, §10 to §13: forms, what each value must be --------------------------------------------------------------
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


def plain_name(most):
    """A name in which nothing hides from the reader's eyes."""

    def form(value, at):
        text(most)(value, at)
        if re.search('[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]', value):
            misfit(at, 'a name without invisible characters', value)

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


def by_member(name, forms):
    """An object whose form follows from one of its members."""
    choice = either(*forms)

    def form(value, at):
        if type(value) is not dict:
            misfit(at, 'an object', value)
        choice(value.get(name), at + '/' + name)
        forms[value[name]](value, at)

    return form


def different(form, expected):
    """A list of texts of this form, of which no two are the same."""

    def inner(value, at):
        form(value, at)
        if len(set(value)) < len(value):
            misfit(at, expected, value)

    return inner


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


def mark(value, at):
    if value is not True:
        misfit(at, 'true, or not there', value)


TARGET = members({'attributes': attributes, 'id': ID, 'salt': HEX64}, ['salt'])
ANYONE = members(
    {
        'absences': absences,
        'agency': ID,
        'certificate': certificate,
        'expert': mark,
        'id': ID,
        'name': text(200),
        'qualifications': QUALIFICATIONS,
        'recusals': listed(ID, 0, 10000, ascending=True),
        'salt': HEX64,
    },
    ['certificate', 'expert', 'salt'],
)


def INSPECTOR(value, at):
    ANYONE(value, at)
    if 'certificate' not in value and 'expert' not in value:  # his appointment, which an expert may do without
        misfit(at, 'the member certificate', sorted(value))


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
        'root': HEX64,
        'size': COUNT,
    }
)


def strata(value, at):
    listed(STRATUM, 1, 10000)(value, at)
    if len({stratum['id'] for stratum in value}) < len(value):
        misfit(at, 'each id once', [stratum['id'] for stratum in value])
    places_ = sum(stratum['size'] + stratum['reserve'] for stratum in value)
    if places_ > MOST_PLACES:
        misfit(at, 'at most %d places in all' % MOST_PLACES, places_)


def total_strata(value, at):
    listed(ID, 1, 10000)(value, at)
    if len(set(value)) < len(value):
        misfit(at, 'each id once', value)


def seats(value, at):
    agencies = listed(ID, 1, 1000, ascending=True)
    listed(members({'agencies': agencies, 'count': number(1, 20), 'expert': mark, 'qualifications': QUALIFICATIONS}, ['expert']), 1, 8)(value, at)
    if sum(seat['count'] for seat in value) > 20:
        misfit(at, 'at most 20 places in all', [seat['count'] for seat in value])


# §7: the events of the manifest, and what comes out of them.

QUICKNET_CHAIN = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971'
WORDS = members({'en': text(1000), 'zh': text(1000)})


def group(value, at):
    number_ = number(0, 999)
    members({'count': number(1, 80), 'form': either('set', 'digits'), 'from': number_, 'to': number_})(value, at)
    if value['from'] > value['to']:
        misfit(at + '/to', 'not below %d' % value['from'], value['to'])
    if value['form'] == 'set' and value['count'] > value['to'] - value['from'] + 1:
        misfit(at + '/count', 'at most as many as there are numbers', value['count'])


def witnesses(value, at):
    listed(members({'hash': HEX64, 'name': plain_name(200)}), 2, 16)(value, at)
    if len({witness['name'] for witness in value}) < len(value):
        misfit(at, 'different names', [witness['name'] for witness in value])


NUMBERED_EVENT = members({'at': INSTANT, 'groups': listed(group, 1, 8), 'name': plain_name(200), 'number': plain_name(100)})


def numbered_events(value, at):
    listed(NUMBERED_EVENT, 1, 16)(value, at)
    if len({(event['name'], event['number']) for event in value}) < len(value):
        misfit(at, 'events that differ in name and number', [[event['name'], event['number']] for event in value])


EVENT = by_member(
    'source',
    {
        'beacon': members({'chain': either(QUICKNET_CHAIN), 'notBefore': INSTANT, 'round': number(1, MOST_WHOLE), 'source': either('beacon')}),
        'figures': members({'events': numbered_events, 'notBefore': INSTANT, 'source': either('figures')}),
        'ceremony': members({'notBefore': INSTANT, 'revealUntil': INSTANT, 'source': either('ceremony'), 'witnesses': witnesses}),
        'sealed': members({'hash': HEX64, 'notBefore': INSTANT, 'source': either('sealed')}),
    },
)
TWO_PEOPLE = different(listed(plain_name(200), 2, 2), 'two different names')
# How many figures or secrets there must be, beyond these limits, follows from the event: that is judged in the step `entropy`.
REVEAL = by_member(
    'source',
    {
        'beacon': members({'revealedAt': INSTANT, 'signature': matching('[0-9a-f]{96}', '96 lower-case hex digits'), 'source': either('beacon')}),
        'figures': members(
            {
                'entered': TWO_PEOPLE,
                'figures': listed(listed(listed(number(0, 999), 1, 80), 1, 8), 1, 16),
                'revealedAt': INSTANT,
                'source': either('figures'),
            }
        ),
        'ceremony': members({'revealedAt': INSTANT, 'secrets': listed(HEX64, 2, 16), 'source': either('ceremony')}),
        'sealed': members({'revealedAt': INSTANT, 'secret': HEX64, 'source': either('sealed')}),
    },
)

# §11: what the draw stands in for.


def relation_of(kind, more, last=10**6):
    return members(
        {
            'commitment': HEX64,
            'draw': ID,
            'kind': either(kind),
            'ordinal': number(1, last),
            'reason': WORDS,
            'record': or_null(HEX64),
            **more,
        }
    )


def places(value, at):
    listed(members({'from': COUNT, 'stratum': ID, 'until': COUNT}), 1, 10000)(value, at)
    for place, one in enumerate(value):
        if one['from'] >= one['until']:
            misfit('%s/%d/until' % (at, place), 'above %d' % one['from'], one['until'])
    if len({one['stratum'] for one in value}) < len(value):
        misfit(at, 'each stratum once', [one['stratum'] for one in value])


def leaving(value, at):
    listed(members({'inspector': ID, 'target': ID}), 1, 1000)(value, at)
    for place in range(1, len(value)):
        before, one = value[place - 1], value[place]
        if (one['target'], one['inspector']) <= (before['target'], before['inspector']):
            misfit('%s/%d' % (at, place), 'each once, in the order of target and inspector', one)


RELATION = by_member(
    'kind',
    {
        'again': relation_of('again', {}, last=1),
        'supplement': relation_of('supplement', {'places': places}),
        'replacement': relation_of('replacement', {'seats': leaving}),
    },
)

# §12: the log's names, keys, notes and entries.


is_origin = re.compile('[!-*,-~]{1,200}').fullmatch


def origin(value, at):
    if type(value) is not str or not is_origin(value):
        misfit(at, 'the name of a log: 1 to 200 visible characters of ASCII, no +', value)


def base64_bytes(value):
    """RFC 4648 §4, with padding and without spare bits; None if it is not."""
    try:
        raw = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if base64.b64encode(raw).decode('ascii') == value else None


LogKey = collections.namedtuple('LogKey', 'origin id public')


def read_key(value):
    """A verifier key of C2SP signed-note for Ed25519, or None."""
    parts = value.split('+', 2)  # the base64 may have more of them
    raw = base64_bytes(parts[2]) if len(parts) == 3 else None
    if raw is None or len(raw) != 33 or raw[0] != 1 or not is_origin(parts[0]):
        return None
    id_ = H(parts[0].encode('utf-8') + b'\n' + raw)[:4]
    return LogKey(parts[0], id_, raw[1:]) if parts[1] == id_.hex() else None


def log_key(value, at):
    text(400)(value, at)
    if read_key(value) is None:
        misfit(at, 'a verifier key: name+hash+base64, with the hash that belongs to it', value)


Checkpoint = collections.namedtuple('Checkpoint', 'origin size root signed signatures')


def read_checkpoint(note):
    """A signed note of C2SP tlog-checkpoint, or None. `signatures` are (name, key hash, signature)."""
    head, gap, tail = note.partition('\n\n')  # so that no line of the text is empty
    lines = head.split('\n')
    if not gap or len(lines) < 3 or not tail.endswith('\n') or not is_origin(lines[0]):
        return None
    root = base64_bytes(lines[2])
    if not re.fullmatch('0|[1-9][0-9]{0,15}', lines[1]) or int(lines[1]) > MOST_WHOLE or root is None or len(root) != 32:
        return None
    signatures = []
    for line in tail[:-1].split('\n'):
        parts = line.split(' ')
        raw = base64_bytes(parts[2]) if len(parts) == 3 and parts[0] == '—' and is_origin(parts[1]) else None
        if raw is None or len(raw) < 5:
            return None
        signatures.append((parts[1], raw[:4], raw[4:]))
    return Checkpoint(lines[0], int(lines[1]), root.hex(), (head + '\n').encode('utf-8'), signatures)


def checkpoint(value, at):
    if type(value) is not str or not 1 <= units(value) <= 10000 or re.search('[\x00-\x09\x0b-\x1f]', value):
        misfit(at, 'a text of 1 to 10000 characters', value)
    if read_checkpoint(value) is None:
        misfit(at, 'a signed checkpoint', value)


def entry_of(kind, **more):
    return members({'at': INSTANT, 'commitment': HEX64, 'draw': ID, 'kind': either(kind), **more})


# what two people decided about an earlier draw (§11), by the kind of the relation that asks for it
GROUNDS = {'again': 'void', 'supplement': 'supplement', 'replacement': 'replace'}
ENTRY = by_member(
    'kind',
    {
        'commit': entry_of('commit', batch=ID, occurrence=number(1, 10**6)),
        'reveal': entry_of('reveal', entropy=REVEAL),
        'record': entry_of('record', record=HEX64),
        'void': entry_of('void', by=TWO_PEOPLE, reason=WORDS, record=or_null(HEX64)),
        'supplement': entry_of('supplement', amendment=ID, by=TWO_PEOPLE, reason=WORDS, record=HEX64),
        'replace': entry_of('replace', amendment=ID, by=TWO_PEOPLE, reason=WORDS, record=HEX64),
    },
)
INDEX = number(0, MOST_WHOLE)
PATH = listed(HEX64, 0, 64)


def log_proof(*kinds):
    """A log proof (§12) whose entries are one of these rows of kinds, perhaps with one of §11 before them."""
    outer = members(
        {
            'checkpoint': checkpoint,
            'consistency': listed(HEX64, 0, 128),
            'entries': listed(members({'entry': ENTRY, 'index': INDEX, 'path': PATH}), 1, 4),
            'key': log_key,
        }
    )

    def form(value, at):
        outer(value, at)
        rows = value['entries']
        found = tuple(row['entry']['kind'] for row in rows)
        if (found[1:] if found[0] in GROUNDS.values() else found) not in kinds:
            misfit(at + '/entries', ' | '.join(', '.join(one) for one in kinds), list(found))
        for place, row in enumerate(rows):
            if len(canonical(row['entry'])) > MOST_ENTRY:
                misfit('%s/entries/%d' % (at, place), 'an entry of at most %d bytes' % MOST_ENTRY, row['entry'])

    return form


# §5 and §10: the manifest.

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
        'entropy': EVENT,
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
        'pools': either('open', 'closed'),
        'previous': members({'origin': origin, 'root': HEX64, 'size': INDEX}),
        'publication': members({'notBefore': INSTANT}),
        'reasons': listed(members({'code': ID, 'words': members({'en': text(2000), 'zh': text(2000)})}), 1, 200),
        'relation': or_null(RELATION),
        'selection': members({'algorithm': either('fisher-yates/1'), 'total': members({'number': COUNT, 'strata': total_strata})}, ['total']),
        'strata': strata,
        'suite': either('sha256-ed25519'),
        'targets': TREE,
        'visit': span('from', 'until'),
        'warnings': listed(
            by_member(
                'code',
                {
                    'small-pool': members({'code': either('small-pool'), 'rule': number(0, 4095), 'targets': COUNT, 'teams': number(0, 9)}),
                    'few-outcomes': members({'bits': number(64, 4096), 'code': either('few-outcomes'), 'needed': number(64, 4096)}),
                },
            ),
            0,
            4097,
        ),
    },
    ['reasons'],
)

# §13: the record, and what an extract shows.

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
    'entropy': REVEAL,
    'format': either('sortis-record/1'),
    'infeasible': or_null(listed(CUT, 1, 20)),
    'loads': None,
    'seeds': members({'pairing': HEX64, 'selection': listed(members({'seed': HEX64, 'stratum': ID}), 1, 10000)}),
    'selection': None,
    'teams': None,
    'versions': versions,
}
SHOWN_INSPECTOR = members({'index': INDEX, 'leaf': INSPECTOR, 'path': PATH})
SHOWN_TARGET = members({'index': INDEX, 'leaf': TARGET, 'path': PATH, 'stratum': ID})


# ---- §5, §6: conditions, who may go -----------------------------------------------------------------------------------------


class Inspector:
    def __init__(self, leaf):
        self.id = leaf['id']
        self.agency = leaf['agency']
        self.certificate = leaf.get('certificate')
        self.expert = 'expert' in leaf
        self.absences = leaf['absences']
        self.qualifications = frozenset(leaf['qualifications'])

    def may_go(self, visit):
        if self.certificate and (self.certificate['validFrom'] > visit['from'] or self.certificate['validUntil'] < visit['until']):
            return False
        ordinal = lambda day: datetime.date.fromisoformat(day).toordinal()
        first_free = ordinal(visit['from'])
        for absence in self.absences:
            if ordinal(absence['from']) <= first_free <= ordinal(absence['until']):
                first_free = ordinal(absence['until']) + 1
        return first_free <= ordinal(visit['until'])


class Recusals:
    """Who is recused from which target. Asked of ascending ids, as the leaves stand: it goes through every inspector's recusals, which
    ascend too, once, and keeps no more than their signs."""

    def __init__(self):
        self.lists = []  # of each inspector the ids, each before a line feed
        self.next = None  # a heap of (id, inspector, where the rest of his list begins)

    def add(self, recusals):
        self.lists.append(''.join(id_ + '\n' for id_ in recusals))

    def first(self, who, at):
        end = self.lists[who].find('\n', at)
        return [] if end < 0 else [(self.lists[who][at:end], who, end + 1)]

    def of(self, target):
        """The inspectors, by number, ascending."""
        if self.next is None:
            self.next = [one for who in range(len(self.lists)) for one in self.first(who, 0)]
            heapq.heapify(self.next)
        found = []
        while self.next and self.next[0][0] <= target:
            id_, who, at = heapq.heappop(self.next)
            if id_ == target:
                found.append(who)
            for one in self.first(who, at):
                heapq.heappush(self.next, one)
        return found


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
            agencies, qualifications, expert = kind
            self.known[kind] = sorted(
                number_
                for agency in agencies
                for number_ in self.by_agency.get(agency, ())
                if self.inspectors[number_].expert == expert and self.inspectors[number_].qualifications.issuperset(qualifications)
            )
        return self.known[kind]


def kind_of(seat):
    return (tuple(seat['agencies']), tuple(seat['qualifications']), 'expert' in seat)


def ready(conditions):
    return [(condition['field'], set(map(alike, condition['in']))) for condition in conditions]


def meets(target, conditions):
    return all(field in target and alike(target[field]) in values for field, values in conditions)


class Rules:
    """Filter, strata and team rules: tells of a target's attributes its stratum, its team rule and what does not hold."""

    def __init__(self, manifest):
        self.filter = ready(manifest['filter'])
        self.strata = [ready(stratum['conditions']) for stratum in manifest['strata']]
        self.teams = [ready(rule['conditions']) for rule in manifest['pairing']['rules']]
        self.fields = sorted({field for conditions in [self.filter, *self.strata, *self.teams] for field, _ in conditions})
        self.known = {}

    def judge(self, target):
        """(stratum or None, rule or None, None or what does not hold in zh and en)."""
        key = tuple([alike(target[field]) if field in target else None for field in self.fields])
        if key not in self.known:
            if len(self.known) >= 100000:
                self.known.clear()
            self.known[key] = self.judge_anew(target)
        return self.known[key]

    def judge_anew(self, target):
        found = [place for place, conditions in enumerate(self.strata) if meets(target, conditions)]
        stratum = found[0] if len(found) == 1 else None
        rule = next((place for place, conditions in enumerate(self.teams) if meets(target, conditions)), None)
        fault = None
        if not meets(target, self.filter):
            fault = '不符合筛选条件', 'does not meet the filter'
        elif stratum is None:
            fault = '属于 %d 个分层' % len(found), 'belongs to %d strata' % len(found)
        elif rule is None:
            fault = '没有适用的检查组规则', 'meets no team rule'
        return stratum, rule, fault


# ---- §7: randomness and seeds ------------------------------------------------------------------------------------------------


def milliseconds(instant):
    """An instant as milliseconds since 1970."""
    day = datetime.date(int(instant[:4]), int(instant[5:7]), int(instant[8:10])).toordinal() - datetime.date(1970, 1, 1).toordinal()
    seconds = (day * 24 + int(instant[11:13])) * 3600 + int(instant[14:16]) * 60 + int(instant[17:19])
    return seconds * 1000 + int(instant[20:23])


def hashed(label, *parts):
    """D of §7."""
    return H(b'\x00'.join([label, b''.join(parts)]))


def witness_hash(draw, name, secret):
    """What a witness of a ceremony commits to."""
    return hashed(b'sortis/1/ceremony', draw.encode('ascii'), b'\x00', name.encode('utf-8'), b'\x00', bytes.fromhex(secret)).hex()


def figures_key(figures):
    """As RFC 3797 writes numbers: each with a point after it, and a stroke after each group."""
    return ''.join(''.join('%d.' % one for one in group_) + '/' for event in figures for group_ in event)


def randomness(reveal):
    """R, by the reveal alone; whether the reveal is the one announced is asked in the step `entropy`."""
    source = reveal['source']
    if source == 'beacon':
        return H(bytes.fromhex(reveal['signature']))
    if source == 'figures':
        return hashed(b'sortis/1/figures', figures_key(reveal['figures']).encode('ascii'))
    if source == 'ceremony':
        return hashed(b'sortis/1/ceremony/all', *hashes(reveal['secrets']))
    return bytes.fromhex(reveal['secret'])


def binomial(n, k, enough=None):
    """C(n, k), or some number above `enough` if it is: C(n, i) grows with i as far as n/2."""
    ways = 1
    for i in range(min(k, n - k)):
        ways = ways * (n - i) // (i + 1)
        if enough is not None and ways > enough:
            break
    return ways


def outcomes(event):
    """O: in how many ways the figures can come out."""
    total = 1
    for one in event['events']:
        for group_ in one['groups']:
            there = group_['to'] - group_['from'] + 1
            total *= binomial(there, group_['count']) if group_['form'] == 'set' else there ** group_['count']
    return total


def misread_figures(event, figures):
    """Where the figures do not fit their event, or None."""
    if [len(one) for one in figures] != [len(one['groups']) for one in event['events']]:
        return '/figures'
    for i, (one, groups) in enumerate(zip(event['events'], figures)):
        for j, (group_, numbers) in enumerate(zip(one['groups'], groups)):
            at = '/figures/%d/%d' % (i, j)
            if len(numbers) != group_['count'] or not all(group_['from'] <= n <= group_['to'] for n in numbers):
                return at
            if group_['form'] == 'set' and any(a >= b for a, b in zip(numbers, numbers[1:])):
                return at
    return None


def seed(material, commitment, label):
    return hkdf(material, commitment, label.encode('ascii')).hex()


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


# ---- §7: BLS12-381, for the beacon -------------------------------------------------------------------------------------------
# What drand's signatures need and no more: points of G1 and G2, the map of a message to G1 (RFC 9380) and one equation of pairings.
# Written for reading, not for speed or secrecy: everything here is public.

BLS_P = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
BLS_R = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001  # the order of G1 and of G2
BLS_X = 0xD201000000010000  # the curve's parameter is −BLS_X


class BadPoint(ValueError):
    """Bytes that are no point of the group."""


# Numbers of Fp2 are pairs (a, b) for a + b·u with u² = −1.


def f2_mul(a, b):
    return (a[0] * b[0] - a[1] * b[1]) % BLS_P, (a[0] * b[1] + a[1] * b[0]) % BLS_P


def f2_add(a, b):
    return (a[0] + b[0]) % BLS_P, (a[1] + b[1]) % BLS_P


def f2_sub(a, b):
    return (a[0] - b[0]) % BLS_P, (a[1] - b[1]) % BLS_P


def f2_inverse(a):
    norm = pow(a[0] * a[0] + a[1] * a[1], -1, BLS_P)
    return a[0] * norm % BLS_P, -a[1] * norm % BLS_P


def fp_root(a):
    """The square root in Fp, or None; p is 3 modulo 4."""
    root = pow(a, (BLS_P + 1) // 4, BLS_P)
    return root if root * root % BLS_P == a % BLS_P else None


def f2_root(a):
    """A square root in Fp2, or None: for (x + y·u)² = a, x² is half of a's real part plus or minus the root of its norm."""
    norm = fp_root(a[0] * a[0] + a[1] * a[1])
    if norm is None:
        return None
    half = pow(2, -1, BLS_P)
    for sign in (1, -1):
        x = fp_root((a[0] + sign * norm) * half)
        if x:
            root = (x, a[1] * half * pow(x, -1, BLS_P) % BLS_P)
        elif x == 0:
            root = (0, fp_root(-a[0]) or 0)
        else:
            continue
        if f2_mul(root, root) == (a[0] % BLS_P, a[1] % BLS_P):
            return root
    return None


class Fp:
    """The arithmetic of Fp by the same names as that of Fp2, so that the group law below is written once."""

    zero, one = 0, 1
    mul = staticmethod(lambda a, b: a * b % BLS_P)
    add = staticmethod(lambda a, b: (a + b) % BLS_P)
    sub = staticmethod(lambda a, b: (a - b) % BLS_P)
    inverse = staticmethod(lambda a: pow(a, -1, BLS_P))


class Fp2:
    zero, one = (0, 0), (1, 0)
    mul, add, sub, inverse = staticmethod(f2_mul), staticmethod(f2_add), staticmethod(f2_sub), staticmethod(f2_inverse)


def slope(field, p, q):
    """Of the line through two points (its tangent if they are one), or None if it is upright; the curves have no term in x."""
    if p[0] != q[0]:
        return field.mul(field.sub(q[1], p[1]), field.inverse(field.sub(q[0], p[0])))
    if p[1] != q[1] or p[1] == field.zero:
        return None
    square = field.mul(p[0], p[0])
    return field.mul(field.add(field.add(square, square), square), field.inverse(field.add(p[1], p[1])))


def point_add(field, p, q):
    """The sum on y² = x³ + b; None is the point at infinity."""
    if p is None or q is None:
        return p if q is None else q
    rise = slope(field, p, q)
    if rise is None:
        return None
    x = field.sub(field.sub(field.mul(rise, rise), p[0]), q[0])
    return x, field.sub(field.mul(rise, field.sub(p[0], x)), p[1])


def point_times(field, n, p):
    total = None
    for bit in bin(n)[2:]:
        total = point_add(field, total, total)
        if bit == '1':
            total = point_add(field, total, p)
    return total


def x_of_bytes(raw):
    """The three flags of a compressed point and its x, of one or two numbers below p."""
    flags = raw[0] >> 5
    parts = [int.from_bytes(part, 'big') for part in (bytes([raw[0] & 31]) + raw[1:48], raw[48:]) if part]
    if not flags & 4 or flags & 2 or any(part >= BLS_P for part in parts):  # not compressed, infinity, or not reduced
        raise BadPoint
    return flags & 1, parts


def g1_of_bytes(raw):
    """A point of G1 from its 48 bytes; the point at infinity is none that a signature may be."""
    larger, (x,) = x_of_bytes(raw)
    y = fp_root(x**3 + 4)
    if y is None:
        raise BadPoint
    point = (x, y if (y > BLS_P - y) == larger else BLS_P - y)
    if point_times(Fp, BLS_R, point) is not None:  # on the curve but outside the group
        raise BadPoint
    return point


def g2_of_bytes(raw):
    """A point of G2 from its 96 bytes, the part of x with u first. The curve is y² = x³ + 4·(1 + u)."""
    larger, (imaginary, real) = x_of_bytes(raw)
    x = (real, imaginary)
    y = f2_root(f2_add(f2_mul(x, f2_mul(x, x)), (4, 4)))
    if y is None:
        raise BadPoint
    minus = f2_sub((0, 0), y)
    point = (x, y if (y[::-1] > minus[::-1]) == larger else minus)
    if point_times(Fp2, BLS_R, point) is not None:
        raise BadPoint
    return point


# RFC 9380, suite BLS12381G1_XMD:SHA-256_SSWU_RO_ (§8.8.1): the curve y² = x³ + A·x + B that a number is mapped to first, and Z.
SSWU_A = 0x144698A3B8E9433D693A02C96D4982B0EA985383EE66A8D8E8981AEFD881AC98936F8DA0E0F97F5CF428082D584C1D
SSWU_B = 0x12E2908D11688030018B12E8753EEE3B2016C1F0F24F4070A0B9C14FCEF35EF55A23215A316CEAA5D1CC48E98E172BE0
SSWU_Z = 11
# From there the isogeny of degree 11 leads to y² = x³ + 4. RFC 9380 prints it as polynomials (appendix E.2); they are the ones that
# Vélu's formulas give for the curve's only subgroup of order 11 with rational points. Its points have these five x, each ±y.
# The self-test recomputes that they are of order 11, and the RFC's own known answers hold.
ISOGENY_KERNEL = (
    0x10EF325DD1E98BDF0D97A4C6B7F968ED7F31F2FBFF088ACB39D5319CFC261EA18773405F325612742F0C5D90634BCF4,
    0xD7F2D0D03AE035321EED4C1479D13251ABF0E9A96479623EB5380B575E319851FB5E5A8B43B9C1A46880F54BF2B2F7C,
    0x105249B4CAC630CE5AA18E6C1189A18C82019B4E12E491FBAC012C259CA3A67F638560B8BB416AF02A4724385ED0FC8E,
    0x140D41735B10CE710727CD9356905701A2B866B803BAA468948B7F423DDCC560C9A8F1CD5F8ED4297C37464FB8BFE4A7,
    0x1665A9C648E78314490A94F654D9B1039AB85847223BFAED9AA54F0F07736D122D1CECA1AC0E9123E753FDE16E97C3D7,
)


def expand_message(message, tag, length):
    """expand_message_xmd with SHA-256 (RFC 9380 §5.3.1)."""
    tag += bytes([len(tag)])
    first = H(b'\x00' * 64 + message + length.to_bytes(2, 'big') + b'\x00' + tag)
    block, out = b'\x00' * 32, b''
    for number_ in range(1, length // 32 + 1):
        block = H(bytes(a ^ b for a, b in zip(first, block)) + bytes([number_]) + tag)
        out += block
    return out


def map_to_curve(u):
    """The simplified SWU map (RFC 9380 §6.6.2) and the isogeny: a number of Fp to a point of y² = x³ + 4, perhaps outside G1."""
    z_u2 = SSWU_Z * u * u % BLS_P
    below = (z_u2 * z_u2 + z_u2) % BLS_P
    if below == 0:
        x = SSWU_B * pow(SSWU_Z * SSWU_A, -1, BLS_P) % BLS_P
    else:
        x = -SSWU_B * pow(SSWU_A, -1, BLS_P) * (1 + pow(below, -1, BLS_P)) % BLS_P
    y = fp_root(x**3 + SSWU_A * x + SSWU_B)
    if y is None:
        x = z_u2 * x % BLS_P
        y = fp_root(x**3 + SSWU_A * x + SSWU_B)
    if y % 2 != u % 2:
        y = BLS_P - y
    to_x, to_y = x, 1
    for q in ISOGENY_KERNEL:
        if x == q:
            return None  # the kernel goes to infinity
        apart = pow(x - q, -1, BLS_P)
        t, v = 2 * (3 * q * q + SSWU_A), 4 * (q**3 + SSWU_A * q + SSWU_B)
        to_x += t * apart + v * apart**2
        to_y -= t * apart**2 + 2 * v * apart**3
    # Vélu's image is y² = x³ + 4·11⁶
    return to_x * pow(11, -2, BLS_P) % BLS_P, y * to_y * pow(11, -3, BLS_P) % BLS_P


def hash_to_g1(message, tag):
    raw = expand_message(message, tag, 128)
    points = [map_to_curve(int.from_bytes(raw[at : at + 64], 'big') % BLS_P) for at in (0, 64)]
    return point_times(Fp, BLS_X + 1, point_add(Fp, *points))


# Numbers of Fp12 are the six coefficients, in Fp2, of a polynomial in w with w⁶ = 1 + u.


def f12_mul(a, b):
    real, imaginary = [0] * 11, [0] * 11
    for i, (a0, a1) in enumerate(a):
        for j, (b0, b1) in enumerate(b):
            real[i + j] += a0 * b0 - a1 * b1
            imaginary[i + j] += a0 * b1 + a1 * b0
    for i in range(10, 5, -1):  # w^i = (1 + u)·w^(i − 6)
        real[i - 6] += real[i] - imaginary[i]
        imaginary[i - 6] += real[i] + imaginary[i]
    return [(real[i] % BLS_P, imaginary[i] % BLS_P) for i in range(6)]


F12_ONE = [(1, 0)] + [(0, 0)] * 5


def pairings_are_one(pairs):
    """Whether the product of the optimal ate pairings e(P, Q) of the given points P of G1 and Q of G2 is 1.

    A point (x, y) of G2 stands for (x/w², y/w³) on y² = x³ + 4. The line through two of them with the slope s (in G2's own
    coordinates), taken at P and multiplied by w³, is (s·x − y) − s·xP·w² + yP·w³; such a factor, as an upright line, lies in a subfield that
    the last power takes to 1. That the parameter is negative turns every pairing into its inverse, which the question does not see.
    """
    product = F12_ONE
    at = [q for _, q in pairs]
    for bit in bin(BLS_X)[3:]:
        product = f12_mul(product, product)
        for step in (None, *([1] if bit == '1' else [])):
            for n, (p, q) in enumerate(pairs):
                other = at[n] if step is None else q
                rise = slope(Fp2, at[n], other)  # never upright: both are multiples of q below its order
                start = f2_sub(f2_mul(rise, at[n][0]), at[n][1])
                across = f2_mul(rise, (-p[0], 0))
                product = f12_mul(product, [start, (0, 0), across, (p[1], 0), (0, 0), (0, 0)])
                at[n] = point_add(Fp2, at[n], other)
    total = F12_ONE
    for bit in bin((BLS_P**12 - 1) // BLS_R)[2:]:
        total = f12_mul(total, total)
        if bit == '1':
            total = f12_mul(total, product)
    return total == F12_ONE


G2_GENERATOR = (
    (
        0x24AA2B2F08F0A91260805272DC51051C6E47AD4FA403B02B4510B647AE3D1770BAC0326A805BBEFD48056C8C121BDB8,
        0x13E02B6052719F607DACD3A088274F65596BD0D09920B61AB5DA61BBDC7F5049334CF11213945D57E5AC7D055D042B7E,
    ),
    (
        0xCE5D527727D6E118CC9CDC6DA2E351AADFD9BAA8CBDD3A76D429A695160D12C923AC9CC3BACA289E193548608B82801,
        0x606C4A02EA734CC32ACD2B02BC28B99CB3E287E85A763AF267492AB572E99AB3F370D275CEC1DA1AAA9075FF05F79BE,
    ),
)
QUICKNET_GENESIS, QUICKNET_PERIOD = 1692803367, 3  # Unix seconds
QUICKNET_KEY = (
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb'
    '5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a'
)
QUICKNET_TAG = b'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_'


def bls_verifies(signature, message, key, tag):
    """Whether e(signature, generator of G2) = e(H(message), key)."""
    try:
        x, y = g1_of_bytes(signature)
    except BadPoint:
        return False
    return pairings_are_one([((x, BLS_P - y), G2_GENERATOR), (hash_to_g1(message, tag), g2_of_bytes(key))])


def quicknet_verifies(round_, signature):
    return bls_verifies(signature, H(round_.to_bytes(8, 'big')), bytes.fromhex(QUICKNET_KEY), QUICKNET_TAG)


def round_moment(round_):
    """When a round comes, in milliseconds."""
    return (QUICKNET_GENESIS + QUICKNET_PERIOD * (round_ - 1)) * 1000


def first_round(moment):
    """The first round that does not come before the moment."""
    return max(1, -((round_moment(1) - moment) // (QUICKNET_PERIOD * 1000)) + 1)


# ---- §8: selection -----------------------------------------------------------------------------------------------------------


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


def place_in_permutation(generator, total, number_):
    """The place of one number in the whole permutation of 0 … total − 1, without keeping any of the others."""
    at = number_
    for i in range(total):
        j = i + generator.below(total - i)
        if at == j:
            return i
        if at == i:
            at = j
    raise AssertionError('every number has a place')


# ---- §9: pairing -------------------------------------------------------------------------------------------------------------

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
    def trade(self, trades=None):
        """All the trades, or so many of them (for the self-test)."""
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
        for trade in range(trades if trades is not None else 3 * total + 1000 if total else 0):
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


# ---- §10: warnings ------------------------------------------------------------------------------------------------------------


class SmallPools:
    """Counts the possible teams of targets, as far as ten, and notes the rules with targets that have fewer."""

    ENOUGH = 10

    def __init__(self, manifest, eligible):
        self.rules = []
        for rule in manifest['pairing']['rules']:
            needed = collections.Counter()
            for seat in rule['seats']:
                needed[kind_of(seat)] += seat['count']
            self.rules.append((needed, eligible))
        self.kinds_of = {}  # rule → {inspector: the kinds he is eligible for, as bits}
        self.known = {}
        self.few = {}  # rule → [targets, fewest teams]

    def see(self, rule, recused):
        """A target of this rule, and who is recused from it."""
        if not recused:
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


def few_outcomes(manifest):
    """The warning that the figures have fewer outcomes than the selection, as a list of none or one."""
    enough = 2**4096  # the selection's own number is not needed beyond
    there = outcomes(manifest['entropy']) if manifest['entropy']['source'] == 'figures' else enough
    samples = 1
    for stratum in manifest['strata']:
        samples = min(enough, samples * binomial(stratum['population'], stratum['size'], enough))
    if there >= samples:
        return []
    return [{'bits': there.bit_length() - 1, 'code': 'few-outcomes', 'needed': samples.bit_length() - 1}]


# ---- §13: the files, read once -----------------------------------------------------------------------------------------------

EVIDENCE, EXTRACT, TARGET_PROOF = 'sortis-evidence/1', 'sortis-extract/1', 'sortis-target-proof/1'


class Evidence:
    """What is kept of a file, of any of the three formats. Faults that only reading can see and that belong to later steps are noted
    in `noted`, the first of each step."""

    def __init__(self, stream):
        self.noted = {}
        self.salted = {True: None, False: None}  # the first leaf with a salt, and the first without
        reader = Reader(stream)
        self.begin(reader)
        if self.member(reader, 'exclusions', 'entropy') == 'exclusions':
            self.read_draw(reader)
        else:
            self.read_target_proof(reader)
        if next(self.names, None) is not None:
            raise Failed('canonical', '文件有多余的成员', 'the file has a member too many')
        reader.end()

    def note(self, step, zh, en, expected=None, found=None):
        if step not in self.noted:
            self.noted[step] = Failed(step, zh, en, expected, found)

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

    def member(self, reader, *allowed):
        found = next(self.names, None)
        reader.written.clear()
        if found not in allowed:
            raise Failed('canonical', '文件的成员不对', 'the members of the file are not the right ones', ' | '.join(allowed), found)
        return found

    def value(self, reader, name, form):
        """A member that is read at once, and its canonical bytes."""
        self.member(reader, name)
        value, raw = reader.whole('/' + name)
        form(value, '/' + name)
        return value, raw

    def read_target_proof(self, reader):
        self.entropy, _ = reader.whole('/entropy')
        or_null(REVEAL)(self.entropy, '/entropy')
        self.format = self.value(reader, 'format', either(TARGET_PROOF))[0]
        self.index = self.value(reader, 'index', INDEX)[0]
        self.leaf, self.leaf_bytes = self.value(reader, 'leaf', lambda leaf, at: None)  # its form follows from its list
        self.list = self.value(reader, 'list', either('targets', 'exclusions'))[0]
        (TARGET if self.list == 'targets' else EXCLUSION)(self.leaf, '/leaf')
        self.see_salt(self.leaf, '/leaf')
        rows = [('commit',)] if self.entropy is None else [('commit', 'reveal'), ('commit', 'reveal', 'record')]
        self.read_log(reader, *rows)
        self.read_manifest(reader)
        self.path = hashes(self.value(reader, 'path', PATH)[0])
        self.stratum = self.value(reader, 'stratum', ID if self.list == 'targets' else either(None))[0]
        self.population = [stratum['population'] for stratum in self.manifest['strata']]

    def read_draw(self, reader):
        self.inspectors = []
        self.inspector_bytes = 0
        self.recusals = Recusals()
        self.recused_by = {}  # drawn target → inspectors, by number
        self.excluded = bytearray()  # their ids, each before a line feed
        self.trees = {}
        self.leaves(reader, 'exclusions', EXCLUSION, self.see_exclusion)
        self.format = self.value(reader, 'format', either(EVIDENCE, EXTRACT))[0]
        if self.format == EXTRACT and self.excluded:
            misfit('/exclusions', 'an empty list', 'leaves')
        self.member(reader, 'inspectors')
        if self.format == EXTRACT:
            self.shown = []  # (leaf hash, index, path) of the inspectors, until the manifest says to which root they must lead
            self.shown_leaves(reader, 'inspectors', SHOWN_INSPECTOR, self.see_shown_inspector)
        else:
            self.leaves(reader, 'inspectors', INSPECTOR, self.see_inspector)
        self.read_log(reader, ('commit', 'reveal', 'record'))
        self.read_manifest(reader)
        self.member(reader, 'record')
        self.read_record(reader)
        self.entropy = self.record['entropy']
        self.stated_hash = self.value(reader, 'recordHash', HEX64)[0]
        self.member(reader, 'targets')
        self.prepare()
        if self.format == EXTRACT:
            self.shown_leaves(reader, 'targets', SHOWN_TARGET, self.see_shown_target)
        else:
            self.leaves(reader, 'targets', TARGET, self.see_target)

    def read_log(self, reader, *kinds):
        self.log, _ = self.value(reader, 'log', log_proof(*kinds))
        self.checkpoint = read_checkpoint(self.log['checkpoint'])
        rows = self.log['entries']
        self.ground = rows[0] if rows[0]['entry']['kind'] in GROUNDS.values() else None  # of §11
        self.entry = {row['entry']['kind']: row for row in rows}

    def read_manifest(self, reader):
        self.manifest, raw = self.value(reader, 'manifest', MANIFEST)
        self.manifest_hash = H(raw)
        self.stratum_number = {stratum['id']: number_ for number_, stratum in enumerate(self.manifest['strata'])}
        self.rules = Rules(self.manifest)

    def open_list(self, reader, at):
        if reader.peek() != '[':
            misfit(at, 'a list', reader.value(at))
        return reader.items(at)

    def items(self, reader, name, form):
        """The items of a list of leaves: (where, item, canonical bytes)."""
        for place in self.open_list(reader, '/' + name):
            reader.written.clear()
            at = '/%s/%d' % (name, place)
            item, raw = reader.whole(at)
            form(item, at)
            yield at, item, raw
        reader.written.clear()

    def see_salt(self, leaf, at):
        if self.salted['salt' in leaf] is None:
            self.salted['salt' in leaf] = at

    def leaves(self, reader, name, form, see):
        """A whole list. Of the targets the trees are those of the strata."""
        tree = self.trees[name] = Tree()
        before = ''
        for at, leaf, raw in self.items(reader, name, form):
            if name == 'targets':
                tree.count += 1
            else:
                tree.add(raw)
            self.see_salt(leaf, at)
            if leaf['id'] <= before:
                self.note('roots', '%s 的编号没有递增' % at, '%s: ids do not ascend' % at, 'after ' + before, leaf['id'])
            before = leaf['id']
            see(leaf, raw)

    def shown_leaves(self, reader, name, form, see):
        """The leaves that an extract shows, each with its path. Indices ascend as the ids do, in the tree of a stratum too (§3)."""
        before, index_before = '', {}
        for at, item, raw in self.items(reader, name, form):
            leaf, tree = item['leaf'], item.get('stratum')
            self.see_salt(leaf, at)
            if leaf['id'] <= before or item['index'] <= index_before.get(tree, -1):
                self.note('roots', '%s 的次序不对' % at, '%s: ids or indices do not ascend' % at, 'after ' + before, leaf['id'])
            before, index_before[tree] = leaf['id'], item['index']
            see(item, raw, at)

    def see_exclusion(self, leaf, raw):
        self.excluded += leaf['id'].encode('ascii') + b'\n'
        if len(self.excluded) > MOST_KEPT:
            raise Failed('canonical', '排除名单过长', 'the list of exclusions is too long', 'ids of at most %d bytes' % MOST_KEPT)

    def see_inspector(self, leaf, raw):
        self.inspector_bytes += len(raw)
        if self.inspector_bytes > MOST_KEPT:
            raise Failed('canonical', '人员名单过长', 'the list of inspectors is too long', 'at most %d bytes' % MOST_KEPT)
        self.recusals.add(leaf['recusals'])
        self.inspectors.append(Inspector(leaf))

    def see_shown_inspector(self, item, raw, at):
        self.see_inspector(item['leaf'], raw)
        self.shown.append((leaf_hash(canonical(item['leaf'])), item['index'], b''.join(hashes(item['path']))))

    def see_load(self, one):
        """Of an extract the loads of those who are not shown are only looked at."""
        loads, place = self.record['loads'], self.load_count
        self.load_count += 1
        if self.format == EVIDENCE:
            if place <= len(self.inspectors):
                loads.append(one)
            return
        if one['inspector'] <= self.load_before:
            self.note('constraints', '工作量的次序不对', 'the loads are not in order', 'after ' + self.load_before, one['inspector'])
        self.load_before = one['inspector']
        if len(loads) < len(self.shown) and self.shown[len(loads)][1] == place:
            loads.append(one)
        elif one['load'] != 0:
            zh, en = '未出示的 %s 的工作量不为零' % one['inspector'], '%s, who is not shown, has a load' % one['inspector']
            self.note('constraints', zh, en, '0', one['load'])

    def read_record(self, reader):
        """The record's hash is taken while it is read. Of a list that is longer than it may be one item too many is kept."""
        reader.written.clear()
        hashed_ = hashlib.sha256()
        record = self.record = {'loads': [], 'selection': [], 'teams': []}
        if reader.peek() != '{':
            misfit('/record', 'an object', reader.value('/record'))
        names = reader.members('/record')

        def whole(form, at):
            value, raw = reader.whole(at)
            form(value, at)
            hashed_.update(reader.bytes_written() + raw)
            return value

        def list_of(form, at, keep, most):
            for place in self.open_list(reader, at):
                one = whole(form, '%s/%d' % (at, place))
                if len(keep) <= most:
                    keep.append(one)

        self.load_count, self.load_before = 0, ''
        strata_ = self.manifest['strata']

        for name, form in RECORD.items():
            found = next(names, None)
            if found != name:
                raise Failed('canonical', '/record 的成员不对', '/record: the members are not the right ones', name, found)
            at = '/record/' + name
            if form is not None:
                record[name] = whole(form, at)
            elif name == 'loads':
                for place in self.open_list(reader, at):
                    self.see_load(whole(LOAD, '%s/%d' % (at, place)))
            elif name == 'teams':
                list_of(TEAM, at, record[name], sum(one['size'] for one in strata_))
            else:
                for place in self.open_list(reader, at):
                    here = '%s/%d' % (at, place)
                    if reader.peek() != '{':
                        misfit(here, 'an object', reader.value(here))
                    stratum = {'reserve': [], 'targets': []}
                    asked = strata_[place] if place < len(strata_) else {'size': 0, 'reserve': 0}
                    inner = reader.members(here)
                    for part in ('reserve', 'stratum', 'targets'):
                        if next(inner, None) != part:
                            raise Failed('canonical', '%s 的成员不对' % here, '%s: the members are not the right ones' % here, part)
                        if part == 'stratum':
                            stratum[part] = whole(ID, here + '/stratum')
                        else:
                            list_of(ID, here + '/' + part, stratum[part], asked['size' if part == 'targets' else part])
                    if next(inner, None) is not None:
                        raise Failed('canonical', '%s 有多余的成员' % here, '%s has a member too many' % here)
                    if place <= len(strata_):
                        record[name].append(stratum)
        if next(names, None) is not None:
            raise Failed('canonical', '/record 有多余的成员', '/record has a member too many')
        hashed_.update(reader.bytes_written())
        self.record_hash = hashed_.hexdigest()

    def prepare(self):
        """Before the targets come: draws the numbers, so that of the targets only the drawn ones need be kept."""
        manifest, record = self.manifest, self.record
        material = randomness(record['entropy'])
        self.seeds = [seed(material, self.manifest_hash, 'sortis/1/selection/' + stratum['id']) for stratum in manifest['strata']]
        self.pairing_seed = seed(material, self.manifest_hash, 'sortis/1/pairing')
        self.eligible = Eligible(self.inspectors, manifest['visit'])
        self.small_pools = SmallPools(manifest, self.eligible)
        self.stratum_trees = [Tree() for _ in manifest['strata']]
        self.excluded_id, self.excluded_at = '', 0
        self.place_of = [{} for _ in manifest['strata']]
        self.drawn = [[] for _ in manifest['strata']]  # of each stratum, (id, rule) at each place of the permutation
        lengths = [(part['stratum'], len(part['targets']), len(part['reserve'])) for part in record['selection']]
        if lengths != [(stratum['id'], stratum['size'], stratum['reserve']) for stratum in manifest['strata']]:
            return  # the step `selection` will say so; sizes that the file does not bear out are not drawn
        for number_, stratum in enumerate(manifest['strata']):
            places = stratum['size'] + stratum['reserve']
            if places <= stratum['population']:
                numbers = permutation(Generator(self.seeds[number_]), stratum['population'], places)
                self.place_of[number_] = {drawn: place for place, drawn in enumerate(numbers)}
                self.drawn[number_] = [None] * places

    def is_excluded(self, id_):
        """Asked of ascending ids: goes through the exclusions' ids, which ascend too, once."""
        while self.excluded_id < id_ and self.excluded_at < len(self.excluded):
            end = self.excluded.index(b'\n', self.excluded_at)
            self.excluded_id, self.excluded_at = self.excluded[self.excluded_at : end].decode('ascii'), end + 1
        return self.excluded_id == id_

    def see_target(self, leaf, raw):
        stratum, rule, fault = self.rules.judge(leaf['attributes'])
        if self.is_excluded(leaf['id']):
            fault = '同时在排除名单中', 'is among the exclusions as well'
        if fault is not None:
            self.note('sizes', '检查对象 %s %s' % (leaf['id'], fault[0]), 'target %s %s' % (leaf['id'], fault[1]))
        if stratum is None:
            return
        place = self.place_of[stratum].get(self.stratum_trees[stratum].count)
        recused = self.recusals.of(leaf['id'])
        if place is not None:
            self.drawn[stratum][place] = (leaf['id'], rule)
            self.recused_by[leaf['id']] = recused
        self.stratum_trees[stratum].add(raw)
        if rule is not None:
            self.small_pools.see(rule, recused)

    def see_shown_target(self, item, raw, at):
        leaf, index = item['leaf'], item['index']
        number_ = self.stratum_number.get(item['stratum'])
        if number_ is None:
            self.note('roots', '%s 的分层不存在' % at, '%s is of a stratum that is not announced' % at, None, item['stratum'])
            return
        announced = self.manifest['strata'][number_]
        if not included(leaf_hash(canonical(leaf)), index, announced['population'], hashes(item['path']), announced['root']):
            self.note('roots', '%s 的路径不通向公告的根' % at, '%s: the path does not lead to the root announced' % at, announced['root'])
        stratum, rule, fault = self.rules.judge(leaf['attributes'])
        if fault is None and stratum != number_:
            fault = '属于另一个分层', 'belongs to another stratum'
        if fault is not None:
            self.note('sizes', '检查对象 %s %s' % (leaf['id'], fault[0]), 'target %s %s' % (leaf['id'], fault[1]))
        place = self.place_of[number_].get(index)
        if place is None:
            self.note('selection', '%s 没有被抽中，不应出示' % leaf['id'], '%s was not drawn and must not be shown' % leaf['id'])
        else:
            self.drawn[number_][place] = (leaf['id'], rule)
            self.recused_by[leaf['id']] = self.recusals.of(leaf['id'])


# ---- §14: the steps ----------------------------------------------------------------------------------------------------------
# Each returns its sentence in Chinese and English, or raises Failed. A third value False says that something was not checked.


def check_canonical(e, options):
    return '文件形式符合规定，没有多余、缺少或写法不合的内容。', 'The file has the prescribed form, with nothing missing and nothing added.'


def check_roots(e, options):
    m = e.manifest
    if 'roots' in e.noted:
        raise e.noted['roots']
    wrong = e.salted[m['pools'] == 'open']
    if wrong is not None:
        if m['pools'] == 'open':
            raise Failed('roots', '%s 带有盐，而名单是公开的' % wrong, '%s has a salt, but the pools are open' % wrong)
        raise Failed('roots', '%s 没有盐，而名单是不公开的' % wrong, '%s has no salt, but the pools are closed' % wrong)
    over = Tree(bytes.fromhex(stratum['root']) for stratum in m['strata']).root()
    if e.format == EVIDENCE:
        check_whole_lists(e)
    elif e.format == EXTRACT:
        for place, (leaf, index, path) in enumerate(e.shown):
            path = [path[at : at + 32] for at in range(0, len(path), 32)]
            if not included(leaf, index, m['inspectors']['count'], path, m['inspectors']['root']):
                at = '/inspectors/%d' % place
                en = '%s: the path does not lead to the root announced' % at
                raise Failed('roots', '%s 的路径不通向公告的根' % at, en, m['inspectors']['root'])
    else:
        tree = m['exclusions']
        if e.list == 'targets':
            if e.stratum not in e.stratum_number:
                raise Failed('roots', '公告中没有分层 %s' % e.stratum, 'the stratum %s is not announced' % e.stratum)
            stratum = m['strata'][e.stratum_number[e.stratum]]
            tree = {'count': stratum['population'], 'root': stratum['root']}
        if not included(leaf_hash(e.leaf_bytes), e.index, tree['count'], e.path, tree['root']):
            raise Failed('roots', '路径不通向公告的根', 'the path does not lead to the root announced', tree['root'])
    same('roots', '各分层的根不合成公告的根', 'the roots of the strata do not make up the root announced', m['targets']['root'], over)
    if e.format == EVIDENCE:
        counts = tuple(e.trees[name].count for name in ('targets', 'inspectors', 'exclusions'))
        return (
            '三份名单与公告时完全一致（%d 个检查对象，%d 名人员，%d 个排除对象）。' % counts,
            'The three lists are exactly those announced (%d targets, %d inspectors, %d exclusions).' % counts,
        )
    return '所出示的内容与公告时完全一致。', 'What is shown is exactly what was announced.'


def check_whole_lists(e):
    for name, zh in (('exclusions', '排除名单'), ('inspectors', '人员名单'), ('targets', '检查对象名单')):
        tree, announced = e.trees[name], e.manifest[name]
        differs = (zh + '与公告不符，有人增加、删除或改动了内容', 'the list of %s is not the announced one: something was added, removed or changed' % name)
        same('roots', *differs, announced['count'], tree.count)
        if name != 'targets':
            same('roots', *differs, announced['root'], tree.root())
    for stratum, tree in zip(e.manifest['strata'], e.stratum_trees):
        label = stratum['id']
        differs = '分层 %s 的检查对象与公告不符' % label, 'the targets of stratum %s are not those announced' % label
        same('roots', *differs, stratum['population'], tree.count)
        same('roots', *differs, stratum['root'], tree.root())


def check_commitment(e, options):
    found = e.manifest_hash.hex()
    same('commitment', '公告内容与承诺不符', 'the announcement is not the one committed to', e.commitment, found)
    if e.format != TARGET_PROOF:
        same('commitment', '记录所依据的是另一个承诺', 'the record belongs to another commitment', e.commitment, e.record['commitment'])
        same('commitment', '记录的抽取编号不同', 'the record is of another draw', e.manifest['drawId'], e.record['drawId'])
    return '公告内容与承诺码 %s 相符。' % found, 'The announcement is the one with the code %s.' % found


def check_log_inclusion(e, options):
    """§12. The checkpoint's own name is judged with its signature."""
    step, head, previous = 'log-inclusion', e.checkpoint, e.manifest['previous']
    before = -1
    for kind, row in e.entry.items():
        entry = row['entry']
        if row['index'] <= before:
            raise Failed(step, '日志条目 %s 的次序不对' % kind, 'the entry %s is out of order' % kind, 'above %d' % before, row['index'])
        before = row['index']
        if not included(leaf_hash(canonical(entry)), row['index'], head.size, hashes(row['path']), head.root):
            raise Failed(step, '日志条目 %s 不在检查点中' % kind, 'the entry %s is not in the checkpoint' % kind, head.root, entry)
        if row is e.ground:
            continue
        same(step, '日志条目 %s 属于另一次抽取' % kind, 'the entry %s is of another draw' % kind, e.manifest['drawId'], entry['draw'])
        same(step, '日志条目 %s 的承诺不同' % kind, 'the entry %s has another commitment' % kind, e.commitment, entry['commitment'])
    batch, commit = e.manifest['batch'], e.entry['commit']['entry']
    same(step, '日志中的批次不同', 'the log has another batch', batch['id'], commit['batch'])
    same(step, '日志中的次数不同', 'the log has another occurrence', str(batch['occurrence']), str(commit['occurrence']))
    check_ground(e)
    if e.format != TARGET_PROOF:
        found = e.entry['record']['entry']['record']
        same(step, '日志中的记录码不同', 'the log has the hash of another record', e.stated_hash, found)
    if e.entry['commit']['index'] < previous['size']:
        en = 'the commitment stands before the head of the log that the announcement names'
        raise Failed(step, '承诺写入日志早于公告所记的日志', en, 'at least %d' % previous['size'], e.entry['commit']['index'])
    if not consistent(previous['size'], previous['root'], head.size, head.root, hashes(e.log['consistency'])):
        raise Failed(step, '日志不是由公告所记的日志续写而成', 'the log does not go on from the head that the announcement names')
    return (
        '承诺%s都在日志中（第 %s 条，共 %d 条），日志由公告所记的状态续写而成。'
        % ('、揭示和记录' if 'record' in e.entry else '和揭示' if 'reveal' in e.entry else '', '、'.join(str(row['index']) for row in e.entry.values()), head.size),
        'The entries %s are in the log (%s, of %d), which goes on from the head that the announcement names.'
        % (', '.join(e.entry), ', '.join(str(row['index']) for row in e.entry.values()), head.size),
    )


def check_ground(e):
    """The entry that §11 asks for, and none without a relation."""
    relation, zh, en = e.manifest['relation'], '日志中没有准许这次抽取的相应条目', 'the log does not have the entry that the relation asks for'
    if relation is None:
        if e.ground is not None:
            raise Failed('log-inclusion', '这次抽取不接续任何抽取，不应有条目 %s' % e.ground['entry']['kind'], 'this draw stands in for no other, but there is such an entry', None, e.ground['entry'])
        return
    if e.ground is None:
        raise Failed('log-inclusion', zh, en, GROUNDS[relation['kind']])
    entry = e.ground['entry']
    same('log-inclusion', zh, en, GROUNDS[relation['kind']], entry['kind'])
    for name in ('draw', 'commitment', 'record', 'reason'):
        same('log-inclusion', zh, en, relation[name], entry[name])
    same('log-inclusion', zh, en, e.manifest['drawId'], entry.get('amendment', e.manifest['drawId']))


def check_checkpoint_signature(e, options):
    step, head, key = 'checkpoint-signature', e.checkpoint, read_key(e.log['key'])
    same(step, '检查点属于另一个日志', 'the checkpoint is of another log', e.manifest['previous']['origin'], head.origin)
    same(step, '密钥属于另一个日志', 'the key is of another log', head.origin, key.origin)
    if options.keys and e.log['key'] not in options.keys:
        raise Failed(step, '密钥不是所信任的密钥', 'the key is none of those that are trusted', ' | '.join(options.keys), e.log['key'])
    if not any(name == key.origin and id_ == key.id and ed_verifies(signature, head.signed, key.public) for name, id_, signature in head.signatures):
        raise Failed(step, '检查点上没有该密钥的有效签名', 'no signature of the checkpoint is right by this key', None, e.log['key'])
    if options.keys:
        return '检查点由所信任的密钥签名。', 'The checkpoint is signed by a key that is trusted.'
    return (
        '检查点由密钥 %s 签名；密钥来自文件本身，请与公布的密钥对照，或用 --key 指定。' % e.log['key'],
        'The checkpoint is signed by the key %s. The file itself names the key: compare it with the published one, or give that with --key.' % e.log['key'],
    )


def check_time_order(e, options):
    m, event = e.manifest, e.manifest['entropy']
    source, earliest = event['source'], event['notBefore']
    at = {kind: row['entry']['at'] for kind, row in e.entry.items()}

    def ordered(first, second, zh, en, minutes=0):
        # instants of this form stand in the order of their texts
        if not (first <= second if minutes == 0 else milliseconds(first) + minutes * 60000 <= milliseconds(second)):
            raise Failed('time-order', zh, en, 'not before %s%s' % (first, ' + %d min' % minutes if minutes else ''), second)

    ordered(m['cutoff'], earliest, '名单截止晚于约定的随机数时刻', 'the lists were closed after the moment set for the randomness')
    ordered(earliest, m['publication']['notBefore'], '约定的公布时刻早于随机数时刻', 'publication is set before the randomness')
    drawn_at = earliest  # what the commitment must precede
    margin = 0
    if source == 'ceremony':
        margin = 10
    if source == 'beacon':
        margin = 10
        expected = first_round(milliseconds(earliest))
        same('time-order', '约定的信标轮次不对', 'the round is not the first after the moment set', str(expected), str(event['round']))
    if source == 'figures':
        margin = 10
        moments = sorted(one['at'] for one in event['events'])
        drawn_at = moments[0]
        ordered(moments[-1], earliest, '约定的随机数时刻早于开奖', 'the moment set for the randomness is before an event')
        if outcomes(event) < 2**64:
            raise Failed('time-order', '所约定的号码可能的结果太少', 'the figures have too few outcomes', 'at least 2^64', str(outcomes(event)))
    if margin:
        ordered(m['cutoff'], drawn_at, '名单截止距随机数不足十分钟', 'the lists were closed less than ten minutes before the randomness', margin)
    if e.ground is not None:
        ordered(e.ground['entry']['at'], at['commit'], '承诺写入日志早于准许它的条目', 'the commitment was logged before the entry that lets it stand in for another')
    ordered(m['cutoff'], at['commit'], '承诺写入日志早于名单截止', 'the commitment was logged before the lists were closed')
    ordered(at['commit'], earliest, '承诺写入日志晚于约定的随机数时刻', 'the commitment was logged after the moment set for the randomness')
    if margin:
        ordered(at['commit'], drawn_at, '承诺写入日志距随机数不足十分钟', 'the commitment was logged less than ten minutes before the randomness', margin)
    if source == 'ceremony':
        ordered(earliest, event['revealUntil'], '揭示期限早于约定的随机数时刻', 'the secrets are due before the moment set for the randomness')
    if e.entropy is None:
        return (
            '按日志自己的记载，时间次序正确：名单截止 %s，承诺写入日志 %s；随机数尚未揭示。' % (m['cutoff'], at['commit']),
            'By the log\'s own account the times are in order: lists closed %s, commitment logged %s; the randomness is not revealed yet.' % (m['cutoff'], at['commit']),
        )
    revealed = e.entropy['revealedAt']
    ordered(earliest, revealed, '随机数提前揭示', 'the randomness was revealed too early')
    if source == 'beacon' and milliseconds(revealed) < round_moment(event['round']):
        raise Failed('time-order', '揭示早于信标的这一轮', 'the randomness was revealed before the round', 'round %d' % event['round'], revealed)
    if source == 'ceremony':
        ordered(revealed, event['revealUntil'], '揭示晚于约定的期限', 'the secrets were revealed too late')
    ordered(revealed, at['reveal'], '揭示写入日志早于揭示', 'the reveal was logged before it happened')
    if 'record' in at:
        ordered(at['reveal'], at['record'], '记录写入日志早于揭示', 'the record was logged before the reveal')
    return (
        '按日志自己的记载，时间次序正确：名单截止 %s，承诺写入日志 %s，随机数揭示 %s；是否属实，只有当时由他人保存的检查点能证明。' % (m['cutoff'], at['commit'], revealed),
        'By the log\'s own account the times are in order: lists closed %s, commitment logged %s, randomness revealed %s. Only a checkpoint that somebody else held then shows that it is true.'
        % (m['cutoff'], at['commit'], revealed),
    )


def check_entropy(e, options):
    event, reveal, step = e.manifest['entropy'], e.entropy, 'entropy'
    source = event['source']
    same(step, '随机数的来源不是约定的来源', 'the randomness is of another source than announced', source, reveal['source'])
    same(step, '日志中的揭示不同', 'the log has another reveal', reveal, e.entry['reveal']['entry']['entropy'])
    if source == 'beacon':
        if not options.bls:
            return (
                '注意：本次没有核对信标第 %d 轮的 BLS 签名，因此随机数是否出自信标未经验证。' % event['round'],
                'Note: the BLS signature of round %d was not checked, so that nothing here shows that the randomness is the beacon\'s.' % event['round'],
                False,
            )
        if not quicknet_verifies(event['round'], bytes.fromhex(reveal['signature'])):
            zh, en = '不是信标第 %d 轮的签名' % event['round'], 'it is not the signature of round %d of the beacon' % event['round']
            raise Failed(step, zh, en, None, reveal['signature'])
        return (
            '随机数是公共信标 quicknet 第 %d 轮，BLS 签名正确；只要承诺在这一轮之前已有他人见到，谁也不能左右。' % event['round'],
            'The randomness is round %d of the public beacon quicknet, with the right BLS signature; nobody could steer it if the commitment was seen by others before the round.'
            % event['round'],
        )
    if source == 'figures':
        at = misread_figures(event, reveal['figures'])
        if at is not None:
            raise Failed(step, '%s 的号码不符合约定' % at, 'the numbers at %s are not as announced' % at, None, shown(reveal['figures']))
        told = []
        for one, groups in zip(event['events'], reveal['figures']):
            told.append('%s %s (%s): %s' % (one['name'], one['number'], one['at'], ' | '.join(' '.join(map(str, group_)) for group_ in groups)))
        return (
            '随机数由录入的号码算出（录入人：%s）。文件不能证明号码确已如此公布，请对照：%s' % ('、'.join(reveal['entered']), '；'.join(told)),
            'The randomness is made of numbers that %s entered. Nothing in the file shows that they were published so; compare: %s' % (' and '.join(reveal['entered']), '; '.join(told)),
        )
    if source == 'ceremony':
        same(step, '揭示的份数不对', 'there are not as many secrets as witnesses', str(len(event['witnesses'])), str(len(reveal['secrets'])))
        for witness, secret in zip(event['witnesses'], reveal['secrets']):
            found = witness_hash(e.manifest['drawId'], witness['name'], secret)
            zh, en = '%s 揭示的不是事先承诺的那一份' % witness['name'], 'the secret of %s is not the one committed to' % witness['name']
            same(step, zh, en, witness['hash'], found)
        names = [witness['name'] for witness in event['witnesses']]
        return (
            '随机数由见证人共同产生（%s），每一份都与事先的承诺相符；只要有一位诚实，且揭示前见到了承诺，谁也不能选定结果，但可以使抽取中止。' % '、'.join(names),
            'The randomness is made by the witnesses together (%s); each secret is the one committed to. If one of them is honest and saw the commitment before revealing, nobody could choose it, but the draw could be broken off.'
            % ', '.join(names),
        )
    same(step, '揭示的随机数不是事先封存的那一个', 'the secret revealed is not the one sealed', event['hash'], hashed(b'sortis/1/sealed', bytes.fromhex(reveal['secret'])).hex())
    return (
        '随机数就是事先封存的那一个；它由抽取的机器自行产生，没有第三方见证。',
        'The randomness is the one sealed beforehand; the drawing machine made it itself, no third party witnessed it.',
    )


def check_seeds(e, options):
    stated = e.record['seeds']
    strata_ = [stratum['id'] for stratum in e.manifest['strata']]
    same('seeds', '种子对应的分层不对', 'the seeds are not those of the strata', strata_, [one['stratum'] for one in stated['selection']])
    for stratum, one, expected in zip(strata_, stated['selection'], e.seeds):
        same('seeds', '分层 %s 的种子不对' % stratum, 'the seed of stratum %s does not follow' % stratum, expected, one['seed'])
    same('seeds', '组队的种子不对', 'the seed of the pairing does not follow', e.pairing_seed, stated['pairing'])
    return '各分层和组队的种子都由随机数和承诺算出。', 'All seeds follow from the randomness and the commitment.'


def split_total(total, populations):
    """The largest remainders (§5): of equal ones the earlier stratum has its own first."""
    whole = sum(populations)
    shares = [divmod(total * population, max(whole, 1)) for population in populations]
    left = total - sum(share for share, _ in shares)
    first = set(sorted(range(len(shares)), key=lambda place: (-shares[place][1], place))[:left])
    return [share + (place in first) for place, (share, _) in enumerate(shares)]


def check_total(manifest):
    """The strata that share a total have their share of it for their rate."""
    total = manifest['selection'].get('total')
    if total is None:
        return
    sharing = [stratum for stratum in manifest['strata'] if stratum['id'] in set(total['strata'])]
    en = 'the strata that share the total are not those of the manifest in their order'
    same('sizes', '分摊总数的分层不对', en, [stratum['id'] for stratum in sharing], total['strata'])
    whole = sum(stratum['population'] for stratum in sharing)
    if total['number'] > whole:
        raise Failed('sizes', '总数超过可抽的对象', 'the total is more than there are targets', 'at most %d' % whole, str(total['number']))
    for share, stratum in zip(split_total(total['number'], [stratum['population'] for stratum in sharing]), sharing):
        expected = {'direction': 'number', 'number': share}
        zh, en = '分层 %s 的数量不是总数的份额' % stratum['id'], 'the number of stratum %s is not its share of the total' % stratum['id']
        same('sizes', zh, en, expected, stratum['rate'])


def check_sizes(e, options):
    if 'sizes' in e.noted:
        raise e.noted['sizes']
    if e.format == TARGET_PROOF and e.list == 'targets':
        stratum, _, fault = e.rules.judge(e.leaf['attributes'])
        if fault is None and stratum != e.stratum_number[e.stratum]:
            fault = '属于另一个分层', 'belongs to another stratum'
        if fault is not None:
            raise Failed('sizes', '检查对象 %s %s' % (e.leaf['id'], fault[0]), 'target %s %s' % (e.leaf['id'], fault[1]))
    check_total(e.manifest)
    for stratum in e.manifest['strata']:
        label, population, rate_ = stratum['id'], stratum['population'], stratum['rate']
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
    total = sum(stratum['population'] for stratum in e.manifest['strata'])
    same('sizes', '各分层之和不等于对象总数', 'the strata do not add up to all targets', e.manifest['targets']['count'], total)
    total = sum(stratum['size'] for stratum in e.manifest['strata'])
    if e.format == EVIDENCE:
        return '每个对象恰属一个分层，应抽数正确，共 %d 个。' % total, 'Every target is in one stratum, and the sizes are right, %d in all.' % total
    return '所出示的对象属于其分层，应抽数正确，共 %d 个。' % total, 'What is shown is in its stratum, and the sizes are right, %d in all.' % total


def check_selection(e, options):
    if e.format == TARGET_PROOF:
        return check_place(e)
    same(
        'selection',
        '记录的分层不对',
        'the strata of the record are not those of the manifest',
        [stratum['id'] for stratum in e.manifest['strata']],
        [part['stratum'] for part in e.record['selection']],
    )
    if 'selection' in e.noted:
        raise e.noted['selection']
    for stratum, part, drawn in zip(e.manifest['strata'], e.record['selection'], e.drawn):
        label = stratum['id']
        same('selection', '分层 %s 的抽中数不对' % label, 'stratum %s: another number was drawn' % label, stratum['size'], len(part['targets']))
        same('selection', '分层 %s 的候补数不对' % label, 'stratum %s: another number of reserves' % label, stratum['reserve'], len(part['reserve']))
        for place, (again, stated) in enumerate(zip(drawn, part['targets'] + part['reserve'])):
            zh, en = '分层 %s 第 %d 位不符' % (label, place + 1), 'stratum %s: place %d was drawn by another' % (label, place + 1)
            same('selection', zh, en, again and again[0], stated)
    total = sum(stratum['size'] for stratum in e.manifest['strata'])
    return '重新抽取得到同样的 %d 个对象，次序也相同。' % total, 'Drawing again gives the same %d targets in the same order.' % total


def check_place(e):
    """The place of the one target that a target proof is about."""
    stratum = e.manifest['strata'][e.stratum_number[e.stratum]]
    key = seed(randomness(e.entropy), e.manifest_hash, 'sortis/1/selection/' + e.stratum)
    e.place = place_in_permutation(Generator(key), stratum['population'], e.index)
    return (
        '重新抽取，它在分层 %s 的第 %d 位（共 %d 个）。' % (e.stratum, e.place + 1, stratum['population']),
        'Drawing again, it is at place %d of the %d of stratum %s.' % (e.place + 1, stratum['population'], e.stratum),
    )


def first_difference(expected, found):
    """The place where two lists differ first, and what stands there."""
    for place in range(max(len(expected), len(found))):
        ones = [part[place] if place < len(part) else None for part in (expected, found)]
        if ones[0] != ones[1]:
            return place + 1, ones[0], ones[1]
    return None


def check_pairing(e, options):
    stated = e.record['infeasible']
    if e.format == EXTRACT:
        drawn = [one[0] for stratum, ones in zip(e.manifest['strata'], e.drawn) for one in ones[: stratum['size']]]
        if stated is not None:
            drawn = []
            if e.load_count:
                raise Failed('pairing', '记录说无法组队，却又有工作量', 'the record says that no teams are possible, and has loads')
        zh, en = '检查组不是依次属于抽中的对象', 'the teams are not those of the drawn targets in drawn order'
        same('pairing', zh, en, drawn, [team['target'] for team in e.record['teams']])
        if stated is not None:
            return (
                '记录说无法组队；未核对：节录中没有全部人员。持有完整证据的人可以核对。',
                'The record says that no teams were possible; not checked: the extract does not have the whole pool. Who has the evidence can.',
                False,
            )
        return (
            '未核对：节录中没有全部人员，不能重新配对。持有完整证据的人可以核对。',
            'Not checked: the extract does not have the whole pool, so that nobody can pair again from it. Who has the evidence can.',
            False,
        )
    drawn = [one for stratum, ones in zip(e.manifest['strata'], e.drawn) for one in ones[: stratum['size']]]
    teams, loads, cuts = Pairing(e.manifest, e.inspectors, e.eligible, e.recused_by, drawn, e.pairing_seed).run()
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


def check_constraints(e, options):
    """The teams of the record against the rules themselves, whatever the pairing did."""
    infeasible = e.record['infeasible'] is not None
    loads = loads_of_teams(e)
    if e.format == EXTRACT:
        check_shown_people(e, loads, infeasible)
    if 'constraints' in e.noted:
        raise e.noted['constraints']
    for one in e.record['loads']:
        same('constraints', '%s 的工作量不对' % one['inspector'], 'the load of %s is not the number of teams' % one['inspector'], loads[one['inspector']], one['load'])
    most = e.manifest['pairing']['maxLoad']
    if most is not None and max(loads.values(), default=0) > most:
        raise Failed('constraints', '有人超过工作量上限', 'someone has more than the cap', 'at most %d' % most, str(max(loads.values())))
    warnings = e.manifest['warnings']
    expected = few_outcomes(e.manifest)
    if e.format == EVIDENCE:
        expected = e.small_pools.warnings() + expected
    else:  # whether a pool is small an extract does not show; those warnings stand first
        small = next((place for place, one in enumerate(warnings) if one['code'] != 'small-pool'), len(warnings))
        warnings = warnings[small:]
    same('constraints', '公告中的提示不对', 'the warnings of the announcement are not right', expected, warnings)
    if infeasible:
        return '没有组成检查组，公告中的提示正确。', 'No teams were made; the warnings announced are right.'
    if e.format == EXTRACT:
        return (
            '每个检查组都符合席位、资格、回避和工作量的规定。小范围提示未核对。',
            'Every team keeps the rules on seats, qualifications, recusals and loads. Warnings of small pools are not checked.',
        )
    return '每个检查组都符合席位、资格、回避和工作量的规定。', 'Every team keeps the rules on seats, qualifications, recusals and loads.'


def loads_of_teams(e):
    """How many slots each inspector holds in the teams of the record, each of which keeps §6 and its rule."""
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
            if any(a >= b for a, b in zip(row, row[1:])):
                wrong(team, '同一席位的人员没有按编号排列', 'has the inspectors of a seat out of order', row)
            for who in row:
                if who not in eligible[kind]:
                    wrong(team, '有人不具备席位的条件，或未出示', 'has someone who may not fill the seat, or is not shown', who)
                if number_of[who] in e.recused_by.get(team['target'], ()):
                    wrong(team, '有人应当回避', 'has someone who is recused', who)
                loads[who] += 1
    if e.record['infeasible'] is None:
        same('constraints', '有对象没有检查组', 'there are targets without a team', [], sorted(seats_of))
    return loads


def check_shown_people(e, loads, infeasible):
    """An extract shows exactly those who sit in a team; `record.loads` names everyone of the pool in order of the ids, which is the tree's."""
    sit = sorted(who for who in loads if loads[who])
    same('constraints', '所出示的不恰是检查组的成员', 'those shown are not exactly the members of teams', sit, [one.id for one in e.inspectors])
    if infeasible:
        return
    same('constraints', '工作量没有写全', 'not everyone of the pool has a load', e.manifest['inspectors']['count'], e.load_count)
    for inspector, (_, index, _), one in zip(e.inspectors, e.shown, e.record['loads']):
        same('constraints', '工作量第 %d 位不对' % (index + 1), 'the load at place %d is of another' % (index + 1), inspector.id, one['inspector'])


def check_result(e, options):
    if e.format != TARGET_PROOF:
        same('result', '记录与记录码不符', 'the record is not the one with this hash', e.record_hash, e.stated_hash)
        return '抽取结果成立，记录码 %s。' % e.record_hash, 'The draw holds; its record has the code %s.' % e.record_hash
    id_ = e.leaf['id']
    if e.list == 'exclusions':
        return '%s 被排除在抽取之外，理由代码 %s。' % (id_, e.leaf['reason']), '%s was left out of the draw, for the reason %s.' % (id_, e.leaf['reason'])
    if e.entropy is None:
        return '%s 在名单中，尚未抽取。' % id_, '%s is in the pool; the draw is still to come.' % id_
    stratum = e.manifest['strata'][e.stratum_number[e.stratum]]
    if e.place < stratum['size']:
        return '%s 被抽中。' % id_, '%s is drawn.' % id_
    if e.place < stratum['size'] + stratum['reserve']:
        return '%s 在候补中，第 %d 位。' % (id_, e.place - stratum['size'] + 1), '%s is in the reserve, at place %d.' % (id_, e.place - stratum['size'] + 1)
    return '%s 在名单中，没有被抽中。' % id_, '%s is in the pool and is not drawn.' % id_


# §11, in full only for whoever has the earlier draw's file too.

HOW = {'again': ('作废后重抽', 'drawn again after a void'), 'supplement': ('补充', 'a supplement'), 'replacement': ('人员替换', 'a replacement of inspectors')}


def check_relation(e, options):
    step, relation, earlier = 'relation', e.manifest['relation'], options.earlier
    if relation is None:
        raise Failed(step, '这次抽取不接续任何抽取', 'this draw stands in for no other')
    how = HOW[relation['kind']]
    about = (
        '%s（%s，第 %d 次）：%s' % (relation['draw'], how[0], relation['ordinal'], relation['reason']['zh']),
        '%s (%s, number %d): %s' % (relation['draw'], how[1], relation['ordinal'], relation['reason']['en']),
    )
    if e.format != TARGET_PROOF and options.broken is not None:
        raise Failed(step, '较早的抽取本身不成立：' + options.broken['zh'], 'the earlier draw itself does not hold: ' + options.broken['en'])
    if e.format == TARGET_PROOF or earlier is None:
        return '公告称这次抽取接续 %s。没有核对那次抽取。' % about[0], 'The announcement says that this draw stands in for %s. That draw was not looked at.' % about[1], False
    if earlier.format == TARGET_PROOF:
        raise Failed(step, '所给的较早文件不是证据或节录', 'the earlier file is neither evidence nor an extract')
    same(step, '接续的是另一次抽取', 'this draw stands in for another one', relation['draw'], earlier.manifest['drawId'])
    same(step, '所接续抽取的承诺不同', 'the earlier draw has another commitment', relation['commitment'], earlier.commitment)
    same(step, '所接续抽取的记录码不同', 'the earlier draw has another record', relation['record'], earlier.record_hash)
    same(step, '较早的抽取在另一个日志中', 'the earlier draw is in another log', e.manifest['previous']['origin'], earlier.manifest['previous']['origin'])
    before, ground = earlier.entry['record'], e.ground
    if not (before['index'] < ground['index'] and before['entry']['at'] <= ground['entry']['at']):
        en = 'the log lets this draw stand in for the earlier one before that has its record'
        found = '%d, %s' % (ground['index'], ground['entry']['at'])
        raise Failed(step, '准许这次抽取的条目早于较早抽取的记录', en, 'after %d, %s' % (before['index'], before['entry']['at']), found)
    {'again': check_again, 'supplement': check_supplement, 'replacement': check_replacement}[relation['kind']](e, relation, earlier)
    return '这次抽取确实接续 %s' % about[0], 'This draw does stand in for %s' % about[1]


def check_again(e, relation, earlier):
    for name in ('id', 'occurrence'):
        same('relation', '批次不同', 'it is another batch', str(earlier.manifest['batch'][name]), str(e.manifest['batch'][name]))


def same_targets(e, ids):
    """All targets of the pool are drawn, and they are those."""
    drawn = sorted(one[0] for stratum, ones in zip(e.manifest['strata'], e.drawn) for one in ones[: stratum['size']])
    same('relation', '并非全部抽取', 'not all of the targets are drawn', e.manifest['targets']['count'], len(drawn))
    same('relation', '对象不是应当接续的对象', 'the targets are not those that follow from the earlier draw', sorted(ids), drawn)


def check_supplement(e, relation, earlier):
    ids = []
    selection = {part['stratum']: part for part in earlier.record['selection']}
    for one in relation['places']:
        part = selection.get(one['stratum'])
        if part is None:
            raise Failed('relation', '较早的抽取没有分层 %s' % one['stratum'], 'the earlier draw has no stratum %s' % one['stratum'])
        order = part['targets'] + part['reserve']
        if relation['ordinal'] == 1:
            zh, en = '首次补充应从候补的第一位开始', 'the first supplement begins with the first of the reserve'
            same('relation', zh, en, str(len(part['targets'])), str(one['from']))
        if not len(part['targets']) <= one['from'] < one['until'] <= len(order):
            en = 'the places of stratum %s are not among the reserve' % one['stratum']
            raise Failed('relation', '分层 %s 的位次不在候补之中' % one['stratum'], en, '%d to %d' % (len(part['targets']), len(order)), one)
        ids += order[one['from'] : one['until']]
    same_targets(e, ids)


def check_replacement(e, relation, earlier):
    step = 'relation'
    teams = {team['target']: {who for row in team['seats'] for who in row} for team in earlier.record['teams']}
    leave = collections.defaultdict(set)
    for one in relation['seats']:
        if one['inspector'] not in teams.get(one['target'], ()):
            zh, en = '%s 不在 %s 原来的检查组中' % (one['inspector'], one['target']), '%s does not sit in the earlier team of %s' % (one['inspector'], one['target'])
            raise Failed(step, zh, en)
        leave[one['target']].add(one['inspector'])
    same_targets(e, leave)
    for stratum, ones in zip(e.manifest['strata'], e.drawn):
        for target, rule in ones[: stratum['size']]:
            places = sum(seat['count'] for seat in e.manifest['pairing']['rules'][rule]['seats'])
            same(step, '%s 的席位数与离开的人数不同' % target, '%s has not as many places as people leave it' % target, len(leave[target]), places)
            recused = {e.inspectors[number_].id for number_ in e.recused_by.get(target, ())}
            for one in e.inspectors:
                if one.id in teams[target] and one.id not in recused:
                    zh, en = '%s 在 %s 原来的检查组中，却没有回避' % (one.id, target), '%s sits in the earlier team of %s and is not recused' % (one.id, target)
                    raise Failed(step, zh, en)
    for team in e.record['teams']:
        again = sorted(teams[team['target']].intersection(who for row in team['seats'] for who in row))
        same(step, '%s 原检查组的人又坐入' % team['target'], 'someone of the earlier team of %s sits in it again' % team['target'], [], again)


CHECKS = {
    'canonical': check_canonical,
    'roots': check_roots,
    'commitment': check_commitment,
    'log-inclusion': check_log_inclusion,
    'checkpoint-signature': check_checkpoint_signature,
    'time-order': check_time_order,
    'entropy': check_entropy,
    'seeds': check_seeds,
    'sizes': check_sizes,
    'selection': check_selection,
    'pairing': check_pairing,
    'constraints': check_constraints,
    'result': check_result,
    'relation': check_relation,
}


def steps_of(e, options):
    """The steps that are told of this file: the table of §14."""
    left_out = set()
    asked = options.earlier is not None or options.broken is not None
    if e.manifest['relation'] is None and (e.format == TARGET_PROOF or not asked):
        left_out.add('relation')
    if e.format == TARGET_PROOF:
        left_out |= {'seeds', 'pairing', 'constraints'}
        if e.entropy is None:
            left_out |= {'entropy', 'selection'}
        if e.list == 'exclusions':
            left_out.add('selection')
    return [step for step in CHECKS if step not in left_out]


class Options:
    """keys: the verifier keys that are trusted (none: any); bls: whether the beacon's signature is checked; of the earlier file, if one is
    given, earlier: its Evidence, or broken: why it does not hold."""

    def __init__(self, keys=(), bls=True, earlier=None, broken=None):
        self.keys, self.bls, self.earlier, self.broken = tuple(keys), bls, earlier, broken


KINDS = {EVIDENCE: 'evidence', EXTRACT: 'extract', TARGET_PROOF: 'target-proof'}
# the steps that only go as far as what the file shows
SHOWN_ONLY = {EVIDENCE: (), EXTRACT: ('roots', 'sizes', 'constraints'), TARGET_PROOF: ('roots', 'sizes')}


def outcome_of(e):
    """What a target proof that holds says of its target."""
    outcome = {'kind': 'excluded', 'target': e.leaf['id'], 'stratum': None, 'place': None, 'population': None, 'size': None}
    if e.list == 'targets':
        stratum = e.manifest['strata'][e.stratum_number[e.stratum]]
        outcome.update(kind='pending', stratum=e.stratum, population=stratum['population'], size=stratum['size'])
        if e.entropy is not None:
            outcome['place'] = e.place
            reserved = e.place < stratum['size'] + stratum['reserve']
            outcome['kind'] = 'drawn' if e.place < stratum['size'] else 'reserve' if reserved else 'not-drawn'
    return outcome


def subject_of(e):
    """Which draw the file says it is about. Only the form of this has been looked at until all steps hold."""
    m, record = e.manifest, e.entry.get('record')
    return {
        'agency': {name: m['agency'][name] for name in ('code', 'name')},
        'batch': {name: m['batch'][name] for name in ('id', 'name', 'occurrence')},
        'commitment': e.commitment,
        'cutoff': m['cutoff'],
        'draw': m['drawId'],
        'drawn': sum(stratum['size'] for stratum in m['strata']),
        'log': {'key': e.log['key'], 'origin': e.checkpoint.origin, 'root': e.checkpoint.root, 'size': e.checkpoint.size},
        'pools': m['pools'],
        **({'reasons': m['reasons']} if 'reasons' in m else {}),
        'record': e.stated_hash if e.format != TARGET_PROOF else record and record['entry']['record'],
        'source': m['entropy']['source'],
    }


def unchecked_of(e, steps):
    """What nobody can say from this file although it holds: (Chinese, English), or None."""
    left = [row['step'] for row in steps if 'checked' in row]
    zh, en = [], []
    if e.format == EXTRACT:
        left.remove('pairing')
        said = e.record['infeasible'] is not None
        zh.append('未核对：%s，以及节录没有列出的对象和人员；完整的证据在抽取机关。' % ('记录说无法组队' if said else '检查组是否由配对产生'))
        teams = 'that no teams were possible, which the record says' if said else 'whether pairing gives these teams'
        en.append('Not checked: %s, and the targets and inspectors that the extract does not list; the agency has the full evidence.' % teams)
    if left:
        zh.append('未核对的步骤：%s。' % '、'.join(left))
        en.append('Steps not checked: %s.' % ', '.join(left))
    return {'zh': ''.join(zh), 'en': ' '.join(en)} if zh else None


def verify(stream, options=Options()):
    """(what is told, the Evidence if it holds); told: {verdict: holds | fails | unusable,
    steps: [{step, ok, zh, en, scope?, checked?, expected?, found?}], kind?, subject?, outcome?, unchecked?, reason?}, as §14 has it."""
    steps, about = [], {}
    try:
        evidence = Evidence(stream)
        about['kind'] = KINDS[evidence.format]
        about['subject'] = subject_of(evidence)
        for step in steps_of(evidence, options):
            zh, en, *rest = CHECKS[step](evidence, options)
            row = {'step': step, 'ok': True, 'zh': zh, 'en': en}
            if step in SHOWN_ONLY[evidence.format]:
                row['scope'] = 'shown'
            if rest:
                row['checked'] = False
            steps.append(row)
    except Unusable as fault:
        return {'verdict': 'unusable', 'steps': [], 'reason': {'zh': fault.zh, 'en': fault.en}}, None
    except Failed as fault:
        row = {'step': fault.step, 'ok': False, 'zh': fault.zh, 'en': fault.en}
        row.update({name: shown(value) for name, value in (('expected', fault.expected), ('found', fault.found)) if value is not None})
        return {'verdict': 'fails', 'steps': steps + [row], **about}, None
    if evidence.format == TARGET_PROOF:
        about['outcome'] = outcome_of(evidence)
    unchecked = unchecked_of(evidence, steps)
    if unchecked is not None:
        about['unchecked'] = unchecked
    return {'verdict': 'holds', 'steps': steps, **about}, evidence


# ---- The program against known answers ---------------------------------------------------------------------------------------


def self_test():
    """(what, whether it came out right) for answers that others have published."""
    unhex = bytes.fromhex
    yield 'RFC 5869, A.1', hkdf(b'\x0b' * 22, bytes(range(13)), bytes(range(0xF0, 0xFA))).hex() == '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf'

    for n, (key, message, signature) in enumerate(
        (
            (
                'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
                '',
                'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
            ),
            (
                '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
                '72',
                '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
            ),
            (
                'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
                'af82',
                '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
            ),
        ),
        1,
    ):
        yield 'RFC 8032, 7.1, test %d' % n, ed_verifies(unhex(signature), unhex(message), unhex(key))
        yield 'RFC 8032, test %d, another message' % n, not ed_verifies(unhex(signature), unhex(message) + b'\x00', unhex(key))
        above = int.from_bytes(unhex(signature)[32:], 'little') + ED_ORDER
        yield 'RFC 8032, test %d, S not below the order' % n, not ed_verifies(unhex(signature)[:32] + above.to_bytes(32, 'little'), unhex(message), unhex(key))

    leaves = [unhex(one) for one in ('', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f')]
    roots = {
        0: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        1: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        3: 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
        7: 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
        8: '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    }
    for size, root in roots.items():
        yield 'RFC 6962, the root of %d leaves' % size, Tree(leaves[:size]).root() == root

    def subtree(first, last):
        return unhex(Tree(leaves[first:last]).root())

    # The path of leaf 6 among 7 goes to the right edge: the two subtrees to its left. From 3 leaves to 7: RFC 6962 §2.1.3.
    path = [subtree(4, 6), subtree(0, 4)]
    yield 'RFC 9162, a path', included(leaf_hash(leaves[6]), 6, 7, path, roots[7])
    yield 'RFC 9162, a path too long', not included(leaf_hash(leaves[6]), 6, 7, path + path[:1], roots[7])
    yield 'RFC 9162, a path of another index', not included(leaf_hash(leaves[6]), 5, 7, path, roots[7])
    proof = [subtree(2, 3), subtree(3, 4), subtree(0, 2), subtree(4, 7)]
    yield 'RFC 9162, a consistency proof', consistent(3, roots[3], 7, roots[7], proof)
    yield 'RFC 9162, a consistency proof of another tree', not consistent(3, roots[3], 7, roots[8], proof)

    for key, stream in (('0102030405', '1cfcf62b03eddb641d77dfcf7f8d8c93'), ('0102030405060708090a0b0c0d0e0f10', 'd39d566bc6bce3010768151549f3873f')):
        yield 'RFC 6229, RC4 from byte 256', Generator(unhex(key).decode('latin-1')).stream(16).hex() == stream
    words = Generator('2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824')
    yield 'seedrandom 3.0.5', [words.word() for _ in range(4)] == [3410480168, 1754984094, 375000968, 1557002121]
    yield 'RFC 3797, the key', figures_key([[[9319], [2, 5, 8, 10, 12], [9, 18, 26, 34, 41, 45]]]) == '9319./2.5.8.10.12./9.18.26.34.41.45./'

    tag = b'QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_'
    for message, x, y in (
        (
            b'',
            0x052926ADD2207B76CA4FA57A8734416C8DC95E24501772C814278700EED6D1E4E8CF62D9C09DB0FAC349612B759E79A1,
            0x08BA738453BFED09CB546DBB0783DBB3A5F1F566ED67BB6BE0E8C67E2E81A4CC68EE29813BB7994998F3EAE0C9C6A265,
        ),
        (
            b'abc',
            0x03567BC5EF9C690C2AB2ECDF6A96EF1C139CC0B2F284DCA0A9A7943388A49A3AEE664BA5379A7655D3C68900BE2F6903,
            0x0B9C15F3FE6E5CF4211F346271D7B01C8F3B28BE689C8429C85B67AF215533311F0B8DFAAA154FA6B88176C229F2885D,
        ),
    ):
        yield 'RFC 9380, J.9.1, %r' % message.decode(), hash_to_g1(message, tag) == (x, y)
    yield 'the kernel of the isogeny is a group of 11 points', kernel_is_a_group()
    yield 'the generator of G2 is in its group', point_times(Fp2, BLS_R, G2_GENERATOR) is None
    signature = unhex('b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92')
    yield 'quicknet, round 123', quicknet_verifies(123, signature)
    yield 'quicknet, its randomness', H(signature).hex() == 'fb8f7bc29bf24db51871ec8c79f3a1e4bd0557bc0dfcee9ed1d924e69d1c60dc'
    yield 'quicknet, not round 124', not quicknet_verifies(124, signature)
    yield 'quicknet, not the other of the two points', not quicknet_verifies(123, bytes([signature[0] ^ 0x20]) + signature[1:])
    yield 'quicknet, not the point at infinity', not quicknet_verifies(123, b'\xc0' + bytes(47))
    # (0, 2) is on the curve, but of order 3; x = 1 is not on it
    yield 'points outside G1', not any(map(is_g1, (b'\x80' + bytes(47), b'\x80' + bytes(46) + b'\x01', b'\x00' * 48, b'\x9f' + b'\xff' * 47)))
    yield 'a point of G1', is_g1(signature)
    moment = milliseconds('2023-08-23T15:15:33.000Z')
    yield 'quicknet, when round 123 came', round_moment(123) == moment == 1692803733000
    yield 'quicknet, the first round not before', [first_round(at) for at in (0, moment - 2999, moment, moment + 1)] == [1, 123, 123, 124]


def steps_test(steps):
    """(what, whether it came out right) for every step of vectors/steps.json, the first wrong one first."""
    for one in steps['canonical']:
        read = one['read'].encode('utf-8')
        raw = Reader(io.BytesIO(read)).whole('')[1]
        yield '§1, canonical form of %s' % one['read'].strip()[:30], (raw.decode('utf-8'), raw.hex(), H(raw).hex()) == (one['canonical'], one['hex'], one['hash'])
    for one in steps['sources']:
        event, reveal = one['event'], one['reveal']
        yield '§7, what %s gives' % event['source'], randomness(reveal).hex() == one['randomness']
        if event['source'] == 'beacon':
            yield '§7, the round of the beacon', first_round(milliseconds(event['notBefore'])) == event['round']
            yield '§7, the message of the beacon', H(event['round'].to_bytes(8, 'big')).hex() == one['message']
        elif event['source'] == 'figures':
            yield '§7, the key and the outcomes of figures', (figures_key(reveal['figures']), str(outcomes(event))) == (one['key'], one['outcomes'])
        elif event['source'] == 'ceremony':
            for witness, secret in zip(event['witnesses'], reveal['secrets']):
                yield '§7, the hash of the witness %s' % witness['name'], witness_hash(one['drawId'], witness['name'], secret) == witness['hash']
        else:
            yield '§7, the seal', hashed(b'sortis/1/sealed', bytes.fromhex(reveal['secret'])).hex() == event['hash']
    for one in steps['splits']:
        yield '§5, %d split over %d strata' % (one['number'], len(one['populations'])), split_total(one['number'], one['populations']) == one['shares']
    for one in steps['draws']:
        for what, right in steps_of_draw(one):
            yield 'the %s draw: %s' % (one['name'], what), right
    for one in steps['infeasible']:
        told, e = verify(io.BytesIO(one['evidence'].encode('utf-8')))
        yield '§9.5, a draw without teams for its %s' % one['kind'], told['verdict'] == 'holds'
        cut = e.record['infeasible'][0]
        yield '§9.5, its first cut', all(cut[name] == one[name] for name in ('targets', 'inspectors', 'needed', 'capacity', 'words'))
        yield '§13, its record', (e.record_hash, len(e.record['infeasible'])) == (one['recordHash'], one['cuts'])
    one = steps['targetProof']
    told, e = verify(io.BytesIO(one['proof'].encode('utf-8')))
    yield '§13, the leaf of a target proof', leaf_hash(e.leaf_bytes).hex() == one['leafHash']
    yield '§13, its path', included(bytes.fromhex(one['leafHash']), one['index'], one['population'], hashes(one['path']), one['root'])
    yield '§13, its place', told.get('outcome', {}).get('place') == one['place']


def steps_of_draw(one):
    raw = one['evidence'].encode('utf-8')
    file, e = json.loads(one['evidence']), Evidence(io.BytesIO(raw))
    m, lists, draw, stages, log = e.manifest, one['lists'], one['draw'], one['pairing'], one['log']
    for name in ('exclusions', 'inspectors', 'targets'):
        for leaf, told in zip(file[name], lists[name]['leaves']):
            yield '§4, the leaf of %s' % told['id'], (leaf['id'], leaf_hash(canonical(leaf)).hex()) == (told['id'], told['leafHash'])
        if name != 'targets':
            tree = Tree(canonical(leaf) for leaf in file[name])
            yield '§3, the tree of %s' % name, (tree.count, tree.root()) == (lists[name]['count'], lists[name]['root'])
    yield '§4, the first leaf', canonical(file['targets'][0]).decode('utf-8') == lists['firstLeaf']
    numbers = [0] * len(m['strata'])
    for leaf, told in zip(file['targets'], lists['targets']['leaves']):
        stratum, rule, _ = e.rules.judge(leaf['attributes'])
        found = (m['strata'][stratum]['id'], numbers[stratum], rule)
        yield '§5, where %s belongs' % leaf['id'], found == (told['stratum'], told['number'], told['rule'])
        numbers[stratum] += 1
    for tree, told in zip(e.stratum_trees, lists['targets']['strata']):
        yield '§3, the tree of the stratum %s' % told['id'], (tree.count, tree.root()) == (told['population'], told['root'])
    yield '§3, the tree over the strata', Tree(bytes.fromhex(told['root']) for told in lists['targets']['strata']).root() == lists['targets']['root']
    yield '§6, who may go', [inspector.id for inspector in e.inspectors if inspector.may_go(m['visit'])] == lists['mayGo']
    yield '§5, the commitment', e.manifest_hash.hex() == draw['manifestHash'] == draw['commitment']
    material = randomness(e.entropy)
    yield '§7, the randomness', material.hex() == draw['randomness']
    for told in draw['seeds']:
        yield '§7, the seed of %s' % told['label'], seed(material, e.manifest_hash, told['label']) == told['seed']
        generator = Generator(told['seed'])
        yield '§7, the words of %s' % told['label'], [generator.word() for _ in told['words']] == told['words']
    for told, key, tree, part in zip(draw['permutations'], e.seeds, e.stratum_trees, draw['selection']):
        yield '§8, the permutation of %s' % told['stratum'], permutation(Generator(key), tree.count, tree.count) == told['numbers']
        ids = [leaf['id'] for leaf in lists['targets']['leaves'] if leaf['stratum'] == told['stratum']]
        places_ = [ids[number_] for number_ in told['numbers']][: len(part['targets']) + len(part['reserve'])]
        yield '§8, the selection of %s' % told['stratum'], places_ == part['targets'] + part['reserve']
    drawn = [one_ for stratum, ones in zip(m['strata'], e.drawn) for one_ in ones[: stratum['size']]]

    def pairing():
        """A new pairing, with what is drawn for it first."""
        made = Pairing(m, e.inspectors, e.eligible, e.recused_by, drawn, e.pairing_seed)
        order = permutation(made.chance, len(drawn), len(drawn))
        people = permutation(made.chance, len(e.inspectors), len(e.inspectors))
        rank = [0] * len(people)
        for place, who in enumerate(people):
            rank[who] = place
        return made, order, people, rank

    def told_of(made, told):
        named = [e.inspectors[who].id for who in made.holder]
        return (named, made.load, made.chance.word()) == (told['holders'], told['loads'], told['next'])

    made, order, people, rank = pairing()
    slots = [{'target': made.targets[target], 'eligible': [e.inspectors[who].id for who in made.members[kind]]} for target, kind in zip(made.target_of, made.kind)]
    yield '§9, the slots', slots == stages['slots']
    yield '§9.1, the orders', (order, people) == (stages['order'], stages['inspectorsByRank'])
    made.seating(order, rank)
    yield '§9.2, seated', told_of(made, stages['seated'])
    for told in [{**stages['evened'], 'trades': 0}] + stages['trades']:
        made, order, people, rank = pairing()
        made.seating(order, rank)
        made.even_out()
        made.trade(told['trades'])
        yield '§9.4, after %d trades' % told['trades'] if told['trades'] else '§9.3, evened out', told_of(made, told)
    yield '§9.4, as many trades as there must be', stages['trades'][-1]['trades'] == 3 * len(slots) + 1000
    yield '§9.4, the teams', made.teams() == stages['teams'] == e.record['teams']
    yield '§13, the record', e.record_hash == one['recordHash']
    for told in log['entries']:
        leaf = leaf_hash(told['bytes'].encode('utf-8'))
        yield '§12, the leaf of entry %d' % told['index'], leaf.hex() == told['leafHash']
        yield '§12, the path of entry %d' % told['index'], included(leaf, told['index'], log['size'], hashes(told['path']), log['root'])
    previous = log['previous']
    yield '§12, the consistency proof', consistent(previous['size'], previous['root'], log['size'], log['root'], hashes(log['consistency']))
    read, key = read_checkpoint(log['checkpoint']), read_key(log['key'])
    yield '§12, the checkpoint', (read.size, read.root, read.signed.decode('utf-8')) == (log['size'], log['root'], log['signed'])
    signatures = [{'keyHash': id_.hex(), 'origin': name, 'signature': signature.hex()} for name, id_, signature in read.signatures]
    yield '§12, its signatures', signatures == log['signatures']
    yield '§12, the key', key is not None and any(key.id == id_ and ed_verifies(signature, read.signed, key.public) for _, id_, signature in read.signatures)
    yield '§14, the whole', verify(io.BytesIO(raw))[0]['verdict'] == 'holds'


def is_g1(raw):
    try:
        return g1_of_bytes(raw) is not None
    except BadPoint:
        return False


def kernel_is_a_group():
    """The x of the doubled points are the same five again, and doubling five times leads through all of them and back: 2⁵ = −1 modulo 11."""
    x, seen = ISOGENY_KERNEL[0], []
    for _ in range(5):
        seen.append(x)
        top = (x * x - SSWU_A) ** 2 - 8 * SSWU_B * x
        x = top * pow(4 * (x**3 + SSWU_A * x + SSWU_B), -1, BLS_P) % BLS_P
    return x == seen[0] and sorted(seen) == sorted(ISOGENY_KERNEL)


def run_self_test():
    right = True
    tests = [self_test()]
    # with the protocol's vectors beside it the program also compares every step; alone it does without
    name = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'vectors', 'steps.json')
    if os.path.exists(name):
        with open(name, encoding='utf-8') as file:
            tests.append(steps_test(json.load(file)))
    for what, holds in itertools.chain(*tests):
        print('%s %s' % ('✓' if holds else '✗', what))
        right = right and holds
    print('全部正确。/ All right.' if right else '有不正确的：不要使用这份程序。/ Something is wrong: do not use this program.')
    return 0 if right else 1


# ---- The command line -------------------------------------------------------------------------------------------------------


def unusable(zh, en):
    return {'verdict': 'unusable', 'steps': [], 'reason': {'zh': zh, 'en': en}}


def verify_file(name, options):
    """As `verify`; (what is told, None) where the file cannot be read."""
    try:
        if name == '-':
            return verify(sys.stdin.buffer, options)
        with open(name, 'rb') as stream:
            return verify(stream, options)
    except OSError as fault:
        return {**unusable('无法读取文件：%s' % fault, 'the file cannot be read: %s' % fault), 'unread': True}, None
    except MemoryError:
        return unusable('内存不足', 'there is not enough memory'), None


def verify_with(name, options, earlier):
    """`earlier`: what is told of the earlier file and its Evidence, or None. A file that does not hold shows nothing of another."""
    told, evidence = earlier or (None, None)
    if told is not None and 'unread' in told:
        return unusable('较早的文件：%(zh)s' % told['reason'], 'the earlier file: %(en)s' % told['reason'])
    broken = None
    if told is not None and told['verdict'] != 'holds':
        broken = told['reason'] if told['verdict'] == 'unusable' else told['steps'][-1]
    outcome, _ = verify_file(name, Options(options.keys, options.bls, evidence, broken))
    outcome.pop('unread', None)
    return outcome


POOLS = {'open': '公开 / open', 'closed': '不公开 / closed'}
SOURCES = {
    'beacon': '公共信标 / a public beacon',
    'figures': '公开发布的号码 / published numbers',
    'ceremony': '见证人 / witnesses',
    'sealed': '机器自行封存 / sealed by the machine itself',
}


def subject_rows(subject):
    agency, batch, log = subject['agency'], subject['batch'], subject['log']
    yield '抽取', 'draw', subject['draw']
    yield '机关', 'agency', '%s (%s)' % (agency['name'], agency['code'])
    yield '批次', 'batch', '%s (%s)' % (batch['name'], batch['id'])
    yield '第几次', 'occurrence', batch['occurrence']
    yield '名单截止', 'lists closed', subject['cutoff']
    yield '抽取数量', 'number drawn', subject['drawn']
    yield '名单', 'pools', POOLS[subject['pools']]
    yield '随机数', 'randomness', SOURCES[subject['source']]
    for reason in subject.get('reasons', ()):
        told = '机关自己的说明，没有核对（%s）' % reason['code'], "the agency's own words, not checked (%s)" % reason['code']
        yield (*told, '%(zh)s / %(en)s' % reason['words'])
    yield '承诺码', 'commitment', subject['commitment']
    yield '记录码', 'record', subject['record'] or '尚无 / none yet'
    yield '日志', 'log', log['origin']
    yield '日志公钥', 'key of the log', log['key']
    yield '检查点条数', 'checkpoint size', log['size']
    yield '检查点的根', 'checkpoint root', log['root']


def tell(outcome):
    def print_(text):
        # what a file says must not move the cursor, turn the line or begin another one
        print(''.join(c if c.isprintable() else '\\u%04x' % ord(c) for c in text))

    if 'subject' in outcome:
        print_(
            '所核验的抽取 / The draw that was checked'
            if outcome['verdict'] == 'holds'
            else '文件自己这样说，但没有得到证实 / What the file says of itself, which is not borne out'
        )
        for zh, en, value in subject_rows(outcome['subject']):
            print_('  %s / %s: %s' % (zh, en, value))
        print()
    for row in outcome['steps']:
        mark = '✗' if not row['ok'] else '✓' if row.get('checked', True) else '–'
        print_('%s %-20s %s / %s' % (mark, row['step'], row['zh'], row['en']))
        if 'expected' in row:
            print_('    应为 / expected: %s' % row['expected'])
        if 'found' in row:
            print_('    实为 / found:    %s' % row['found'])
    if outcome['verdict'] == 'unusable':
        print_('不是可用的文件：%(zh)s / Not a usable file: %(en)s' % outcome['reason'])
    elif outcome['verdict'] == 'fails':
        step = outcome['steps'][-1]['step']
        print()
        print_('不成立：在“%s”这一步不符。/ It does not hold: it fails at "%s".' % (step, step))
    elif 'unchecked' not in outcome:
        print()
        print_('成立：结果可由此文件完全重算。/ It holds: everything follows again from this file.')
    else:
        print()
        print_('成立：凡可核对的都成立；带“–”的没有核对。/ It holds as far as it was checked; what is marked "–" was not.')
        print_('%(zh)s / %(en)s' % outcome['unchecked'])


def say(name, outcome, as_json, several):
    if as_json:
        print(json.dumps({'file': name, **outcome}, ensure_ascii=False))
        return
    if several:
        print('== %s' % name)
    tell(outcome)


USAGE = '用法 / usage: python3 verify.py [--json] [--key VKEY]… [--with EARLIER] [--without-bls] FILE [FILE …] | --self-test'


def read_arguments(arguments):
    """(flags, keys, earlier, files), or None if they are not to be understood."""
    flags, keys, earlier, files = set(), [], [], []
    waiting = iter(arguments)
    for one in waiting:
        name, equals, given = one.partition('=')
        if one in ('--json', '--without-bls', '--self-test'):
            flags.add(one)
        elif name in ('--key', '--with'):
            given = given if equals else next(waiting, None)
            if given is None:
                return None
            (keys if name == '--key' else earlier).append(given)
        elif one == '--':
            files += waiting
        elif one.startswith('--'):
            return None
        else:
            files.append(one)
    if len(earlier) > 1 or bool(files) == ('--self-test' in flags):
        return None
    return flags, keys, earlier[0] if earlier else None, files


def main(arguments):
    sys.stdout.reconfigure(encoding='utf-8', errors='backslashreplace')
    known = read_arguments(arguments)
    if known is None:
        print(USAGE)
        return 2
    flags, keys, earlier, files = known
    if '--self-test' in flags:
        return run_self_test()
    no_keys = [key for key in keys if read_key(key) is None]
    if no_keys:
        wrong = unusable('不是日志密钥：%s' % shown(no_keys[0]), 'not a verifier key of a log: %s' % shown(no_keys[0]))
        for name in files:
            say(name, wrong, '--json' in flags, len(files) > 1)
        return 2
    options = Options(keys, '--without-bls' not in flags)
    before = None if earlier is None else verify_file(earlier, options)
    worst = 0
    for name in files:
        outcome = verify_with(name, options, before)
        worst = max(worst, ['holds', 'fails', 'unusable'].index(outcome['verdict']))
        say(name, outcome, '--json' in flags, len(files) > 1)
    return worst


if __name__ == '__main__':
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:  # a reader of the output who has enough
        sys.stderr.close()
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
