// Fills the words of a card's templates from what is given and what its steps have found.
import { shellLine } from '../text/shell-quote.ts';
import type { Walk } from './walk.ts';

const WORD = /\{([A-Za-z][A-Za-z0-9-]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)\}/g;

/**
 * `{command}` the command's name, `{commandLine}`, `{cwd}`, `{pid}`, `{env.NAME}`, `{step.fact}`; an ask step's answer is its fact `answer`.
 * `*{argv}` and `*{step.fact}` stand for several arguments.
 * @returns the arguments, or the word that is not known
 */
export function fillAll(templates: readonly string[], walk: Walk): { readonly args: readonly string[] } | { readonly missing: string } {
  const args: string[] = [];
  for (const template of templates) {
    const filled = template.startsWith('*{') ? listOf(template.slice(2, -1), walk) : fill(template, walk);
    if ('missing' in filled) return filled;
    args.push(...filled.args);
  }
  return { args };
}

function fill(template: string, walk: Walk): { args: readonly string[] } | { missing: string } {
  let missing: string | null = null;
  const text = template.replace(WORD, (_, word: string) => {
    const value = knownValue(word, walk);
    if (value === null) missing ??= word;
    return typeof value === 'string' ? value : (value ?? []).join(' ');
  });
  return missing === null ? { args: [text] } : { missing };
}

function listOf(word: string, walk: Walk): { args: readonly string[] } | { missing: string } {
  const value = knownValue(word, walk);
  return value === null ? { missing: word } : { args: typeof value === 'string' ? [value] : value };
}

function knownValue(word: string, { given, taken }: Walk): string | readonly string[] | null {
  const { argv, cwd, pid, env } = given;
  if (word === 'argv') return argv;
  if (word === 'command') return argv?.[0] ?? null;
  if (word === 'commandLine') return argv === null ? null : shellLine(argv);
  if (word === 'cwd') return cwd;
  if (word === 'pid') return pid === null ? null : String(pid);
  const dot = word.indexOf('.');
  const [step, fact] = dot < 0 ? [word, 'answer'] : [word.slice(0, dot), word.slice(dot + 1)];
  if (step === 'env') return env[fact] ?? null;
  const value = taken.findLast((record) => record.step === step)?.facts[fact];
  return value === undefined || value === null ? null : Array.isArray(value) ? (value as readonly string[]) : String(value);
}
