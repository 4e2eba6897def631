// How long a key takes to be painted, on a slowed-down processor. A report, never a test: milliseconds differ from machine to machine.
import fs from 'node:fs';
import path from 'node:path';
import { DIST, openApp, until } from './support.mjs';

const TEXT = 'быстрая лиса the quick fox 12 ';
export const POST_BODY = 'textarea[name^="content.posts."][name$=".body"]';

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

/**
 * Types `keys` characters into the first element of `selector`, one each 60 ms, with the processor slowed down `rate` times.
 * A key's time runs from its event (so waiting in the queue counts) to the moment after the frame that shows it.
 * Resolves to { p50, p95, max, long, keys }; `long` counts tasks over 50 ms.
 */
export async function typing(page, selector, { keys = 200, rate = 4, pause = 60 } = {}) {
  const field = page.locator(selector).first();
  await field.scrollIntoViewIfNeeded();
  await field.click();
  await page.keyboard.press('Control+End');
  await page.evaluate(() => {
    const seen = window.benchTyping = { keys: [], long: 0 };
    new PerformanceObserver(list => { seen.long += list.getEntries().length; }).observe({ type: 'longtask' });
    addEventListener('keydown', event => requestAnimationFrame(() => {
      // A message comes after the frame that this callback belongs to has been painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => seen.keys.push(performance.now() - event.timeStamp);
      port2.postMessage(0);
    }), true);
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  for (let i = 0; i < keys; i++) {
    const next = Date.now() + pause;
    // Not `keyboard.press`: it waits for each answer, and it knows no Cyrillic keys.
    const key = TEXT[i % TEXT.length];
    const known = { key, code: key === ' ' ? 'Space' : `Key${key.toUpperCase()}`, windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0) & 0xff };
    session.send('Input.dispatchKeyEvent', { type: 'keyDown', text: key, ...known }).catch(() => {});
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...known }).catch(() => {});
    await new Promise(resolve => setTimeout(resolve, Math.max(0, next - Date.now())));
  }
  await until(page, keys => window.benchTyping.keys.length >= keys, keys, { timeout: 60_000 });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const { keys: times, long } = await page.evaluate(() => window.benchTyping);
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), max: Math.max(...times), long, keys: times.length };
}

/** Notes how long each call in a pause of the browser takes, in `window.benchSteps`: that is what a key might have to wait for. */
export function recordSteps() {
  window.benchSteps = [];
  const own = window.requestIdleCallback.bind(window);
  window.requestIdleCallback = (act, options) => own(deadline => {
    const start = performance.now();
    act(deadline);
    window.benchSteps.push(performance.now() - start);
  }, options);
}

/** A workbook with `count` posts as an exported file: the posts of an example over and over, spread over a year. */
export function workbook(count, example = 'coffee.ru') {
  const file = JSON.parse(fs.readFileSync(path.join(DIST, 'examples', `${example}.json`), 'utf8'));
  const { posts } = file.modules.content;
  const first = Date.parse(posts[0].date);
  file.modules.content.posts = Array.from({ length: count }, (_, i) => ({
    ...posts[i % posts.length],
    id: i + 1,
    title: `${posts[i % posts.length].title} ${i + 1}`,
    date: new Date(first + Math.floor((i * 365) / count) * 86_400_000).toISOString().slice(0, 10),
  }));
  return JSON.stringify(file);
}

/** Opens the app, imports a file through the start page, and goes to a page of the workbook that this makes. */
export async function openWorkbook(text, where = 'content/posts', options = {}) {
  const app = await openApp(options);
  const { page } = app;
  await page.locator('input[type=file][name=import]').setInputFiles({ name: 'bench.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  // The start page first shows what is in the file, and asks.
  await page.locator('[data-command=import]').click();
  const id = await until(page, () => location.hash.match(/^#\/([a-z0-9]{8})/)?.[1]);
  await page.evaluate(hash => { location.hash = hash; }, `#/${id}/${where}`);
  return app;
}

/** Typing into the text of a post of a workbook with `posts` posts. */
export async function typingInPosts(posts, options) {
  const app = await openWorkbook(workbook(posts));
  try {
    const { page } = app;
    const field = page.locator(POST_BODY).first();
    // A post opens in the panel beside the list.
    if (!(await field.isVisible())) await page.locator('tr[data-row]').first().click();
    await field.waitFor({ timeout: 15_000 });
    return await typing(page, POST_BODY, options);
  } finally {
    await app.close();
  }
}
