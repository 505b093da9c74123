// The answer for the Network view: of thousands of connections those that a person looks for.
import { expect, test } from 'vitest';
import { MOST_LISTED, networkSurvey } from '../../../src/analyse/net/network-survey.ts';
import { inquiryOf } from '../fixtures.ts';
import { answerOf } from '../survey.ts';

const dial = (pid: number, host: string, result: string) => [
  `${pid} socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3`,
  `${pid} connect(3, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("${host}")}, 16) = ${result}`,
  `${pid} close(3) = 0`,
];
const REFUSED = '-1 ECONNREFUSED (Connection refused)';
const surveyOf = (lines: readonly string[]) => answerOf(networkSurvey(inquiryOf(lines)));

test('a few are all there, in the order of their beginning', () => {
  const { connections, unlisted } = surveyOf([...dial(7, '10.0.0.1', '0'), ...dial(8, '10.0.0.2', REFUSED), ...dial(7, '10.0.0.3', '0')]);
  expect(connections.map(({ id, address }) => [id, address])).toEqual([
    [0, '10.0.0.1:443'],
    [1, '10.0.0.2:443'],
    [2, '10.0.0.3:443'],
  ]);
  expect(unlisted).toBe(0);
});

test('of too many what failed is there, however late, and the first of the others; the rest is counted', () => {
  const many = Array.from({ length: MOST_LISTED + 10 }, (_, i) => dial(7, `10.1.${i >> 8}.${i & 255}`, '0')).flat();
  const { connections, unlisted } = surveyOf([...many, ...dial(7, '10.9.9.9', REFUSED)]);
  expect(connections).toHaveLength(MOST_LISTED);
  expect(connections[0]?.address).toBe('10.1.0.0:443');
  expect(connections.at(-1)?.address).toBe('10.9.9.9:443');
  expect(unlisted).toBe(11);
});

test('what a child inherits leads where its parent had dialled', () => {
  const { connections } = surveyOf([
    ...dial(7, '10.0.0.1', '0').slice(0, 2),
    '7 clone(child_stack=NULL, flags=SIGCHLD) = 8',
    '8 sendto(3, "hello", 5, 0, NULL, 0) = 5',
  ]);
  expect(connections.map(({ process, address, bytesOut }) => [process, address, bytesOut])).toEqual([
    [0, '10.0.0.1:443', 0],
    [1, '10.0.0.1:443', 5],
  ]);
});
