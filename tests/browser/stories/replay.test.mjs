// A morning at high speed while the screens are open: customers come, wait, are served or leave, and the screens follow.
//
// The morning is invented here in the form of recorded calls; `SHOUWEN_CALLS` names a real record instead.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { open, picture, WALL, WIDE } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';

useHouse();

/** Invents a morning of calls, the same every time. */
function morning() {
  const head = 'vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver';
  const clock = (s) => `${Math.floor(s / 3600)}:${String(Math.floor(s / 60) % 60).padStart(2, '0')}:${String(s % 60).padStart(2, '0')}`;
  let state = 20261122;
  const random = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  const rows = [];
  for (let at = 8 * 3600, id = 1; at < 10 * 3600; at += 1 + Math.floor(-Math.log(1 - random()) * 45), id += 1) {
    const type = ['PS', 'PS', 'PS', 'NE', 'NW', 'PE'][Math.floor(random() * 6)];
    const hangs = random() < 0.08;
    const service = hangs ? 0 : 20 + Math.floor(-Math.log(1 - random()) * 180);
    const wait = hangs ? 30 + Math.floor(random() * 300) : 0;
    rows.push(['A', id, 0, random() < 0.2 ? 2 : 0, type, '990201', clock(at), clock(at + 5), 5, clock(at + 5),
      clock(at + 5 + wait), wait, hangs ? 'HANG' : 'AGENT', '0:00:00', '0:00:00', service, 'X'].join('\t'));
  }
  return `${head}\n${rows.join('\n')}\n`;
}

test('the screens follow a whole morning', async () => {
  const hall = await open(browser, `${server.url}/hall/${branch.id}`, { size: WALL });
  const board = await open(browser, server.url, { size: WIDE });
  await board.getByRole('button', { name: /大堂经理/ }).first().click();
  await board.waitForURL(/board/);

  const file = process.env.SHOUWEN_CALLS ?? join(server.folder, 'morning.tsv');
  if (!process.env.SHOUWEN_CALLS) writeFileSync(file, morning());
  const { stdout } = await promisify(execFile)(process.env.SHOUWEN_PROGRAM, [
    'replay', '--server', server.url, '--calls', file, '--branch', branch.id,
    '--speed', '200', '--from', '8', '--to', '10', '--json',
  ]);
  const report = JSON.parse(stdout);
  assert.equal(report.errors, 0);
  assert.ok(report.served > 50, `served ${report.served}`);
  assert.ok(report.waits.ordinary.p90_s >= report.waits.ordinary.p50_s);

  // What the screens show at the end is what the server says, although nobody reloaded them.
  const state = await server.call('GET', `/public/branches/${branch.id}/hall`);
  await hall.locator('.hall-number', { hasText: state.calls[0].number }).waitFor();
  await picture(hall, 'hall-after-a-morning');
  await picture(board, 'board-after-a-morning');
  for (const page of [hall, board]) {
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  }
});
