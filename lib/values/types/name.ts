import type { z } from 'zod';
import { shown, type Check, type Fault } from '../model/fault';
import { textLeaf, type Described } from '../model/leaves';

/** Names of Kubernetes objects and other identifiers, and what is wrong with a bad one. */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
/** RFC 1123 label: services, namespaces, ports of names. */
export const LABEL_PATTERN = `^${LABEL}$`;
/** RFC 1123 subdomain: secrets, storage classes, service accounts, priority classes. */
export const SUBDOMAIN_PATTERN = `^${LABEL}(\\.${LABEL})*$`;
/** What ClickHouse takes as a name without quoting. */
export const IDENTIFIER_PATTERN = '^[A-Za-z_][A-Za-z0-9_]*$';

const labelShape = new RegExp(LABEL_PATTERN);
const subdomainShape = new RegExp(SUBDOMAIN_PATTERN);
const identifierShape = new RegExp(IDENTIFIER_PATTERN);

/** Returns what is wrong with a DNS-1123 label of at most `longest` characters. */
export function checkLabelName(text: string, longest = 63): Fault | undefined {
  if (text.length > longest) return tooLong(text, longest);
  if (labelShape.test(text)) return undefined;
  return {
    code: 'bad-value',
    message: `${shown(text)} is not a DNS label: lower-case letters, digits and hyphens, with a letter or digit at both ends`,
    ...suggest(text, '-'),
  };
}

/** Returns what is wrong with a DNS-1123 subdomain, as most Kubernetes object names are. */
export function checkObjectName(text: string): Fault | undefined {
  if (text.length > 253) return tooLong(text, 253);
  if (subdomainShape.test(text)) return undefined;
  return {
    code: 'bad-value',
    message: `${shown(text)} is not a Kubernetes name: lower-case letters, digits, hyphens and dots, with a letter or digit at both ends`,
    ...suggest(text, '-.'),
  };
}

/** Returns what is wrong with a ClickHouse identifier. */
export function checkIdentifier(text: string): Fault | undefined {
  if (text.length > 63) return tooLong(text, 63);
  if (identifierShape.test(text)) return undefined;
  const near = text.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, '_');
  return {
    code: 'bad-value',
    message: `${shown(text)} is not an identifier: letters, digits and underscores, not starting with a digit`,
    ...(identifierShape.test(near) && near !== '_' && { suggestion: `Did you mean ${near}?` }),
  };
}

/** Returns what is wrong with the key of an entry in a Secret or ConfigMap. */
export function checkDataKey(text: string): Fault | undefined {
  if (text.length > 253) return tooLong(text, 253);
  if (/^[-._a-zA-Z0-9]+$/.test(text) && text !== '.' && text !== '..') return undefined;
  return {
    code: 'bad-value',
    message: `${shown(text)} is not a key of a Secret: letters, digits, hyphens, underscores and dots`,
  };
}

function tooLong(text: string, longest: number): Fault {
  return {
    code: 'out-of-range',
    message: `${shown(text)} has ${text.length} characters; ${longest} are allowed`,
  };
}

function suggest(text: string, allowed: string): { suggestion?: string } {
  const near = text
    .toLowerCase()
    .replace(allowed.includes('.') ? /[^a-z0-9.-]+/g : /[^a-z0-9-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  const good = allowed.includes('.') ? subdomainShape.test(near) : labelShape.test(near);
  return good ? { suggestion: `Did you mean ${near}?` } : {};
}

function nameLeaf(check: Check<string>, pattern: string, described: Described<string>) {
  return textLeaf('name', check, { ...described, json: { pattern, ...described.json } });
}

/** Returns a leaf that names a Kubernetes object. */
export function objectName(described: Described<string>): z.ZodDefault<z.ZodString> {
  return nameLeaf(checkObjectName, SUBDOMAIN_PATTERN, described);
}

/** Returns a leaf that begins or is the name of a Service: a DNS label of at most `longest` characters. */
export function labelName(described: Described<string> & { longest?: number }): z.ZodDefault<z.ZodString> {
  const { longest = 63, ...meta } = described;
  return nameLeaf((text) => checkLabelName(text, longest), LABEL_PATTERN, {
    ...meta,
    json: { maxLength: longest },
  });
}

/** Returns a leaf that names something in ClickHouse. */
export function identifier(described: Described<string>): z.ZodDefault<z.ZodString> {
  return nameLeaf(checkIdentifier, IDENTIFIER_PATTERN, described);
}

/** Returns a leaf that names an entry of a Secret. */
export function secretKey(described: Described<string>): z.ZodDefault<z.ZodString> {
  return nameLeaf(checkDataKey, '^[-._a-zA-Z0-9]+$', described);
}
