// Whether a mailer that broke an errno's text took a blank away, or broke within a word: the words of all these texts tell.

/** In glibc's strerror(3), English, of errnos 1 to 133, in lower case. */
const WORDS: ReadonlySet<string> = new Set(
  `a abort access accessing address advertise after allocate already anode argument assign attached attempted attempting available avoided
   bad be been block broken buffer busy by call can canceled cannot caused changed channel character child cleaning code communication
   connected connection corrupted cross csi data deadlock defined denied descriptor desired destination device died directly directory disk
   domain down driver dropped due empty endpoint error exceeded exchange exec exists expired family file files font for format found full
   function halted handle hardware has host identifier illegal implemented in inappropriate incomplete input installed interrupted invalid
   ioctl is key kill large left level levels lib libraries library link links list locks long machine many medium memory message multibyte
   multihop name named needed needs network no non not now number numerical object of on only open operation or out output owner package page
   peer permission permitted pipe possible process processes progress protocol quota range read recoverable references refused rejected
   remote removed request requested required reset resource resources restarted result revoked rf rfs route section seek semaphores send
   service severed shared should shutdown slot socket software space specific splice srmount stale state stream streams structure such
   supported symbolic synchronized system temporarily text the timed timer to too transport type unavailable unique unreachable use users
   value was wide wrong xenix`.split(/\s+/),
);

/** Longer than each of them. */
const LONGEST_WORD = 20;

/**
 * What stood between the two ends of an errno's text.
 * @returns null where the words do not tell: another language, a name
 */
export function betweenErrnoWords(before: string, next: string): '' | ' ' | null {
  // Of a long text only its end: from each letter of a string that is all letters the pattern would look for it.
  const last = /[a-z]+$/i.exec(before.slice(-LONGEST_WORD))?.[0].toLowerCase() ?? '';
  const first = /^[a-z]+/i.exec(next)?.[0].toLowerCase() ?? '';
  if (last === '' || first === '') return null;
  if (WORDS.has(last) && WORDS.has(first)) return ' ';
  return WORDS.has(last + first) ? '' : null;
}
