// Word files as other programs find them: python-docx and LibreOffice. The files are written by tests/docx.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = 'target/export';
const python = fs.existsSync('.tools/venv/bin/python') ? '.tools/venv/bin/python' : 'python3';
const files = () => fs.readdirSync(folder).filter(name => name.endsWith('.docx')).sort();

async function reader(...args) {
  const problems = await run(python, ['tests/export/read_docx.py', ...args], { maxBuffer: 1 << 26 }).then(() => '', error => error.stdout || error.stderr);
  assert.equal(problems, '');
}

before(async () => {
  await run('cargo', ['test', '--no-default-features', '--features', 'office', '--test', 'docx', 'files_for_other_readers'], { maxBuffer: 1 << 26 });
}, { timeout: 900_000 });

test('python-docx finds every paragraph, cell and property where the document has it', async () => {
  const names = files();
  assert.ok(names.length > 20, `${names.length} files`);
  await reader('words', ...names.map(name => path.join(folder, name)));
});

test('LibreOffice shows every word, leaves no page empty and no heading alone', { timeout: 900_000 }, async t => {
  const names = files().map(name => path.join(folder, name));
  // A profile of its own, so that an office that is open does not take the files over.
  const office = (format, ...more) => run('soffice', [`-env:UserInstallation=file://${path.resolve(folder, 'profile')}`,
    '--headless', '--convert-to', format, '--outdir', folder, ...more], { maxBuffer: 1 << 26, timeout: 400_000, killSignal: 'SIGKILL' });
  await office('pdf', ...names);
  await office('txt:Text (encoded):UTF8', ...names);
  for (const name of names) {
    const stem = name.replace(/\.docx$/, '');
    await t.test(path.basename(stem), () => reader('pages', name, `${stem}.pdf`, `${stem}.txt`));
  }
});
