const secondsPerYear = 31_536_000;
const paneName = /^[a-z]{1,20}$/;

/**
 * Returns the panes whose hint was dismissed, from the value of the cookie `hints`. It is a cookie so that
 * the server paints the page with or without the hint, and nothing moves when it is read.
 */
export function dismissedHints(cookie: string | undefined): string[] {
  return (cookie ?? '').split('.').filter((name) => paneName.test(name));
}

/** Returns the text for `document.cookie` that remembers dismissed hints for a year. */
export function printHintCookie(panes: readonly string[]): string {
  return `hints=${[...new Set(panes)].join('.')}; path=/; max-age=${secondsPerYear}; samesite=strict`;
}
