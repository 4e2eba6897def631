// Makes the page that Trunk wrote ready to publish: takes out what only Trunk needs, puts into the page itself what the first
// screen needs, joins the other style sheets, has everything else asked for after the first paint, and stamps the whole
// (stamp.mjs).
//   node .ci/finish.mjs [dist]
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { stamp, UNSTAMPED } from './stamp.mjs';

const dist = process.argv[2] ?? 'dist';
const page = path.join(dist, 'index.html');
let html = fs.readFileSync(page, 'utf8');

// What stands before the body is needed for the first paint: it goes into the page, which saves a round trip for each file.
// The policy names these very bytes by their hash and allows no other inline code.
const take = name => { const file = path.join(dist, name), text = fs.readFileSync(file, 'utf8'); fs.unlinkSync(file); return text; };
const sheet = /<link\b[^>]*\brel="stylesheet"[^>]*\bhref="(?:\.\/)?([\w-]+\.css)"[^>]*>\s*/g;
const policy = { 'style-src': [], 'script-src': [] };
function inline(tag, directive, source, attributes = '') {
  // Empty lines go, as in the whole page below, and so do remarks.
  const text = source.replace(/^\s*(\/\/.*)?\n/gm, '');
  policy[directive].push(`'sha256-${crypto.createHash('sha256').update(text).digest('base64')}'`);
  return `<${tag}${attributes}>${text}</${tag}>\n`;
}
html = html.replace(/<!--(?!\[if)[\s\S]*?-->/g, '');
let [head, body] = html.split(/(?=<body>)/);
const first = [...head.matchAll(sheet)].map(([, name]) => take(name).replace(/\/\*[\s\S]*?\*\//g, '').replace(/\n\s*/g, '\n').trim());
head = head.replace(sheet, '')
  .replace(/<script src="(?:\.\/)?first\.js"><\/script>/, () => inline('style', 'style-src', first.join('\n')) + inline('script', 'script-src', take('first.js')));
// The other sheets become two files, in the order in which the page names them: what the start page needs, and what comes with
// the later parts of the program (public/book.js).
const BOOK = ['audience', 'brief', 'channels', 'charts', 'client', 'competitors', 'content', 'document', 'dress', 'goals', 'paper', 'plan_import', 'print',
  'review', 'trace'].map(name => `${name}.css`);
const rest = [...body.matchAll(sheet)].map(([, name]) => name);
const missing = BOOK.filter(name => !rest.includes(name));
if (missing.length) throw new Error(`index.html does not name ${missing.join(', ')}`);
const at = file => `${file}?v=${UNSTAMPED}`;
const join = names => names.map(take).join('\n').replace(/url\("(fonts\/[^"?]+)"\)/g, (_, file) => `url("${at(file)}")`);
fs.writeFileSync(path.join(dist, 'style.css'), join(rest.filter(name => !BOOK.includes(name))));
fs.writeFileSync(path.join(dist, 'book.css'), join(rest.filter(name => BOOK.includes(name))));
body = body.replace(sheet, '');

for (const needed of ['app.js', 'app_bg.wasm', 'book.js', 'book.wasm', 'boot.js', 'papers.wasm', 'style.css', 'sw.js', 'worker.js', 'worker.wasm', 'worker_glue.js']) {
  if (!fs.existsSync(path.join(dist, needed))) throw new Error(`${dist}/${needed} is missing: did the build succeed?`);
}

// Each with what it must be, filled in by the stamp: a browser then refuses other bytes. Modules that other modules import are
// held to it by the import map; a checksum of their preload is not heeded when they are imported.
const integrity = '';
const own = ['drop.js', 'exits.js', 'journal.js', 'live.js', 'mirror.js', 'offline.js', 'persist.js', 'tabs.js']; // what boot.js imports
const modules = ['boot.js', ...own, 'database.js', 'app.js', 'book.js', 'history.js'];
const rare = ['exporter.js', 'logo.js']; // fetched when somebody needs them
const map = { integrity: Object.fromEntries([...modules, ...rare].map(file => [`./${at(file)}`, integrity])) };
const later = [
  { rel: 'stylesheet', href: at('style.css'), integrity },
  { fetch: at('app_bg.wasm'), integrity },
  ...modules.map(file => ({ rel: 'modulepreload', href: at(file) })),
  { src: at('boot.js'), integrity, type: 'module' },
];
const script = fs.readFileSync(new URL('later.js', import.meta.url), 'utf8').replace('= FILES', () => `= ${JSON.stringify(later)}`);
const boot = /<script type="module" src="(?:\.\/)?boot\.js"><\/script>/;
if (!boot.test(body)) throw new Error('index.html does not start boot.js');
body = body.replace(boot, () => inline('script', 'script-src', JSON.stringify(map), ' type="importmap"') + inline('script', 'script-src', script));
for (const [directive, hashes] of Object.entries(policy)) head = head.replace(`${directive} 'self'`, `${directive} 'self' ${hashes.join(' ')}`);

html = (head + body)
  .replace(/<link\b[^>]*\brel="?rust"?[^>]*>/g, '')
  .replace(/<html\b/, `<html data-build="${UNSTAMPED}"`)
  .replace(/\b(rel="(?:icon|manifest|apple-touch-icon)"[^>]*\bhref=")([^"]+)/g, (_, before, file) => before + at(file))
  // `./name` and `name` mean the same; one spelling keeps the preloads and the requests equal.
  .replace(/\b(href|src)="\.\//g, '$1="')
  .replace(/^\s*\n/gm, '');

// The site must also work in a folder of some host, so nothing may point at the host's root.
const absolute = html.match(/\b(?:href|src)="(?:\/|https?:)[^"]*"/);
if (absolute) throw new Error(`index.html has an absolute address: ${absolute[0]}`);
if (/data-trunk|rel="?rust/.test(html)) throw new Error('index.html still has a tag of Trunk');

// Modules that import each other: without the version the browser would take them for other files.
for (const [name, other] of [['app.js', 'book.js'], ['book.js', 'app.js'], ['book.js', 'history.js'], ['book.js', 'exporter.js'], ['book.js', 'logo.js'], ['worker.js', 'worker_glue.js'], ['journal.js', 'database.js'], ['history.js', 'database.js'],
  ...own.map(name => ['boot.js', name])]) {
  const file = path.join(dist, name), text = fs.readFileSync(file, 'utf8');
  if (!text.includes(`'./${other}'`)) throw new Error(`${name} does not import ${other}`);
  fs.writeFileSync(file, text.replaceAll(`'./${other}'`, `'./${at(other)}'`));
}

fs.writeFileSync(page, html);
const { build, files } = stamp(dist);
console.log(`${page}: build ${build}, ${files} files`);
