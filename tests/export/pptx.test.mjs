// Slides as other programs find them: python-pptx and LibreOffice Impress. The files are written by tests/pptx.rs.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = 'target/export';
const python = fs.existsSync('.tools/venv/bin/python') ? '.tools/venv/bin/python' : 'python3';
const files = () => fs.readdirSync(folder).filter(name => name.endsWith('.pptx')).sort().map(name => path.join(folder, name));

async function reader(...args) {
  const problems = await run(process.env.PYTHON ?? python, ['tests/export/read_pptx.py', ...args], { maxBuffer: 1 << 26 })
    .then(() => '', error => error.stdout || error.stderr);
  assert.equal(problems, '');
}

before(async () => {
  await run('cargo', ['test', '--no-default-features', '--features', 'office', '--test', 'pptx', 'files_for_other_readers'], { maxBuffer: 1 << 26 });
}, { timeout: 900_000 });

test('python-pptx finds every headline, table and note where the deck has it', async () => {
  const names = files();
  assert.ok(names.length > 12, `${names.length} files`);
  await reader('words', ...names);
});

test('LibreOffice shows every slide with its headline, in order', { timeout: 900_000 }, async t => {
  const names = files();
  // A profile of its own, so that an office that is open does not take the files over.
  await run('soffice', [`-env:UserInstallation=file://${path.resolve(folder, 'profile-slides')}`,
    '--headless', '--convert-to', 'pdf:impress_pdf_Export', '--outdir', folder, ...names], { maxBuffer: 1 << 26, timeout: 400_000, killSignal: 'SIGKILL' });
  for (const name of names) {
    const stem = name.replace(/\.pptx$/, '');
    await t.test(path.basename(stem), async () => {
      await run('pdftotext', ['-layout', `${stem}.pdf`, `${stem}.slides.txt`]);
      await reader('pages', name, `${stem}.slides.txt`);
    });
  }
});
