// Git, run in the repository of the cases: the person's own git, with their identity and ways of signing in, without hooks and without what the environment says of other repositories.
import { execa } from 'execa';

export interface GitEnd {
  readonly ok: boolean;
  readonly stdout: string;
  /** What git said of its failure, in its own words. */
  readonly said: string;
  /** There is no git here. */
  readonly missing: boolean;
}

export interface GitOptions {
  /** It may ask on the terminal: for a passphrase, say. */
  readonly asks?: boolean;
  readonly indexFile?: string;
  readonly input?: string;
}

/** A merge that would open an editor, a signature that would ask, links that a shared repository could bring: none of it here. */
const SETTINGS = [
  'core.hooksPath=/dev/null',
  'core.symlinks=false',
  'commit.gpgSign=false',
  'core.editor=true',
  'gc.auto=0',
  'advice.detachedHead=false',
];

/** Never rejects. */
export async function git(directory: string, args: readonly string[], { asks = false, indexFile, input }: GitOptions = {}): Promise<GitEnd> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^GIT_(?!SSH|ASKPASS|AUTHOR|COMMITTER|CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM)/.test(name)),
  );
  const end = await execa('git', [...SETTINGS.flatMap((setting) => ['-c', setting]), ...args], {
    cwd: directory,
    env: {
      ...env,
      LC_ALL: 'C.UTF-8',
      ...(asks ? {} : { GIT_TERMINAL_PROMPT: '0', GIT_SSH_COMMAND: env.GIT_SSH_COMMAND ?? 'ssh -o BatchMode=yes' }),
      ...(indexFile === undefined ? {} : { GIT_INDEX_FILE: indexFile }),
    },
    extendEnv: false,
    ...(input === undefined ? { stdin: asks ? 'inherit' : 'ignore' } : { input }),
    reject: false,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { ok: end.exitCode === 0, stdout: end.stdout, said: wordsOf(end.stderr), missing: end.code === 'ENOENT' };
}

/** Its last complaint, without the hints. */
function wordsOf(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('hint:'));
  const complaint = lines.filter((line) => /^(?:fatal|error|remote|!| !|CONFLICT)/.test(line));
  return (complaint.length > 0 ? complaint : lines.slice(-2)).map((line) => line.trim()).join('; ');
}
