// All cards that there are here: those that come with whytrace, and the person's own from the configuration directory. Read once.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { builtInCards, cardAbout } from '../knowledge/card-book.ts';
import type { WalkedCard } from '../knowledge/card-steps.ts';
import type { OwnCause } from '../knowledge/own-causes.ts';
import type { VisibleText } from '../model/raw-text.ts';

export interface CardShelf {
  /** The person's own behind ours; one of the same name replaces ours. */
  readonly cards: readonly WalkedCard[];
  readonly causes: readonly OwnCause[];
  /** What is wrong in the person's files, one sentence each with file and line. The other files are used. */
  readonly problems: readonly VisibleText[];
  named(name: string): WalkedCard | null;
  /** The card about a cause; the one for everything where none is. */
  about(code: string | null): WalkedCard;
}

let shelf: Promise<CardShelf> | null = null;

/** Never rejects for what is wrong in the person's files. */
export function cardShelf(): Promise<CardShelf> {
  shelf ??= readShelf(configDirectory(process.env));
  return shelf;
}

/** @param directory `$XDG_CONFIG_HOME/whytrace`, with `cards/*.yaml` and `causes/*.yaml`; null: nothing of the person's is read */
export async function readShelf(directory: string | null): Promise<CardShelf> {
  // The reader of YAML is loaded for those who have files of their own.
  const has = directory !== null && ['cards', 'causes'].some((name) => existsSync(join(directory, name)));
  const own = has ? (await import('./own-files.ts')).readOwnFiles(directory) : { cards: [], causes: [], problems: [] };
  const cards = [...builtInCards().filter(({ card }) => !own.cards.some((one) => one.card === card)), ...own.cards];
  return {
    ...own,
    cards,
    named: (name) => cards.find(({ card }) => card === name) ?? null,
    about: (code) => cardAbout([...own.cards, ...cards], code),
  };
}

/** `$XDG_CONFIG_HOME/whytrace`, by default `~/.config/whytrace`; a relative XDG_CONFIG_HOME is ignored (XDG Base Directory 0.8). */
function configDirectory(env: NodeJS.ProcessEnv): string | null {
  const config = env.XDG_CONFIG_HOME;
  if (config !== undefined && isAbsolute(config)) return join(config, 'whytrace');
  const home = env.HOME || homedir();
  return home ? join(home, '.config/whytrace') : null;
}
