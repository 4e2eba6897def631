// How heavy the app may be. A missed budget is a failed test: raise it only with a reason in the commit message.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { brotli } from '../../.ci/serve.mjs';
import { DIST, test } from './support.mjs';
import { firstLoad, sum, table } from './weight.mjs';

// What the start page asks for by itself. The second part of the program comes with the first step into a workbook.
const FIRST_LOAD = 240_000;
// Versions, joining and the summary of changes brought it from 484 to 546 kB. About 26,000 more are deflate and its undoing,
// with what cuts large workbooks into pieces: without them a plan of some thousand posts has no room in the browser's storage.
// Another 19,000 offer what was typed before a stop and open rescue files. The reviewer with the texts of its rules in both
// languages takes about 150,000. Chains took 26,000, practice 12,000, calendars, tables and files for schedulers about 28,000. A plan
// from a table, which reads any common encoding, column and date and asks about the rest, took 42,000; the page a client decides on,
// its way back and the list of answers 30,000; copying with formatting 2,000; what the document wears 24,000, drawing pages part after
// part 3,000. With all of that it was 959,000; what only a strategy that is written down needs has since become the third part.
const SECOND_PART = 765_000;
// The document with its writers, versions and joining, plans from tables, the page of the review with chains and practice.
const THIRD_PART = 272_000;
const FONTS = 120_000;
const PDF_FACES = 130_000;
// PDF with its fonts' reader about 380,000 of it, XLSX about 210,000, the core with all texts the rest.
const WORKER = 1_200_000;
const CODE = ['wasm', 'js', 'css', 'html'];

test(`the first load is at most ${FIRST_LOAD} bytes of brotli`, async t => {
  const files = await firstLoad();
  console.log(table(files));
  const parts = CODE.map(kind => `${kind} ${sum(files, [kind])}`).join(', ');
  t.diagnostic(`${parts}: ${sum(files, CODE)} of ${FIRST_LOAD}`);
  for (const kind of CODE) assert.ok(sum(files, [kind]) > 0, `no ${kind} was loaded`);
  assert.ok(sum(files, CODE) <= FIRST_LOAD, `${parts}: ${sum(files, CODE)} of ${FIRST_LOAD}`);
  const early = files.map(({ file }) => file).filter(file => /^(book\.(wasm|css)|papers\.wasm|worker.*|exporter\.js|logo\.js)$/.test(file));
  assert.deepEqual(early, [], 'what comes later does not come with the start page');
});

for (const [part, name, most] of [['second', 'book.wasm', SECOND_PART], ['third', 'papers.wasm', THIRD_PART]]) {
  test(`the ${part} part is at most ${most} bytes of brotli`, t => {
    const { length } = brotli(fs.readFileSync(path.join(DIST, name)));
    t.diagnostic(`${name}: ${length} of ${most}`);
    assert.ok(length <= most, `${length} of ${most}`);
  });
}

test(`all fonts of the pages together are at most ${FONTS} bytes`, t => {
  const folder = path.join(DIST, 'fonts');
  const fonts = fs.readdirSync(folder).filter(name => name.endsWith('.woff2'));
  const total = fonts.reduce((bytes, name) => bytes + fs.statSync(path.join(folder, name)).size, 0);
  t.diagnostic(`${fonts.length} files, ${total} of ${FONTS}`);
  assert.ok(fonts.length > 0 && total <= FONTS, `${total} of ${FONTS}`);
});

test(`the faces of PDF files are at most ${PDF_FACES} bytes of brotli`, t => {
  const folder = path.join(DIST, 'fonts');
  const fonts = fs.readdirSync(folder).filter(name => name.endsWith('.ttf'));
  const total = fonts.reduce((bytes, name) => bytes + brotli(fs.readFileSync(path.join(folder, name))).length, 0);
  t.diagnostic(`${fonts.length} files, ${total} of ${PDF_FACES}`);
  assert.ok(fonts.length > 0 && total <= PDF_FACES, `${total} of ${PDF_FACES}`);
});

test(`the exporter's worker is at most ${WORKER} bytes of brotli`, t => {
  const length = ['worker.js', 'worker_glue.js', 'worker.wasm'].reduce((bytes, name) => bytes + brotli(fs.readFileSync(path.join(DIST, name))).length, 0);
  t.diagnostic(`${length} of ${WORKER}`);
  assert.ok(length <= WORKER, `${length} of ${WORKER}`);
});
