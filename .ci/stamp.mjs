// Marks a finished site with one version and writes down what each of its files must be, so that neither a browser nor the
// service worker ever mixes two deploys or runs bytes that this build does not know. May be repeated on a stamped site.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** What stands in the place of the version until the first stamp. */
export const UNSTAMPED = '000000000000';

const sha256 = bytes => `sha256-${crypto.createHash('sha256').update(bytes).digest('base64')}`;
const scripts = html => [...html.matchAll(/<script(?: type="importmap")?>([\s\S]*?)<\/script>/g)].map(([, text]) => `'${sha256(text)}'`);

/** Stamps the site in a folder and answers { build, files }. */
export function stamp(dist) {
  const at = name => path.join(dist, name);
  const read = name => fs.readFileSync(at(name), 'utf8');
  const names = fs.readdirSync(dist, { recursive: true }).map(name => name.split(path.sep).join('/'))
    .filter(name => fs.statSync(at(name)).isFile()).sort();
  const old = read('index.html').match(/ data-build="(\w+)"/)?.[1];
  if (!old) throw new Error('index.html names no build');

  const hash = crypto.createHash('sha256');
  for (const name of names) hash.update(name).update(fs.readFileSync(at(name)));
  const build = hash.digest('hex').slice(0, 12);
  const replace = (name, ...changes) => {
    const before = read(name), after = changes.reduce((text, [from, to]) => text.replaceAll(from, to), before);
    if (after !== before) fs.writeFileSync(at(name), after);
  };

  for (const name of names.filter(name => /\.(js|css)$/.test(name))) replace(name, [`?v=${old}`, `?v=${build}`]);
  // From the inside out: book.js knows book.wasm and papers.wasm, worker.js its program, the page knows the scripts, the worker knows all of them.
  const sum = name => sha256(fs.readFileSync(at(name)));
  replace('book.js', [/(const SUM = ').*(?=')/g, `$1${sum('book.wasm')}`], [/(const SHEET_SUM = ').*(?=')/g, `$1${sum('book.css')}`],
    [/(const PAPERS_SUM = ').*(?=')/g, `$1${sum('papers.wasm')}`]);
  replace('worker.js', [/(const BUILD = ').*(?=')/g, `$1${build}`], [/(const SUM = ').*(?=')/g, `$1${sum('worker.wasm')}`]);
  const policy = scripts(read('index.html'));
  replace('index.html', [` data-build="${old}"`, ` data-build="${build}"`], [`?v=${old}`, `?v=${build}`],
    [/(?<="(?:\.\/)?([\w.]+)\?v=\w+(?:","integrity)?":")[^"]*/g, (_, name) => sum(name)]);
  replace('index.html', ...scripts(read('index.html')).map((now, i) => [policy[i], now]));
  const list = Object.fromEntries(names.filter(name => name !== 'sw.js').map(name => [name, sum(name)]));
  replace('sw.js', [/^const BUILD = .*$/gm, `const BUILD = '${build}';`], [/^const FILES = .*$/gm, `const FILES = ${JSON.stringify(list)};`]);
  return { build, files: names.length };
}
