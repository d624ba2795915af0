/**
 * base: what every room may use. Errors with a position, UTF-8, exhaustiveness.
 * It knows nothing of Helm, values or the plane, and imports nothing.
 */
export { StudioError, assertNever, type SourcePosition, type StudioErrorDetail } from './errors';
export { decodeUtf8, encodeUtf8, monotonicMilliseconds } from './globals';
