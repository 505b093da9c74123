// Reads the cards and causes that a person has added, and says where each mistake in them stands.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Document, isNode, LineCounter, parseDocument, visit } from 'yaml';
import { LAST_STEPS } from '../knowledge/card-book.ts';
import type { WalkedCard } from '../knowledge/card-steps.ts';
import { type OwnCause, ownCardFile, ownCausesFile } from '../knowledge/own-causes.ts';
import type { VisibleText } from '../model/raw-text.ts';
import { toVisible } from '../text/visible.ts';
import { probeNamed } from './probes.ts';

export interface OwnFiles {
  readonly cards: readonly WalkedCard[];
  readonly causes: readonly OwnCause[];
  readonly problems: readonly VisibleText[];
}

/** @param directory holds `cards` and `causes` */
export function readOwnFiles(directory: string): OwnFiles {
  const problems: VisibleText[] = [];
  const say = (path: string, line: number, says: string) => problems.push(toVisible(`${path}:${line}: ${says}`));
  const cards = filesIn(join(directory, 'cards')).flatMap((path): WalkedCard[] => {
    const read = readYaml(path, ownCardFile, say);
    if (read === null) return [];
    const { value, lineOf } = read;
    const wrong = value.steps.flatMap((step, index) => mistakesOf(step, index, value.steps));
    for (const { at, says } of wrong) say(path, lineOf(at), says);
    return wrong.length > 0 ? [] : [{ ...value, steps: [...value.steps, ...LAST_STEPS], own: true }];
  });
  const causes = filesIn(join(directory, 'causes')).flatMap((path) => readYaml(path, ownCausesFile, say)?.value ?? []);
  return { cards, causes, problems };
}

type Step = WalkedCard['steps'][number];
type Place = readonly (string | number)[];

/** Names in a step that lead nowhere. */
function mistakesOf(step: Step, index: number, steps: readonly Step[]): readonly { readonly at: Place; readonly says: string }[] {
  const ids = new Set([...steps, ...LAST_STEPS].map(({ id }) => id));
  const found: { at: Place; says: string }[] = [];
  if (steps.findIndex(({ id }) => id === step.id) !== index) found.push({ at: ['steps', index, 'id'], says: `there is a step ${step.id} already` });
  if (step.kind === 'probe' && probeNamed(step.probe) === null)
    found.push({ at: ['steps', index, 'probe'], says: `there is no probe ${step.probe}: whytrace probe --list shows all` });
  for (const [branch, { go }] of (step.next ?? []).entries())
    if (!ids.has(go)) found.push({ at: ['steps', index, 'next', branch, 'go'], says: `there is no step ${go} to go to` });
  for (const [nth, { step: about }] of (step.if ?? []).entries())
    if (about !== undefined && !ids.has(about)) found.push({ at: ['steps', index, 'if', nth, 'step'], says: `there is no step ${about}` });
  return found;
}

function readYaml<S extends v.GenericSchema>(path: string, schema: S, say: (path: string, line: number, says: string) => void) {
  const lines = new LineCounter();
  let document: Document;
  try {
    document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines, logLevel: 'error' });
  } catch (error) {
    say(path, 1, `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'failed'})`);
    return null;
  }
  for (const { pos, message } of document.errors) say(path, lines.linePos(pos[0]).line, firstLine(message));
  if (document.errors.length > 0) return null;
  /** Of the deepest part of a place that is there. */
  const lineOf = (place: Place): number => {
    for (let length = place.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(place.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    say(path, lines.linePos(danglingAliasAt(document)).line, firstLine((error as Error).message));
    return null;
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return { value: parsed.output as v.InferOutput<S>, lineOf };
  for (const issue of parsed.issues) {
    const place = (issue.path ?? []).map(({ key }) => key as string | number);
    say(path, lineOf(place), wordsOf(issue, place.join('.')));
  }
  return null;
}

/** Where the first alias stands that is of no anchor before it; the start of the file when there is none: aliases of aliases came to too much. */
function danglingAliasAt(document: Document): number {
  let at = 0;
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      at = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return at;
}

function wordsOf({ type, expected, received, message }: v.BaseIssue<unknown>, key: string): string {
  if (received === 'undefined') return `${key === '' ? 'what is needed' : key} is missing`;
  if (type === 'strict_object' && expected === 'never') return `${key}: there is no such key`;
  return `${key === '' ? '' : `${key}: `}${firstLine(message)}`;
}

const firstLine = (text: string): string => text.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? '';

/** Sorted, so that what comes first is the same each time. */
function filesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(directory, name));
  } catch {
    return [];
  }
}
