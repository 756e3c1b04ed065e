/**
 * Names and paths that have led out of folders, broken logs, hidden extensions or overwritten files elsewhere. Made
 * from atoms by rules, with those that no rule makes picked by hand; the same on every run.
 */
export interface Hostile {
  readonly text: string
  /** The family it is of, for the message of a test. */
  readonly why: string
}

const family = (why: string, texts: readonly string[]): Hostile[] => texts.map((text) => ({ text, why }))

/** Every way in which "one folder up" has been written. */
// biome-ignore format: rows of one kind each
const UPS = [
  '../', '..\\', '..//', './../', '.../', '....//', '..././', '..;/', '../\\', '..\\/', '.. /', ' ../', '..\t/', '..\u0000/',
  '%2e%2e/', '%2e%2e%2f', '..%2f', '.%2e/', '%2e./', '%2E%2E%2F', '..%5c', '%2e%2e%5c', '..%5C', '%2e%2e\\',
  '%252e%252e%252f', '..%252f', '%252e%252e/', '..%255c', '%25252e%25252e%25252f', '%%32%65%%32%65/', '..%u2215', '..%u2216',
  '..%c0%af', '%c0%ae%c0%ae/', '..%c1%9c', '%e0%80%ae%e0%80%ae/', '..%c0%2f', '%f0%80%80%ae%f0%80%80%ae/', '..%00/', '..%0d/',
  '\uff0e\uff0e/', '..\uff0f', '\uff0e\uff0e\uff3c', '\u2024\u2024/', '..\u2215', '..\u2044', '..\u29f8', '\u2025/', '.\u200b./', '\u200b../',
  '.\u0301./', '..\u0338/', '.\u00ad./', '\ufeff../', '..\u2028/', '\u202e../', '%uff0e%uff0e/', '&#46;&#46;/', '\\u002e\\u002e/', '\\x2e\\x2e/',
]

const traversals = UPS.flatMap((up) => [
  `${up.repeat(2)}vault.db`,
  `${up.repeat(12)}etc/passwd`,
  `Papers/${up.repeat(4)}canary.txt`,
])

// biome-ignore format: rows of one kind each
const ABSOLUTE = [
  '/etc/passwd', '//etc/passwd', '///', '/', '//', '\\', '\\\\', '/.', '/..', '/../..', '~', '~/', '~root/.ssh/id', '$HOME/x', '%USERPROFILE%\\x',
  'C:\\windows\\win.ini', 'C:/windows/win.ini', 'C:', 'c:x', 'C:..\\x', '\\windows', '\\\\server\\share\\x', '//server/share/x', '\\\\?\\C:\\x',
  '\\\\.\\pipe\\x', '\\\\.\\PhysicalDrive0', '\\??\\C:\\x', '\\\\?\\UNC\\server\\share', '\\\\localhost\\c$\\x', '\\\\127.0.0.1\\c$', '\\\\;x\\y',
  'file:///etc/passwd', 'file://localhost/etc/passwd', 'file:C:/x', 'http://evil.example/x', 'javascript:alert(1)', 'data:text/html,x', 'phar://x',
  '/dev/null', '/dev/stdin', '/dev/zero', '/proc/self/environ', '/proc/self/fd/0', '/sys/kernel', '/dev/tcp/127.0.0.1/1', '/var/run/x.sock',
  '%2fetc%2fpasswd', '%5c%5cserver', '%252fetc', '/%2e%2e/%2e%2e/etc', '/./././etc/passwd', 'x//../../etc', 'x/./../../etc', 'x/y/../../../etc',
]

// biome-ignore format: rows of one kind each
const DEVICES = ['CON', 'PRN', 'AUX', 'NUL', 'COM1', 'COM9', 'LPT1', 'LPT9', 'COM\u00b9', 'LPT\u00b2', 'CONIN$', 'CONOUT$', 'CLOCK$']

// biome-ignore format: rows of one kind each
const WINDOWS = [
  'a:b', 'a.txt:stream', 'a.txt::$DATA', 'a.txt::$INDEX_ALLOCATION', ':stream', 'a.', 'a..', 'a...', 'a. . .', 'a ', 'a\u00a0', ' a', '. a', 'a .',
  'a<b', 'a>b', 'a"b', 'a|b', 'a?b', 'a*b', '*', '?', '<', '>', '|', '"', "'", 'PROGRA~1', 'HEARTH~1', 'hearth~1.txt', 'desktop.ini', 'Thumbs.db',
  ...DEVICES.flatMap((name) => [name, name.toLowerCase(), `${name}.txt`, `${name} .txt`, `${name}.tar.gz`, `Papers/${name}/x`]),
]

// biome-ignore format: rows of one kind each
const OWN = [
  '.hearth', '.HEARTH', '.Hearth', '.hearth/partials/x', '.hearth/trash/x', '.hearth/versions/x', '.hearth/', '.hearth.', '.hearth ', ' .hearth',
  '.hea\u200brth', '\u200c.hearth', '.hearth\ufe0f', '.\u00adhearth', '.hearth\u0000', '.hearth::$DATA', './.hearth', 'Papers/../.hearth/x', 'x/.hearth',
  '.hearth%00', '%2ehearth', '.h\u0435arth', '.git', '.git/config', '.htaccess', '.ssh/authorized_keys', '..hearth', '.hearth\\x', '.hearth\u2060/x',
]

