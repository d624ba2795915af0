import { describe, expect, it } from 'vitest';
import { parseViewState, printViewState } from './view-state';

const parse = (query: string) => parseViewState(new URLSearchParams(query));

describe('the view in the address', () => {
  it('is empty for the view that one starts with', () => {
    expect(printViewState(parse(''))).toBe('');
  });

  it('comes back as it was written', () => {
    const view = {
      ...parse(''),
      section: 'gateway',
      tab: 'values' as const,
      object: 'Service/gateway',
      releaseName: 'obs',
      namespace: 'ns-1',
      profile: '3.17' as const,
    };
    expect(parse(printViewState(view))).toEqual(view);
  });

  it('falls back where a part is unknown or broken', () => {
    expect(parse('tab=nothing&helm=9.9&name=')).toEqual(parse(''));
    expect(parse(`object=${'x'.repeat(300)}`).object).toBe('');
  });
});
