// Makes the page that Trunk wrote ready to publish:
// takes out what only Trunk needs, and marks every file of this build with one version, so that a browser never mixes two deploys.
//   node .ci/finish.mjs [dist]
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const dist = process.argv[2] ?? 'dist';
const page = path.join(dist, 'index.html');
let html = fs.readFileSync(page, 'utf8');

const files = fs.readdirSync(dist, { recursive: true })
  .filter(name => /\.(js|wasm|css)$/.test(name))
  .sort();
for (const needed of ['app.js', 'app_bg.wasm', 'book.js', 'book.wasm', 'boot.js', 'first.js']) {
  if (!files.includes(needed)) throw new Error(`${dist}/${needed} is missing: did the build succeed?`);
}
const hash = crypto.createHash('sha256');
for (const name of files) hash.update(name).update(fs.readFileSync(path.join(dist, name)));
const build = hash.digest('hex').slice(0, 12);

html = html
  .replace(/<!--(?!\[if)[\s\S]*?-->/g, '')
  .replace(/<link\b[^>]*\brel="?rust"?[^>]*>/g, '')
  .replace(/<html\b/, `<html data-build="${build}"`)
  // `./name` and `name` mean the same; one spelling keeps the preloads and the requests equal.
  .replace(/\b(href|src)="\.\//g, '$1="')
  .replace(/\b(href|src)="([\w./-]+\.(?:js|css))"/g, `$1="$2?v=${build}"`)
  // Asked for as soon as the page is read, not when boot.js gets to it; the first screen goes first.
  .replace(/(?=<script src="first)/, `<link rel="modulepreload" href="app.js?v=${build}" fetchpriority="low">\n  <link rel="modulepreload" href="book.js?v=${build}" fetchpriority="low">\n  <link rel="preload" as="fetch" type="application/wasm" href="app_bg.wasm?v=${build}" crossorigin fetchpriority="low">\n  `)
  .replace(/^\s*\n/gm, '');

// The site must also work in a folder of some host, so nothing may point at the host's root.
const absolute = html.match(/\b(?:href|src)="(?:\/|https?:)[^"]*"/);
if (absolute) throw new Error(`index.html has an absolute address: ${absolute[0]}`);
if (/data-trunk|rel="?rust/.test(html)) throw new Error('index.html still has a tag of Trunk');

// The two modules import each other: without the version the browser would take them for other files.
for (const [name, other] of [['app.js', 'book.js'], ['book.js', 'app.js']]) {
  const file = path.join(dist, name), text = fs.readFileSync(file, 'utf8');
  if (!text.includes(`'./${other}'`)) throw new Error(`${name} does not import ${other}`);
  fs.writeFileSync(file, text.replaceAll(`'./${other}'`, `'./${other}?v=${build}'`));
}

fs.writeFileSync(page, html);
console.log(`${page}: build ${build}, ${files.length} files`);
