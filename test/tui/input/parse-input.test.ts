// Keys, mouse and pastes as they come from a terminal.
import { expect, test } from 'vitest';
import type { InputEvent } from '../../../src/tui/input/input-event.ts';
import { InputParser } from '../../../src/tui/input/parse-input.ts';

const bytes = (text: string): Buffer => Buffer.from(text);
const spoken = (events: readonly InputEvent[]): string[] =>
  events.map((event) =>
    event.kind === 'key' ? event.key : event.kind === 'paste' ? `paste:${event.text}` : `${event.action}@${event.column},${event.row}`,
  );

const keysOf = (...chunks: string[]): string[] => {
  const parser = new InputParser();
  return spoken([...chunks.flatMap((chunk) => parser.feed(bytes(chunk)).events), ...parser.flush().events]);
};

test('several characters in one read are one key each', () => {
  expect(keysOf('jjG é')).toEqual(['j', 'j', 'G', 'space', 'é']);
});

test('arrows, paging and function keys have names, in the forms of xterm, rxvt and the Linux console', () => {
  expect(keysOf('\x1b[A\x1bOB\x1b[5~\x1b[6~\x1b[H\x1bOF\x1b[1~\x1b[3~\x1b[Z\x1bOP\x1b[1;5C')).toEqual([
    'up',
    'down',
    'page-up',
    'page-down',
    'home',
    'end',
    'home',
    'delete',
    'shift-tab',
    'f1',
    'ctrl-right',
  ]);
});

test('an escape sequence may be split over reads', () => {
  expect(keysOf('\x1b', '[', 'A')).toEqual(['up']);
  expect(keysOf('\x1b[<0;1', '0;5M')).toEqual(['press@9,4']);
});

test('a character of several bytes may be split over reads', () => {
  const parser = new InputParser();
  const [first, ...rest] = bytes('日');
  expect(parser.feed(Buffer.from([first ?? 0])).events).toEqual([]);
  expect(spoken(parser.feed(Buffer.from(rest)).events)).toEqual(['日']);
});

test('a lone Escape waits for the rest of a sequence, and is the key when none comes', () => {
  const parser = new InputParser();
  expect(parser.feed(bytes('\x1b')).events).toEqual([]);
  expect(parser.waiting).toBe(true);
  expect(spoken(parser.flush().events)).toEqual(['esc']);
});

test('Escape and a key typed right after it are two keys', () => {
  expect(keysOf('\x1bj')).toEqual(['esc', 'j']);
  expect(keysOf('\x1b\x1b')).toEqual(['esc', 'esc']);
});

test('a paste arrives whole, line ends as one kind, keys in it are text', () => {
  expect(keysOf('\x1b[200~ls -l\r\nq\x1b[20', '1~j')).toEqual(['paste:ls -l\nq', 'j']);
});

test('presses and the wheel are reported, releases and motion are not', () => {
  expect(keysOf('\x1b[<0;3;2M\x1b[<0;3;2m\x1b[<64;1;1M\x1b[<65;1;1M\x1b[<35;4;4M')).toEqual(['press@2,1', 'wheel-up@0,0', 'wheel-down@0,0']);
});

test('answers of the terminal are no keys', () => {
  const parser = new InputParser();
  const { events, answers } = parser.feed(bytes('\x1b]11;rgb:ffff/ffff/ffff\x1b\\j'));
  expect(spoken(events)).toEqual(['j']);
  expect(answers).toEqual(['\x1b]11;rgb:ffff/ffff/ffff\x1b\\']);
});

test('unknown sequences are swallowed whole', () => {
  expect(keysOf('\x1b[?62;22c\x1b[99;99Xj')).toEqual(['j']);
});

test('lines that come in one read are a paste, also where the terminal does not say so', () => {
  expect(keysOf('close(3) = 0\r\rexit_group(1) = ?\r')).toEqual(['paste:close(3) = 0\n\nexit_group(1) = ?\n']);
});

test.each(['\r', 'x'])('thousands of %j in one read are taken one after the other, each looked at once', (key) => {
  expect(keysOf(key.repeat(20_000))).toHaveLength(20_000);
});

test('a line and its Enter in one read are typed', () => {
  expect(keysOf('/var/log/a.log\r')).toEqual([...'/var/log/a.log', 'enter']);
});
