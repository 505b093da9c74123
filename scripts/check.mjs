// `npm run check`: types, style, unused code, the package and the structure, side by side; prints a table, and what failed.
import { spawn } from 'node:child_process';
import { root } from './freshness.mjs';

const CHECKS = [
  ['types', ['tsc', '-p', '.']],
  ['style', ['biome', 'check', '--error-on-warnings']],
  ['unused code', ['knip']],
  ['package', ['node', 'scripts/check-package.mjs']],
  ['structure', ['vitest', 'run', 'test/architecture']],
];

const results = await Promise.all(CHECKS.map(([name, command]) => run(name, command)));
for (const { ok, name, output } of results) if (!ok) console.log(`\n── ${name} ──\n${output.trim()}`);
console.log();
for (const { ok, name, seconds, command } of results) {
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(12)} ${seconds.toFixed(1).padStart(5)} s  ${command.join(' ')}`);
}
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;

function run(name, command) {
  const started = performance.now();
  const [tool, ...args] = command;
  // Under the Node that runs this script, which is new enough for the tools.
  const env = { ...process.env, PATH: `${process.execPath.replace(/\/[^/]*$/, '')}:${process.env.PATH}`, NO_COLOR: '1' };
  const child = spawn(tool === 'node' ? process.execPath : `${root}node_modules/.bin/${tool}`, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  return new Promise((resolve) => {
    const end = (ok) => resolve({ ok, name, output, command, seconds: (performance.now() - started) / 1000 });
    child.on('error', (error) => {
      output += error.message;
      end(false);
    });
    child.on('close', (status) => end(status === 0));
  });
}
