// What the document wears: designs, colour, logo, confidentiality; in the preview and in the files handed over.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { axe, download, openApp, overflow, PHONE, pdf, test, until } from './support.mjs';
import { example, go, record } from './steps.mjs';

const LOGO = fs.readFileSync(path.join(path.dirname(fileURLToPath(import.meta.url)), '../docx/logo.png'));

/** Opens the folded part of the document page. */
async function dress(page) {
  await page.locator('.dress > summary').click();
  await page.locator('.dress__cards').waitFor();
}

const choose = (page, design) => page.locator(`[name="desk.design"][value=${design}]`).check();
const worn = (page, design) => until(page, design => document.querySelector('.paper > .page-sheet')?.dataset.design === design && !document.querySelector('.paper-measure'), design);
const drop = (page, name, mimeType, buffer) => page.locator('input[name=logo]').setInputFiles({ name, mimeType, buffer });
const desk = async page => (await record(page)).modules.desk;

/** The page from its top, so that the bar that stays in view covers nothing by chance. */
async function judged(page) {
  await page.evaluate(() => scrollTo(0, 0));
  return axe(page);
}

/** Names of the parts of a PNG. */
function chunks(png) {
  const out = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) out.push(png.toString('latin1', at + 4, at + 8));
  return out;
}

test('a design is chosen, seen at once, kept and taken back', async () => {
  const { page } = await openApp({ lang: 'ru' });
  await example(page);
  await go(page, 'document');
  await dress(page);
  await choose(page, 'agency');
  await worn(page, 'agency');
  const cover = page.locator('.page-sheet--cover');
  assert.equal(await cover.evaluate(e => getComputedStyle(e).backgroundColor), 'rgb(200, 64, 47)');
  await page.locator('.dress__swatch[aria-label="Зелёный"]').click();
  await until(page, () => getComputedStyle(document.querySelector('.page-sheet--cover')).backgroundColor === 'rgb(11, 110, 79)');
  assert.deepEqual(await judged(page), []);
  const stored = await desk(page);
  assert.equal(stored.design, 'agency');
  assert.equal(stored.accent, '#0b6e4f');
  await page.locator('[data-command=undo]').first().click();
  await until(page, () => getComputedStyle(document.querySelector('.page-sheet--cover')).backgroundColor === 'rgb(200, 64, 47)');
  await page.locator('[data-command=undo]').first().click();
  await worn(page, 'plain');
});

