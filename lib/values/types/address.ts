import type { z } from 'zod';
import { shown, type Fault } from '../model/fault';
import { numberLeaf, textLeaf, type Described } from '../model/leaves';

/** Ports, URLs and hosts. */

const HOST = '(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?)';
export const HOST_PATTERN = `^${HOST}$`;
export const HOST_PORT_PATTERN = `^${HOST}:[0-9]{1,5}$`;
export const URL_PATTERN = `^https?://${HOST}(:[0-9]{1,5})?([/?#][^\\s]*)?$`;
/** As browsers send it in Origin: scheme, host, port; the collector takes a * in it too. */
export const ORIGIN_PATTERN = '^(\\*|[a-z][a-z0-9+.-]*://[A-Za-z0-9_.*\\[\\]-]+(:[0-9*]{1,5})?)$';

/** IPv4 or IPv6 with the length of its prefix; the model looks closer. */
export const CIDR_PATTERN = '^[0-9A-Fa-f.:]+/[0-9]{1,3}$';

const hostShape = new RegExp(HOST_PATTERN);
const hostPortShape = new RegExp(`^(${HOST}):([0-9]{1,5})$`);
const urlShape = new RegExp(URL_PATTERN);
const originShape = new RegExp(ORIGIN_PATTERN);

/** Returns what is wrong with a port number. */
export function checkPort(port: number): Fault | undefined {
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return undefined;
  return { code: 'out-of-range', message: `${port} is not a port: a whole number from 1 to 65535` };
}

/** Returns the host and the port of "host:port", or nothing. */
export function parseHostPort(text: string): { host: string; port: number } | undefined {
  const match = hostPortShape.exec(text);
  const host = match?.[1];
  const port = Number(match?.at(-1));
  return host === undefined || checkPort(port) ? undefined : { host, port };
}

/** Returns what is wrong with a host name or address without a port. */
export function checkHost(text: string): Fault | undefined {
  if (text.length <= 253 && hostShape.test(text)) return undefined;
  const inner = /^[a-z][a-z0-9+.-]*:\/\/([^/:]+)/i.exec(text)?.[1] ?? parseHostPort(text)?.host;
  return {
    code: 'bad-value',
    message: `${shown(text)} is not a host name`,
    suggestion:
      inner !== undefined && hostShape.test(inner)
        ? `Write ${inner} here; the scheme and the port have fields of their own.`
        : 'Write a DNS name or an address, such as clickhouse.example.com.',
  };
}

/** Returns what is wrong with "host:port". */
export function checkHostPort(text: string): Fault | undefined {
  if (parseHostPort(text)) return undefined;
  const fault = { code: 'bad-value' as const, message: `${shown(text)} is not host:port` };
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/([^/]+)/i.exec(text)?.[1];
  if (scheme !== undefined && parseHostPort(scheme))
    return { ...fault, suggestion: `Did you mean ${scheme}?` };
  if (hostShape.test(text)) return { ...fault, suggestion: `Add the native port: ${text}:9000.` };
  return { ...fault, suggestion: 'Write it as clickhouse.example.com:9000.' };
}

/** Returns what is wrong with an http or https URL. User names and passwords do not belong into URLs. */
export function checkUrl(text: string): Fault | undefined {
  // The value is not shown when it may hold a password.
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i.test(text)) {
    return {
      code: 'bad-value',
      message: 'the URL holds a user name or password',
      suggestion: 'Remove it: credentials have fields of their own.',
    };
  }
  const port = Number(/^https?:\/\/(?:\[[^\]]*\]|[^/:?#]+):(\d+)/.exec(text)?.[1] ?? '1');
  if (text.length <= 2048 && urlShape.test(text) && !checkPort(port)) return undefined;
  const fault = { code: 'bad-value' as const, message: `${shown(text)} is not an http or https URL` };
  const near = `http://${text.replace(/^[a-z]*:?\/\//i, '').trim()}`;
  return urlShape.test(near) ? { ...fault, suggestion: `Did you mean ${near}?` } : fault;
}

/** Returns what is wrong with an origin of a browser, as CORS compares it. */
export function checkOrigin(text: string): Fault | undefined {
  if (originShape.test(text)) return undefined;
  const fault = {
    code: 'bad-value' as const,
    message: `${shown(text)} is not an origin: scheme, host and port only`,
  };
  const near = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i.exec(text)?.[0] ?? `https://${text}`;
  return originShape.test(near) ? { ...fault, suggestion: `Did you mean ${near}?` } : fault;
}

/** Returns what is wrong with a range of addresses in the form that network policies take. */
export function checkCidr(text: string): Fault | undefined {
  const [, address = '', bits = ''] = /^([0-9A-Fa-f.:]+)\/(\d{1,3})$/.exec(text) ?? [];
  const parts = address.split('.');
  const isFour =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  if (isFour && Number(bits) <= 32) return undefined;
  if (isAddressSix(address) && bits !== '' && Number(bits) <= 128) return undefined;
  const whole = text.includes(':') ? `${text}/128` : `${text}/32`;
  return {
    code: 'bad-value',
    message: `${shown(text)} is not a range of addresses, such as 10.20.0.0/16`,
    ...(!text.includes('/') && checkCidr(whole) === undefined && { suggestion: `Did you mean ${whole}?` }),
  };
}

function isAddressSix(text: string): boolean {
  const halves = text.split('::');
  const groups = text.split(':').filter((part) => part !== '');
  if (halves.length > 2 || !groups.every((part) => /^[0-9A-Fa-f]{1,4}$/.test(part))) return false;
  if (halves.length === 2) return groups.length < 8 && !/:::|^:[^:]|[^:]:$/.test(text);
  return text.split(':').length === 8 && groups.length === 8;
}

/** Returns a leaf that is a TCP port. */
export function port(described: Described<number>): z.ZodDefault<z.ZodNumber> {
  return numberLeaf('port', { min: 1, max: 65535, ...described });
}

/** Returns a leaf that is a host name or address. */
export function host(described: Described<string>): z.ZodDefault<z.ZodString> {
  return textLeaf('string', checkHost, { ...described, json: { pattern: HOST_PATTERN } });
}

/** Returns a leaf that is an http or https URL. */
export function url(described: Described<string>): z.ZodDefault<z.ZodString> {
  return textLeaf('url', checkUrl, { ...described, json: { pattern: URL_PATTERN } });
}
