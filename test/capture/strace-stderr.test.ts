// strace's own messages are taken out of the command's output, however the bytes are cut.
import { expect, test } from 'vitest';
import { withoutMessages } from '../../src/capture/strace-stderr.ts';

async function through(chunks: readonly string[]) {
  const messages: string[] = [];
  const stream = withoutMessages('me: ', (message) => messages.push(message));
  let text = '';
  stream.on('data', (bytes) => (text += bytes));
  for (const chunk of chunks) stream.write(chunk);
  await new Promise<void>((resolve) => stream.end(resolve));
  return { text, messages };
}

const TEXT = 'one\nme: exec: No such file\ntwo me: not at the start\nmeadow\nme';
const WANTED = { text: 'one\ntwo me: not at the start\nmeadow\nme', messages: ['exec: No such file'] };

test.each([1, 2, 3, 5, 100])('in pieces of %i bytes', async (size) => {
  expect(await through(TEXT.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [])).toEqual(WANTED);
});
test('text without newline is passed on at once', () => {
  const stream = withoutMessages('me: ', () => {});
  stream.write('prompt> ');
  expect(stream.read()?.toString()).toBe('prompt> ');
});
