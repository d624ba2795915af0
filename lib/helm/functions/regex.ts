import { quoteGo } from '../template/quote';
import type { CallContext, Value } from '../value';
import { define, fail, intArg, textArg, textList, type FunctionBody, type FunctionTable } from './define';
import {
  compile,
  findAll,
  findFirst,
  hasMatch,
  RegexFault,
  replaceAll,
  splitAround,
  type GroupReader,
  type Regex,
  type Searched,
} from './regexp';

/** sprig's regular expressions. The `must` forms return the error that the others panic with. */
export const regexFunctions: FunctionTable = {
  regexMatch: define(['string', 'string'], (args, context) => {
    const regex = compileOr(textArg(args, 0), () => undefined);
    return regex !== undefined && hasMatch(regex, subject(args, context));
  }),
  mustRegexMatch: define(['string', 'string'], (args, context) =>
    hasMatch(compileOr(textArg(args, 0), fail), subject(args, context)),
  ),
  ...twins(
    'regexFind',
    ['string', 'string'],
    (regex) => (args, context) => findFirst(regex, subject(args, context)),
  ),
  ...twins('regexFindAll', ['string', 'string', 'int'], (regex) => (args, context) => {
    const found = findAll(regex, subject(args, context), intArg(args, 2));
    return textList(found, found.length === 0);
  }),
  ...twins('regexReplaceAll', ['string', 'string', 'string'], (regex) => (args, context) => {
    const template = textArg(args, 2);
    return replaceAll(regex, subject(args, context), (group) => {
      context.spend(16 + (template.length >> 3));
      return expandTemplate(template, group);
    });
  }),
  ...twins(
    'regexReplaceAllLiteral',
    ['string', 'string', 'string'],
    (regex) => (args, context) => replaceAll(regex, subject(args, context), () => textArg(args, 2)),
  ),
  ...twins('regexSplit', ['string', 'string', 'int'], (regex) => (args, context) => {
    const parts = splitAround(regex, subject(args, context), intArg(args, 2));
    return textList(parts ?? [], parts === undefined);
  }),
  regexQuoteMeta: define(['string'], (args) => textArg(args, 0).replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')),
};

/** The text to search; the context pays for the work. */
function subject(args: readonly Value[], context: CallContext): Searched {
  return {
    text: textArg(args, 1),
    spend: (steps) => {
      context.spend(steps);
    },
  };
}

/** The function under its name, which panics, and under its must name, which returns the error. */
function twins(
  name: string,
  params: readonly ('string' | 'int')[],
  body: (regex: Regex) => FunctionBody,
): FunctionTable {
  const withFault = (onFault: (message: string, pattern: string) => never): FunctionTable[string] =>
    define(params, (args, context) => {
      const pattern = textArg(args, 0);
      return body(compileOr(pattern, (message) => onFault(message, pattern)))(args, context);
    });
  return {
    [name]: withFault((message, pattern) => fail(`regexp: Compile(${quotePattern(pattern)}): ${message}`)),
    [`must${name.charAt(0).toUpperCase()}${name.slice(1)}`]: withFault(fail),
  };
}

function compileOr<T>(pattern: string, onFault: (message: string) => T): Regex | T {
  try {
    return compile(pattern);
  } catch (error) {
    if (error instanceof RegexFault) return onFault(error.message);
    throw error;
  }
}

/** Go shows a pattern in backquotes where it can. */
function quotePattern(pattern: string): string {
  return /[`\0-\x08\x0a-\x1f\x7f\ufeff]/.test(pattern) ? quoteGo(pattern) : `\`${pattern}\``;
}

/** Fills `$1`, `$name` and `${name}` of a replacement; `$$` is a dollar, and so is one before anything else. */
function expandTemplate(template: string, group: GroupReader): string {
  const reference = /\$(?:(\$)|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})?/gu;
  let out = '';
  let last = 0;
  for (const match of template.matchAll(reference)) {
    const [whole, dollar, plain, braced] = match;
    const name = plain ?? braced;
    out += template.slice(last, match.index);
    if (dollar !== undefined) out += '$';
    else out += name === undefined ? whole : group(groupOf(name));
    last = match.index + whole.length;
  }
  return out + template.slice(last);
}

/** A number without leading zeros means the group of that number, anything else the group of that name. */
function groupOf(name: string): number | string {
  return /^(0|[1-9][0-9]{0,7})$/.test(name) ? Number(name) : name;
}
