/** Widths of panes in percent by group and pane, as JSON by the id of the group. */
export type SavedPanes = Readonly<Record<string, string>>;

const cookiePrefix = 'panes-';
const secondsPerYear = 31_536_000;

/**
 * Returns the remembered panes from the cookies of a request: the server then paints them at their
 * width at once, which storage in the browser could not do.
 */
export function savedPanes(cookies: readonly { name: string; value: string }[]): SavedPanes {
  return Object.fromEntries(
    cookies
      .filter(({ name, value }) => name.startsWith(cookiePrefix) && isLayout(value))
      .map(({ name, value }) => [name.slice(cookiePrefix.length), value]),
  );
}

/** Returns the text for `document.cookie` that remembers the layout of the group `id` for a year. */
export function printPaneCookie(id: string, layout: string): string {
  const value = encodeURIComponent(layout);
  return `${cookiePrefix}${id}=${value}; path=/; max-age=${secondsPerYear}; samesite=strict`;
}

function isLayout(text: string): boolean {
  try {
    const layout: unknown = JSON.parse(text);
    return typeof layout === 'object' && layout !== null && Object.values(layout).every(Number.isFinite);
  } catch {
    return false;
  }
}
