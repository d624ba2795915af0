'use client';

/**
 * Gives every style element that a script of the page creates the nonce of the page, as its Content
 * Security Policy asks: the editor's, and the one by which a dialog locks scrolling. Imported by the
 * theme, so that it is there before either.
 */
function giveStylesTheNonce() {
  const nonce = document.querySelector<HTMLElement>('script[nonce], style[nonce]')?.nonce ?? '';
  const createElement = document.createElement.bind(document);

  function createElementWithNonce(tagName: string, options?: ElementCreationOptions): HTMLElement {
    const element = createElement(tagName, options);
    if (nonce !== '' && element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  }

  // The wrapper only adds an attribute to the result of the original.
  document.createElement = createElementWithNonce;
}

// The server renders the theme too, without a document.
if (typeof document !== 'undefined') giveStylesTheNonce();

export {};
