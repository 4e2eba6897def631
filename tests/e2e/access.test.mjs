// Accessibility: axe with the WCAG 2.2 AA tags on every page in both themes and languages, and what axe cannot see.
import assert from 'node:assert/strict';
import { axeInPlace, DESKTOP, openApp, overflow, PHONE, test } from './support.mjs';
import { example, go, MODULES, unfold, VIEWS } from './steps.mjs';

const PAGES = ['', ...MODULES, ...VIEWS, 'document', 'versions', 'join'];

for (const [lang, theme, viewport] of [['ru', 'light', DESKTOP], ['ru', 'dark', PHONE], ['en', 'dark', DESKTOP], ['en', 'light', PHONE]]) {
  test(`axe finds nothing, ${lang} ${theme} ${viewport.width}`, async () => {
    const { page } = await openApp({ lang, theme, viewport, touch: viewport === PHONE });
    assert.deepEqual(await axeInPlace(page), [], 'start');
    await page.evaluate(() => { location.hash = '/help'; });
    await page.locator('.page--text h1').waitFor();
    assert.deepEqual(await axeInPlace(page), [], 'help');
    await page.evaluate(() => { location.hash = '/nothing/here'; });
    assert.deepEqual(await axeInPlace(page), [], 'unknown');
    await page.evaluate(() => { location.hash = '/'; });
    await example(page);
    for (const where of PAGES) {
      await go(page, where);
      await unfold(page);
      assert.deepEqual(await axeInPlace(page), [], where || 'hub');
    }
    await page.keyboard.press('Control+k');
    await page.locator('.palette[open]').waitFor();
    assert.deepEqual(await axeInPlace(page), [], 'palette');
  }, { timeout: 300_000 });
}

test('an empty workbook passes axe too', async () => {
  const { page } = await openApp();
  await page.locator('[data-command=new]').click();
  await page.locator('.page--frame').waitFor();
  for (const where of PAGES) {
    await go(page, where);
    assert.deepEqual(await axeInPlace(page), [], where || 'hub');
  }
}, { timeout: 200_000 });

for (const width of [320, 360, 390, 768]) {
  test(`nothing sticks out at ${width} px`, async () => {
    const { page } = await openApp({ viewport: { width, height: 740 } });
    assert.deepEqual(await overflow(page), [], 'start');
    await example(page);
    for (const where of PAGES) {
      await go(page, where);
      await unfold(page);
      assert.deepEqual(await overflow(page), [], where || 'hub');
    }
  }, { timeout: 200_000 });
}

test('fields are at least 16 px and targets at least 24 px', async () => {
  const { page } = await openApp({ viewport: PHONE, touch: true });
  await example(page);
  for (const where of PAGES) {
    await go(page, where);
    await unfold(page);
    const small = await page.evaluate(() => [...document.querySelectorAll('main input[type=text], main textarea, main select')]
      .filter(e => e.getClientRects().length && parseFloat(getComputedStyle(e).fontSize) < 16).map(e => e.name));
    assert.deepEqual(small, [], `${where}: small type`);
    const targets = await page.evaluate(() => [...document.querySelectorAll('button, summary, main select, main textarea, main input[type=text]')]
      .filter(e => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length)
      .map(e => [e.getBoundingClientRect(), e.className || e.name])
      .filter(([r]) => r.width > 0 && (r.width < 23.5 || r.height < 23.5)).map(([r, n]) => `${n} ${Math.round(r.width)}×${Math.round(r.height)}`));
    assert.deepEqual(targets, [], `${where}: small targets`);
  }
}, { timeout: 200_000 });

test('the focus is never hidden behind a bar', async () => {
  for (const viewport of [DESKTOP, PHONE]) {
    const { page } = await openApp({ viewport });
    await example(page);
    for (const where of ['', 'frame', 'goals']) {
      await go(page, where);
      for (let i = 0; i < 60; i += 1) {
        await page.keyboard.press('Tab');
        const hidden = await page.evaluate(() => {
          const e = document.activeElement;
          if (!e || e === document.body || e.type === 'checkbox' || e.type === 'radio') return '';
          const r = e.getBoundingClientRect();
          const points = [[0.5, 0.5], [0.1, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.9]];
          const seen = points.some(([x, y]) => {
            const at = document.elementFromPoint(r.left + r.width * x, r.top + r.height * y);
            return at && (e.contains(at) || at.contains(e));
          });
          return seen ? '' : `${e.tagName} ${e.name || e.className || e.textContent.slice(0, 30)}`;
        });
        assert.equal(hidden, '', `${where || 'hub'} at ${viewport.width}`);
      }
    }
  }
}, { timeout: 200_000 });

test('dialogs trap the focus, close on Escape and give it back', async () => {
  const { page } = await openApp();
  await example(page);
  const opener = page.locator('[data-command=search]');
  await opener.focus();
  await page.keyboard.press('Enter');
  await page.locator('.palette[open]').waitFor();
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))));
  await page.keyboard.press('Escape');
  await page.locator('.palette[open]').waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.dataset.command), 'search');
});
