// A card of the wizard whose probe, trace and remedy can be held: what it runs stays until it is ended.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PtySession, start, whytrace } from '../screens/harness.ts';
import { pidIn, place, program } from './tortured.ts';

/** A card whose probe starts shells that read our .bashrc, and a cause whose remedy is a script of ours. HERE is the directory. */
export function world(
  first: 'probe' | 'trace',
  { bashrc = '', fix = 'exit 0' }: { readonly bashrc?: string; readonly fix?: string } = {},
  command: readonly string[] = ['cat', 'missing'],
) {
  const here = place();
  const put = (path: string, text: string) => {
    mkdirSync(join(here, path, '..'), { recursive: true });
    writeFileSync(join(here, path), text.replaceAll('HERE', here));
  };
  put('config/whytrace/cards/held.yaml', `${CARD}${first === 'probe' ? PROBE : ''}${TRACE}`);
  put('config/whytrace/causes/held.yaml', CAUSE);
  put('home/.bashrc', bashrc);
  put('fix.sh', fix);
  const env = { XDG_CONFIG_HOME: join(here, 'config'), XDG_STATE_HOME: join(here, 'state'), XDG_DATA_HOME: join(here, 'data') };
  const args = ['wizard', 'held', '-E', `HOME=${here}/home`, '-C', here, '--', ...command.map((word) => word.replaceAll('HERE', here))];
  return {
    here,
    env,
    args,
    put,
    /** @param from `true`: typed at an interactive shell; a text: by this script, which has it as `"$@"` */
    start(
      { size = '80x24', ...more }: { readonly size?: string; readonly [name: string]: string | undefined } = {},
      from: boolean | string = false,
    ): PtySession {
      const options = { size, env: { ...env, PS1: 'shell> ', ...more } };
      if (typeof from === 'string') return start(['unshare', '-m', 'bash', '-c', from, 'bash', program, ...args], options);
      if (!from) return whytrace(args, options);
      const session = start(['bash', '--norc', '-i'], options);
      session.type(`${[program, ...args].map((word) => `'${word}'`).join(' ')}\n`);
      return session;
    },
  };
}

const CARD = `card: held
symptom: It is held
begin: run
looksAt: what holds it
example: cat missing
concerns: [acme/held]
steps:
`;
const PROBE = '  - { kind: probe, id: names, says: Ask the shells, why: They read their files., probe: shell-names, with: [cat] }\n';
const TRACE = '  - { kind: trace, id: trace, says: Run it, why: The calls show it., how: run }\n';

const CAUSE = `- cause: acme/held
  says: A file is missing
  when: { code: 'file/*' }
  title: 'It is held: {subject}'
  remedies:
    - { title: Let it go, commands: [[sh, fix.sh]], risk: changes a file, reversible: false }
`;

export const STAYS = 'echo $$ > HERE/pid; exec sleep 600';

/** The wizard while a program of its probe runs. @param from an interactive shell */
export async function probing(from = false) {
  const made = world('probe', { bashrc: STAYS });
  const session = made.start({}, from);
  const pid = await pidIn(join(made.here, 'pid'));
  await session.waitFor('Esc cuts it short');
  return { ...made, session, pid };
}

/** … while it traces the command. */
export async function tracing(from = false) {
  const made = world('trace', {}, ['sh', '-c', STAYS]);
  const session = made.start({}, from);
  await session.waitFor('Enter runs it under strace');
  await session.press('enter');
  const pid = await pidIn(join(made.here, 'pid'));
  return { ...made, session, pid };
}

/** … while the remedy that the person agreed to is at work. */
export async function mending(from = false) {
  const made = world('trace', { fix: `sleep 600 & ${STAYS}` });
  const session = made.start({}, from);
  await toTheRemedy(session);
  await session.press('y');
  const pid = await pidIn(join(made.here, 'pid'));
  return { ...made, session, pid };
}

/** The command has been traced, and what the remedy would do is shown. */
export async function toTheRemedy(session: PtySession): Promise<void> {
  await session.waitFor('Enter runs it under strace');
  await session.press('enter');
  await session.waitFor('Let it go');
  await session.press('enter');
  await session.waitFor('Do this?');
}

/** The remedy has been applied, and the same command run again: the case is to be kept. */
export async function toTheCase(session: PtySession): Promise<void> {
  await toTheRemedy(session);
  await session.press('y');
  await session.waitFor('▸ Run the same command again');
  await session.press('enter');
  await session.waitFor('▸ Keep the case');
}
