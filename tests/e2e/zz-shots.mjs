import fs from 'node:fs';
import { openApp, test } from './support.mjs';
import { example, start, book } from './steps.mjs';
const src = fs.readFileSync(new URL('./plan_import.test.mjs', import.meta.url), 'utf8');
const MESSY = eval(src.slice(src.indexOf('const MESSY = ') + 14, src.indexOf("].join('\\r\\n');")) + "].join('\\r\\n')");
const only = process.env.ONLY;
for (const [lang, theme, width, ex] of [['ru','light',1280,0],['ru','light',360,0],['en','dark',1280,1],['en','dark',360,1]]) {
  test(`${lang}${theme}${width}`, async () => {
    const { page } = await openApp({ lang, theme, viewport: { width, height: 900 }, touch: width < 500 });
    if (ex) await example(page); else await start(page);
    const id = await book(page);
    await page.evaluate(h => { location.hash = h; }, `/${id}/plan-import`);
    await page.locator('.page--plan-import h1').waitFor();
    const n = `${lang}-${theme}-${width}`;
    await page.waitForTimeout(300);
    await page.screenshot({ path: `../tests/results/zz-${n}-0.png`, fullPage: true });
    await page.locator('input[type=file][name=table]').setInputFiles({ name: 'p.csv', mimeType: 'text/csv', buffer: Buffer.from(MESSY.replace('1 дек;', '03/04/2026;')) });
    await page.locator('[name="show.column.11"]').waitFor();
    if (await page.locator('[name="show.make"]').count()) await page.locator('[name="show.make"]').check();
    for (const s of await page.locator('.plan-in__told > summary').all()) await s.click();
    await page.waitForTimeout(300);
    await page.screenshot({ path: `../tests/results/zz-${n}-1.png`, fullPage: true });
  });
}
