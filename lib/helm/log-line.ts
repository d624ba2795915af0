import type { HelmProfile } from './value';

/**
 * Returns a warning in the words of a profile: Helm 3 has sentences, Helm 4 a message with attributes
 * (`returned non-bool value path=a.enabled chart=a`).
 */
export function warningText(
  profile: HelmProfile,
  sentence: string,
  line: { message: string; attributes: Readonly<Record<string, string>> },
): string {
  if (profile === '3.17') return sentence;
  const attributes = Object.entries(line.attributes).map(([key, value]) => ` ${key}=${attributeText(value)}`);
  return line.message + attributes.join('');
}

/** Go's log/slog quotes what could be misread. */
function attributeText(value: string): string {
  return value === '' || /[\s"=]|[^\x20-\x7e]/.test(value) ? JSON.stringify(value) : value;
}
