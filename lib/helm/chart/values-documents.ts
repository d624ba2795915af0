import { trimSpace } from '../space';
import { GoMap, type HelmProfile } from '../value';
import { readYamlMap, TextError } from '../yaml';
import { mergeMaps } from '../values/merge-maps';

/**
 * Returns the values of a values file. Helm 3 reads the first document; Helm 4 merges all of them.
 * Throws a `TextError` with the message of the profile's loader, without what names the file.
 */
export function readValuesDocuments(text: string, profile: HelmProfile): GoMap {
  if (profile === '3.17') return readYamlMap(text);
  let values = new GoMap();
  for (const document of splitDocuments(throughLines(text))) {
    values = mergeMaps(values, readDocument(document));
  }
  return values;
}

function readDocument(text: string): GoMap {
  try {
    return readYamlMap(text);
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const detail = error.pos ? { pos: error.pos } : {};
    throw new TextError(error.code, `cannot unmarshal yaml document: ${error.message}`, detail);
  }
}

/** Kubernetes' line reader ends every line with a line feed, also a last one without any. */
function throughLines(text: string): string {
  const lines = text.replaceAll('\r\n', '\n');
  return lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`;
}

/**
 * Kubernetes' YAML reader splits at lines that begin with `---`, with nothing but white space or a
 * comment behind it; a separator before any text belongs to the document that follows. Anything else
 * behind the dashes is a fault, once what comes before it has been read.
 */
function* splitDocuments(text: string): Generator<string> {
  let current = '';
  for (const line of text.split(/(?<=\n)/)) {
    const behind = line.startsWith('---') ? trimSpace(line.slice(3)) : undefined;
    if (behind !== undefined && behind !== '' && !behind.startsWith('#')) {
      const message = `error reading yaml document: invalid Yaml document separator: ${behind}`;
      throw new TextError('yaml-syntax', message);
    }
    if (behind !== undefined && current !== '') {
      yield current;
      current = '';
    } else current += line;
  }
  if (current !== '') yield current;
}
