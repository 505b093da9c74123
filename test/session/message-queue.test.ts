// One direction of the line between an engine and its view.
import { expect, test } from 'vitest';
import { MessageQueue } from '../../src/session/message-queue.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('what a worker said before somebody listens comes then, and in order', async () => {
  const queue = new MessageQueue<string>();
  queue.send('opened');
  await turn();
  queue.send('growth');
  const heard: string[] = [];
  queue.listen((message) => heard.push(message));
  queue.send('report');
  await turn();
  expect(heard).toEqual(['opened', 'growth', 'report']);
});
