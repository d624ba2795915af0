// Serves the built studio on the loopback interface. The port is PORT, by default 3000.
//
// The address is set here and not taken from HOSTNAME: containers and shells export that name with
// the machine's own, and the studio must not listen beyond this machine by accident.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const server = join(fileURLToPath(import.meta.url), '..', '..', '.next', 'standalone', 'server.js');
if (!existsSync(server)) {
  process.stderr.write('plane-studio: nothing is built yet; use `npm start`\n');
  process.exit(1);
}
process.env.HOSTNAME = '127.0.0.1';
process.env.PORT ||= '3000';
process.env.NEXT_TELEMETRY_DISABLED = '1';
process.stdout.write(`Plane Studio: http://127.0.0.1:${process.env.PORT}\n`);
await import(pathToFileURL(server).href);
