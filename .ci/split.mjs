// Cuts the program in two where src/ui/part.rs says so, makes the JavaScript for it, and shrinks both parts.
//   node .ci/split.mjs [dist]     after `trunk build --release --features split`
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const dist = process.argv[2] ?? 'dist';
const run = (program, ...args) => execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
const { target_directory: target } = JSON.parse(execFileSync('cargo', ['metadata', '--no-deps', '--format-version=1'], { encoding: 'utf8' }));
const whole = path.join(target, 'wasm32-unknown-unknown/release/app.wasm');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'planerka-'));

// The cut needs the symbols and relocations of the linker, so it comes before wasm-bindgen, which drops them.
run('wasm-split-cli', whole, work, '--out-name', 'app');
const parts = fs.readdirSync(work).filter(name => name.endsWith('.wasm')).sort();
if (parts.join() !== 'app.wasm,split_book.wasm') throw new Error(`two parts were expected, not ${parts.join(', ')}: is the feature "split" on?`);
run('wasm-bindgen', '--target', 'web', '--no-typescript', '--keep-lld-exports', '--out-dir', dist, '--out-name', 'app', path.join(work, 'app.wasm'));
fs.copyFileSync(path.join(work, 'split_book.wasm'), path.join(dist, 'book.wasm'));
fs.rmSync(work, { recursive: true });

const features = ['bulk-memory', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'reference-types', 'multivalue'].map(name => `--enable-${name}`);
for (const name of ['app_bg.wasm', 'book.wasm']) {
  const file = path.join(dist, name), before = fs.statSync(file).size;
  run('wasm-opt', '-Oz', ...features, file, '-o', file);
  console.log(`${file}: ${before} → ${fs.statSync(file).size} bytes`);
}

// The link module that was generated gives way to public/book.js, which can fetch ahead and try again.
const glue = path.join(dist, 'app.js'), text = fs.readFileSync(glue, 'utf8');
const link = 'from "./__wasm_split.js"';
if (!text.includes(link)) throw new Error('app.js does not import the link between the parts');
fs.writeFileSync(glue, text.replaceAll(link, "from './book.js'"));
