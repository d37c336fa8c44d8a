// Serves dist/ as a careful static host would, on this computer only.
//
//   node scripts/serve.mjs           serves at http://127.0.0.1:8080, or at PORT
//   node scripts/serve.mjs --check   only looks whether that port is free
//
// For tests: import { serve } and call `await serve({ port: 0, prefix: '/some/folder/' })`.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import sirv from 'sirv';

const host = '127.0.0.1';
const built = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');

// Files with a digest in their name never change.
const neverChanges = /-[0-9a-f]{12,}[-._]|\/[0-9a-f]{12,}-/;

// The policy stands in the page. As a header it can say one thing more, and holds in the worker too.
function contentSecurityPolicy(folder) {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const tag = page.match(/<meta\b[^>]*http-equiv="?Content-Security-Policy\b[^>]*>/i)?.[0];
  const policy = tag?.match(/content="([^"]+)"/)?.[1];
  if (!policy) {
    throw new Error('index.html holds no Content-Security-Policy.');
  }
  return `${policy}; frame-ancestors 'none'`;
}

export function headersFor(folder) {
  return {
    'Content-Security-Policy': contentSecurityPolicy(folder),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}

// Starts a server. `prefix` is the folder that the page is served from: it starts and ends with '/'.
// `headers: false` sends none of the headers, as a careless host would.
// Gives { url, server, close() }.
export async function serve({ folder = built, port = 0, prefix = '/', headers = true } = {}) {
  const always = headers ? headersFor(folder) : {};
  const files = sirv(folder, {
    dev: true, // Files may be built anew while the server runs.
    etag: true,
    setHeaders(response, path) {
      const lasting = neverChanges.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
      response.setHeader('Cache-Control', lasting);
    },
  });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(always)) {
      response.setHeader(name, value);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    } else if (request.url === prefix.slice(0, -1)) {
      response.writeHead(308, { Location: prefix }).end();
    } else if (request.url.startsWith(prefix)) {
      request.url = request.url.slice(prefix.length - 1);
      files(request, response);
    } else {
      response.writeHead(404).end();
    }
  });
  await listen(server, port);
  return {
    server,
    url: `http://${host}:${server.address().port}${prefix}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function wantedPort() {
  const text = process.env.PORT || '8080';
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`PORT is to be a number from 1 to 65535, not "${text}".`);
  }
  return port;
}

function inWords(problem, port) {
  switch (problem.code) {
    case 'EADDRINUSE':
      return `port ${port} is in use. Stop the other program, or choose another port: PORT=8081 make serve`;
    case 'EACCES':
      return `port ${port} is not allowed. Choose another one: PORT=8081 make serve`;
    case 'ENOENT':
      return 'the page is not built yet: make build';
    default:
      return problem.message;
  }
}

async function main() {
  let port;
  try {
    port = wantedPort();
    if (process.argv.includes('--check')) {
      const server = createServer();
      await listen(server, port);
      server.close();
      return;
    }
    const { url } = await serve({ port });
    console.log(`\nTrustlens is ready: ${url}\nStop it with Ctrl+C.`);
  } catch (problem) {
    console.error(`\nStopped: ${inWords(problem, port)}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main();
}
