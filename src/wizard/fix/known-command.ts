// Reads a command of a remedy with the row that knows its program: options, operands.
import { FIX_COMMANDS, type FixCommand } from '../../knowledge/fix-commands.ts';

export interface KnownCommand {
  readonly row: FixCommand;
  /** By each name as it was written (`-i`, `--in-place`); `true` where it has no value. */
  readonly options: ReadonlyMap<string, string | true>;
  readonly operands: readonly string[];
  /** It runs as root by sudo. */
  readonly sudo: boolean;
}

/** @returns null for a command that no row describes: what it touches is not known */
export function knownCommand(command: readonly string[]): KnownCommand | null {
  const sudo = command[0] === 'sudo';
  const [path = '', ...args] = sudo ? command.slice(command[1] === '-n' ? 2 : 1) : command;
  const program = path.slice(path.lastIndexOf('/') + 1);
  for (const row of FIX_COMMANDS) {
    const { subcommand = [] } = row;
    if (row.program !== program || subcommand.some((word, index) => args[index] !== word)) continue;
    const read = readWords(args.slice(subcommand.length), row);
    if (row.only === undefined || has(read.options, row.only)) return { row, ...read, sudo };
  }
  return null;
}

export const has = (options: KnownCommand['options'], names: readonly string[] = []): boolean => names.some((name) => options.has(name));

/** As getopt_long(3) with permutation: options may stand between operands, short ones together, and `--` ends them. */
function readWords(args: readonly string[], row: FixCommand): Pick<KnownCommand, 'options' | 'operands'> {
  const options = new Map<string, string | true>();
  const operands: string[] = [];
  const { valued = [], attached = [] } = row;
  const isOperand = 'operand' in row && row.operand !== undefined ? new RegExp(row.operand) : null;
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '--') {
      operands.push(...args.slice(at + 1));
      break;
    }
    if (word === '-' || !word.startsWith('-') || isOperand?.test(word)) operands.push(word);
    else if (word.startsWith('--')) {
      const [name = '', ...value] = word.split('=');
      if (value.length > 0) options.set(name, value.join('='));
      else options.set(name, valued.includes(name) ? (args[++at] ?? '') : true);
    } else {
      for (let letter = 1; letter < word.length; letter++) {
        const name = `-${word[letter]}`;
        const rest = word.slice(letter + 1);
        const takes = valued.includes(name) || attached.includes(name);
        options.set(name, takes && rest !== '' ? rest : valued.includes(name) ? (args[++at] ?? '') : true);
        if (takes) break;
      }
    }
  }
  return { options, operands };
}
