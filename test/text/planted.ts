// Secrets in the places where captures have them: each place as strace writes it.

/** Tokens by maker, and one that only its place betrays. */
export const SECRETS: readonly string[] = [
  'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
  'glpat-Zx9yQ2r7Lk3mN8pVt5Ws',
  'xoxb-123456789012-abcdefGHIJKL',
  'AKIAIOSFODNN7EXAMPLE',
  'sk-proj-Qm4tY7uI9oP1aS3dF5gH7jK9',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P',
  'npm_aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5',
  'q7Vx2LpW9sKd',
];

const hex = (text: string): string => Array.from(Buffer.from(text), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
const exec = (...argv: readonly string[]): string =>
  `execve("/usr/bin/${argv[0]}", [${argv.map((word) => `"${word}"`).join(', ')}], 0x7ffe /* 20 vars */) = 0 <0.000100>`;
const read = (text: string): string => `read(3</root/x>, "${text}", 4096) = ${text.length} <0.000010>`;

/** A line of a capture, without its prefix, that holds a secret. */
export const PLACES: Readonly<Record<string, (secret: string) => string>> = {
  'an option': (secret) => exec('tool', '--token', secret),
  'an option with =': (secret) => exec('tool', `--password=${secret}`),
  'mysql -p': (secret) => exec('mysql', '-u', 'root', `-p${secret}`, 'db'),
  'curl -u': (secret) => exec('curl', '-u', `me:${secret}`, 'https://host/'),
  'curl -H': (secret) => exec('curl', '-H', `Authorization: Bearer ${secret}`, 'https://host/'),
  'a private header': (secret) => exec('curl', '-H', `PRIVATE-TOKEN: ${secret}`, 'https://host/'),
  'a cookie': (secret) => exec('curl', '-H', `Cookie: session=${secret}`, 'https://host/'),
  'a shell command': (secret) => exec('sh', '-c', `API_TOKEN=${secret} deploy --now`),
  'the environment': (secret) => `execve("/bin/sh", ["sh"], ["PATH=/bin", "AWS_SECRET_ACCESS_KEY=${secret}", "HOME=/root"]) = 0 <0.000100>`,
  'the environment, a password': (secret) => `execve("/bin/sh", ["sh"], ["MYSQL_PWD=${secret}", "DB_PASS=${secret}"]) = 0 <0.000100>`,
  'a URL': (secret) => exec('git', 'clone', `https://me:${secret}@host/a.git`),
  'a query': (secret) => exec('curl', `https://host/x?access_token=${secret}&page=2`),
  'a head that is sent': (secret) =>
    `sendto(4, "GET / HTTP/1.1\\r\\nHost: h\\r\\nAuthorization: token ${secret}\\r\\n\\r\\n", 90, 0, NULL, 0) = 90 <0.000010>`,
  'a head in pieces': (secret) =>
    `writev(4, [{iov_base="GET / HTTP/1.1\\r\\n", iov_len=16}, {iov_base="X-Auth-Token: ${secret}\\r\\n", iov_len=40}], 2) = 56 <0.000010>`,
  '.netrc': (secret) => read(`machine host login me password ${secret}\\n`),
  '.netrc over lines': (secret) => read(`machine host\\n\\tlogin me\\n\\tpassword ${secret}\\n`),
  '.npmrc': (secret) => read(`//registry.example/:_authToken=${secret}\\n`),
  '.git-credentials': (secret) => read(`https://me:${secret}@github.com\\n`),
  kubeconfig: (secret) => read(`users:\\n- name: me\\n  user:\\n    password: ${secret}\\n`),
  'docker config': (secret) => read(`{\\"auths\\": {\\"host\\": {\\"auth\\": \\"${secret}\\"}}}`),
  'a JSON body': (secret) => `write(4, "{\\"user\\": \\"me\\", \\"password\\": \\"${secret}\\"}", 60) = 60 <0.000010>`,
  'a private key': (secret) =>
    read(`-----BEGIN OPENSSH PRIVATE KEY-----\\n${secret.replace(/[^A-Za-z0-9]/g, '')}${secret.replace(/[^A-Za-z0-9]/g, '')}\\n`),
  'all in hexadecimal': (secret) => `write(4, "${hex(`Authorization: Bearer ${secret}\r\n`)}", 60) = 60 <0.000010>`,
};

/** The secret as it would stand in the place. */
export function formsOf(place: string, secret: string): readonly string[] {
  if (place === 'all in hexadecimal') return [hex(secret)];
  return [place === 'a private key' ? secret.replace(/[^A-Za-z0-9]/g, '') : secret];
}

/** A capture of one command that holds a secret, fails, and says so. */
export const captureWith = (line: string): string =>
  `${[
    'execve("/bin/sh", ["sh", "-c", "x"], 0x7ffe /* 20 vars */) = 0 <0.000100>',
    line,
    'openat(AT_FDCWD, "/etc/app.conf", O_RDONLY) = -1 ENOENT (No such file or directory) <0.000010>',
    'write(2, "x: /etc/app.conf: No such file or directory\\n", 44) = 44 <0.000010>',
    'exit_group(1) = ?',
    '+++ exited with 1 +++',
  ]
    .map((text, at) => `7 170000000${at}.000000 ${text}`)
    .join('\n')}\n`;