test('a colour that is too light, or none at all, is answered beside the field', async () => {
  const { page } = await openApp({ lang: 'en' });
  await example(page);
  await go(page, 'document');
  await dress(page);
  const field = page.locator('input[name="desk.accent"]'), told = page.locator('.dress__told');
  await field.fill('#ffee00');
  await told.getByText('Contrast with white paper: 1.2 : 1. Too little').waitFor();
  assert.match(await told.textContent(), /lines become #[0-9a-f]{6}, numbers and captions #[0-9a-f]{6}.*will be dark: 14/);
  // Lines and numbers of the preview are what was promised.
  await choose(page, 'agency');
  await worn(page, 'agency');
  const promised = (await told.textContent()).match(/#[0-9a-f]{6}/g);
  const roles = await page.locator('.paper > .page-sheet').nth(2).evaluate(e => ['--accent', '--accent-ink', '--cover'].map(r => getComputedStyle(e).getPropertyValue(r).trim()));
  assert.deepEqual(roles, [...promised, '#ffee00']);
  assert.deepEqual(await judged(page), []);
  // What cannot be read stays as typed, with a word about it.
  await field.fill('very red');
  await told.getByText('This is not a colour').waitFor();
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  assert.equal(await field.inputValue(), 'very red');
  assert.equal((await desk(page)).accent, 'very red');
});

test('a logo is redrawn: of a picture with metadata and a drawing with a script only our PNG stays', async () => {
  const { page } = await openApp({ lang: 'en' });
  await example(page);
  await go(page, 'document');
  await dress(page);
  assert.ok(LOGO.includes('Secret of the house'));
  await drop(page, 'logo.png', 'image/png', LOGO);
  await page.locator('.dress__logo').waitFor();
  let png = Buffer.from((await desk(page)).logo, 'base64');
  assert.ok(!png.includes('Secret'));
  assert.deepEqual(chunks(png).filter(c => !['IHDR', 'IDAT', 'IEND', 'sRGB', 'sBIT'].includes(c)), []);
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [640, 200]);

  const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" onload="window.hacked=1"><script>window.hacked = 1; fetch("https://evil.example/")</script>'
    + '<image href="https://evil.example/a.png" width="9" height="9"/><rect width="300" height="100" fill="#0b6e4f"/></svg>';
  await drop(page, 'logo.svg', 'image/svg+xml', Buffer.from(svg));
  await page.locator('.dress__shown').getByText('800 × 267').waitFor();
  png = Buffer.from((await desk(page)).logo, 'base64');
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  assert.ok(png.length <= 60_000 && !png.includes('script') && !png.includes('evil'));
  assert.equal(await page.evaluate(() => window.hacked), undefined);

  // It stands on the cover, at the head of the pages, and in the files.
  await choose(page, 'agency');
  await worn(page, 'agency');
  await page.locator('.page-sheet--cover .doc__logo').waitFor();
  assert.ok(await page.locator('.page-sheet__head img').count() > 10);
  await page.locator('[data-command=secret]').click();
  await until(page, () => document.querySelector('.page-sheet--cover .page-sheet__head')?.textContent.startsWith('Confidential'));
  const html = (await download(page, () => page.locator('[data-export=html]').click())).bytes.toString();
  assert.match(html, /<img class="doc__logo" src="data:image\/png;base64,[\w+/=]+" width="800" height="267" alt="Logo: /);
  assert.match(html, /data-design="agency"/);
  assert.match(html, /<p class="doc__secret">Confidential\. For .+ only<\/p>/);
  const docx = (await download(page, () => page.locator('[data-export=docx]').click())).bytes;
  assert.ok(docx.includes('word/media/logo.png'));

  // What is no picture, and what is broken, says so and leaves the logo alone.
  const before = (await desk(page)).logo;
  await drop(page, 'logo.png', 'image/png', Buffer.from('GIF89a no picture of ours'));
  await page.locator('.dress__drop [role=alert]').getByText('will not do').waitFor();
  await drop(page, 'logo.png', 'image/png', Buffer.concat([LOGO.subarray(0, 40), Buffer.from('broken')]));
  await page.locator('.dress__drop [role=alert]').getByText('could not read').waitFor();
  assert.equal((await desk(page)).logo, before);
  await page.locator('[data-command=no-logo]').click();
  await until(page, () => !document.querySelector('.doc__logo') && !document.querySelector('.dress__logo'));
  assert.ok(!(await desk(page)).logo);
  await page.locator('[data-command=undo]').first().click();
  await page.locator('.dress__logo').waitFor();
}, { timeout: 120_000 });

for (const [lang, name, paper] of [['ru', 'coffee', 'a4'], ['en', 'coffee', 'letter'], ['ru', 'school', 'letter'], ['en', 'school', 'a4'],
  ['ru', 'coffee', 'letter'], ['en', 'coffee', 'a4'], ['ru', 'school', 'a4'], ['en', 'school', 'letter']]) {
  test(`one page is one page: ${lang} ${name} on ${paper}`, async () => {
    const { page } = await openApp({ lang });
    await example(page, name);
    await go(page, 'document');
    await page.locator('.arrange > summary').click();
    await page.locator(`[name="desk.paper"][value=${paper}]`).check();
    await dress(page);
    await choose(page, 'onepage');
    await drop(page, 'logo.png', 'image/png', LOGO);
    await page.locator('.paper .one__plate img').waitFor();
    await worn(page, 'onepage');
    await until(page, paper => document.querySelector('.paper > .page-sheet').dataset.paper === paper, paper);
    assert.equal(await page.locator('.paper > .page-sheet').count(), 1);
    const { tall, size, parts } = await page.evaluate(() => {
      const sheet = document.querySelector('.paper > .page-sheet'), limit = sheet.dataset.paper === 'letter' ? 279.4 : 297;
      return { tall: sheet.getBoundingClientRect().height / 96 * 25.4 - limit, size: parseFloat(sheet.style.getPropertyValue('--one')), parts: sheet.querySelectorAll('.one__part').length };
    });
    assert.ok(tall <= 0.5, `${tall} mm too high`);
    assert.ok(size >= 8, `letters of ${size} points`);
    assert.ok(parts >= 7, `${parts} parts`);
    const printed = await pdf(page, `one-${name}-${lang}-${paper}`);
    assert.equal(printed.pages, 1);
    assert.match(printed.size, paper === 'a4' ? /^59[45].* x 84[12]/ : /^612 x 79[12]/);
  }, { timeout: 60_000 });
}

test('the language of the document is its own, and what was typed stays', async () => {
  const { page } = await openApp({ lang: 'ru' });
  await example(page);
  await go(page, 'document');
  const title = await page.locator('.page-sheet--cover .doc__title').textContent();
  await page.locator('.arrange > summary').click();
  await page.locator('[name="desk.language"]').selectOption('en');
  await page.locator('.page-sheet').getByText('Contents').first().waitFor();
  assert.equal(await page.locator('.page-sheet--cover .doc__title').textContent(), title);
  assert.equal((await record(page)).modules.frame.language, 'ru');
});

for (const theme of ['light', 'dark']) {
  test(`at 360 px, ${theme}: nothing is cut off, and everything can be reached`, async () => {
    const { page } = await openApp({ lang: 'ru', theme, viewport: PHONE, touch: true });
    await example(page);
    await go(page, 'document');
    await dress(page);
    for (const design of ['agency', 'onepage']) {
      await choose(page, design);
      await worn(page, design);
      assert.deepEqual(await overflow(page), []);
    }
    await drop(page, 'logo.png', 'image/png', LOGO);
    await page.locator('.dress__logo').waitFor();
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await judged(page), []);
  });
}
