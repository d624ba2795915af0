import { expect, it } from 'vitest';
import { dismissedHints, printHintCookie } from './hint-cookie';

it('reads back what it wrote, each pane once', () => {
  const [pair] = printHintCookie(['form', 'preview', 'form']).split(';');
  expect(pair).toBe('hints=form.preview');
  expect(dismissedHints('form.preview')).toEqual(['form', 'preview']);
});

it.each([undefined, '', '..', '<script>', 'FORM'])('takes %s for nothing', (cookie) => {
  expect(dismissedHints(cookie)).toEqual([]);
});
