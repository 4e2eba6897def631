// How heavy the app may be. A missed budget is a failed test: raise it only with a reason in the commit message.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { DIST, test } from './support.mjs';
import { firstLoad, sum, table } from './weight.mjs';

// The goal is 240,000. Leptos makes one type per view, and the seven module pages brought the app to 626 kB;
// this line only keeps it from growing until the views are drawn without a type each.
const FIRST_LOAD = 640_000;
const FONTS = 120_000;
const CODE = ['wasm', 'js', 'css', 'html'];

test(`the first load is at most ${FIRST_LOAD} bytes of brotli`, async t => {
  const files = await firstLoad();
  console.log(table(files));
  const parts = CODE.map(kind => `${kind} ${sum(files, [kind])}`).join(', ');
  t.diagnostic(`${parts}: ${sum(files, CODE)} of ${FIRST_LOAD}`);
  for (const kind of CODE) assert.ok(sum(files, [kind]) > 0, `no ${kind} was loaded`);
  assert.ok(sum(files, CODE) <= FIRST_LOAD, `${parts}: ${sum(files, CODE)} of ${FIRST_LOAD}`);
});

test(`all fonts together are at most ${FONTS} bytes`, t => {
  const folder = path.join(DIST, 'fonts');
  const fonts = fs.readdirSync(folder).filter(name => name.endsWith('.woff2'));
  const total = fonts.reduce((bytes, name) => bytes + fs.statSync(path.join(folder, name)).size, 0);
  t.diagnostic(`${fonts.length} files, ${total} of ${FONTS}`);
  assert.ok(fonts.length > 0 && total <= FONTS, `${total} of ${FONTS}`);
});
