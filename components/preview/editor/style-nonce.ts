/**
 * Gives the style elements that the editor creates the nonce of the page, as its Content Security
 * Policy asks. Import it before the editor: it creates its first style element while loading.
 */
const nonce = document.querySelector<HTMLElement>('script[nonce], style[nonce]')?.nonce ?? '';
const createElement = document.createElement.bind(document);

function createElementWithNonce(tagName: string, options?: ElementCreationOptions): HTMLElement {
  const element = createElement(tagName, options);
  if (nonce !== '' && element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
}

// The cast keeps the overloads of the original; the wrapper only adds an attribute to its result.
document.createElement = createElementWithNonce as typeof document.createElement;

export {};
