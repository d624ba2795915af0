import { GoMap, type HelmProfile, type Value } from '../value';
import { define, fail, mapArg, textArg, type FunctionTable } from './define';
import { kindName } from './go-print';
import { hostName, parseUrl, printUrl, printUserinfo, UrlFault, type Userinfo } from './go-url';

/** urlParse and urlJoin. */
export function urlFunctions(profile: HelmProfile): FunctionTable {
  return {
    urlParse: define(['string'], (args) => parseToDict(textArg(args, 0), profile)),
    urlJoin: define(['map[string]interface {}'], (args) => joinDict(mapArg(args, 0), profile)),
  };
}

function parseToDict(text: string, profile: HelmProfile): GoMap {
  const url = orFail('unable to parse url', () => parseUrl(text, profile));
  const entries: [string, Value][] = [
    ['scheme', url.scheme],
    ['host', url.host],
    ['hostname', hostName(url.host)],
    ['path', url.path],
    ['query', url.query],
    ['opaque', url.opaque],
    ['fragment', url.fragment],
    ['userinfo', url.userinfo ? printUserinfo(url.userinfo) : ''],
  ];
  return new GoMap(new Map(entries));
}

function joinDict(dict: GoMap, profile: HelmProfile): string {
  const get = (key: string): string => {
    const value = dict.entries.get(key);
    if (value === undefined) return '';
    if (value === null) return fail('runtime error: invalid memory address or nil pointer dereference');
    if (typeof value === 'string') return value;
    return fail(`unable to parse ${key} key, must be of type string, but ${kindName(value)} found`);
  };
  const url = {
    scheme: get('scheme'),
    host: get('host'),
    path: get('path'),
    query: get('query'),
    opaque: get('opaque'),
    fragment: get('fragment'),
  };
  const userinfo = get('userinfo');
  return printUrl({ ...url, userinfo: userinfo === '' ? undefined : readUserinfo(userinfo, profile) });
}

function readUserinfo(text: string, profile: HelmProfile): Userinfo | undefined {
  return orFail('unable to parse userinfo in dict', () => parseUrl(`proto://${text}@host`, profile).userinfo);
}

function orFail<T>(act: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof UrlFault) return fail(`${act}: ${error.message}`);
    throw error;
  }
}
