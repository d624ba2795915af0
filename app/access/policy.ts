/**
 * Who may talk to the studio. On loopback anybody on this machine may open the page, under a loopback
 * name only, so that a foreign page cannot reach it by rebinding its own name. On any other address a
 * token is demanded first. Everything that acts needs a session of this page and its own origin.
 */
export interface AccessSettings {
  /** Set when the studio is reachable from other machines: what one must know to sign in. */
  token: string | undefined;
  /** Host names that are answered besides loopback ones; empty with a token: every name. */
  hosts: readonly string[];
  /** Signs the session cookies. */
  sessionKey: string;
  /** Whether everything that would change a cluster is refused. */
  isReadOnly: boolean;
}

export const sessionCookie = 'plane-studio-session';

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Returns the settings that `scripts/serve.mjs` left in the environment. */
export function accessSettings(environment: Record<string, string | undefined>): AccessSettings {
  return {
    token: environment['PLANE_STUDIO_TOKEN'] || undefined,
    hosts: (environment['PLANE_STUDIO_HOSTS'] ?? '')
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== ''),
    sessionKey: environment['PLANE_STUDIO_SESSION_KEY'] ?? '',
    isReadOnly: environment['PLANE_STUDIO_READ_ONLY'] === '1',
  };
}

/** Returns why a request to this `Host` is not answered, or undefined when it is. */
export function hostFault(host: string | null, settings: AccessSettings): string | undefined {
  const name = hostName(host);
  if (name === undefined) return 'the request names no host';
  if (loopbackHosts.has(name) || settings.hosts.includes(name)) return undefined;
  if (settings.token !== undefined && settings.hosts.length === 0) return undefined;
  return `the studio does not answer as ${name}: open it under its own address, or name it with --allow-host`;
}

/**
 * Returns why a request that acts is refused, or undefined when it comes from a page of the studio. Browsers
 * send `Origin` with every POST; one without it is no browser's.
 */
export function originFault(request: {
  origin: string | null;
  host: string | null;
  fetchSite: string | null;
}): string | undefined {
  const { origin, host, fetchSite } = request;
  if (fetchSite !== null && fetchSite !== 'same-origin') return 'the request comes from another site';
  if (origin === null) return 'the request names no origin';
  if (!URL.canParse(origin) || host === null || new URL(origin).host !== host.toLowerCase())
    return 'the request comes from another origin';
  return undefined;
}

/** Returns the name in a `Host` header without its port, in lower case; undefined when it is none. */
function hostName(host: string | null): string | undefined {
  if (host === null) return undefined;
  return /^(\[[0-9a-f:]+\]|[a-z0-9._-]+)(:\d+)?$/.exec(host.toLowerCase())?.[1];
}
