// Cuts the program in two where src/ui/part.rs says so, makes the JavaScript for it, and shrinks both parts.
//   node .ci/split.mjs [dist]     after `trunk build --release --features split`
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { optimise, run, target } from './wasm.mjs';

const dist = process.argv[2] ?? 'dist';
const whole = path.join(target(), 'wasm32-unknown-unknown/release/app.wasm');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'planerka-'));

// The cut needs the symbols and relocations of the linker, so it comes before wasm-bindgen, which drops them.
run('wasm-split-cli', whole, work, '--out-name', 'app');
const parts = fs.readdirSync(work).filter(name => name.endsWith('.wasm')).sort();
if (parts.join() !== 'app.wasm,split_book.wasm') throw new Error(`two parts were expected, not ${parts.join(', ')}: is the feature "split" on?`);
run('wasm-bindgen', '--target', 'web', '--no-typescript', '--keep-lld-exports', '--out-dir', dist, '--out-name', 'app', path.join(work, 'app.wasm'));
fs.copyFileSync(path.join(work, 'split_book.wasm'), path.join(dist, 'book.wasm'));
fs.rmSync(work, { recursive: true });

for (const name of ['app_bg.wasm', 'book.wasm']) optimise(path.join(dist, name), '-Oz');

// The link module that was generated gives way to public/book.js, which can fetch ahead and try again.
const glue = path.join(dist, 'app.js'), text = fs.readFileSync(glue, 'utf8');
const link = 'from "./__wasm_split.js"';
if (!text.includes(link)) throw new Error('app.js does not import the link between the parts');
fs.writeFileSync(glue, text.replaceAll(link, "from './book.js'"));
