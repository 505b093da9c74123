// What the go command says of its own settings: `go env -json` and `go env -changed`.
import type { ProbeRequest } from '../../probe.ts';

export type GoSays =
  | { readonly kind: 'known'; readonly values: ReadonlyMap<string, string>; readonly changed: readonly string[] }
  | { readonly kind: 'unknown'; readonly because: string };

/** @param toolchain the value of GOTOOLCHAIN that counts */
export async function whatGoSays(go: string, toolchain: string, env: ProbeRequest['env'], run: ProbeRequest['run']): Promise<GoSays> {
  // Another toolchain might be downloaded to answer: a question must not do that.
  const isLocal = toolchain === 'local';
  const options = { env: isLocal ? env : { ...env, GOTOOLCHAIN: 'local' }, timeoutSeconds: 4 };
  const [json, changed] = await Promise.all([run([go, 'env', '-json'], options), run([go, 'env', '-changed'], options)]);
  if (json.status !== 0) {
    const [first = ''] = json.stderr.toString('utf8').trim().split('\n');
    return {
      kind: 'unknown',
      because: json.trouble === 'cut-off' ? 'it did not answer in time' : first || `it ended with ${json.status ?? json.signal}`,
    };
  }
  const values = parseValues(json.stdout.toString('utf8'));
  if (values === null) return { kind: 'unknown', because: 'what it printed is no JSON' };
  if (!isLocal) values.delete('GOTOOLCHAIN');
  // `-changed` is there since Go 1.23.
  const lines = changed.status === 0 ? changed.stdout.toString('utf8').trim().split('\n') : [];
  return { kind: 'known', values, changed: lines.filter((line) => line !== '' && (isLocal || !line.startsWith('GOTOOLCHAIN='))) };
}

function parseValues(text: string): Map<string, string> | null {
  try {
    return new Map(Object.entries(JSON.parse(text) as Record<string, string>));
  } catch {
    return null;
  }
}
