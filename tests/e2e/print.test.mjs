// The printed document: the pages of the preview, on both papers, from both themes, with every word on them.
import assert from 'node:assert/strict';
import path from 'node:path';
import { openApp, pdf, RESULTS, test, until } from './support.mjs';
import { example, go } from './steps.mjs';

// Without spaces and hyphens: lines are broken, and long words divided, as the page needs it.
const squeeze = text => text.replace(/[\s\u00ad\u2010-]+/g, '');

for (const [lang, name, paper, theme] of [['ru', 'coffee', 'a4', 'light'], ['en', 'school', 'letter', 'dark']]) {
  test(`print, ${lang} ${name} on ${paper} from the ${theme} theme`, async () => {
    const { page } = await openApp({ lang, theme });
    await example(page, name);
    await go(page, 'document');
    if (paper === 'letter') {
      await page.locator('.arrange > summary').click();
      await page.locator('[name="desk.paper"][value=letter]').check();
      await until(page, () => document.querySelector('.paper > .page-sheet')?.dataset.paper === 'letter');
    }
    await until(page, () => !document.querySelector('.paper-measure'));
    const sheets = await page.locator('.paper > .page-sheet').count();
    assert.ok(sheets > 10, `${sheets} sheets`);
    // No sheet holds more than fits on it.
    const tall = await page.evaluate(() => {
      const limit = document.querySelector('.paper > .page-sheet').dataset.paper === 'letter' ? 279.4 : 297;
      return [...document.querySelectorAll('.paper > .page-sheet')].map((s, i) => [i + 1, s.getBoundingClientRect().height / 96 * 25.4]).filter(([, h]) => h > limit + 0.5);
    });
    assert.deepEqual(tall, [], 'sheets higher than the paper');
    const want = await page.locator('.paper > .page-sheet').allTextContents();
    const printed = await pdf(page, `print-${name}-${lang}`);
    assert.equal(printed.pages, sheets);
    assert.match(printed.size, paper === 'a4' ? /^59[45].* x 84[12]/ : /^612 x 79[12]/);
    const got = squeeze(printed.text);
    // Every title, paragraph, item and cell of the preview is on paper.
    const texts = await page.evaluate(() => [...document.querySelectorAll('.paper :is(h1, h2, h3, h4, p, li, td, th, dt, dd, caption, figcaption)')]
      .filter(e => !e.closest('.doc__data') && !e.querySelector('p, li, td')).map(e => e.innerText));
    const lost = texts.flatMap(t => t.split('\n')).map(squeeze).filter(t => t && !got.includes(t));
    assert.deepEqual(lost, []);
    assert.ok(want.join('').length > 5000);
    // A heading is never the last thing on its sheet.
    const orphans = await page.evaluate(() => [...document.querySelectorAll('.paper .page-sheet__body')].filter(b => !b.querySelector('.doc__contents')).map(b => b.lastElementChild?.firstElementChild?.className ?? '').filter(c => /doc__h[123]/.test(c)));
    assert.deepEqual(orphans, []);
    // Dark theme or not, paper is white.
    const colour = await page.evaluate(() => getComputedStyle(document.querySelector('.paper > .page-sheet')).backgroundColor);
    assert.equal(colour, 'rgb(255, 255, 255)');
  }, { timeout: 120_000 });
}

test('the exported page opens offline with its own policy and no request', async () => {
  const { page, context } = await openApp();
  await example(page);
  await go(page, 'document');
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-export=html]').click()]);
  const where = path.join(RESULTS, 'export.html');
  await file.saveAs(where);
  const alone = await context.newPage();
  await context.setOffline(true);
  const asked = [];
  alone.on('request', r => asked.push(r.url()));
  await alone.goto(`file://${where}`);
  assert.equal(asked.length, 1);
  assert.equal(await alone.locator('h1').count(), 1);
  assert.ok(await alone.locator('svg.chart').count() >= 1);
  assert.equal(await alone.locator('script').count(), 0);
  const problems = [];
  alone.on('console', m => problems.push(m.text()));
  assert.deepEqual(problems, []);
  // The table the eye does not see is there for the ear.
  assert.ok(await alone.locator('figure table').count() >= 1);
});
