/**
 * The few host globals that pure code may use, declared here because the purity proof compiles
 * without the DOM's and Node's types. Browsers, workers and Node all have them.
 */
interface Utf8Encoder {
  encode(text: string): Uint8Array;
}
interface Utf8Decoder {
  decode(bytes: Uint8Array): string;
}
interface HostGlobals {
  TextEncoder: new () => Utf8Encoder;
  TextDecoder: new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }) => Utf8Decoder;
  performance: { now(): number };
}

// The cast states what the host provides; nothing else in pure code reads globalThis.
const host = globalThis as unknown as HostGlobals;

const encoder = new host.TextEncoder();
const decoder = new host.TextDecoder('utf-8', { ignoreBOM: true });

/** Returns the UTF-8 bytes of `text`; lone surrogates become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Returns the text of UTF-8 `bytes`; invalid sequences become U+FFFD. A byte order mark is kept. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Returns a monotonic time in milliseconds, for measuring durations only. */
export function monotonicMilliseconds(): number {
  return host.performance.now();
}
