// What the two commands were given that differs: variables, directories of PATH, arguments, directory.
import type { EnvironmentDifference } from '../../model/comparison.ts';
import { readArray } from '../../text/arguments.ts';
import { readCString } from '../../text/c-string.ts';
import { shellLine } from '../../text/shell-quote.ts';
import { wordShape } from './shape.ts';
import type { Side } from './side.ts';

/** Shells keep these for themselves; they tell of the shell, not of what it was given. @see bash(1) */
const OWN = new Set(['_', 'OLDPWD', 'SHLVL', 'COLUMNS', 'LINES', 'RANDOM']);

export function environmentDifferences(a: Side, b: Side): readonly EnvironmentDifference[] {
  return [...argvDifference(a, b), ...cwdDifference(a, b), ...variableDifferences(a, b)];
}

/** argv of the traced command; null when it is not known. */
export const commandOf = ({ context, report, trace, family }: Side): readonly string[] | null =>
  context?.argv ?? report.command ?? trace.processes[family.root]?.execs[0]?.argv ?? null;

function argvDifference(a: Side, b: Side): readonly EnvironmentDifference[] {
  const [one, other] = [commandOf(a), commandOf(b)];
  if (one === null || other === null || shapeOf(one) === shapeOf(other)) return [];
  return [{ kind: 'argv', name: 'argv', a: shellLine(one), b: shellLine(other), says: 'the commands are not the same' }];
}

const shapeOf = (argv: readonly string[]): string => argv.map((word) => wordShape(word)).join('\0');

function cwdDifference(a: Side, b: Side): readonly EnvironmentDifference[] {
  const [one, other] = [a.context?.cwd ?? null, b.context?.cwd ?? null];
  if (one === null || other === null || one === other) return [];
  return [{ kind: 'cwd', name: 'cwd', a: one, b: other, says: 'they were started in different directories' }];
}

function variableDifferences(a: Side, b: Side): readonly EnvironmentDifference[] {
  const [one, other] = [variablesOf(a), variablesOf(b)];
  if (typeof one === 'number' && typeof other === 'number' && one !== other) {
    const says = `A has ${one} variables, B ${other}; which they are is recorded by strace -v only`;
    return [{ kind: 'count', name: 'count', a: String(one), b: String(other), says }];
  }
  if (!(one instanceof Map) || !(other instanceof Map)) return [];
  const names = [...new Set([...one.keys(), ...other.keys()])].filter((name) => !OWN.has(name) && one.get(name) !== other.get(name)).sort();
  return names.flatMap((name): readonly EnvironmentDifference[] => {
    const [inA, inB] = [one.get(name) ?? null, other.get(name) ?? null];
    if (name === 'PATH' && inA !== null && inB !== null) return pathDifferences(inA, inB);
    const says = inA === null ? `${name} is set only in B` : inB === null ? `${name} is set only in A` : `${name} is not the same`;
    return [{ kind: 'variable', name, a: assigned(name, inA), b: assigned(name, inB), says }];
  });
}

/** With its name: by that it is known whether the value is a secret. */
const assigned = (name: string, value: string | null): string | null => (value === null ? null : `${name}=${value}`);

function pathDifferences(one: string, other: string): readonly EnvironmentDifference[] {
  const [inA, inB] = [[...new Set(one.split(':'))], [...new Set(other.split(':'))]];
  const only = [
    ...inA.filter((entry) => !inB.includes(entry)).map((entry) => ({ entry, where: 'A' })),
    ...inB.filter((entry) => !inA.includes(entry)).map((entry) => ({ entry, where: 'B' })),
  ];
  if (only.length === 0)
    return [
      {
        kind: 'variable',
        name: 'PATH',
        a: assigned('PATH', one),
        b: assigned('PATH', other),
        says: 'PATH has the same directories in another order',
      },
    ];
  return only.map(({ entry, where }) => ({
    kind: 'path',
    name: entry,
    a: where === 'A' ? entry : null,
    b: where === 'B' ? entry : null,
    says: `${entry} is in the PATH of ${where} only`,
  }));
}

/** The variables of the traced command; how many there are where strace wrote no more (`/* 23 vars *\/`); null when neither is known. */
function variablesOf({ context, trace, family }: Side): ReadonlyMap<string, string> | number | null {
  if (context?.env != null) return new Map(Object.entries(context.env));
  const exec = trace.processes[family.root]?.execs[0];
  if (exec === undefined) return null;
  const shown = trace.args(exec.event)[2] ?? '';
  const counted = /\/\* (\d+) vars? \*\//.exec(shown)?.[1];
  if (counted !== undefined) return Number(counted);
  const entries = readArray(shown).flatMap((entry) => readCString(entry)?.text ?? []);
  if (entries.length === 0) return null;
  return new Map(
    entries.flatMap((text): [string, string][] =>
      text.indexOf('=') > 0 ? [[text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]] : [],
    ),
  );
}
