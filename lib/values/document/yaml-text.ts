import { Document, Scalar, visit } from 'yaml';

/** Returns a YAML document of `value` whose texts survive both versions of YAML. */
export function yamlDocument(value: unknown): Document {
  const document = new Document(value, { schema: 'core', compat: 'yaml-1.1', aliasDuplicateObjects: false });
  visit(document, { Scalar: quoteWhatHelmMisreads });
  return document;
}

/** Returns YAML text of any value, quoted as `printOverrides` does. */
export function printYaml(value: unknown): string {
  return yamlDocument(value).toString({ lineWidth: 0, indentSeq: true });
}

function quoteWhatHelmMisreads(_key: unknown, node: Scalar): void {
  if (typeof node.value !== 'string') return;
  // Go's YAML library reads these as numbers or times although no version of YAML's core schema does.
  const risky = /^[-+.]?\d[\d_.]*([eE][-+]?\d*)?$|^[-+]?0[box]|^\d{4}-\d|^[<=]$|^[-+]?\.(inf|nan)$/i;
  if (risky.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
}
