// A cause that only the go command's own words show: no call failed, it compared versions, or the calls are not in the capture.

import { readGoMessage } from '../knowledge/go-messages.ts';
import type { ProcessIndex } from '../model/process.ts';
import { goProgram } from './aims/go-part.ts';
import { call, type Discovery } from './detectors/detector.ts';
import type { Inquiry } from './inquiry.ts';
import { sayingsOf } from './spoken.ts';

/** From the last word of a go process back. */
export function goSaid(inquiry: Inquiry, process: ProcessIndex): Discovery | null {
  if (goProgram(inquiry, process) === null) return null;
  for (const saying of [...sayingsOf(inquiry, process)].reverse()) {
    const read = readGoMessage(saying.text, saying.truncated);
    if (read === null || read.subject === null) continue;
    const { code, subject } = read;
    const parameters = code === 'go/toolchain-missing' ? { toolchain: subject } : { command: subject, tool: subject };
    const title = read.title.replace('$0', subject);
    return { code, subject, title, errno: null, process, proofs: [call(saying.last, `go says so: ${saying.text.trim()}`)], parameters };
  }
  return null;
}
