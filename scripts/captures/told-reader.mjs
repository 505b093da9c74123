// Counts what a capture holds by means that have nothing in common with the parser: regular expressions for the one form that the options make.

/**
 * @param {string} text Latin-1
 * @param {readonly string[]} options that strace was given
 * @param {'file' | 'stream'} to `-o`, or standard error
 * @returns counts, and the lines that have none of the forms
 */
export function readTold(text, options, to) {
  const prefix = prefixOf(options, to);
  const counts = { call: 0, by: {}, errno: {}, sig: {}, exit: {}, killed: {} };
  const odd = [];
  const add = (kind, name) => (counts[kind][name] = (counts[kind][name] ?? 0) + 1);
  let inTable = false;
  // On one stream a message can stand inside of a call: the call goes on in the next line.
  const lines = text.replace(/(?<=[^\n])strace: Process \d+ attached\n/g, '').split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const line of lines) {
    inTable ||= /^(?:% time|System call usage)/.test(line);
    if (inTable || NO_RECORD.test(line)) continue;
    const found = prefix.exec(line);
    const record = found === null ? '' : line.slice(found[0].length);
    const [kind, form] = FORMS.find(([, one]) => one.test(record)) ?? ['odd'];
    const name = form?.exec(record)?.[1];
    if (kind === 'sig' || kind === 'exit' || kind === 'killed') add(kind, name);
    if (kind === 'call') {
      counts.call++;
      add('by', name);
    }
    if (kind === 'call' || kind === 'resumed') countErrno(record, add);
    if (kind === 'odd' || (kind === 'call' && !CALL_ENDS.test(record))) odd.push(line);
  }
  return { counts, odd };
}

const FORMS = [
  ['sig', /^--- (SIG\w+) .*---$/],
  ['exit', /^\+\+\+ exited with (\d+) \+\+\+$/],
  ['killed', /^\+\+\+ killed by (SIG\w+)(?: \(core dumped\))? \+\+\+$/],
  ['resumed', /^<\.\.\. \S+ resumed>/],
  ['call', /^([a-z_0-9?]+)\(/],
  ['other', /^(?:--- stopped by|\+\+\+ superseded|strace: |\[ Process PID=)/],
];
const CALL_ENDS = /\) += |<(?:unfinished|detached) \.\.\.>$/;
/** Dumps and stacks behind a call, and what strace says about itself. */
const NO_RECORD = /^(?: (?:[>|]|\* \d+ bytes in buffer|= \d+ buffers in vector) ?|strace: |Process \d+ |\[ Process PID=|umovestr)/;
const MARKS = String.raw`(?: \(INJECTED(?:: \w+)?\)| \(DELAYED\))*(?: <[\d.]+>)?$`;
const ERRNO = new RegExp(String.raw`= (?:-1|\?|4294967295|0xffffffff|0xffffffffffffffff) (E[A-Z0-9_]+)(?: \([^()]*(?:\([^()]*\)[^()]*)*\))?${MARKS}`);
const ERRNO_WITHOUT_NAME = new RegExp(String.raw`= -1 \((errno \d+)\)${MARKS}`);

function countErrno(record, add) {
  const [, name] = ERRNO.exec(record) ?? ERRNO_WITHOUT_NAME.exec(record) ?? [];
  if (name !== undefined) add('errno', name === 'ERESTART_RESTARTBLOCK' ? 'ERESTART' : name);
}

function prefixOf(options, to) {
  const has = (...names) => names.some((name) => options.some((option) => option === name || option.startsWith(`${name}=`)));
  const pid = has('--always-show-pid') || (to === 'file' && has('-f')) ? String.raw`\d+(?:<.*?>)? +` : '';
  // A change between 32 and 64 bit makes strace print it twice.
  const bracket = to === 'stream' ? String.raw`(?:\[pid +\d+(?:<.*?>(?=\]))?\] )*` : '';
  const time = has('-ttt') ? String.raw`\d+\.\d+ ` : has('-tt') ? String.raw`[\d:]+\.\d+ ` : has('-t') ? String.raw`[\d:]+ ` : '';
  const relative = has('-r', '--relative-timestamps') ? String.raw`(?:\(\+ *[\d.]+\) | *[\d.]+ )` : '';
  const place = String.raw`\[[ 0-9a-f?]+\] `.repeat([has('-n'), has('-i')].filter(Boolean).length);
  return new RegExp(`^${pid}${bracket}${time}${relative}${place}`, 's');
}
