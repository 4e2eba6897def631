// Cuts the program in three where src/ui/part.rs says so, makes the JavaScript for it, and shrinks each part.
//   node .ci/split.mjs [dist]     after `trunk build --release --features split`
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FEATURES, optimise, run, target } from './wasm.mjs';

const dist = process.argv[2] ?? 'dist';
const whole = path.join(target(), 'wasm32-unknown-unknown/release/app.wasm');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'planerka-'));

// The cut needs the symbols and relocations of the linker, so it comes before wasm-bindgen, which drops them.
run('wasm-split-cli', whole, work, '--out-name', 'app');
const parts = fs.readdirSync(work).filter(name => name.endsWith('.wasm')).sort();
const chunk = parts.find(name => /^chunk_\d+\.wasm$/.test(name));
if (parts.join() !== `app.wasm,${chunk},split_book.wasm,split_papers.wasm`) throw new Error(`three parts were expected, not ${parts.join(', ')}: is the feature "split" on?`);
// What both later parts lead to is a file of its own: all of the second part but the few instructions that hand it over, because
// the third leads to all of it (src/ui/part.rs). Should more stay apart, the third part has ceased to do so.
const apart = fs.statSync(path.join(work, 'split_book.wasm')).size;
if (apart > 2000) throw new Error(`${apart} bytes of the second part are out of reach of the third: src/ui/part.rs must name them`);
run('wasm-bindgen', '--target', 'web', '--no-typescript', '--keep-lld-exports', '--out-dir', dist, '--out-name', 'app', path.join(work, 'app.wasm'));
const join = (name, ...files) => run('wasm-merge', ...FEATURES, ...files.flatMap(file => [path.join(work, file), file]), '-o', path.join(dist, name));
join('book.wasm', chunk, 'split_book.wasm');
fs.copyFileSync(path.join(work, 'split_papers.wasm'), path.join(dist, 'papers.wasm'));
fs.rmSync(work, { recursive: true });

for (const name of ['app_bg.wasm', 'book.wasm', 'papers.wasm']) optimise(path.join(dist, name), '-Oz');

// The link module that was generated gives way to public/book.js, which can fetch ahead and try again.
const glue = path.join(dist, 'app.js'), text = fs.readFileSync(glue, 'utf8');
const link = 'from "./__wasm_split.js"';
if (!text.includes(link)) throw new Error('app.js does not import the link between the parts');
fs.writeFileSync(glue, text.replaceAll(link, "from './book.js'"));
