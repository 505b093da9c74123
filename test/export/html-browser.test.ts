// The page in a real Chromium: nothing is fetched, nothing of a program runs, it fits a phone, it can be read in light and dark, and it prints.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diagnose } from '../../src/analyse/diagnose.ts';
import { reportAsHtml } from '../../src/export/html/page.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { traceFromText } from '../../src/session/load-trace.ts';
import { UNKNOWN } from '../analyse/fixtures.ts';
import { browserPath, type Page, startBrowser } from './browser.ts';
import { nastyCapture } from './nasty.ts';

const browser = browserPath();
const why = browser === null ? ' (skipped: no Chromium here; apt-get install chromium)' : '';

describe.skipIf(browser === null)(`in Chromium${why}`, () => {
  const directory = mkdtempSync(join(tmpdir(), 'whytrace-page-'));
  let page: Page;
  beforeAll(async () => {
    const trace = traceFromText(nastyCapture);
    const path = join(directory, 'page.html');
    writeFileSync(path, reportAsHtml({ diagnosis: diagnose(trace, UNKNOWN, offlineAnswers), trace, mask: (text) => text }));
    page = await startBrowser(browser!);
    await page.resize(320, 'light');
    await page.open(`file://${path}`);
  });
  afterAll(async () => {
    await page.close();
    rmSync(directory, { recursive: true });
  });

  test('asks for nothing but itself, and its own policy has nothing to complain of', () => {
    expect(page.requests).toHaveLength(1);
    expect(page.complaints).toEqual([]);
  });

  test('runs nothing of what the program wrote, and shows it', async () => {
    expect(await page.evaluate('document.title')).toContain('<script>');
    expect(await page.evaluate('document.querySelectorAll("img, iframe, object, a, form").length')).toBe(0);
    expect(await page.evaluate('document.scripts.length')).toBe(1);
  });

  test('its policy keeps foreign scripts from running, should one ever get in', async () => {
    await page.evaluate(
      `(() => { const s = document.createElement('script'); s.textContent = 'document.title = "owned"'; document.body.append(s); s.remove(); })()`,
    );
    expect(await page.evaluate('document.title')).not.toBe('owned');
  });

  test.each([320, 768, 1280])('nothing is wider than a screen of %i pixels', async (width) => {
    await page.resize(width, 'light');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  test('evidence unfolds to the call and its neighbours', async () => {
    const text = await page.evaluate<string>(
      `(() => { const one = document.querySelector('details.proof'); one.querySelector('summary').click(); return one.open && one.querySelector('pre').innerText; })()`,
    );
    expect(text).toContain('#10 +++ exited with 127 +++');
    expect(text).toContain('#9 exit_group(127)');
  });

  test('each command has a button that copies', async () => {
    const [commands, buttons] = await page.evaluate<[number, string[]]>(
      `[document.querySelectorAll('pre.command').length, [...document.querySelectorAll('button')].map((one) => one.textContent)]`,
    );
    expect(buttons).toEqual(Array.from({ length: commands }, () => 'Copy'));
    expect(commands).toBeGreaterThan(0);
  });

  test('headings are in order, and pictures have a name', async () => {
    const levels = await page.evaluate<number[]>(`[...document.querySelectorAll('h1,h2,h3')].map((one) => Number(one.tagName[1]))`);
    expect(levels[0]).toBe(1);
    expect(levels.slice(1).every((level) => level === 2)).toBe(true);
    expect(await page.evaluate(`[...document.querySelectorAll('svg[role=img]')].filter((one) => !one.getAttribute('aria-label')).length`)).toBe(0);
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
  });

  test.each(['light', 'dark'] as const)('text stands out by 4.5 to 1 or more in the %s scheme (WCAG 2.2, 1.4.3)', async (scheme) => {
    await page.resize(1280, scheme);
    expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
  });

  test('prints, with everything unfolded', async () => {
    expect(
      Buffer.from(await page.print(), 'base64')
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(await page.evaluate(`document.querySelectorAll('details:not([open])').length`)).toBe(0);
  });
});

/** Elements with text of their own whose colour is too near to what lies behind it. */
const LOW_CONTRAST = `(() => {
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const behind = (one) => {
    if (one.tagName === 'text') return rgb(getComputedStyle(one.previousElementSibling).fill);
    for (let at = one; at; at = at.parentElement) { const c = rgb(getComputedStyle(at).backgroundColor); if (c.length === 3 || c[3] > 0) return c; }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll('body *')].filter((one) => one.tagName !== 'SCRIPT' && one.tagName !== 'title' && [...one.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim() !== ''))
    .map((one) => [one.tagName + '.' + (one.getAttribute('class') || ''), ratio(rgb(one.tagName === 'text' ? getComputedStyle(one).fill : getComputedStyle(one).color), behind(one))])
    .filter(([, r]) => r < 4.5);
})()`;
