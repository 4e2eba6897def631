import { launch } from './support.mjs';
import path from 'node:path';
import fs from 'node:fs';
fs.mkdirSync('/tmp/ws/brand-shots',{recursive:true});
const b = await launch();
for (const [n, w] of [['coffee.ru-agency-a4',1100],['school.en-onepage-letter',1100],['coffee.ru-onepage-a4',1100],['coffee.en-plain-letter',1100],['school.en-agency-letter',360],['coffee.ru-onepage-a4',360]]) {
  const p = await b.newPage({ viewport: { width: w, height: 1100 } });
  await p.goto('file://' + path.resolve('target/looks/' + n + '.html'));
  await p.screenshot({ path: `/tmp/ws/brand-shots/h-${n}-${w}.png` });
  console.log(n, w, await p.evaluate(() => document.documentElement.scrollWidth - innerWidth));
  if (w > 400) await p.pdf({ path: `/tmp/ws/brand-shots/h-${n}.pdf`, preferCSSPageSize: true });
  await p.close();
}
await b.close(); process.exit(0);
