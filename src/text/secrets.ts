// What counts as a secret in text that may leave the host: tokens, passwords, keys. Each rule says how it is recognised.

/** How a rule masks: the named group `secret` of its expression is what must not leave. */
export interface SecretRule {
  /** In words, for the preview: `password in a URL`. */
  readonly kind: string;
  readonly pattern: RegExp;
}

/** Names of variables, options and fields whose value is a secret. `PWD` alone is a directory. Looked ahead for: a name is gone through once, however long. */
const NAME = String.raw`(?=[\w.-]*?(?:passwo?r?d|passwd|passphrase|secret|token|(?:api|access|private|signing|encryption|master|deploy|account|storage)[-_]?key|credentials?|auth[-_]?key|(?<=[a-z0-9][_-])(?:pwd|pass)(?![a-z])|(?<![\w.-])_auth(?![\w-])))[\w.-]+`;
/** What ends a value: white space, quotes and brackets, a URL's separators, an escape of strace's (`\\n`). */
const VALUE = String.raw`[^\s"'\\&;,|<>(){}\[\]]{3,}`;
/** Blanks, also as strace shows them. */
const BLANKS = String.raw`(?:\s|\\[nrt])+`;
/** A word between {@link BLANKS}. It shares no character with them: where one ends and the other begins is never tried twice. */
const WORD = String.raw`(?:[^\s\\]|\\(?![nrt]))+`;

/** An option whose value is a secret, as a word of an argv: `--api-key`. */
export const SECRET_OPTION = new RegExp(`^--?${NAME}$`, 'i');
/** An option whose value is `user:password`: curl, wget and the like. */
export const USER_OPTION = /^(?:-u|-U|--user|--proxy-user|--login)$/;

/** How tokens begin, as their makers document them, and how many characters follow at least: fewer where strace cut the string. */
const TOKEN_STARTS: readonly (readonly [start: string, letters: string, least: number])[] = [
  ['gh[pousr]_', String.raw`\w`, 20],
  ['github_pat_', String.raw`\w`, 20],
  ['gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|imt)-', String.raw`[\w.-]`, 16],
  ['npm_', String.raw`\w`, 30],
  ['pypi-', String.raw`[\w-]`, 30],
  ['xox[abeoprs]-', String.raw`[\w-]`, 10],
  ['xapp-', String.raw`[\w-]`, 20],
  ['A[KS]IA', '[0-9A-Z]', 16],
  ['AIza', String.raw`[\w-]`, 30],
  [String.raw`ya29\.`, String.raw`[\w-]`, 20],
  ['[rsw]h?k_(?:live|test)_', String.raw`\w`, 16],
  ['sk-', String.raw`[\w-]`, 20],
  ['hf_', String.raw`\w`, 30],
  ['do[opr]_v1_', String.raw`\w`, 30],
  ['dckr_pat_', String.raw`[\w-]`, 20],
  ['shp(?:at|ca|pa|ss)_', String.raw`\w`, 20],
  [String.raw`hv[sb]\.`, String.raw`[\w-]`, 20],
  [String.raw`SG\.`, String.raw`[\w.-]`, 40],
  ['AGE-SECRET-KEY-1', '[0-9A-Z]', 30],
  // JSON Web Tokens (RFC 7519): a head and a body that are JSON objects in base64url.
  [String.raw`eyJ[\w-]{8,}\.eyJ`, String.raw`[\w.-]`, 8],
];
const TOKEN = TOKEN_STARTS.map(([start, letters, least]) => String.raw`${start}(?:${letters}{${least},}|${letters}{4,}(?="?\.\.\.))`).join('|');

