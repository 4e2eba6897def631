// Files of the export, written once, and what independent readers say of them.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'tests/results/export');
const python = process.env.PYTHON ?? path.join(root, '.tools/venv/bin/python');

/**
 * Writes every file and answers the folder; the same for all tests of a run, so files that a program no older than they are has
 * written stay. `EXPORT` names the program when it is built already.
 */
export function write() {
  const run = (program, ...args) => execFileSync(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  let program = process.env.EXPORT;
  if (!program) {
    const messages = run('cargo', 'build', '--quiet', '--no-default-features', '--features', 'office', '--example', 'export', '--message-format', 'json');
    program = messages.split('\n').filter(line => line.includes('"executable":"')).map(line => JSON.parse(line).executable).at(-1);
  }
  const done = path.join(folder, 'done');
  if (!fs.existsSync(done) || fs.statSync(done).mtimeMs < fs.statSync(program).mtimeMs) {
    fs.rmSync(folder, { recursive: true, force: true });
    run(program, folder);
    fs.writeFileSync(done, '');
  }
  return folder;
}

/** What a reader says of a file. */
export function read(action, ...args) {
  const out = execFileSync(python, ['-W', 'ignore', path.join(root, 'tests/export/read.py'), action, ...args], { maxBuffer: 1 << 28 });
  return JSON.parse(out.toString());
}

/** The command of a LibreOffice that has Calc; nothing when there is none. `SOFFICE` names another one. */
export function calc() {
  const command = process.env.SOFFICE ?? 'soffice';
  const probe = path.join(folder, 'probe');
  fs.mkdirSync(probe, { recursive: true });
  fs.writeFileSync(path.join(probe, 'probe.csv'), 'a,b\n1,2\n');
  return convert(command, 'xlsx', probe, [path.join(probe, 'probe.csv')]) ? command : undefined;
}

/** Has LibreOffice read files and write them in another format into a folder. */
export function convert(command, format, out, files) {
  const profile = `file://${path.join(folder, 'profile')}`;
  const args = [`-env:UserInstallation=${profile}`, '--headless', '--norestore', '--convert-to', format, '--outdir', out, ...files];
  const done = spawnSync(command, args, { timeout: 120_000, killSignal: 'SIGKILL', encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const ending = format.split(':')[0];
  return done.status === 0 && files.every(file => fs.existsSync(path.join(out, `${path.basename(file).replace(/\.[^.]+$/, '')}.${ending}`)));
}
