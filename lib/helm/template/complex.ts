import { GoObject } from '../value';
import { formatFloat } from './float';

/** A complex constant. Templates can write one and print it; no function takes it. */
export class GoComplex extends GoObject {
  readonly type = 'complex128';
  readonly kind = 'complex128';
  readonly value: { readonly re: number; readonly im: number };

  constructor(value: { readonly re: number; readonly im: number }) {
    super();
    this.value = value;
  }

  override field(): undefined {
    return undefined;
  }

  override print(): string {
    const im = formatFloat(this.value.im, 'g', -1);
    return `(${formatFloat(this.value.re, 'g', -1)}${/^[+-]/.test(im) ? im : `+${im}`}i)`;
  }
}
