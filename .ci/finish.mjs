// Makes the page that Trunk wrote ready to publish: takes out what only Trunk needs, puts into the page itself what the first
// screen needs, joins the other style sheets, has everything else asked for after the first paint, and marks every file of this
// build with one version, so that a browser never mixes two deploys.
//   node .ci/finish.mjs [dist]
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const dist = process.argv[2] ?? 'dist';
const page = path.join(dist, 'index.html');
let html = fs.readFileSync(page, 'utf8');

// What stands before the body is needed for the first paint: it goes into the page, which saves a round trip for each file.
// The policy names these very bytes by their hash and allows no other inline code.
const take = name => { const file = path.join(dist, name), text = fs.readFileSync(file, 'utf8'); fs.unlinkSync(file); return text; };
const sheet = /<link\b[^>]*\brel="stylesheet"[^>]*\bhref="(?:\.\/)?([\w-]+\.css)"[^>]*>\s*/g;
const policy = { 'style-src': [], 'script-src': [] };
function inline(tag, directive, source) {
  // Empty lines go, as in the whole page below, and so do remarks.
  const text = source.replace(/^\s*(\/\/.*)?\n/gm, '');
  policy[directive].push(`'sha256-${crypto.createHash('sha256').update(text).digest('base64')}'`);
  return `<${tag}>${text}</${tag}>\n`;
}
html = html.replace(/<!--(?!\[if)[\s\S]*?-->/g, '');
let [head, body] = html.split(/(?=<body>)/);
const first = [...head.matchAll(sheet)].map(([, name]) => take(name).replace(/\/\*[\s\S]*?\*\//g, '').replace(/\n\s*/g, '\n').trim());
head = head.replace(sheet, '')
  .replace(/<script src="(?:\.\/)?first\.js"><\/script>/, () => inline('style', 'style-src', first.join('\n')) + inline('script', 'script-src', take('first.js')));
// The other sheets become one file, in the order in which the page names them.
const rest = [...body.matchAll(sheet)].map(([, name]) => take(name));
fs.writeFileSync(path.join(dist, 'style.css'), rest.join('\n'));
body = body.replace(sheet, '');

const files = fs.readdirSync(dist, { recursive: true })
  .filter(name => /\.(js|wasm|css)$/.test(name))
  .sort();
for (const needed of ['app.js', 'app_bg.wasm', 'book.js', 'book.wasm', 'boot.js', 'style.css']) {
  if (!files.includes(needed)) throw new Error(`${dist}/${needed} is missing: did the build succeed?`);
}
const hash = crypto.createHash('sha256');
for (const name of files) hash.update(name).update(fs.readFileSync(path.join(dist, name)));
const build = hash.digest('hex').slice(0, 12);

const at = file => `${file}?v=${build}`;
// What boot.js imports, each under its own name.
const own = ['drop.js', 'exits.js', 'live.js', 'mirror.js', 'persist.js', 'tabs.js'];
const ahead = ['boot.js', ...own, 'app.js', 'book.js', 'history.js'].map(file => ({ rel: 'modulepreload', href: at(file) }));
const later = [
  { rel: 'stylesheet', href: at('style.css') },
  { rel: 'preload', as: 'fetch', type: 'application/wasm', href: at('app_bg.wasm'), crossorigin: '' },
  ...ahead,
  { type: 'module', src: at('boot.js') },
];
const script = fs.readFileSync(new URL('later.js', import.meta.url), 'utf8').replace('FILES.forEach', () => `${JSON.stringify(later)}.forEach`);
const boot = /<script type="module" src="(?:\.\/)?boot\.js"><\/script>/;
if (!boot.test(body)) throw new Error('index.html does not start boot.js');
body = body.replace(boot, () => inline('script', 'script-src', script));
for (const [directive, hashes] of Object.entries(policy)) head = head.replace(`${directive} 'self'`, `${directive} 'self' ${hashes.join(' ')}`);

html = (head + body)
  .replace(/<link\b[^>]*\brel="?rust"?[^>]*>/g, '')
  .replace(/<html\b/, `<html data-build="${build}"`)
  // `./name` and `name` mean the same; one spelling keeps the preloads and the requests equal.
  .replace(/\b(href|src)="\.\//g, '$1="')
  .replace(/^\s*\n/gm, '');

// The site must also work in a folder of some host, so nothing may point at the host's root.
const absolute = html.match(/\b(?:href|src)="(?:\/|https?:)[^"]*"/);
if (absolute) throw new Error(`index.html has an absolute address: ${absolute[0]}`);
if (/data-trunk|rel="?rust/.test(html)) throw new Error('index.html still has a tag of Trunk');

// Modules that import each other: without the version the browser would take them for other files.
for (const [name, other] of [['app.js', 'book.js'], ['book.js', 'app.js'], ['book.js', 'history.js'], ...own.map(name => ['boot.js', name])]) {
  const file = path.join(dist, name), text = fs.readFileSync(file, 'utf8');
  if (!text.includes(`'./${other}'`)) throw new Error(`${name} does not import ${other}`);
  fs.writeFileSync(file, text.replaceAll(`'./${other}'`, `'./${other}?v=${build}'`));
}

fs.writeFileSync(page, html);
console.log(`${page}: build ${build}, ${files.length} files`);
