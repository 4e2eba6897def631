// Builds the program of the exporter's worker (src/worker.rs) into a site: worker.wasm and worker_glue.js.
//   node .ci/exporter.mjs           compiles it
//   node .ci/exporter.mjs dist      and puts it into a site
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { optimise, run, target } from './wasm.mjs';

const dist = process.argv[2];

run('cargo', 'build', '--quiet', '--locked', '--profile', 'exporter', '--bin', 'worker', '--no-default-features', '--features', 'worker', '--target', 'wasm32-unknown-unknown');
if (dist) {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'planerka-'));
  run('wasm-bindgen', '--target', 'web', '--no-typescript', '--out-dir', work, '--out-name', 'worker_glue', path.join(target(), 'wasm32-unknown-unknown/exporter/worker.wasm'));
  fs.copyFileSync(path.join(work, 'worker_glue.js'), path.join(dist, 'worker_glue.js'));
  fs.copyFileSync(path.join(work, 'worker_glue_bg.wasm'), path.join(dist, 'worker.wasm'));
  fs.rmSync(work, { recursive: true });
  optimise(path.join(dist, 'worker.wasm'), '-Os');
}
