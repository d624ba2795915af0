import type { z } from 'zod';
import type { Check } from '../model/fault';
import { textLeaf, type Described } from '../model/leaves';

/**
 * Returns a leaf that is a connection string with one of `schemes`. It may hold a password, so it is
 * sensitive and no message shows it.
 */
export function uriOf(
  schemes: readonly string[],
  described: Omit<Described<string>, 'sensitive'>,
): z.ZodDefault<z.ZodString> {
  const listed = schemes.map((scheme) => `${scheme}://`).join(' or ');
  const check: Check<string> = (text) => {
    const scheme = schemes.find((candidate) => text.startsWith(`${candidate}://`));
    if (scheme === undefined) return bad(`the URI must begin with ${listed}`);
    if (/\s/.test(text)) return bad('the URI holds white space');
    if (text.length > 4096) return bad('the URI is longer than 4096 characters');
    const authority = /^[^/?#]*/.exec(text.slice(scheme.length + 3))?.[0] ?? '';
    const credentials = authority.slice(0, Math.max(authority.lastIndexOf('@'), 0));
    if (/[@]|%(?![0-9A-Fa-f]{2})/.test(credentials)) {
      return {
        ...bad('the user name or password in the URI is not encoded'),
        suggestion: 'Write @ as %40, % as %25.',
      };
    }
    const hosts = authority.slice(authority.lastIndexOf('@') + 1);
    return /^[^,\s]+(,[^,\s]+)*$/.test(hosts) ? undefined : bad('the URI names no host');
  };
  const pattern = `^(${schemes.map((scheme) => scheme.replace('+', '\\+')).join('|')})://`;
  return textLeaf('string', check, { ...described, sensitive: true, json: { pattern } });
}

function bad(message: string): { code: 'bad-value'; message: string } {
  return { code: 'bad-value', message };
}
