// Makes the page that Trunk wrote ready to publish: takes out what only Trunk needs, puts into the page itself what the first
// screen needs, joins the other style sheets, and marks every file of this build with one version, so that a browser never mixes two deploys.
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
  const text = source.replace(/^\s*\n/gm, ''); // as the whole page is treated below
  policy[directive].push(`'sha256-${crypto.createHash('sha256').update(text).digest('base64')}'`);
  return `<${tag}>${text}</${tag}>\n`;
}
html = html.replace(/<!--(?!\[if)[\s\S]*?-->/g, '');
let [head, body] = html.split(/(?=<body>)/);
const first = [...head.matchAll(sheet)].map(([, name]) => take(name).replace(/\/\*[\s\S]*?\*\//g, '').replace(/\n\s*/g, '\n').trim());
head = head.replace(sheet, '')
  .replace(/<script src="(?:\.\/)?first\.js"><\/script>/, () => inline('style', 'style-src', first.join('\n')) + inline('script', 'script-src', take('first.js')));
for (const [directive, hashes] of Object.entries(policy)) head = head.replace(`${directive} 'self'`, `${directive} 'self' ${hashes.join(' ')}`);

// The other sheets become one file, in the order in which the page names them.
const rest = [...body.matchAll(sheet)].map(([, name]) => take(name));
fs.writeFileSync(path.join(dist, 'style.css'), rest.join('\n'));
let placed = false;
html = head + body.replace(sheet, () => { if (placed) return ''; placed = true; return '<link rel="stylesheet" href="style.css">\n  '; });

const files = fs.readdirSync(dist, { recursive: true })
  .filter(name => /\.(js|wasm|css)$/.test(name))
  .sort();
for (const needed of ['app.js', 'app_bg.wasm', 'book.js', 'book.wasm', 'boot.js', 'style.css']) {
  if (!files.includes(needed)) throw new Error(`${dist}/${needed} is missing: did the build succeed?`);
}
const hash = crypto.createHash('sha256');
for (const name of files) hash.update(name).update(fs.readFileSync(path.join(dist, name)));
const build = hash.digest('hex').slice(0, 12);

html = html
  .replace(/<link\b[^>]*\brel="?rust"?[^>]*>/g, '')
  .replace(/<html\b/, `<html data-build="${build}"`)
  // `./name` and `name` mean the same; one spelling keeps the preloads and the requests equal.
  .replace(/\b(href|src)="\.\//g, '$1="')
  .replace(/\b(href|src)="([\w./-]+\.(?:js|css))"/g, `$1="$2?v=${build}"`)
  // Asked for as soon as the page is read, not when boot.js gets to it; the first screen goes first.
  .replace(/(?=<script>)/, `<link rel="modulepreload" href="app.js?v=${build}" fetchpriority="low">\n  <link rel="modulepreload" href="book.js?v=${build}" fetchpriority="low">\n  <link rel="preload" as="fetch" type="application/wasm" href="app_bg.wasm?v=${build}" crossorigin fetchpriority="low">\n  `)
  .replace(/^\s*\n/gm, '');

// The site must also work in a folder of some host, so nothing may point at the host's root.
const absolute = html.match(/\b(?:href|src)="(?:\/|https?:)[^"]*"/);
if (absolute) throw new Error(`index.html has an absolute address: ${absolute[0]}`);
if (/data-trunk|rel="?rust/.test(html)) throw new Error('index.html still has a tag of Trunk');

// Modules that import each other: without the version the browser would take them for other files.
for (const [name, other] of [['app.js', 'book.js'], ['book.js', 'app.js'], ['boot.js', 'tabs.js']]) {
  const file = path.join(dist, name), text = fs.readFileSync(file, 'utf8');
  if (!text.includes(`'./${other}'`)) throw new Error(`${name} does not import ${other}`);
  fs.writeFileSync(file, text.replaceAll(`'./${other}'`, `'./${other}?v=${build}'`));
}

fs.writeFileSync(page, html);
console.log(`${page}: build ${build}, ${files.length} files`);
