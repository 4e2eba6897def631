// Runs every check, goes on after a failure where that makes sense, and ends with one line: N passed, N failed.
//   node .ci/test.mjs [step...]     only the steps whose name contains one of the words
import { spawn } from 'node:child_process';
import fs from 'node:fs';

// Where the reporter of browser tests writes; one step of those at a time.
const E2E = 'tests/results/e2e.tap';

// How a step's output becomes a count. A step without a counter is one test: it passed or it failed.
function cargoTests(output) {
  const counts = { passed: 0, failed: 0 };
  for (const [, passed, failed] of output.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed/gm)) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
  }
  counts.names = [...output.matchAll(/^test (.+) \.\.\. FAILED/gm)].map(match => match[1]);
  return counts;
}

function browserTests() {
  const tap = fs.existsSync(E2E) ? fs.readFileSync(E2E, 'utf8') : '';
  const total = name => Number(tap.match(new RegExp(`^# ${name} (\\d+)`, 'm'))?.[1] ?? 0);
  return {
    passed: total('pass'),
    failed: total('fail') + total('cancelled'),
    // With what each said, so that a failure on a machine nobody can look into is not a riddle.
    names: tap.split(/^(?=\s*(?:not )?ok \d+ - )/m).flatMap(part => {
      const name = part.match(/^\s*not ok \d+ - (.+?)(?: #.*)?$/m)?.[1];
      const error = part.match(/^\s*error: (?:\|-\n)?([^]*?)\n\s*(?:code|stack|name|\.\.\.)/m)?.[1] ?? '';
      return name ? [`${name}\n      ${error.replace(/\s+/g, ' ').trim().slice(0, 400)}`] : [];
    }),
  };
}

const files = fs.readdirSync('tests/e2e').filter(name => name.endsWith('.test.mjs')).sort();
const readers = fs.readdirSync('tests/export').filter(name => name.endsWith('.test.mjs')).sort().map(name => `tests/export/${name}`);
const e2e = files.filter(name => name !== 'budget.test.mjs').map(name => `tests/e2e/${name}`);
// These race with a clock, a killed browser or a second tab: nothing else may run beside them.
const ALONE = ['faults', 'input', 'kill', 'large', 'offline', 'storage', 'tabs'].map(name => `tests/e2e/${name}.test.mjs`);
const node = (...tests) => many(1, ...tests);
const many = (files, ...tests) => ['node', '--test', `--test-concurrency=${files}`,
  '--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${E2E}`, ...tests];

const steps = [
  { name: 'format', command: ['cargo', 'fmt', '--check'] },
  { name: 'clippy', command: ['cargo', 'clippy', '--all-targets', '--features', 'office', '--', '-D', 'warnings'] },
  { name: 'clippy for wasm', command: ['cargo', 'clippy', '--target', 'wasm32-unknown-unknown', '--features', 'split,bench', '--', '-D', 'warnings'] },
  { name: 'core without the interface', command: ['cargo', 'check', '--no-default-features'] },
  { name: 'core tests', command: ['cargo', 'test', '--no-default-features', '--features', 'office', '--no-fail-fast'], count: cargoTests },
  { name: 'documents in other programs', command: node(...readers), count: browserTests },
  // Linking the programs keeps one core or two busy for minutes, the programs that read our files hardly one.
  { name: 'release build', command: ['make', '--no-print-directory', 'build'], beside: true },
  { name: 'browser tests', command: many(2, ...e2e.filter(file => !ALONE.includes(file))), count: browserTests, needs: 'release build' },
  { name: 'browser tests that race', command: node(...e2e.filter(file => ALONE.includes(file))), count: browserTests, needs: 'release build' },
  { name: 'size budget', command: node('tests/e2e/budget.test.mjs'), count: browserTests, needs: 'release build' },
];

// What a step prints is shown at once, or kept until its end when another runs beside it.
function run([program, ...args], quiet) {
  return new Promise(resolve => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', quiet ? 'pipe' : 'inherit'], env: { ...process.env, CARGO_TERM_COLOR: 'never' } });
    let output = '';
    child.stdout.on('data', chunk => { output += chunk; if (!quiet) process.stdout.write(chunk); });
    child.stderr?.on('data', chunk => { output += chunk; });
    child.on('error', error => { console.error(error.message); resolve({ ok: false, output }); });
    child.on('close', code => resolve({ ok: code === 0, output }));
  });
}

const only = process.argv.slice(2);
const wanted = step => !only.length || only.some(word => step.name.includes(word));
fs.mkdirSync('tests/results', { recursive: true });
const total = { passed: 0, failed: 0 };
const failures = [];
const broken = new Set();

async function take(step, quiet) {
  const begun = Date.now();
  const title = `\n== ${step.name}: ${step.command.slice(0, 4).join(' ')}`;
  if (!quiet) console.log(title);
  if (broken.has(step.needs)) {
    console.log(`not run: "${step.needs}" failed`);
    total.failed += 1;
    failures.push(`${step.name} (not run)`);
    return;
  }
  if (step.count === browserTests) fs.rmSync(E2E, { force: true });
  const { ok, output } = await run(step.command, quiet);
  if (quiet) console.log(`${title}\n${output}`);
  console.log(`-- ${step.name}: ${Math.round((Date.now() - begun) / 1000)} s`);
  const counts = step.count ? step.count(output) : { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  // It did not compile, crashed, or found nothing to run: that is a failure too.
  if (!counts.failed && (!ok || !counts.passed)) {
    counts.failed = 1;
    counts.names = [ok ? 'nothing ran' : 'stopped before the end'];
  }
  total.passed += counts.passed;
  total.failed += counts.failed;
  if (counts.failed) {
    broken.add(step.name);
    failures.push(...(counts.names?.length ? counts.names.map(name => `${step.name}: ${name}`) : [step.name]));
  }
}

// A step that may run beside the one before it makes a pair with it.
const groups = [];
for (const step of steps.filter(wanted)) {
  if (step.beside && groups.length) groups.at(-1).push(step);
  else groups.push([step]);
}
for (const group of groups) await Promise.all(group.map(step => take(step, group.length > 1)));

if (failures.length) console.log(`\nFailed:\n${failures.map(name => `  ${name}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed || !total.passed ? 1 : 0;
