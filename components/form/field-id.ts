/** Returns the element id of the control of a values path. */
export function fieldId(path: string): string {
  return `field-${path.replaceAll('.', '-')}`;
}
