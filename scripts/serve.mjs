// Serves the built studio. Without options it listens on 127.0.0.1:3000 and nowhere else.
//
//   npm start -- --port 3001         another port (or PORT)
//   npm start -- --read-only         nothing that changes a cluster
//   npm start -- --host 0.0.0.0      beyond this machine: demands a token, printed at the start
//   npm start -- --allow-host NAME   answers under this name too; may be repeated
//
// The address is never taken from HOSTNAME: containers and shells export that name with the machine's own,
// and the studio must not listen beyond this machine by accident. The token can be given as
// PLANE_STUDIO_TOKEN, so that it outlives a restart.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const server = join(fileURLToPath(import.meta.url), '..', '..', '.next', 'standalone', 'server.js');
if (!existsSync(server)) stop('nothing is built yet; use `npm start`');
const { host, port, 'read-only': isReadOnly, 'allow-host': hosts } = readOptions();

const isLoopback = host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
if (isLoopback) delete process.env.PLANE_STUDIO_TOKEN;
else process.env.PLANE_STUDIO_TOKEN ||= randomBytes(24).toString('base64url');
if (process.env.PLANE_STUDIO_TOKEN && process.env.PLANE_STUDIO_TOKEN.length < 16)
  stop('PLANE_STUDIO_TOKEN is too short: use at least 16 characters');
if (hosts.length > 0) process.env.PLANE_STUDIO_HOSTS = hosts.join(',');
if (isReadOnly) process.env.PLANE_STUDIO_READ_ONLY = '1';
process.env.PLANE_STUDIO_SESSION_KEY = randomBytes(32).toString('base64url');
process.env.HOSTNAME = host;
process.env.PORT = port;
process.env.NEXT_TELEMETRY_DISABLED = '1';
process.stdout.write(`Plane Studio: http://${host.includes(':') ? `[${host}]` : host}:${port}\n`);
if (!isLoopback) process.stdout.write(`Sign in with this token: ${process.env.PLANE_STUDIO_TOKEN}\n`);
await import(pathToFileURL(server).href);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: process.env.PORT || '3000' },
        'read-only': { type: 'boolean', default: false },
        'allow-host': { type: 'string', multiple: true, default: [] },
      },
    });
    if (!/^\d{1,5}$/.test(values.port)) stop(`${values.port} is not a port`);
    return values;
  } catch (error) {
    return stop(error.message);
  }
}

function stop(message) {
  process.stderr.write(`plane-studio: ${message}\n`);
  process.exit(1);
}
