// A real Chromium without a window, steered over a pipe by its own protocol (https://chromedevtools.github.io/devtools-protocol/).
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { execa } from 'execa';

/** Debian's, then what other systems call it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];

/** null when this host has none: `.ci/run` installs it. */
export const browserPath = (): string | null =>
  (process.env.PATH ?? '')
    .split(':')
    .flatMap((directory) => NAMES.map((name) => join(directory, name)))
    .find(existsSync) ?? null;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

export interface Page {
  /** What the page asked to be fetched since it was opened, itself included, and what its policy or its script complained of. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
  open(url: string): Promise<void>;
  /** The value of an expression in the page. */
  evaluate<T>(expression: string): Promise<T>;
  resize(widthPixels: number, scheme: 'light' | 'dark'): Promise<void>;
  /** PNG, base64. */
  screenshot(): Promise<string>;
  /** PDF as it would be printed, base64. */
  print(): Promise<string>;
  close(): Promise<void>;
}

export async function startBrowser(path: string): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'whytrace-chromium-'));
  const child = execa(
    path,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-extensions',
      `--user-data-dir=${profile}`,
      '--remote-debugging-pipe',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], reject: false, buffer: false, forceKillAfterDelay: 2000 },
  );
  const input = child.stdio[3] as unknown as Writable;
  const output = child.stdio[4] as unknown as Readable;
  const waiting = new Map<number, { readonly done: (result: Readonly<Record<string, unknown>>) => void; readonly failed: (error: Error) => void }>();
  const requests: string[] = [];
  const complaints: string[] = [];
  let loaded: () => void = () => {};
  let rest = '';
  output.on('data', (bytes: Buffer) => {
    const messages = (rest + bytes.toString()).split('\0');
    rest = messages.pop() ?? '';
    for (const text of messages) take(JSON.parse(text) as Message);
  });
  function take({ id, method, params = {}, result, error }: Message): void {
    if (id !== undefined) {
      const one = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) one?.done(result ?? {});
      else one?.failed(new Error(error.message));
    } else if (method === 'Network.requestWillBeSent') requests.push((params.request as { url: string }).url);
    else if (method === 'Log.entryAdded') complaints.push((params.entry as { text: string }).text);
    else if (method === 'Runtime.exceptionThrown' || method === 'Runtime.consoleAPICalled') complaints.push(JSON.stringify(params));
    else if (method === 'Page.loadEventFired') loaded();
  }
  let lastId = 0;
  const tell = (method: string, params: object = {}, sessionId?: string) =>
    new Promise<Readonly<Record<string, unknown>>>((done, failed) => {
      lastId += 1;
      waiting.set(lastId, { done, failed });
      input.write(`${JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
    });
  const { targetId } = await tell('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = (await tell('Target.attachToTarget', { targetId, flatten: true })) as { sessionId: string };
  const ask = (method: string, params: object = {}) => tell(method, params, sessionId);
  for (const domain of ['Page', 'Network', 'Log', 'Runtime']) await ask(`${domain}.enable`);
  return {
    requests,
    complaints,
    async open(url) {
      requests.length = 0;
      complaints.length = 0;
      const isLoaded = new Promise<void>((resolve) => {
        loaded = resolve;
      });
      await ask('Page.navigate', { url });
      await isLoaded;
    },
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = await ask('Runtime.evaluate', { expression, returnByValue: true });
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return (result as { value: T }).value;
    },
    async resize(width, scheme) {
      await ask('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor: 1, mobile: width < 600 });
      await ask('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
    },
    screenshot: async () => (await ask('Page.captureScreenshot', { captureBeyondViewport: true })).data as string,
    print: async () => (await ask('Page.printToPDF')).data as string,
    async close() {
      await tell('Browser.close').catch(() => {});
      await child;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
