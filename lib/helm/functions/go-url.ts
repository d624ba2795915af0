import { quoteGo } from '../template/quote';
import { bytesOfText, textOfBytes } from '../text';
import type { HelmProfile } from '../value';

/** A URL in the parts of Go's net/url. Path, host and fragment are unescaped. */
export interface UrlParts {
  scheme: string;
  opaque: string;
  userinfo: Userinfo | undefined;
  host: string;
  path: string;
  query: string;
  fragment: string;
}

/** A user name and, where a colon was given, a password. */
export interface Userinfo {
  name: string;
  password: string | undefined;
}

/** A text that is no URL; `message` is Go's. */
export class UrlFault extends Error {}

/** Characters besides letters, digits and `-._~` that stand unescaped in a part of a URL. */
const plainCharacters = {
  path: '$&+,/:;=@',
  fragment: '!$&()*+,/:;=?@',
  user: '$&+,;=',
  host: '!"$&\'()*+,:;<=>[]',
} as const;

type UrlPlace = keyof typeof plainCharacters;

/** Returns the parts of a URL as Go's url.Parse finds them; throws `UrlFault` with its message. */
export function parseUrl(text: string, profile: HelmProfile): UrlParts {
  const [address, fragment] = cut(text, '#');
  return {
    ...withContext(address, () => parseAddress(address, profile)),
    fragment: withContext(text, () => unescapeText(fragment ?? '', 'fragment')),
  };
}

function withContext<T>(text: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof UrlFault) throw new UrlFault(`parse ${quoteGo(text)}: ${error.message}`);
    throw error;
  }
}

function failUrl(message: string): never {
  throw new UrlFault(message);
}

function cut(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

function parseAddress(address: string, profile: HelmProfile): Omit<UrlParts, 'fragment'> {
  if (/[\0-\x1f\x7f]/.test(address)) failUrl('net/url: invalid control character in URL');
  const parts = { scheme: '', opaque: '', userinfo: undefined, host: '', path: '', query: '' };
  if (address === '*') return { ...parts, path: '*' };
  const [scheme, afterScheme] = splitScheme(address);
  const [rest, query = ''] = cut(afterScheme, '?');
  const found = { ...parts, scheme: scheme.toLowerCase(), query };
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { ...found, opaque: rest };
    if (cut(rest, '/')[0].includes(':')) failUrl('first path segment in URL cannot contain colon');
  }
  if ((scheme === '' && rest.startsWith('///')) || !rest.startsWith('//')) {
    return { ...found, path: unescapeText(rest, 'path') };
  }
  const slash = rest.indexOf('/', 2);
  const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash);
  const path = slash < 0 ? '' : rest.slice(slash);
  return { ...found, ...parseAuthority(authority, found.scheme, profile), path: unescapeText(path, 'path') };
}

function splitScheme(text: string): [string, string] {
  const match = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text);
  if (match?.[1] !== undefined) return [match[1], text.slice(match[0].length)];
  if (text.startsWith(':')) failUrl('missing protocol scheme');
  return ['', text];
}

function parseAuthority(
  authority: string,
  scheme: string,
  profile: HelmProfile,
): { userinfo: Userinfo | undefined; host: string } {
  const at = authority.lastIndexOf('@');
  const host = parseHost(
    authority.slice(at + 1),
    profile === '4.2' && (scheme === 'http' || scheme === 'https'),
    profile,
  );
  if (at < 0) return { userinfo: undefined, host };
  const userinfo = authority.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(userinfo)) failUrl('net/url: invalid userinfo');
  const [name, password] = cut(userinfo, ':');
  return {
    host,
    userinfo: {
      name: unescapeText(name, 'user'),
      password: password === undefined ? undefined : unescapeText(password, 'user'),
    },
  };
}

function parseHost(host: string, isStrict: boolean, profile: HelmProfile): string {
  if (host.lastIndexOf('[') > 0 && profile !== '3.17') failUrl('invalid IP-literal');
  if (host.startsWith('[')) return parseBracketedHost(host, profile);
  const colon = isStrict ? host.indexOf(':') : host.lastIndexOf(':');
  if (colon >= 0) checkPort(host.slice(colon));
  return unescapeText(host, 'host');
}

