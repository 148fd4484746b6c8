// Runs the stories, two files at a time, each with a server and a browser of its own. The demo bank is written once; every server begins with a copy of it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { Server } from './server.mjs';

const named = process.argv.slice(2);
const all = readdirSync('stories').map((file) => `stories/${file}`);
const first = await Server.start();
try {
  await first.end('SIGTERM');
  const options = ['--test', '--test-concurrency=2', '--test-reporter=spec'];
  const runner = spawn(process.execPath, [...options, ...(named.length > 0 ? named : all)], {
    env: { ...process.env, SHOUWEN_BEGINNING: first.folder },
    stdio: 'inherit',
  });
  const [code] = await once(runner, 'exit');
  process.exitCode = code ?? 1;
} finally {
  first.forget();
}
