// PDF files as other programs find them: poppler and pypdf.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { root, write } from './readers.mjs';

const run = promisify(execFile);
const python = process.env.PYTHON ?? path.join(root, '.tools/venv/bin/python');
let folder;
const files = () => fs.readdirSync(folder).filter(name => name.endsWith('.pdf')).sort();

before(() => { folder = write(); }, { timeout: 900_000 });

test('poppler and pypdf find every text in its order, the structure, the outline, the links and the fonts', { timeout: 900_000 }, async t => {
  assert.ok(files().length > 20, `${files().length} files`);
  for (const name of files()) {
    await t.test(name, async () => {
      const problems = await run(python, ['-W', 'ignore', 'tests/export/read_pdf.py', path.join(folder, name)], { cwd: root, maxBuffer: 1 << 26 })
        .then(() => '', error => error.stdout || error.stderr);
      assert.equal(problems, '');
    });
  }
});

test('poppler draws every page without a complaint', { timeout: 900_000 }, async () => {
  for (const name of ['coffee.ru.agency.pdf', 'hostile.ru.pdf', 'empty.en.pdf']) {
    const { stderr } = await run('pdftoppm', ['-r', '20', '-gray', path.join(folder, name), path.join(folder, 'page')], { maxBuffer: 1 << 26 });
    assert.equal(stderr, '', name);
  }
});
