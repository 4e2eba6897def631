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
const files = () => fs.readdirSync(folder).filter(name => name.endsWith('.pdf') && !name.endsWith('.deck.pdf')).sort();

before(() => { folder = write(); }, { timeout: 900_000 });

test('poppler and pypdf find every text in its order, the structure, the outline, the links and the fonts', { timeout: 900_000 }, async t => {
  assert.ok(files().length > 12, `${files().length} files`);
  for (const name of files()) {
    await t.test(name, async () => {
      const problems = await run(python, ['-W', 'ignore', 'tests/export/read_pdf.py', path.join(folder, name)], { cwd: root, maxBuffer: 1 << 26 })
        .then(() => '', error => error.stdout || error.stderr);
      assert.equal(problems, '');
    });
  }
});

test('poppler draws every page without a complaint', { timeout: 900_000 }, async () => {
  for (const name of ['coffee.ru.agency.pdf', 'hostile.ru.pdf', 'empty.en.pdf', 'coffee.ru.deck.pdf', 'hostile.ru.deck.pdf']) {
    const { stderr } = await run('pdftoppm', ['-r', '20', '-gray', path.join(folder, name), path.join(folder, 'page')], { maxBuffer: 1 << 26 });
    assert.equal(stderr, '', name);
  }
});

test('the slides say in poppler and pypdf what they say in the deck, each on its page', { timeout: 900_000 }, async t => {
  const decks = fs.readdirSync(folder).filter(name => name.endsWith('.deck.pdf')).sort();
  assert.ok(decks.length > 6, `${decks.length} decks`);
  // Lines break where they like, and a bullet is an ornament.
  const bare = text => text.normalize('NFC').replace(/[\s\u00ad\u200b\u200d•]+/g, '');
  for (const name of decks) {
    await t.test(name, async () => {
      const file = path.join(folder, name), deck = JSON.parse(fs.readFileSync(file.replace(/\.pdf$/, '.json'), 'utf8'));
      const { stdout } = await run('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], { maxBuffer: 1 << 26 });
      const pages = stdout.split('\f').slice(0, -1).map(bare);
      assert.equal(pages.length, deck.pages.length);
      deck.pages.forEach(({ texts }, n) => {
        for (const text of texts) assert.ok(pages[n].includes(bare(text)), `${n + 1}: ${text}\n${pages[n]}`);
      });
      const outline = "import sys, json, pypdf; r = pypdf.PdfReader(sys.argv[1]); print(json.dumps([[e.title for e in r.outline], bool(r.trailer['/Root']['/MarkInfo']['/Marked']), r.metadata.title]))";
      const { stdout: said } = await run(python, ['-W', 'ignore', '-c', outline, file], { maxBuffer: 1 << 26 });
      const [titles, marked, title] = JSON.parse(said);
      assert.ok(marked);
      assert.deepEqual(titles.map(bare), deck.pages.map(page => bare(page.title)));
      assert.equal(bare(title ?? ''), bare(deck.title));
    });
  }
});
