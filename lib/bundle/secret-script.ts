/** One Secret that a bundle leaves out: its keys, each as text in which `${NAME}` stands for a variable. */
export interface SecretTemplate {
  name: string;
  /** The values path that names the Secret, e.g. `clickstack.credentials.existingSecret`. */
  valuesPath: string;
  data: readonly { key: string; parts: readonly SecretPart[] }[];
}

/** Fixed text, or the place of a variable. */
export type SecretPart = { text: string } | { variable: string };

/** A value that the reader gives or the script makes. */
export interface SecretVariable {
  name: string;
  title: string;
  /** Whether a random value will do. If not, the reader must give it: it belongs to something that exists. */
  canBeRandom: boolean;
  /** Whether it is a connection address; such a value may hold more characters. Default: false. */
  isUri?: boolean;
}

/** What the script is to make, and where. */
export interface SecretScriptInput {
  namespace: string;
  secrets: readonly SecretTemplate[];
  variables: readonly SecretVariable[];
}

/**
 * Returns a POSIX shell script that makes the Secrets with kubectl. It holds no secret: variables come
 * from the environment or from /dev/urandom. Secrets that exist already are left as they are, so the
 * script can run again.
 */
export function printSecretScript({ namespace, secrets, variables }: SecretScriptInput): string {
  const lines = [
    '#!/bin/sh',
    '# Makes the Secrets that this plane refers to. One that exists is left as it is.',
    '#',
    '# Set a variable beforehand to choose its value:',
    ...variables.map(
      ({ name, title, canBeRandom }) => `#   ${name}  ${title}${canBeRandom ? '' : ' (needed)'}`,
    ),
    'set -eu',
    '',
    `namespace=\${NAMESPACE:-${namespace}}`,
    '',
    'random_text() {',
    "  LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c 32",
    '}',
    '',
    'check() { # NAME VALUE: the value goes into YAML, JSON and URLs as it is',
    '  case $2 in',
    "    '' | *[!A-Za-z0-9._~-]*)",
    '      echo "$1 may hold letters, digits and . _ ~ - only, and must not be empty" >&2',
    '      exit 1',
    '      ;;',
    '  esac',
    '}',
    '',
    'check_uri() { # NAME VALUE: what would end a quoted YAML text is refused',
    '  case $2 in',
    "    '' | *'\"'* | *[\\\\[:space:][:cntrl:]]*)",
    '      echo "$1 is not an address: it is empty, or holds a blank, a quote or a backslash" >&2',
    '      exit 1',
    '      ;;',
    '  esac',
    '}',
    '',
    'make_secret() { # NAME, manifest on stdin',
    '  if kubectl --namespace "$namespace" get secret "$1" >/dev/null 2>&1; then',
    '    cat >/dev/null',
    '    echo "secret/$1 exists and stays as it is"',
    '  else',
    '    kubectl --namespace "$namespace" create -f -',
    '  fi',
    '}',
    '',
  ];
  for (const { name, canBeRandom, isUri } of variables) {
    lines.push(canBeRandom ? `: "\${${name}:=$(random_text)}"` : `: "\${${name}:?is needed}"`);
    lines.push(`${isUri ? 'check_uri' : 'check'} ${name} "$${name}"`);
  }
  for (const secret of secrets) {
    lines.push(
      '',
      `# Named by ${secret.valuesPath}`,
      `make_secret ${secret.name} <<EOF`,
      'apiVersion: v1',
      'kind: Secret',
      'metadata:',
      `  name: ${secret.name}`,
      'type: Opaque',
      'stringData:',
      ...secret.data.map(({ key, parts }) => `  ${key}: "${parts.map(printPart).join('')}"`),
      'EOF',
    );
  }
  return `${lines.join('\n')}\n`;
}

/** A part inside a double-quoted YAML scalar inside an unquoted here-document. */
function printPart(part: SecretPart): string {
  if ('variable' in part) return `\${${part.variable}}`;
  const yaml = JSON.stringify(part.text).slice(1, -1);
  return yaml.replace(/[\\$`]/g, '\\$&');
}