function parseBracketedHost(host: string, profile: HelmProfile): string {
  const close = host.lastIndexOf(']');
  if (close < 0) failUrl("missing ']' in host");
  checkPort(host.slice(close + 1));
  const inner = host.slice(1, close);
  const zone = inner.indexOf('%25');
  const name =
    zone < 0
      ? unescapeText(inner, 'host')
      : unescapeText(inner.slice(0, zone), 'host') + unescapeZone(inner.slice(zone));
  if (profile !== '3.17') checkAddress(name);
  return `[${name}]${host.slice(close + 1)}`;
}

/** Go looks closely at what stands in brackets; here only what is plainly no IPv6 address is refused. */
function checkAddress(name: string): void {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(name)) failUrl('invalid IP-literal');
  if (!name.includes(':')) failUrl(`invalid host: ParseAddr(${quoteGo(name)}): unable to parse IP`);
}

function checkPort(port: string): void {
  if (!/^(:[0-9]*)?$/.test(port)) failUrl(`invalid port ${quoteGo(port)} after host`);
}

function unescapeZone(text: string): string {
  return decodePercents(text);
}

/** Returns the text without percent escapes; in a host only bytes beyond ASCII may be escaped. */
function unescapeText(text: string, place: UrlPlace): string {
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '%') {
      const escape = text.slice(i, i + 3);
      const isHex = /^%[0-9a-fA-F]{2}$/.test(escape);
      if (!isHex || (place === 'host' && /^%[0-7]/.test(escape) && escape !== '%25')) {
        failUrl(`invalid URL escape ${quoteGo(escape)}`);
      }
      i += 2;
    } else if (place === 'host' && char < '\x80' && !isPlain(char, 'host')) {
      failUrl(`invalid character ${quoteGo(char)} in host name`);
    }
  }
  return decodePercents(text);
}

function decodePercents(text: string): string {
  if (!text.includes('%')) return text;
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text.charAt(i) === '%') {
      bytes.push(Number.parseInt(text.slice(i + 1, i + 3), 16));
      i += 2;
    } else {
      const char = String.fromCodePoint(text.codePointAt(i) ?? 0);
      bytes.push(...bytesOfText(char));
      i += char.length - 1;
    }
  }
  return textOfBytes(Uint8Array.from(bytes));
}

function isPlain(char: string, place: UrlPlace): boolean {
  return /[A-Za-z0-9\-._~]/.test(char) || plainCharacters[place].includes(char);
}

function escapeText(text: string, place: UrlPlace): string {
  let out = '';
  for (const byte of bytesOfText(text)) {
    const char = String.fromCharCode(byte);
    out +=
      byte < 0x80 && isPlain(char, place) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

/** Returns `name` or `name:password`, escaped. */
export function printUserinfo({ name, password }: Userinfo): string {
  const escaped = escapeText(name, 'user');
  return password === undefined ? escaped : `${escaped}:${escapeText(password, 'user')}`;
}

/** Returns the host without its port and brackets. */
export function hostName(host: string): string {
  const name = host.replace(/:[0-9]*$/, '');
  return name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name;
}

/** Returns the text of a URL as Go's String prints it. */
export function printUrl(url: UrlParts): string {
  let out = url.scheme === '' ? '' : `${url.scheme}:`;
  out += url.opaque === '' ? printHierarchy(url, out === '') : url.opaque;
  if (url.query !== '') out += `?${url.query}`;
  return url.fragment === '' ? out : `${out}#${escapeText(url.fragment, 'fragment')}`;
}

function printHierarchy({ scheme, userinfo, host, path }: UrlParts, isFirst: boolean): string {
  let out = '';
  if ((scheme !== '' || host !== '' || userinfo) && (host !== '' || path !== '' || userinfo)) {
    out = `//${userinfo ? `${printUserinfo(userinfo)}@` : ''}${escapeText(host, 'host')}`;
  }
  const escaped = path === '*' ? '*' : escapeText(path, 'path');
  if (escaped !== '' && !escaped.startsWith('/') && host !== '') out += '/';
  // A colon in the first segment would read as a scheme.
  if (out === '' && isFirst && cut(escaped, '/')[0].includes(':')) out = './';
  return out + escaped;
}
