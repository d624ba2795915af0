// Free ports on loopback. They are taken from a fixed range below the kernel's ephemeral ports: a port
// from that range cannot be grabbed by an outgoing connection between being found and being used.
import { createServer } from 'node:net';

const given = new Set<number>();

/** Returns `count` ports on which nobody listens; never the same one twice in one process. */
export async function freePorts(count: number): Promise<number[]> {
  // Runs at the same time begin at different places, so that they do not find the same port at once.
  const first = Number(process.env.PLANE_STUDIO_TEST_PORTS ?? 20000) + (process.pid % 10) * 10;
  const found: number[] = [];
  for (let port = first; port < first + 1000 && found.length < count; port += 1) {
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    found.push(port);
  }
  if (found.length < count) throw new Error(`no ${count} free ports from ${first} on`);
  return found;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
