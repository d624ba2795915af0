import type { Entropy } from './value';

/**
 * Returns an entropy whose random bytes depend on the seed and the place of the call alone and whose
 * clock stands still, so that a preview stays the same from render to render. Not for real secrets.
 */
export function seededEntropy(seed: number, now = 0): Entropy {
  let state = seed >>> 0 || 1;
  return {
    now: () => now,
    at: (site) => seededEntropy(seed ^ hashText(site), now),
    randomBytes: (count) => {
      const bytes = new Uint8Array(count);
      for (let i = 0; i < count; i++) {
        // Marsaglia's xorshift32.
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        state >>>= 0;
        bytes[i] = state >>> 24;
      }
      return bytes;
    },
  };
}

/** FNV-1a over UTF-16 units, 32 bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
