// What counts as a secret in text that may leave the host: tokens, passwords, keys. Each rule says how it is recognised.

/** How a rule masks: the named group `secret` of its expression is what must not leave. */
export interface SecretRule {
  /** In words, for the preview: `password in a URL`. */
  readonly kind: string;
  readonly pattern: RegExp;
}

/** Names of variables, options and fields whose value is a secret. */
const NAME = String.raw`[\w.-]*(?:passwo?r?d|passwd|passphrase|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credentials?|auth[-_]?key)[\w.-]*`;
/** What ends a value: white space, quotes and brackets, a URL's separators, an escape of strace's (`\\n`). */
const VALUE = String.raw`[^\s"'\\&;,|<>(){}\[\]]{3,}`;

/** An option whose value is a secret, as a word of an argv: `--api-key`. */
export const SECRET_OPTION = new RegExp(`^--?${NAME}$`, 'i');

export const SECRET_RULES: readonly SecretRule[] = [
  { kind: 'private key', pattern: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----(?:\\n|\s)*(?<secret>[A-Za-z0-9+/=\\\s]+)/dg },
  // RFC 3986, userinfo; a user name alone is no secret, but a token as the whole userinfo is met by the rules of tokens.
  { kind: 'password in a URL', pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*:(?<secret>[^\s/@"']+)@/dgi },
  // RFC 9110, 11.6.2.
  {
    kind: 'Authorization header',
    pattern: /(?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:(?:basic|bearer|digest|token|negotiate)\s+)?(?<secret>[^\s"'\\,]{3,})/dgi,
  },
  { kind: 'cookie', pattern: /(?:set-)?cookie:\s*(?<secret>[^\s"'\\][^"'\\]*)/dgi },
  // As their makers document them: GitHub, GitLab, npm, PyPI, Slack, AWS, Google, Stripe, OpenAI-like, JSON Web Tokens (RFC 7519).
  {
    kind: 'token',
    pattern:
      /(?<![\w-])(?<secret>gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_\w{30,}|pypi-[\w-]{30,}|xox[abeoprs]-[\w-]{10,}|A[KS]IA[0-9A-Z]{16}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|[rs]k_(?:live|test)_\w{16,}|sk-[\w-]{20,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+)/dg,
  },
  // `-H` and `--password VALUE` as two arguments of an argv: `"--token", "abc"`.
  { kind: 'value of an option', pattern: new RegExp(String.raw`(?<![\w-])--?${NAME}(?:["']?,?\s+["']?)(?!-)(?<secret>${VALUE})`, 'dgi') },
  // `API_TOKEN=…`, `?access_token=…`.
  { kind: 'value of a name', pattern: new RegExp(String.raw`(?<![\w.-])(?:--?)?${NAME}["']?\s?=\s?["']?(?<secret>${VALUE})`, 'dgi') },
  // `"password": "…"`: a message such as `unexpected token: newline` has no quotes there.
  { kind: 'value of a field', pattern: new RegExp(String.raw`(?<![\w.-])${NAME}\\?["']?\s?:\s?\\?["'](?<secret>${VALUE})`, 'dgi') },
  {
    kind: 'value of a field',
    pattern: new RegExp(String.raw`(?<![\w.-])[\w.-]*(?:passwo?r?d|passwd|passphrase)["']?:\s?(?<secret>${VALUE})`, 'dgi'),
  },
];
