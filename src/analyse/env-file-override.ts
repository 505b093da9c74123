// A setting that `go env -w` wrote long ago and that breaks the run now: what was found follows from it.
import type { ProcessIndex } from '../model/process.ts';
import { toVisible } from '../text/visible.ts';
import { call, type Discovery } from './detectors/detector.ts';
import { type GoEnvFile, goEnvFile } from './go-env-file.ts';
import type { Inquiry } from './inquiry.ts';
import { sayingsOf } from './spoken.ts';

/** What was found, and before it the setting that it follows from. `basis`: what is looked at for that. */
export function withEnvFile(inquiry: Inquiry, basis: readonly Discovery[], found: readonly Discovery[]): readonly Discovery[] {
  const deeper = basis.map((discovery) => envFileOverride(inquiry, discovery)).find((override) => override !== null);
  return deeper === undefined ? found : [deeper, ...found];
}

/** The deeper cause of a discovery, when the go command that it is about took the setting from its file; null otherwise. */
function envFileOverride(inquiry: Inquiry, discovery: Discovery): Discovery | null {
  const go = goAbove(inquiry, discovery.process);
  if (go === null) return null;
  const { process, file } = go;
  const words = [
    discovery.subject,
    discovery.title,
    ...sayingsOf(inquiry, process)
      .slice(-12)
      .map(({ text }) => text),
  ].join('\n');
  for (const [name, value] of file.settings) {
    if (!follows(name, value, discovery, words)) continue;
    const setting = toVisible(`${name}=${value}`);
    const path = toVisible(file.path);
    return {
      code: 'go/env-file-override',
      subject: file.path,
      errno: null,
      title: `${path}, which go env -w wrote, sets ${setting}: ${discovery.title}`,
      process,
      proofs: [call(file.event, `go takes ${setting} from ${path}`), ...discovery.proofs],
      parameters: { file: file.path, variable: name, line: `${name}=${value}\n` },
    };
  }
  return null;
}

/** The go command that a process is, or works for. */
function goAbove(inquiry: Inquiry, process: ProcessIndex): { process: ProcessIndex; file: GoEnvFile } | null {
  let at: ProcessIndex | null = process;
  for (let hops = 0; at !== null && hops < 20; hops++) {
    const file = goEnvFile(inquiry, at);
    if (file !== null) return { process: at, file };
    at = inquiry.family.parentOf(at);
  }
  return null;
}

/** Whether a failure is what one expects of a setting. @see go help environment */
function follows(name: string, value: string, { code, subject }: Discovery, words: string): boolean {
  if (value === '') return false;
  const says = (text: string): boolean => text.length > 2 && words.includes(text);
  if (new RegExp(`\\b${name}\\b(?!_)`).test(words) && (says(`${name}=${value}`) || !/^(?:HOME|PATH)$/.test(name))) return true;
  switch (name) {
    case 'GOROOT':
    case 'GOCACHE':
    case 'GOMODCACHE':
    case 'GOPATH':
    case 'GOTMPDIR':
    case 'GOBIN':
      return subject === value || subject.startsWith(`${value}/`) || says(`${value}/`) || says(`${value}:`);
    case 'GOTOOLCHAIN':
      return code === 'go/toolchain-missing';
    case 'CC':
    case 'CXX':
    case 'FC':
    case 'PKG_CONFIG':
      return subject === value.split(' ')[0] || subject.endsWith(`/${value.split(' ')[0]}`);
    case 'GOOS':
    case 'GOARCH':
      return /^exec\/(?:wrong-architecture|bad-format)$/.test(code) || /build constraints exclude all Go files|unsupported GOOS\/GOARCH/.test(words);
    case 'CGO_ENABLED':
      return value === '0' ? /\bcgo\b|build constraints exclude all Go files/i.test(words) : code === 'go/compiler-missing';
    case 'GO111MODULE':
      return value === 'off' && (code === 'go/no-module' || /cannot find package|GOPATH mode/.test(words));
    case 'GOPROXY':
      return code === 'go/module-unavailable' ? isProxyReason(value, words) : value.split(/[,|]/).some((one) => says(hostOf(one)));
    case 'GOFLAGS':
      return value.split(/\s+/).some((flag) => flagShows(flag, words));
    case 'GONOSUMDB':
    case 'GONOSUMCHECK':
    case 'GOSUMDB':
      return code === 'go/checksum-mismatch' && value !== 'off';
    default:
      return says(value) && value.length > 3;
  }
}

/** `off` keeps go from asking anybody; a proxy of one's own may not have what others have. */
const isProxyReason = (value: string, words: string): boolean =>
  value.split(/[,|]/)[0] === 'off' ? /GOPROXY|disabled/.test(words) : value.split(/[,|]/).some((one) => words.includes(one.replace(/\/$/, '')));

/** `host:port`, or the host alone, of a proxy's URL. */
const hostOf = (url: string): string => /^[a-z]+:\/\/(?:[^@/]*@)?([^/]+)/.exec(url)?.[1] ?? '';

function flagShows(flag: string, words: string): boolean {
  const name = /^-+([\w.]+)/.exec(flag)?.[1];
  if (name === undefined) return false;
  if (name === 'mod') return /-mod=|vendor|updates to go\.mod needed|go\.sum/.test(words);
  return new RegExp(`(?:^|[\\s"'])-+${name.replace(/\./g, '\\.')}\\b`, 'm').test(words);
}
