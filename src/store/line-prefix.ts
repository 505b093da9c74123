// What strace wrote in square brackets before a record: `-i` the instruction pointer, `-n` the number of the call, `--secontext` the context.
import { latin1 } from '../parse/latin1.ts';
import { Line } from '../parse/line.ts';
import { readPrefix } from '../parse/prefix.ts';
import { plainLine } from './record-text.ts';

/** As strace wrote them, without the blanks that align them; null where it wrote none. */
export interface LinePrefix {
  /** Hexadecimal; question marks where it could not be read. */
  readonly instructionPointer: string | null;
  readonly callNumber: string | null;
  readonly securityContext: string | null;
}

/** `%4u`, up to x32's 0x40000000 and more; addresses have eight digits at least. @see strace's print_syscall_number.c, print_instruction_pointer.c */
const CALL_NUMBER = /^ *\d{1,7}$/;
const ADDRESS = /^(?: *[0-9a-f]+|\?+)$/;

export function linePrefix(bytes: Uint8Array): LinePrefix {
  const line = new Line();
  line.bytes = plainLine(bytes);
  line.reset(0, line.bytes.length);
  readPrefix(line);
  const found = { instructionPointer: null as string | null, callNumber: null as string | null, securityContext: null as string | null };
  for (const [, text = ''] of latin1(line.bytes, line.stampEnd, line.body).matchAll(/\[(?!pid )([^\]]*)\] /g)) {
    // Old straces pad a short address with blanks; a number stands before an address where both are written.
    if (text.includes(':')) found.securityContext = text;
    else if (found.callNumber === null && CALL_NUMBER.test(text) && text.length < 8) found.callNumber = text.trim();
    else if (ADDRESS.test(text)) found.instructionPointer = text.trim();
  }
  return found;
}