export const SECRET_RULES: readonly SecretRule[] = [
  { kind: 'private key', pattern: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:\\n|\s)*(?<secret>[A-Za-z0-9+/=\\\s]+)/dg },
  // RFC 3986, userinfo; a user name alone is no secret, but one that is as long as a token is one.
  { kind: 'password in a URL', pattern: /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@"']*:(?<secret>[^\s/@"']+)@/dgi },
  { kind: 'token in a URL', pattern: /\b[a-z][a-z0-9+.-]{0,30}:\/\/(?<secret>[^\s/:@"']{20,})@/dgi },
  // Signed addresses of AWS, Azure and Google.
  {
    kind: 'signature in a URL',
    pattern: /[?&](?:sig|signature|x-(?:amz|goog)-(?:signature|credential|security-token)|pwd|key)=(?<secret>[^\s&"'\\]{6,})/dgi,
  },
  { kind: 'address that is a secret', pattern: /hooks\.slack\.com\/services\/(?<secret>[\w/]{20,})/dg },
  // RFC 9110, 11.6.2.
  {
    kind: 'Authorization header',
    pattern:
      /(?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:(?:basic|bearer|digest|token|negotiate|apikey|aws4-hmac-sha256)\s+)?(?<secret>[^\s"'\\,]{3,})/dgi,
  },
  { kind: 'cookie', pattern: /(?:set-)?cookie:\s*(?<secret>[^\s"'\\][^"'\\]*)/dgi },
  { kind: 'header with a secret', pattern: /(?<![\w-])(?:\w+-)+(?:token|api-?key|secret):\s*(?<secret>[^\s"'\\]{6,})/dgi },
  { kind: 'token', pattern: new RegExp(`(?<![\\w-])(?<secret>${TOKEN})`, 'dg') },
  // `-H` and `--password VALUE` as two arguments of an argv: `"--token", "abc"`.
  { kind: 'value of an option', pattern: new RegExp(String.raw`(?<![\w-])--?${NAME}(?:["']?,?\s+["']?)(?!-)(?<secret>${VALUE})`, 'dgi') },
  // `curl -u user:password`; `-u 1000:1000` are numbers of a user and a group.
  {
    kind: 'password of a user',
    pattern: /(?<![\w-])(?:-[uU]|--user|--proxy-user|--login)(?:["']?,?\s+["']?|=)?(?!\d+:\d+\b)[^\s:"'=/,]+:(?<secret>[^\s"',:/][^\s"',]*)/dg,
  },
  // `mysql -psecret`. A word is gone through once and so is a line, with a secret or without: no rule may begin again at the next `mysql`.
  {
    kind: 'password of a user',
    pattern: /\b(?:mysql|mariadb)[\w-]*(?:(?=["'\s])(?:[^\n]*?["'\s]-p(?<secret>[^\s"',]{3,})|[^\n]*))?/dg,
  },
  // `API_TOKEN=…`, `?access_token=…`.
  { kind: 'value of a name', pattern: new RegExp(String.raw`(?<![\w.-])(?:--?)?${NAME}["']?\s?=\s?["']?(?<secret>${VALUE})`, 'dgi') },
  // `"password": "…"`: a message such as `unexpected token: newline` has no quotes there.
  { kind: 'value of a field', pattern: new RegExp(String.raw`(?<![\w.-])${NAME}\\?["']?\s?:\s?\\?["'](?<secret>${VALUE})`, 'dgi') },
  {
    kind: 'value of a field',
    pattern: new RegExp(String.raw`(?<![\w.-])[\w.-]*(?:passwo?r?d|passwd|passphrase)["']?:\s?(?<secret>${VALUE})`, 'dgi'),
  },
  // kubeconfig and ~/.docker/config.json.
  { kind: 'value of a field', pattern: /(?<![\w-])(?:token|client-key-data|id-token|refresh-token):\s+(?<secret>[\w.~+/=-]{16,})/dg },
  { kind: 'value of a field', pattern: /"(?:auth|identitytoken|registrytoken)\\?":\s*\\?"(?<secret>[\w.~+/=-]{6,})/dg },
  // ~/.netrc. @see ftp(1)
  {
    kind: 'password of .netrc',
    pattern: new RegExp(String.raw`\b(?:login|user|account)${BLANKS}${WORD}${BLANKS}password${BLANKS}(?<secret>[^\s"\\]+)`, 'dg'),
  },
  { kind: 'password of .netrc', pattern: new RegExp(String.raw`\bmachine${BLANKS}${WORD}${BLANKS}password${BLANKS}(?<secret>[^\s"\\]+)`, 'dg') },
  // /etc/shadow. @see crypt(5)
  { kind: 'password hash', pattern: /(?<=[:"'\s])(?<secret>\$(?:1|2[abxy]|5|6|7|y|gy|sha1|argon2\w*)\$[^\s:"'\\]{8,})/dg },
];
