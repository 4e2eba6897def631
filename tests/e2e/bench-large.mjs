// What a large workbook costs: room, the import, and how long a save keeps the page from answering. A report, never a test.
import { percentile, POST_BODY, recordSteps, typing } from './bench-typing.mjs';
import { largeBook, openWorkbook, room } from './large-book.mjs';
import { download, until } from './support.mjs';

const count = (page, id) => page.evaluate(id => Math.max(...['A', 'B'].map(slot => Number(localStorage.getItem(`planerka/ws/${id}/${slot}`)?.split(' ', 2)[1] ?? 0))), id);

/** A copy that somebody else changed in ten places is joined: time until what comes in is shown, and until it is saved. */
async function join(page, id) {
  await page.evaluate(() => { location.hash = '/data'; });
  const { text } = await download(page, () => page.locator('[data-command=download-copy]').first().click());
  const file = JSON.parse(text);
  file.modules.content.posts.slice(0, 10).forEach(post => { post.title += ', иначе'; });
  await page.evaluate(hash => { location.hash = hash; }, `/${id}/join`);
  await page.locator('input[name=copy]').waitFor({ state: 'attached' });
  let start = Date.now();
  await page.locator('input[name=copy]').setInputFiles({ name: 'copy.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)) });
  await page.locator('[data-join=incoming]').waitFor({ timeout: 120_000 });
  const shown = Date.now() - start;
  start = Date.now();
  await page.locator('[data-command=join]').click();
  await page.locator('.page--versions').waitFor({ timeout: 120_000 });
  await page.locator('[data-saving=saved]').waitFor({ state: 'attached', timeout: 120_000 });
  return { shown, done: Date.now() - start };
}

/** Imports `posts` posts, then types `saves` letters, each followed by a save, with the processor slowed down `rate` times. */
export async function large(posts, { length = 1000, saves = 30, rate = 4 } = {}) {
  const text = largeBook(posts, length);
  const start = Date.now();
  const app = await openWorkbook(text);
  try {
    const { page } = app;
    const field = page.locator(POST_BODY).first();
    await page.locator('tr[data-row], ' + POST_BODY).first().waitFor({ timeout: 120_000 });
    if (!(await field.isVisible())) await page.locator('tr[data-row]').first().click();
    await field.waitFor({ timeout: 60_000 });
    await page.locator('[data-saving=saved]').waitFor({ state: 'attached', timeout: 60_000 });
    const imported = Date.now() - start;
    const id = await page.evaluate(() => location.hash.match(/^#\/([a-z0-9]{8})/)[1]);
    const { units, names } = await room(page, id);
    await page.evaluate(recordSteps);
    await new Promise(done => setTimeout(done, 3000));
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate });
    await field.click();
    await page.keyboard.press('Control+End');
    const blocks = [], times = [];
    for (let i = 0; i < saves; i++) {
      await page.evaluate(() => { window.benchSteps = []; });
      const before = await count(page, id);
      const start = Date.now();
      await page.keyboard.insertText('абвгд '[i % 6]);
      for (let tries = 0; (await count(page, id)) === before && tries < 400; tries++) await new Promise(done => setTimeout(done, 10));
      await until(page, () => document.querySelector('[data-saving=saved]'), null, { timeout: 30_000 });
      times.push(Date.now() - start);
      blocks.push(Math.max(...await page.evaluate(() => window.benchSteps)));
    }
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    const keys = await typing(page, POST_BODY, { rate });
    const joined = await join(page, id);
    return { joined, imported, units, pieces: names.length, block: { p50: percentile(blocks, 0.5), p95: percentile(blocks, 0.95), max: Math.max(...blocks) }, saved: percentile(times, 0.5), keys };
  } finally {
    await app.close();
  }
}
