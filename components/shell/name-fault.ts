// DNS-1123 label; Helm allows 53 characters for a release, Kubernetes 63 for a namespace.
const namePattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Returns what is wrong with a release or namespace name, or nothing. */
export function nameFault(name: string, longest: number): string | undefined {
  if (name === '') return 'A name is needed';
  if (name.length > longest) return `At most ${longest} characters`;
  return namePattern.test(name) ? undefined : 'Lower-case letters, digits and dashes, none at the ends';
}
