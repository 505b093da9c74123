// The `#!` line as the kernel reads it: fs/binfmt_script.c (Linux 5.1 and later).
import { type RawText, rawText } from '../model/raw-text.ts';
import { bytesToText } from '../text/c-string.ts';

/** BINPRM_BUF_SIZE: execve judges a file by this much of it (128 before Linux 5.1). */
const BINPRM_BUF_SIZE = 256;

export interface Shebang {
  readonly interpreter: RawText;
  /** Everything behind the interpreter is one argument; null for none. */
  readonly argument: RawText | null;
  /** The line ends in CR LF: the CR is part of the interpreter's name, or of the argument. */
  readonly carriageReturn: boolean;
}

const isBlank = (byte: number | undefined) => byte === 0x20 || byte === 0x09;
const endsName = (byte: number | undefined) => isBlank(byte) || byte === 0;

/**
 * @param start the file's first bytes; only {@link BINPRM_BUF_SIZE} of them count
 * @returns null when execve would not take it for a script: no `#!`, no interpreter, or a name that does not end within the buffer
 */
export function parseShebang(start: Uint8Array): Shebang | null {
  const buffer = Buffer.alloc(BINPRM_BUF_SIZE);
  buffer.set(start.subarray(0, BINPRM_BUF_SIZE));
  if (buffer[0] !== 0x23 || buffer[1] !== 0x21) return null;
  const newline = endOfLine(buffer);
  let end = newline;
  if (end === null) {
    const from = skipBlanks(buffer, 2, BINPRM_BUF_SIZE - 1);
    // Without a line end the name must at least end in the buffer: a truncated interpreter is never run.
    if (from === null || !buffer.subarray(from, BINPRM_BUF_SIZE).some(endsName)) return null;
    end = BINPRM_BUF_SIZE - 1;
  }
  while (isBlank(buffer[end - 1])) end -= 1;
  const name = skipBlanks(buffer, 2, end);
  if (name === null || name >= end || buffer[name] === 0) return null;
  let nameEnd = name;
  while (nameEnd < end && !endsName(buffer[nameEnd])) nameEnd += 1;
  const argumentAt = nameEnd < end && isBlank(buffer[nameEnd]) ? skipBlanks(buffer, nameEnd, end) : null;
  return {
    interpreter: textUpToNul(buffer.subarray(name, nameEnd)),
    // Blanks at the very end of a file without a line end make an empty argument.
    argument: argumentAt === null || argumentAt >= end ? null : textUpToNul(buffer.subarray(argumentAt, end)),
    carriageReturn: newline !== null && buffer[newline - 1] === 0x0d,
  };
}

/** strnchr: stops at a NUL. */
function endOfLine(buffer: Buffer): number | null {
  const newline = buffer.indexOf(0x0a);
  const nul = buffer.indexOf(0);
  return newline < 0 || (nul >= 0 && nul < newline) ? null : newline;
}

function skipBlanks(buffer: Buffer, from: number, end: number): number | null {
  for (let at = from; at <= end; at += 1) if (!isBlank(buffer[at])) return at;
  return null;
}

function textUpToNul(bytes: Buffer): RawText {
  const nul = bytes.indexOf(0);
  return bytesToText(nul < 0 ? bytes : bytes.subarray(0, nul));
}

/**
 * The command that `#!/usr/bin/env NAME` looks up along PATH: also behind `-S`, options and assignments.
 * Without `-S` the kernel hands everything over as one name, blanks included.
 * @returns null when the interpreter is not env, or env gets no command
 * @see env(1), `-S`
 */
export function envCommand({ interpreter, argument }: Pick<Shebang, 'interpreter' | 'argument'>): RawText | null {
  if (!/(^|\/)env$/.test(interpreter) || argument === null) return null;
  const split = /^(?:-[iv0]*S\s*|--split-string[= ]\s*)(.*)$/s.exec(argument)?.[1];
  const words = split === undefined ? [argument] : split.split(/[ \t\v\f\r\n]+/).filter((word) => word !== '');
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (/^-(u|C|-unset|-chdir)$/.test(word)) index += 1;
    else if (!word.startsWith('-') && !/^[A-Za-z_]\w*=/.test(word)) return rawText(word);
  }
  return null;
}
