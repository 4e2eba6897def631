// What both programs' builds share: where cargo puts things, and Binaryen with the features that we compile for.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

export const FEATURES = ['bulk-memory', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'reference-types', 'multivalue'].map(name => `--enable-${name}`);

/** Runs a program; only its complaints are shown. */
export const run = (program, ...args) => execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });

/** The folder cargo builds into. */
export const target = () => JSON.parse(execFileSync('cargo', ['metadata', '--no-deps', '--format-version=1'], { encoding: 'utf8' })).target_directory;

/** Shrinks, or speeds up, a WebAssembly file in its place. */
export function optimise(file, level) {
  const before = fs.statSync(file).size;
  run('wasm-opt', level, ...FEATURES, file, '-o', file);
  console.log(`${file}: ${before} → ${fs.statSync(file).size} bytes`);
}
