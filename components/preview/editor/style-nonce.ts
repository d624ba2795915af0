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

// The wrapper only adds an attribute to the result of the original.
document.createElement = createElementWithNonce;

export {};
