// Whether somebody said what an aim was about: its own process, or those that speak for it, up to the root.

import { errnoMeaning } from '../../knowledge/errno.ts';
import { namesErrno } from '../../knowledge/errno-words.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { toVisible } from '../../text/visible.ts';
import { type Aim, type FindCommand, firstEvent, lastEvent } from '../aims/aim.ts';
import { LIMIT_WORDS } from '../aims/limit.ts';
import { baseName, type Inquiry, imageAt, remember } from '../inquiry.ts';
import { networkWords } from '../net/spoken-of-network.ts';
import { loggedBy, namesThing, type Saying, sayingsOf } from '../spoken.ts';

/** The words that name an aim, most telling first. */
function wordsOf(aim: Aim): readonly string[] {
  switch (aim.kind) {
    case 'find-command':
      // GNU tools write control characters as C escapes: `'python3\\r'`.
      return [...new Set([aim.command, toVisible(aim.command)])];
    case 'start-file':
      return [aim.path, baseName(aim.path)];
    case 'load-library':
      return [aim.library, ...aim.skipped.map((s) => s.path), baseName(aim.library)];
    case 'link-message':
      return [];
    case 'go-part':
      return aim.part === 'standard-library' || aim.part === 'root' ? [aim.wanted, baseName(aim.wanted)] : [baseName(aim.wanted)];
    case 'go-writes':
      return [aim.directory, ...aim.tries.map(({ path }) => path)];
    case 'go-message':
    case 'death':
    case 'pending':
    case 'limit':
      return [];
    case 'resolve':
    case 'reach':
    case 'converse':
    case 'listen':
      return networkWords(aim);
    case 'use-file':
    case 'call':
      return aim.path === null ? [] : [aim.path, baseName(aim.path)];
  }
}

/**
 * `git: 'publish' is not a git command`: git-publish was looked for. A program that is extended by others called PROGRAM-NAME speaks of NAME,
 * and quotes it.
 */
function saysSubcommand(inquiry: Inquiry, aim: Aim, text: string): boolean {
  if (aim.kind !== 'find-command') return false;
  const program = baseName(imageAt(inquiry, aim.process, firstEvent(aim))?.path ?? '');
  if (program === '' || !aim.command.startsWith(`${program}-`)) return false;
  const name = aim.command.slice(program.length + 1);
  return QUOTES.some(([open, close]) => text.includes(`${open}${name}${close}`));
}

const QUOTES = ["''", '""', '``', "`'", '‘’', '“”', '«»'];

/** Words of a message that speaks of something that is not there. */
const LACK = /\b(?:no|not|none|can't|cannot|couldn't|unable|missing|unavailable|absent|requires?|required|needs?|needed|install|lacks?|without)\b/i;

/**
 * What was said last behind a search in vain, when it speaks of a lack or has a part of the name: `keyring helper unavailable` for age-keyring.
 * @param said where the process's next words begin
 */
export function speaksOfLack(inquiry: Inquiry, { process, command }: FindCommand, said: EventIndex): boolean {
  const text = sayingsOf(inquiry, process)
    .filter((saying) => saying.first >= said)
    .map((saying) => saying.text)
    .join(' ');
  return LACK.test(text) || command.split(/[-_.]/).some((part) => part.length > 3 && namesThing(text.toLowerCase(), part.toLowerCase()));
}

/** A name so short or common that it names nothing by itself. */
const TELLS_NOTHING = /^(?:|.|\.\.|go|sh|bin|lib|src|usr|tmp|etc|dev|home|work|main|null|out|log)$/;

/** The line that names the aim's thing, said after the aim was tried; null when nobody did. Pieces cut by `-s` match by what is left of them. */
export function namedBy(inquiry: Inquiry, aim: Aim): Saying | null {
  return remember(inquiry, `named:${aim.kind}:${aim.process}:${firstEvent(aim)}:${lastEvent(aim)}`, () => {
    const words = wordsOf(aim).filter(
      (word) => word !== '' && (aim.kind === 'find-command' || aim.kind === 'start-file' || !TELLS_NOTHING.test(word)),
    );
    const logged = aim.kind === 'load-library' ? loggedBy(inquiry, aim.process).filter((s) => s.last > firstEvent(aim)) : [];
    for (const saying of [...heardAfter(inquiry, aim), ...logged]) {
      const isNamed = (word: string): boolean => (aim.kind === 'call' ? namesPath(saying.text, word) : namesThing(saying.text, word));
      if (saysSubcommand(inquiry, aim, saying.text)) return saying;
      if (aim.kind === 'limit' && LIMIT_WORDS[aim.limit].test(saying.text)) return saying;
      if (words.some((word) => isNamed(word) || (saying.truncated && endsWithStart(saying.text, word)))) return saying;
    }
    return null;
  });
}

/** A file that is called like a common word is named only where it is quoted, part of a path, or set off by colons: `cat: download: No such file`. */
export function namesPath(text: string, word: string): boolean {
  if (/[^a-zA-Z]/.test(word)) return namesThing(text, word);
  return new RegExp(`(?:^|['"\`‘“/(]|: )${word}(?:['"\`’”)/]|:|$)`).test(text);
}

/** The line that has the text of the aim's errno, in the language of strace's own message or in English. */
export function errnoSaid(inquiry: Inquiry, aim: Aim): Saying | null {
  if (aim.kind !== 'call' && aim.kind !== 'start-file') return null;
  const note = inquiry.trace.resultNote(lastEvent(aim)).match(/\(([^()]+)\)/)?.[1];
  const texts = [note, errnoMeaning(aim.errno)?.says].filter((text): text is string => text !== undefined && text.length > 3);
  return heardAfter(inquiry, aim).find((saying) => texts.some((text) => saying.text.includes(text) || namesErrno(saying.text, aim.errno))) ?? null;
}

/** What the aim's process, the one whose end is looked at, and its ancestors said after the first try. */
export function heardAfter(inquiry: Inquiry, aim: Aim): readonly Saying[] {
  const from = firstEvent(aim);
  const heard: Saying[] = [...sayingsOf(inquiry, aim.process).filter((s) => s.last > from)];
  // A child that only says what its parent's look-up found.
  for (const child of inquiry.family.childrenOf(aim.process)) {
    if (child.born !== null && child.born > lastEvent(aim) && inquiry.trace.processes[child.process]?.execs.length === 0) {
      heard.push(...sayingsOf(inquiry, child.process));
      break;
    }
  }
  let parent: ProcessIndex | null = inquiry.family.parentOf(aim.process);
  for (let hops = 0; parent !== null && hops < 4; hops++) {
    heard.push(...sayingsOf(inquiry, parent).filter((s) => s.last > from));
    parent = inquiry.family.parentOf(parent);
  }
  return heard;
}

/** `…: /opt/vau` cut from `/opt/vault/run`: the end of the line is the start of the word, at least six characters. */
function endsWithStart(text: string, word: string): boolean {
  for (let length = Math.min(word.length, text.length); length >= 6; length--) if (text.endsWith(word.slice(0, length))) return true;
  return false;
}
