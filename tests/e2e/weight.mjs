// What the first load costs: the files that the browser really asks for, as brotli at full quality.
import fs from 'node:fs';
import path from 'node:path';
import { brotli } from '../../.ci/serve.mjs';
import { DIST, openApp } from './support.mjs';

const KINDS = { '.wasm': 'wasm', '.js': 'js', '.css': 'css', '.html': 'html', '.woff2': 'fonts' };

/** Resolves to [{ file, kind, raw, br }] for one language. */
export async function firstLoad(options = {}) {
  const app = await openApp(options);
  await app.page.waitForLoadState('networkidle');
  const files = [...new Set(app.server.log.filter(entry => entry.status === 200 && entry.file).map(entry => entry.file))];
  await app.close();
  return files.map(file => {
    const body = fs.readFileSync(path.join(DIST, file));
    const kind = KINDS[path.extname(file)] ?? 'other';
    return { file, kind, raw: body.length, br: kind === 'fonts' ? body.length : brotli(body).length };
  });
}

export function sum(files, kinds) {
  return files.filter(file => kinds.includes(file.kind)).reduce((total, file) => total + file.br, 0);
}

/** The rows as text, the heaviest first. */
export function table(files) {
  const rows = [...files].sort((a, b) => b.br - a.br).map(({ file, kind, raw, br }) =>
    `${file.padEnd(28)} ${kind.padEnd(6)} ${String(raw).padStart(9)} ${String(br).padStart(9)}`);
  return [`${'file'.padEnd(28)} ${'kind'.padEnd(6)} ${'bytes'.padStart(9)} ${'brotli'.padStart(9)}`, ...rows].join('\n');
}
