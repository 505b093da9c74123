// Secrets are masked where they stand, and nothing else is.
import { expect, test } from 'vitest';
import { findSecretsIn, redact, redactData } from '../../src/text/redact.ts';

test.each([
  ['https://me:hunter22@host/x', 'https://me:[redacted]@host/x'],
  ['"Authorization: Bearer abc.def", "-v"', '"Authorization: Bearer [redacted]", "-v"'],
  ['GET / HTTP/1.1\\r\\nauthorization: Basic dTpw\\r\\nhost: x', 'GET / HTTP/1.1\\r\\nauthorization: Basic [redacted]\\r\\nhost: x'],
  ['["mysql", "--password", "hunter2", "db"]', '["mysql", "--password", "[redacted]", "db"]'],
  ["sh -c 'mysql -phunter2 db'", "sh -c 'mysql -p[redacted] db'"],
  ['mysql-dump mysqldump -u root -phunter2 db', 'mysql-dump mysqldump -u root -p[redacted] db'],
  ['machine\\th\\tlogin\\tme\\tpassword\\thunter2\\n', 'machine\\th\\tlogin\\tme\\tpassword\\t[redacted]\\n'],
  ['--token=abcdef --verbose', '--token=[redacted] --verbose'],
  ['"DB_PASSWORD=s3cr3t!", "PATH=/bin"', '"DB_PASSWORD=[redacted]", "PATH=/bin"'],
  ['{"api_key": "abc123", "n": 1}', '{"api_key": "[redacted]", "n": 1}'],
  ['/x?access_token=abc&page=2', '/x?access_token=[redacted]&page=2'],
  ['curl -u=me:hunter22 h', 'curl -u=me:[redacted] h'],
  ['clone https://ghp_0123456789abcdefghijABCDEFGHIJ@github.com/a/b', 'clone https://[redacted]@github.com/a/b'],
  ['key AKIAIOSFODNN7EXAMPLE here', 'key [redacted] here'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', '[redacted]'],
  ['"-----BEGIN EC PRIVATE KEY-----\\nMHcCAQEE\\n"', '"-----BEGIN EC PRIVATE KEY-----\\n[redacted]"'],
  ['Set-Cookie: sid=38afes7a8; HttpOnly', 'Set-Cookie: [redacted]'],
])('%s', (text, masked) => expect(redact(text)).toBe(masked));

test.each([
  'openat(AT_FDCWD, "/etc/ssl/private/key.pem", O_RDONLY) = -1 EACCES (Permission denied)',
  "syntax error near unexpected token `('",
  "SyntaxError: Unexpected token: 'x'",
  'keyctl(KEYCTL_READ, 0x2b) = -1 ENOKEY',
  'https://host:8080/path and git@github.com:a/b',
  '/usr/lib/python3/secrets.py',
  'ssh: Host key verification failed.',
  'mysql -u root -p db, then mkdir -p /srv',
])('leaves %s', (text) => expect(redact(text)).toBe(text));

/** How each maker's tokens begin. */
const STARTS =
  'ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- gldt- glrt- glcbt- glptt- glft- glsoat- glagent- npm_ pypi- xoxb- xoxp- xapp- AKIA ASIA AIza ya29. sk_live_ rk_test_ whk_live_ sk- hf_ dop_v1_ doo_v1_ dor_v1_ dckr_pat_ shpat_ shpss_ hvs. hvb. SG. AGE-SECRET-KEY-1 eyJ0eXAiOiJ9.eyJ';
test.each(STARTS.split(' '))('a token that begins with %s needs nothing beside it that says so', (start) => {
  expect(redact(`"${start}${'A0B1C2D3E4'.repeat(5)}"`)).toBe('"[redacted]"');
});

// A rule that began again at each part, or shared blanks out in every way between its words, would take minutes or hours for these.
test.each([
  ['', 'a-'],
  ['', 'a.'],
  ['', 'token-'],
  ['', 'mysql-'],
  ['', 'mysql '],
  ['"mysql"', ' -p'],
  ['login', '\\n'],
  ['machine', '\\t'],
])('%s with %s a hundred thousand times is gone through, and a secret behind it is found', (start, part) => {
  const run = start + part.repeat(100_000);
  expect(redact(`${run} key https://me:hunter22@host/`)).toBe(`${run} key https://me:[redacted]@host/`);
});

test('a text that is masked once stays as it is', () => {
  const once = redact('TOKEN=abc https://a:bcd@c/');
  expect(redact(once)).toBe(once);
});
test('plain data is masked in depth, keys and numbers stay', () => {
  expect(redactData({ a: ['PASSWORD=xyz'], n: 1, none: null })).toEqual({ a: ['PASSWORD=[redacted]'], n: 1, none: null });
});
test('in an argv the word behind a secret option goes whole', () => {
  expect(redactData(['tool', '--token', 'a b', '--password', '--verbose', 'x'])).toEqual([
    'tool',
    '--token',
    '[redacted]',
    '--password',
    '--verbose',
    'x',
  ]);
  expect(findSecretsIn(['--token', 'a b'])).toEqual([{ where: '1', kind: 'value of an option', text: 'a b' }]);
});
test('the preview says where, what and which', () => {
  expect(findSecretsIn({ command: ['x', 'https://u:pass@h'] })).toEqual([{ where: 'command.1', kind: 'password in a URL', text: 'pass' }]);
});
