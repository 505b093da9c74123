// Kinds of paths that passes over all calls of all processes ask for: each path is made a text and judged once a capture.
import { type Inquiry, remember } from './inquiry.ts';

/** Patterns by kind, each a bit of the answer. */
const PATTERNS = {
  /** What a descriptor leads to (`-y`) is a file and no socket or pipe. */
  file: /^\//,
  /** As `-y` and `-yy` show it. @see null(4) */
  'null-device': /^\/dev\/null(?:<|$)/,
  /** A bundle, a directory of certificates, or one by the hash of its subject. @see openssl-rehash(1), crypto/x509/root_linux.go */
  certificates: /\.(?:pem|crt|cer|ca-bundle|jks|p12)$|\/(?:cacerts|certs)$|\/(?:ca-bundle|ca-certificates|tls-ca-bundle)[^/]*$/,
  /** How the network is to be reached. @see resolv.conf(5), hosts(5), nsswitch.conf(5), curl(1), git-config(1), wget(1), pip, npm, apt.conf(5) */
  'network-settings':
    /\/(?:resolv\.conf|hosts|nsswitch\.conf|gai\.conf|host\.conf|\.curlrc|_curlrc|\.?gitconfig|\.git\/config|git\/config|\.?wgetrc|pip\.conf|\.?npmrc|\.yarnrc(?:\.yml)?|\.condarc|apt\.conf(?:\.d\/.*)?|\.?env|environment|settings\.xml|gradle\.properties|\.netrc|go\/env|redis\.conf|\.pgpass|pg_service\.conf|config(?:\.(?:json|ya?ml|toml|ini))?)$/,
  /** Reading these is part of speaking or ending: messages in the user's language, time zones, source lines of a traceback, telemetry. */
  'on-the-way-out': /^$|\/(?:locale|gconv|zoneinfo|telemetry)\/|\.mo$|\/etc\/localtime$|\.(?:py|rb|pl|js|pm)$|^\/dev\/null$|^\/proc\//,
} satisfies Record<string, RegExp>;

type PathKind = keyof typeof PATTERNS;

const KINDS = Object.values(PATTERNS).map((pattern, at) => ({ pattern, bit: 1 << at }));
const JUDGED = 1 << KINDS.length;
const bitOf = (kind: PathKind): number => 1 << Object.keys(PATTERNS).indexOf(kind);

/** @returns a question by {@link Trace.pathIdOf}; -1, no path, is of no kind */
export function pathsLike(inquiry: Inquiry, kind: PathKind): (path: number) => boolean {
  const bits = remember(inquiry, 'path-kinds', () => pathBits(inquiry));
  const bit = bitOf(kind);
  return (path) => path >= 0 && (bits(path) & bit) !== 0;
}

function pathBits({ trace }: Inquiry): (path: number) => number {
  let judged = new Uint8Array(1024);
  return (path) => {
    if (path >= judged.length) {
      const grown = new Uint8Array(2 ** Math.ceil(Math.log2(path + 1)));
      grown.set(judged);
      judged = grown;
    }
    if (judged[path] === 0) {
      // Nearly all are looked at this once: their texts are not kept.
      const text = trace.pathText(path);
      let bits = JUDGED;
      for (const { pattern, bit } of KINDS) if (pattern.test(text)) bits |= bit;
      judged[path] = bits;
    }
    return judged[path]!;
  };
}
