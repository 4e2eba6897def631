import fs from 'node:fs';
import { openApp, closeAll, launch, DESKTOP, PHONE } from './support.mjs';
import { example, go } from './steps.mjs';
const LOGO = fs.readFileSync('tests/fixtures/logo.png');
const OUT = '/tmp/ws/brand-shots/'; fs.mkdirSync(OUT, { recursive: true });
const which = process.argv.slice(2);
for (const [id, lang, name, paper, theme, viewport] of [['a','ru','coffee','a4','light',DESKTOP],['b','en','school','letter','dark',DESKTOP],['p','ru','coffee','a4','dark',PHONE]]) {
  if (which.length && !which.includes(id)) continue;
  const { page } = await openApp({ lang, theme, viewport, touch: viewport === PHONE });
  await example(page, name); await go(page, 'document');
  await page.locator('.arrange > summary').click();
  await page.locator(`[name="desk.paper"][value=${paper}]`).check();
  await page.locator('.arrange > summary').click();
  await page.locator('.dress > summary').click();
  if (id !== 'b') await page.locator('input[name="desk.accent"]').fill('#0b6e4f'); else await page.locator('input[name="desk.accent"]').fill('#f2b705');
  await page.locator('input[name=logo]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: LOGO });
  await page.locator('.dress__logo').waitFor();
  await page.locator('[data-command=secret]').click();
  for (const design of ['plain', 'agency', 'onepage']) {
    await page.locator(`[name="desk.design"][value=${design}]`).check();
    await page.waitForTimeout(3500);
    if (design === 'plain') await page.locator('.dress').screenshot({ path: OUT + id + '-dress.png' });
    const sheets = page.locator('.paper > .page-sheet');
    const n = await sheets.count(); console.log(id, design, n);
    for (const i of [0, 1, 2, 7].filter(i => i < n)) await sheets.nth(i).screenshot({ path: `${OUT}${id}-${design}-${i}.png` });
  }
}
await closeAll();
process.exit(0);
