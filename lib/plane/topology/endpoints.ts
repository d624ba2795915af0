import { isMap, readYaml, textAt, type Yaml } from './manifest';
import { defaultPortOf } from './protocols';
import type { Setting } from './settings';

/** An address that a setting names: what a workload calls. */
export interface Endpoint {
  host: string;
  port: number;
  scheme?: string;
  tls: boolean;
  isAtStart: boolean;
  /** The variable or the path in a file that names it. */
  setting: string;
}

/** A port that a configuration opens, and whether it is encrypted. */
export interface Listener {
  port: number;
  tls: boolean;
}

/** What the settings of a workload say about the network. */
export interface Addresses {
  endpoints: readonly Endpoint[];
  listeners: readonly Listener[];
}

/**
 * Returns the addresses in the settings of a workload. A text counts as an address only as a whole: a
 * URL, `host:port`, a list of them, or a host beside a port under a kindred name. Prose, scripts and
 * statements hold none.
 */
export function addressesIn(settings: readonly Setting[]): Addresses {
  const found: { endpoints: Endpoint[]; listeners: Listener[] } = { endpoints: [], listeners: [] };
  for (const setting of settings) {
    const structure = structureOf(setting);
    const endpoints =
      structure === undefined ? fromVariable(setting) : fromStructure(structure, setting.name);
    for (const endpoint of endpoints) {
      const isOwn = /^(0\.0\.0\.0|::|\[::\]|localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(endpoint.host);
      if (isOwn) found.listeners.push({ port: endpoint.port, tls: endpoint.tls });
      else if (!isOwnAddress(endpoint.setting))
        found.endpoints.push({ ...endpoint, isAtStart: setting.isAtStart });
    }
  }
  return found;
}

type Found = Omit<Endpoint, 'isAtStart'>;

// By convention these say where users reach the workload itself, or whom it lets in, not what it calls.
const ownAddress = /(frontend|public|base|external|app|server)_?url$|origin|allowlist|(^|_)fqdn$/i;

function isOwnAddress(setting: string): boolean {
  return ownAddress.test(setting.replace(/\[\d+\]$/, ''));
}

function structureOf({ name, text, isFile }: Setting): Yaml {
  const looksStructured = isFile ? /\.(ya?ml|json)$/.test(name) : /^\s*[[{]/.test(text);
  const value = looksStructured ? readYaml(text) : undefined;
  return isMap(value) || Array.isArray(value) ? value : undefined;
}

function fromVariable({ name, text, isFile, environment }: Setting): Found[] {
  if (isFile || text === '') return [];
  const kin = name.replace(/_?(HOSTS?|HOSTNAMES?|ADDR(ESS)?|SERVERS?|URI|URL|ENDPOINT)$/, '');
  const port = Number(environment.get(`${kin}_PORT`) ?? '');
  const isHostName = /_?(HOSTS?|HOSTNAMES?|ADDR(ESS)?|SERVERS?)$/.test(name);
  const tls = isEncrypted(kin, environment);
  const found = words(text).map(
    (word) => parseAddress(word) ?? (isHostName ? hostAt(word, port) : undefined),
  );
  return allOrNothing(found).map((address) => ({ ...address, tls: address.tls || tls, setting: name }));
}

/** Whether the variables beside an address ask for encryption. */
function isEncrypted(kin: string, environment: ReadonlyMap<string, string>): boolean {
  if (kin === '') return false;
  return [...environment].some(
    ([name, value]) =>
      name.startsWith(`${kin}_`) &&
      ((/_(SECURE|TLS|SSL)(_ENABLED)?$/.test(name) && /^(true|1|yes)$/i.test(value)) ||
        /(^|\s)--(secure|tls)\b/.test(value)),
  );
}

function fromStructure(value: Yaml, path: string): Found[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => fromStructure(item, `${path}[${index}]`));
  if (isMap(value)) {
    const own = fromPair(value, path);
    const inner = Object.entries(value).flatMap(([key, item]) => {
      const at = `${path}.${key}`;
      return fromStructure(item, at).map((found) =>
        // What a map says about encryption holds for the addresses directly in it.
        found.setting === at ? { ...found, tls: found.tls || isSecure(value) } : found,
      );
    });
    return [...own, ...inner];
  }
  if (typeof value !== 'string') return [];
  return allOrNothing(words(value).map(parseAddress)).map((address) => ({ ...address, setting: path }));
}

function fromPair(value: Readonly<Record<string, Yaml>>, path: string): Found[] {
  const host = textAt(value, 'host') || textAt(value, 'hostname');
  const address = hostAt(host, Number(textAt(value, 'port')));
  return address ? [{ ...address, tls: isSecure(value), setting: `${path}.host` }] : [];
}

function isSecure(value: Readonly<Record<string, Yaml>>): boolean {
  if (/^(1|true)$/.test(textAt(value, 'secure'))) return true;
  const { tls } = value;
  return isMap(tls) && Object.keys(tls).length > 0 && textAt(tls, 'insecure') !== 'true';
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

const hostName = String.raw`\[[0-9a-f:]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?`;
const urlPattern = new RegExp(
  String.raw`^([a-z][a-z0-9+.-]*)://(?:[^@/?#\s]*@)?(${hostName})(?::(\d{1,5}))?([/?#]\S*)?$`,
  'i',
);
const hostPortPattern = new RegExp(String.raw`^(${hostName}):(\d{2,5})$`);
const onlyHost = new RegExp(String.raw`^(${hostName})$`);

type Address = Omit<Found, 'setting'>;

function parseAddress(word: string): Address | undefined {
  const url = urlPattern.exec(word);
  if (url) {
    const [, scheme = '', host = '', digits, rest = ''] = url;
    const lower = scheme.toLowerCase();
    const port = digits === undefined ? defaultPortOf(lower) : Number(digits);
    if (port === undefined || lower === 'file') return undefined;
    const tls = /^(https|tls|ssl|mongodb\+srv)$/.test(lower) || /[?&](secure|tls|ssl)=(true|1)\b/.test(rest);
    return { host, port, tls, scheme: lower };
  }
  const [, host, digits] = hostPortPattern.exec(word) ?? [];
  // A host name has a letter; 10:30 is a time.
  if (host === undefined || !/[a-z]/i.test(host)) return ownListener(word);
  return { host, port: Number(digits), tls: false };
}

function ownListener(word: string): Address | undefined {
  const [, host, digits] = /^(0\.0\.0\.0|127\.0\.0\.1|\d+\.\d+\.\d+\.\d+):(\d{2,5})$/.exec(word) ?? [];
  return host === undefined ? undefined : { host, port: Number(digits), tls: false };
}

/** A text in which anything else stands beside addresses is prose, and names none. */
function allOrNothing(found: readonly (Address | undefined)[]): Address[] {
  const known = found.filter((address) => address !== undefined);
  return known.length === found.length ? known : [];
}

function hostAt(host: string, port: number): Address | undefined {
  return port > 0 && onlyHost.test(host) && /[a-z]/i.test(host) ? { host, port, tls: false } : undefined;
}
