// Where a live host has a command all the same: for remedies that lead there.
import { valueOr } from '../model/answers.ts';
import type { ProcessIndex } from '../model/process.ts';
import { type Inquiry, seesHostFiles } from './inquiry.ts';

const USUAL_PATH = '/usr/local/bin:/usr/bin:/bin';

/** @returns the parameter `elsewhere` of remedies; {} where none is known, and for captures from elsewhere */
export function commandElsewhere(inquiry: Inquiry, process: ProcessIndex, command: string): { readonly elsewhere?: string } {
  if (!seesHostFiles(inquiry, process)) return {};
  const { env, cwd } = inquiry.context;
  const lookup = valueOr(inquiry.answers.commandLookup(command, env?.PATH ?? USUAL_PATH, cwd ?? '/'), null);
  const path = lookup?.found ?? lookup?.elsewhere[0];
  return path === undefined || path === null ? {} : { elsewhere: path };
}