// biome-ignore format: rows of one kind each
const UNSEEN = [
  ...Array.from({ length: 32 }, (_, code) => `a${String.fromCharCode(code)}b.txt`),
  ...[...'\u007f\u0080\u0085\u009b\u2028\u2029\ufeff\u200b\u200d\u2060\u00ad\u034f\u061c\u180e\u3164'].map((character) => `a${character}b.txt`),
  ...[...'\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f'].map((mark) => `${mark}gpj.exe`),
  '\u200b', '\u2060\u200d', '\u00a0', '\u3000', ' ', '\t', '\r\n', '', '.', '..', '...', '....', '. .', '..\u200b', '\u200b..', '\ud800.txt', 'a\udfff', '\udc00\ud800',
]

// biome-ignore format: rows of one kind each
const INJECTIONS = [
  'a\r\nSet-Cookie: x=1', 'a\nX-Injected: 1', 'a\r\n\r\n<html>', 'a%0d%0aSet-Cookie:x', 'a";x="', "a';x='", 'a"; filename="evil.exe', "a; filename*=UTF-8''evil",
  'a\u001b[2J\u001b[31mred', '\u001b]0;title\u0007', '\u001b[1;1H', '\u009b2J', '\u0007\u0007', 'x\n{"level":60,"msg":"forged"}', 'x\r{"level":60,"msg":"forged"}', '\\n{"level":60}',
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', "'-alert(1)-'", 'javascript:alert(1)//', '{{7*7}}', '$' + '{7*7}', '<%= 7*7 %>', '#{7*7}',
  '; rm -rf ~', '| id', '&& id', '$(id)', '`id`', '$IFS', '-rf', '--help', '-', '--', '-o ProxyCommand=x', '!!', '%s%n%x', '%d%d', '{0}', '%(x)s',
  "' OR 1=1--", "'; DROP TABLE entries;--", 'a%', 'a_', '_', 'a\\%', 'a" OR "1"="1', 'NULL', 'nil', 'None', 'true', 'false', 'undefined', 'NaN', '0', '-1', '1e9',
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'then', 'length', '__proto__/x', 'constructor/prototype',
  '?path=x', '#fragment', 'a?b#c', 'a&b=c', 'a=b', 'a;b', 'a+b', 'a%20b', 'a%2fb', 'a%5cb', 'a%00b', 'a%z', 'a%ff', '%', '%%', '%2', '@x', ':x',
]

// biome-ignore format: rows of one kind each
const LONG = [
  'a'.repeat(255), 'a'.repeat(256), `${'a'.repeat(252)}.txt`, 'a'.repeat(1_000), 'a'.repeat(1_024), 'a'.repeat(1_025), 'a'.repeat(4_000), 'a'.repeat(5_000),
  '\u00e9'.repeat(127), '\u00e9'.repeat(128), '\u{1f600}'.repeat(63), '\u{1f600}'.repeat(64), '\u{1f600}'.repeat(250), '\ud55c'.repeat(86), `.${'e'.repeat(255)}`,
  'a/'.repeat(63), 'a/'.repeat(64), 'a/'.repeat(65), 'a/'.repeat(500), 'a/'.repeat(2_000), '/'.repeat(500), '../'.repeat(300), './'.repeat(300), '.'.repeat(300), ' '.repeat(300),
  `e${'\u0301'.repeat(500)}`, `e${'\u0301'.repeat(2_000)}`, `a${'\u0300\u0316'.repeat(400)}`, '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'.repeat(20), `${'x'.repeat(250)}.${'y'.repeat(250)}`,
]

// biome-ignore format: rows of one kind each
const UNICODE = [
  '\u00e9.txt', 'e\u0301.txt', '\u212b.txt', '\u00c5.txt', 'A\u030a.txt', '\ufb01le.txt', 'FILE.TXT', 'file.txt', 'File.txt', '\u0131.txt', '\u0130.txt', '\u00df.txt', 'SS.txt', '\u1e9e.txt',
  '\u03a3.txt', '\u03c2.txt', '\u03c3.txt', '\uac00.txt', '\u1100\u1161.txt', '\u{1f600}.txt', '\u{1f3f3}\ufe0f\u200d\u{1f308}.txt', '\u05e9\u05dc\u05d5\u05dd.txt', '\u0645\u0644\u0641.txt',
  '\u2126.txt', '\uff21.txt', '\u{1d400}.txt', '\u0410.txt', '\u{10ffff}.txt', '\ufffe.txt', '\uffff.txt', '\ufdd0.txt', '\ue000.txt', '\ufffd.txt', '\u{e0001}.txt', '\u{e0061}.txt',
]

/** At least 500, each once. */
export const CORPUS: readonly Hostile[] = once([
  ...family('up', traversals),
  ...family('absolute', ABSOLUTE),
  ...family('windows', WINDOWS),
  ...family('own folder', OWN),
  ...family('unseen', UNSEEN),
  ...family('injection', INJECTIONS),
  ...family('long', LONG),
  ...family('unicode', UNICODE),
])

function once(items: readonly Hostile[]): Hostile[] {
  const seen = new Set<string>()
  return items.filter(({ text }) => !seen.has(text) && seen.add(text))
}
