// What the reviewer costs: all rules on a plan, and the rules that an edit makes due. A report, never a test.
import { largeBook, openWorkbook } from './large-book.mjs';
import { percentile, recordSteps } from './bench-typing.mjs';
import { until } from './support.mjs';

/**
 * Notes the tasks of the page that took 50 ms and more, in `window.benchTasks`, whatever they were: rendering and loading too; and
 * how many steps had ended when the workbook was open and its page about to be drawn, in `window.benchOpened`.
 */
function recordTasks() {
  window.benchTasks = [];
  new MutationObserver((_, self) => {
    if (!document.querySelector('.verdict__word')) return;
    window.benchOpened = window.benchSteps.length;
    self.disconnect();
  }).observe(document, { childList: true, subtree: true });
  new PerformanceObserver(list => window.benchTasks.push(...list.getEntries().map(task => task.duration))).observe({ type: 'longtask', buffered: true });
}

/** Waits until no step has run for half a second; answers the steps since they were emptied. */
async function steps(page) {
  for (let seen = -1; ;) {
    const now = await page.evaluate(() => window.benchSteps.length);
    if (now === seen) {
      return page.evaluate(() => {
        const all = { steps: window.benchSteps, tasks: window.benchTasks };
        [window.benchSteps, window.benchTasks] = [[], []];
        return all;
      });
    }
    seen = now;
    await new Promise(done => setTimeout(done, 500));
  }
}

/**
 * The whole review of `posts` posts of `length` characters, then `edits` letters in a field of the brief. `opening` are the steps in
 * which the workbook is read and its page is drawn, `cold` is the review of a page that has just been loaded and knows no text, `warm` the next one, after a limit of a rule has been changed, which has
 * every rule asked again. Times are those of the calls in pauses of the browser, which for a letter or a limit holds the save
 * as well; waiting between the calls is not counted. `tasks` are those of 50 ms and more, for `cold` since the page was asked for.
 */
export async function reviewing(posts, { length = 200, edits = 20, rate = 1 } = {}) {
  const app = await openWorkbook(largeBook(posts, length));
  try {
    const { page } = app;
    const patience = { timeout: 60_000 + posts * 20 };
    const saved = () => page.locator('[data-saving=saved]').waitFor({ state: 'attached', ...patience });
    await saved();
    const id = await page.evaluate(() => location.hash.match(/^#\/([a-z0-9]{8})/)[1]);
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate });
    await page.addInitScript(recordSteps);
    await page.addInitScript(recordTasks);
    await page.evaluate(hash => { location.hash = hash; }, `#/${id}/review`);
    await page.reload();
    await page.locator('.verdict__word').waitFor(patience);
    const cold = await steps(page);
    const opened = await page.evaluate(() => window.benchOpened);
    // The step that draws the page is the last one of the opening.
    const opening = { steps: [0, ...cold.steps.splice(0, opened + 1)], tasks: [] };
    // The table of limits is the last part that is folded away, and made when it is unfolded.
    await page.locator('details.review__more > summary').last().click();
    await page.locator('.review__limits').waitFor(patience);
    await steps(page);
    const limit = page.locator('.review__limits input').first();
    await limit.fill('7');
    await limit.blur();
    await saved();
    const warm = await steps(page);
    await page.evaluate(hash => { location.hash = hash; }, `#/${id}/brief`);
    const field = page.locator('[name="brief.business"]');
    await field.waitFor(patience);
    await steps(page);
    const [after, long] = [[], []];
    for (let i = 0; i < edits; i++) {
      await field.focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.insertText('абвгд '[i % 6]);
      await until(page, () => document.querySelector('[data-saving=saved]'), null, { timeout: 30_000 });
      const { steps: all, tasks } = await steps(page);
      after.push(...all);
      long.push(...tasks);
    }
    const whole = ({ steps, tasks }) => ({ whole: steps.reduce((a, b) => a + b, 0), longest: Math.max(...steps), tasks });
    return { opening: whole(opening), cold: whole(cold), warm: whole(warm), edit: { p95: percentile(after, 0.95), max: Math.max(...after), tasks: long } };
  } finally {
    await app.close();
  }
}
