// Letters and digits only: the secret must survive URLs, shells, XML and YAML without quoting.
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Returns a random secret of 32 letters and digits (190 bits) from the browser's secure generator. */
export function generateSecret(): string {
  let secret = '';
  while (secret.length < 32) {
    for (const byte of crypto.getRandomValues(new Uint8Array(48))) {
      // 248 is the largest multiple of 62 in a byte; higher bytes would favour the first letters.
      if (byte < 248 && secret.length < 32) secret += alphabet.charAt(byte % 62);
    }
  }
  return secret;
}
