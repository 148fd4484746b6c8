// What every story stands on: a server with the demo bank, a browser, and the branch with the largest hall.

import { after, before } from 'node:test';
import { launch } from './browser.mjs';
import { Server } from './server.mjs';

/** The running server, the open browser and the first branch, from before the first test of a file to after its last. */
export let server;
export let browser;
export let branch;

/** Opens the house before the tests of this file, lets the file prepare what it needs, and closes it after them. */
export function useHouse(prepare = async () => {}) {
  before(async () => {
    server = await Server.start();
    browser = await launch();
    [branch] = await server.branches();
    // Here and not in a hook of the file: the runner starts hooks of a file without waiting for those before.
    await prepare();
  });
  after(async () => {
    await browser?.close();
    await server?.remove();
  });
}
