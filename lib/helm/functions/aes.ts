/**
 * AES-256 in CBC mode, small rather than fast: encryptAES and decryptAES are rare in charts. Not
 * hardened against timing, which does not matter for a preview of one's own values.
 */

const forward = new Uint8Array(256);
const inverse = new Uint8Array(256);
fillBoxes();

/** Derives the substitution boxes from the field's inverses, as FIPS 197 defines them. */
function fillBoxes(): void {
  let p = 1;
  let q = 1;
  do {
    p = multiply(p, 3);
    // q runs through the inverses of p: division by 3 is multiplication by 0xf6.
    q = multiply(q, 0xf6);
    let value = 0x63;
    for (let turn = 0; turn < 5; turn++) value ^= ((q << turn) | (q >> (8 - turn))) & 0xff;
    forward[p] = value;
  } while (p !== 1);
  forward[0] = 0x63;
  forward.forEach((value, i) => (inverse[value] = i));
}

/** The product in the field of AES. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let x = a, y = b; y > 0; y >>= 1) {
    if (y & 1) product ^= x;
    x = (x << 1) ^ (x & 0x80 ? 0x11b : 0);
  }
  return product;
}

const blockSize = 16;
const rounds = 14;

function expandKey(key: Uint8Array): Uint8Array {
  const out = new Uint8Array(blockSize * (rounds + 1));
  out.set(key);
  let constant = 1;
  for (let i = key.length; i < out.length; i += 4) {
    let word = Array.from(out.subarray(i - 4, i));
    if (i % 32 === 0) {
      word = [...word.slice(1), word[0] ?? 0].map((byte) => forward[byte] ?? 0);
      word[0] = (word[0] ?? 0) ^ constant;
      constant = multiply(constant, 2);
    } else if (i % 32 === 16) {
      word = word.map((byte) => forward[byte] ?? 0);
    }
    word.forEach((byte, k) => (out[i + k] = (out[i + k - 32] ?? 0) ^ byte));
  }
  return out;
}

function addKey(state: Uint8Array, keys: Uint8Array, round: number): void {
  state.forEach((byte, i) => (state[i] = byte ^ (keys[round * blockSize + i] ?? 0)));
}

/** Substitutes every byte and shifts row r by r columns; `direction` -1 undoes it. */
function substituteAndShift(state: Uint8Array, box: Uint8Array, direction: 1 | -1): void {
  const source = state.slice();
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 4; row++) {
      const from = ((column + direction * row + 4) % 4) * 4 + row;
      state[column * 4 + row] = box[source[from] ?? 0] ?? 0;
    }
  }
}

function mixColumns(state: Uint8Array, factors: readonly number[]): void {
  const source = state.slice();
  state.forEach((_, i) => {
    const column = i - (i % 4);
    let sum = 0;
    for (let k = 0; k < 4; k++) sum ^= multiply(source[column + k] ?? 0, factors[(k - (i % 4) + 4) % 4] ?? 0);
    state[i] = sum;
  });
}

function encryptBlock(block: Uint8Array, keys: Uint8Array): Uint8Array {
  const state = block.slice();
  addKey(state, keys, 0);
  for (let round = 1; round <= rounds; round++) {
    substituteAndShift(state, forward, 1);
    if (round < rounds) mixColumns(state, [2, 3, 1, 1]);
    addKey(state, keys, round);
  }
  return state;
}

function decryptBlock(block: Uint8Array, keys: Uint8Array): Uint8Array {
  const state = block.slice();
  for (let round = rounds; round >= 1; round--) {
    addKey(state, keys, round);
    if (round < rounds) mixColumns(state, [14, 11, 13, 9]);
    substituteAndShift(state, inverse, -1);
  }
  addKey(state, keys, 0);
  return state;
}

/** What CBC needs besides the data: a key of 32 bytes and an initial vector of 16. */
export interface CbcParameters {
  key: Uint8Array;
  vector: Uint8Array;
}

/** Returns the ciphertext of `data`, whose length must be a multiple of 16. */
export function encryptCbc(data: Uint8Array, { key, vector }: CbcParameters): Uint8Array {
  const keys = expandKey(key);
  const out = new Uint8Array(data.length);
  let previous = vector;
  for (let i = 0; i < data.length; i += blockSize) {
    const mixed = data.slice(i, i + blockSize).map((byte, k) => byte ^ (previous[k] ?? 0));
    previous = encryptBlock(mixed, keys);
    out.set(previous, i);
  }
  return out;
}

/** Returns the plain data of ciphertext whose length is a multiple of 16; padding stays. */
export function decryptCbc(data: Uint8Array, { key, vector }: CbcParameters): Uint8Array {
  const keys = expandKey(key);
  const out = new Uint8Array(data.length);
  let previous = vector;
  for (let i = 0; i < data.length; i += blockSize) {
    const block = data.slice(i, i + blockSize);
    const held = previous;
    out.set(
      decryptBlock(block, keys).map((byte, k) => byte ^ (held[k] ?? 0)),
      i,
    );
    previous = block;
  }
  return out;
}
