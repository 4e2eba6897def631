// The document copied with its formatting: both kinds on the clipboard, the old way where the new one is refused, and an honest word
// where only the words could be taken.
import assert from 'node:assert/strict';
import { openApp, test, until } from './support.mjs';
import { example, go } from './steps.mjs';

const copy = page => page.locator('[data-export=rich]').click();
const clipboard = page => page.evaluate(async () => {
  const [item] = await navigator.clipboard.read();
  const text = async type => (item.types.includes(type) ? (await item.getType(type)).text() : null);
  return { html: await text('text/html'), plain: await text('text/plain') };
});
const opened = async options => {
  const app = await openApp(options);
  await app.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await example(app.page);
  await go(app.page, 'document');
  await app.page.locator('.preview h2').first().waitFor();
  return app;
};
/** What a program finds in the HTML that it is given. */
const parsed = (page, html) => page.evaluate(html => {
  const found = new DOMParser().parseFromString(html, 'text/html');
  const texts = tag => [...found.querySelectorAll(tag)].map(e => e.textContent);
  return { h1: texts('h1'), h2: texts('h2').length, tables: texts('table').length, items: texts('li').length, scripts: texts('script').length };
}, html);

test('the clipboard has the sections, lists and tables of the preview, and the same words beside them', async () => {
  for (const lang of ['ru', 'en']) {
    const { page, close } = await opened({ lang });
    const titles = (await page.locator('.preview h2').allTextContents()).map(t => t.replace(/^[\d.]+\s*/, '').trim());
    await copy(page);
    await page.locator('.toast').getByText(lang === 'ru' ? 'Скопировано с оформлением' : 'Copied with formatting').waitFor();
    const { html, plain } = await clipboard(page);
    const found = await parsed(page, html);
    assert.ok(found.h1.length > 5 && found.tables > 5 && found.items > 10 && found.h2 > 5, JSON.stringify(found));
    // The preview begins with its contents, which are left out.
    for (const title of found.h1.map(t => t.replace(/^\d+\. /, ''))) assert.ok(titles.includes(title), title);
    let at = 0;
    for (const title of found.h1) {
      at = plain.indexOf(`\n${title}\n`, at);
      assert.ok(at >= 0, title);
    }
    assert.equal(found.scripts, 0);
    await close();
  }
});

test('where the clipboard takes no items the old way carries both kinds', async () => {
  const { page } = await opened({ lang: 'ru', init: () => { delete window.ClipboardItem; } });
  await copy(page);
  await page.locator('.toast').getByText('Скопировано с оформлением').waitFor();
  // Pasted, because without items the clipboard cannot be read either.
  await page.evaluate(() => {
    const area = document.createElement('textarea');
    document.body.append(area);
    area.addEventListener('paste', e => { window.pasted = { html: e.clipboardData.getData('text/html'), plain: e.clipboardData.getData('text/plain') }; e.preventDefault(); });
    area.focus();
  });
  await page.keyboard.press('ControlOrMeta+V');
  await until(page, () => window.pasted);
  const { html, plain } = await page.evaluate(() => window.pasted);
  const found = await parsed(page, html);
  assert.ok(found.h1.length > 5 && found.tables > 5, JSON.stringify(found));
  assert.ok(plain.includes(found.h1[0]));
});

test('where only words can be taken, or nothing, that is said', async () => {
  const refuse = () => {
    if (navigator.clipboard) navigator.clipboard.write = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    document.execCommand = () => false;
  };
  const { page } = await opened({ lang: 'ru', init: refuse });
  await copy(page);
  await page.locator('.toast').getByText('только слова').waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /Кофе/);
  await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError')); });
  await copy(page);
  await page.locator('dialog[open] [name=exit]').waitFor();
  await page.locator('dialog[open]').getByText('Скопировать не вышло').waitFor();
  assert.match(await page.locator('[name=exit]').inputValue(), /Кофе/);
});
