// Records in strings of JSON, and strings of JSON in records.
import { expect, test } from 'vitest';
import { recordsInJson } from '../../../src/parse/excerpt/json-strings.ts';

test('what a string holds is unescaped, line by line', () => {
  expect(recordsInJson(String.raw`  {"a": 1, "log": "open(\"/caf\u00e9\", 0) = 3\nclose(3) = 0\n", "b": "\"x\""}`)).toBe(
    'open("/caf\xc3\xa9", 0) = 3\nclose(3) = 0',
  );
});
test.each([
  ['a call that has such a string', String.raw`write(1, "{\"log\":\"close(3) = 0\\n\"}", 24) = 24`],
  ['a string without a record', String.raw`{"log": "said \"close(3)\""}`],
  ['a string that is no value', String.raw`he said "open(\"/x\", 0) = 3\n"`],
  ['a string that is cut', String.raw`{"log": "open(\"/x\", 0) = 3`],
])('%s is left as it is', (_, line) => expect(recordsInJson(line)).toBeNull());
test('what is no escape of JSON stays but for its backslash', () => {
  expect(recordsInJson(String.raw`{"log": "open(\"/\U00e9\u00\", 0) = 3\n"}`)).toBe('open("/U00e9u00", 0) = 3');
});
test('megabytes of quotes cost one pass', () => {
  expect(recordsInJson(`{"a": ${'\\"'.repeat(2_000_000)}`)).toBeNull();
});
