// What the reviewer costs: all rules on a plan, and the rules that an edit makes due. A report, never a test.
import { largeBook, openWorkbook } from './large-book.mjs';
import { percentile, recordSteps } from './bench-typing.mjs';
import { until } from './support.mjs';

/** Waits until no step has run for half a second; answers the steps since they were emptied. */
async function steps(page) {
  for (let seen = -1; ;) {
    const now = await page.evaluate(() => window.benchSteps.length);
    if (now === seen) return page.evaluate(() => { const all = window.benchSteps; window.benchSteps = []; return all; });
    seen = now;
    await new Promise(done => setTimeout(done, 500));
  }
}

/**
 * The whole review of `posts` posts of `length` characters, then `edits` letters in a field of the brief. Times are those of
 * the calls in pauses of the browser, which for the letters holds the save as well.
 */
export async function reviewing(posts, { length = 200, edits = 20, rate = 1 } = {}) {
  const app = await openWorkbook(largeBook(posts, length));
  try {
    const { page } = app;
    await page.locator('[data-saving=saved]').waitFor({ state: 'attached', timeout: 60_000 });
    await recordSteps(page);
    await steps(page);
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate });
    const id = await page.evaluate(() => location.hash.match(/^#\/([a-z0-9]{8})/)[1]);
    const go = hash => page.evaluate(hash => { location.hash = hash; }, hash);
    await go(`/${id}/review`);
    await page.locator('.verdict__word').waitFor({ timeout: 120_000 });
    const whole = await steps(page);
    await go(`/${id}/brief`);
    const field = page.locator('[name="brief.business"]');
    await field.waitFor();
    await steps(page);
    const after = [];
    for (let i = 0; i < edits; i++) {
      await field.focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.insertText('абвгд '[i % 6]);
      await until(page, () => document.querySelector('[data-saving=saved]'), null, { timeout: 30_000 });
      after.push(...await steps(page));
    }
    return { whole: whole.reduce((a, b) => a + b, 0), longest: Math.max(...whole), edit: { p95: percentile(after, 0.95), max: Math.max(...after) } };
  } finally {
    await app.close();
  }
}
