// Probe `shell-names`: what a name means to each shell before PATH is looked at: alias, keyword, function, builtin; and who handles names that are not found.
import type { ProbeAnswer } from '../../model/wizard.ts';
import { shellLine } from '../../text/shell-quote.ts';
import type { Probe } from '../probe.ts';
import { unknownAnswer } from '../probe.ts';
import { type ShellMode, shellMode } from './shell/shell-mode.ts';

/** In the order in which a shell looks: bash(1) ALIASES, SHELL GRAMMAR, COMMAND EXECUTION; zshmisc(1). */
export type Meaning = 'alias' | 'keyword' | 'function' | 'builtin' | 'file';

/** What one shell says of a name. */
export interface NameInShell {
  readonly id: string;
  /** The first one counts. */
  readonly meanings: readonly { readonly kind: Meaning; readonly says: string }[];
  /** A function that is called for names that are not found. */
  readonly handler: string | null;
  readonly trouble: string | null;
}

const BEGIN = 'whytrace-names-begin';
const END = 'whytrace-names-end';
const HANDLER = 'whytrace-handler:';
const HANDLERS = 'command_not_found_handle command_not_found_handler';
const SECONDS = 4;

export const shellNames: Probe = {
  name: 'shell-names',
  says: 'whether a name is an alias, keyword, function, builtin or file to each shell, and which of them counts',
  usage: 'NAME',
  least: 1,
  most: 1,
  async ask(request) {
    const [name = ''] = request.args;
    const { env } = request;
    const modes = [
      shellMode('bash', { interactive: true }, env),
      shellMode('bash', { login: true }, env),
      shellMode('bash', {}, env),
      shellMode('zsh', { interactive: true }, env),
      shellMode('sh', {}, env),
    ].filter((mode) => mode !== null);
    if (modes.length === 0) return unknownAnswer('no shell was found on this host', 'a shell must lie in /bin or /usr/bin');
    const shells: NameInShell[] = [];
    for (const mode of modes) {
      request.progress(`asking ${mode.id} (${shells.length + 1} of ${modes.length})`);
      const run = await request.run([mode.program, ...options(mode), '-c', question(mode, name)], { env: mode.env, timeoutSeconds: SECONDS });
      const text = run.stdout.toString();
      const [begin, end] = [text.lastIndexOf(BEGIN), text.lastIndexOf(END)];
      if (begin < 0 || end < begin)
        shells.push({
          id: mode.id,
          meanings: [],
          handler: null,
          trouble: run.trouble === 'cut-off' ? `it was cut off after ${SECONDS} seconds` : 'it ended too early',
        });
      else shells.push({ id: mode.id, ...readType(text.slice(begin + BEGIN.length, end), name), trouble: null });
    }
    return answerOf(name, shells);
  },
};

const options = ({ login, interactive }: ShellMode): readonly string[] => [...(login ? ['-l'] : []), ...(interactive ? ['-i'] : [])];

/** `type` of dash and busybox knows no -a. */
function question({ kind }: ShellMode, name: string): string {
  const word = shellLine([name]);
  const all = kind === 'bash' || kind === 'zsh' ? '-a ' : '';
  return [
    `echo ${BEGIN}`,
    `LC_ALL=C type ${all}${word} 2>/dev/null`,
    `for f in ${HANDLERS}; do type "$f" >/dev/null 2>&1 && echo ${HANDLER}"$f"; done`,
    `echo ${END}`,
  ].join('\n');
}

/** What `type` prints, in the words of bash, zsh, dash and busybox. Pure. */
export function readType(text: string, name: string): Pick<NameInShell, 'meanings' | 'handler'> {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name} is `) || line.startsWith(HANDLER));
  return {
    meanings: lines.filter((line) => !line.startsWith(HANDLER)).map((line) => meaningOf(line.slice(name.length + 4))),
    handler: lines.find((line) => line.startsWith(HANDLER))?.slice(HANDLER.length) ?? null,
  };
}

function meaningOf(says: string): NameInShell['meanings'][number] {
  const kind: Meaning = /^(?:an? )?(?:global )?alias(?:ed)?\b/.test(says)
    ? 'alias'
    : /^a (?:shell keyword|reserved word)/.test(says)
      ? 'keyword'
      : /^a (?:shell )?function\b|^an autoload shell function/.test(says)
        ? 'function'
        : /^a (?:special )?shell builtin/.test(says)
          ? 'builtin'
          : 'file';
  return { kind, says };
}

/** Pure. */
function answerOf(name: string, shells: readonly NameInShell[]): ProbeAnswer {
  const known = shells.filter(({ trouble }) => trouble === null);
  // What every shell has built in is no surprise.
  const hiding = known.filter(({ meanings: [first] }) => first?.kind === 'alias' || first?.kind === 'function');
  const evidence = shells.map(({ id, meanings, handler, trouble }) => {
    if (trouble !== null) return `${id}: not known: ${trouble}`;
    const [first, ...rest] = meanings;
    const what =
      first === undefined
        ? 'nothing of that name'
        : `${first.says}${rest.length === 0 ? '' : `; behind it: ${[...new Set(rest.map(({ says }) => says))].join('; ')}`}`;
    return `${id}: ${what}${handler === null || first !== undefined ? '' : ` (the function ${handler} is called for names that are not found)`}`;
  });
  const [hidden] = hiding;
  return {
    status: known.length === 0 ? 'unknown' : hidden === undefined ? 'pass' : 'fail',
    says:
      known.length === 0
        ? 'no shell came so far as to say what the name is'
        : hidden === undefined
          ? `no alias or function stands before PATH for ${name}`
          : `in ${hiding.map(({ id }) => id).join(', ')} ${name} is ${hidden.meanings[0]?.says}: PATH is not looked at`,
    evidence: [...evidence, `a shell that is open may remember where ${name} was: hash -r makes it look again`],
    facts: {
      hiddenIn: hiding.map(({ id }) => id),
      kinds: [...new Set(known.flatMap(({ meanings: [first] }) => (first === undefined ? [] : [first.kind])))],
      handler: known.find(({ handler }) => handler !== null)?.handler ?? null,
    },
    command: ['bash', '-i', '-c', `type -a ${shellLine([name])}`],
  };
}
