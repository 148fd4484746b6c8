import type { IncomingMessage, ServerResponse } from 'node:http';
import { getResponse } from 'msw';
import { handlersOf } from './handlers.ts';
import { MockWorld } from './world.ts';

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** Streams a line for every change; the pages then fetch anew. */
function stream(world: MockWorld, request: IncomingMessage, response: ServerResponse): void {
  const topics = new URL(request.url ?? '', 'http://mock').searchParams.get('topics')?.split(',') ?? [];
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
  response.write(': here\n\n');
  let id = 0;
  const stop = world.listen((kind) => {
    for (const topic of topics) {
      id += 1;
      const data = JSON.stringify({ topic, kind, at: new Date().toISOString(), data: {} });
      response.write(`id: ${id}\ndata: ${data}\n\n`);
    }
  });
  request.on('close', stop);
}

async function answer(
  world: MockWorld,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<boolean> {
  const method = incoming.method ?? 'GET';
  const body = method === 'GET' || method === 'HEAD' ? undefined : await readBody(incoming);
  const request = new Request(`http://localhost${incoming.url}`, { method, body: body || undefined });
  const response = await getResponse(handlersOf(world), request);
  if (!response) return false;
  outgoing.writeHead(response.status, {
    'Content-Type': response.headers.get('Content-Type') ?? 'application/json',
  });
  outgoing.end(await response.text());
  return true;
}

/** The mock API for `npm run dev:mock`: state lives as long as the dev server. */
export function mockMiddleware() {
  const world = new MockWorld();
  return (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    if (!request.url?.startsWith('/api/v1/')) {
      next();
      return;
    }
    if (request.url.startsWith('/api/v1/live')) {
      stream(world, request, response);
      return;
    }
    answer(world, request, response)
      .then((answered) => {
        if (!answered) {
          response.writeHead(404, { 'Content-Type': 'application/json' });
          response.end('{}');
        }
      })
      .catch((error: unknown) => {
        response.writeHead(500, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify({ error: String(error) }));
      });
  };
}
