// A server with the demo bank, in a folder of its own; it can be stopped, killed and started again on the same port.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = process.env.SHOUWEN_PROGRAM;
if (!PROGRAM) throw new Error('SHOUWEN_PROGRAM must name the server to test; run `cargo xtask test browser`');

/** The folder of a server that has written its demo bank and ended, when many begin alike; see `run.mjs`. */
const BEGINNING = process.env.SHOUWEN_BEGINNING;

export class Server {
  /** Starts a server on a free port. */
  static async start() {
    const server = new Server();
    server.folder = mkdtempSync(join(tmpdir(), 'shouwen-browser-'));
    if (BEGINNING) cpSync(BEGINNING, server.folder, { recursive: true });
    await server.run('0');
    return server;
  }

  async run(port) {
    this.process = spawn(PROGRAM, ['serve', '--demo', '--port', port, '--data-dir', this.folder], {
      env: { ...process.env, SHOUWEN__TELEMETRY__LOG_FILTER: 'warn' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.ended = new Promise((resolve) => this.process.once('exit', resolve));
    const lines = createInterface({ input: this.process.stdout });
    const said = new Promise((resolve) => {
      lines.on('line', (line) => {
        const found = line.match(/http:\/\/[^\s]+/);
        if (found) resolve(found[0].replace(/\/$/, ''));
      });
    });
    this.url = await Promise.race([
      said,
      this.ended.then((code) => Promise.reject(new Error(`the server ended with ${code} before it was ready`))),
    ]);
  }

  /** Starts again where it was. */
  async again() {
    await this.run(new URL(this.url).port);
  }

  async end(signal) {
    this.process.kill(signal);
    await this.ended;
  }

  /** Ends the server and removes its data. */
  async remove() {
    await this.end('SIGTERM');
    this.forget();
  }

  /** Removes the data of a server that has ended. */
  forget() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Calls an operation as a program would; answers with the body, or fails with it. */
  async call(method, path, { body, token, status } = {}) {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'accept-language': 'zh-CN',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const fits = status === undefined ? response.ok : response.status === status;
    if (!fits) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text ? JSON.parse(text) : null;
  }

  /** Signs in as a demo role and answers with its token. */
  async token(role, branchId, ordinal) {
    const session = await this.call('POST', '/demo/session', { body: { role, branch_id: branchId, ordinal } });
    return session.token;
  }

  /** Answers with the branches, the largest hall first. */
  async branches() {
    return (await this.call('GET', '/public/branches')).items;
  }
}
