import { describe, expect, it } from 'vitest';
import {
  activeDraft,
  beginDraft,
  copyName,
  isLost,
  isTakenElsewhere,
  ofThisTab,
  readDrafts,
  rememberTab,
  removeDraft,
  renameDraft,
  saveActive,
  writeDrafts,
  type Draft,
} from './draft-store';

const content = (text: string) => ({ text, removed: [], savedAt: '2026-01-01T00:00:00Z' });
const memory = (stored: string | null = null) => {
  let item = stored;
  return { getItem: () => item, setItem: (_key: string, value: string) => void (item = value) };
};

describe('drafts', () => {
  it('are read as they were written', () => {
    const storage = memory();
    const saved = saveActive(
      readDrafts(storage, () => 'a'),
      content('gateway: {}\n'),
    );
    expect(writeDrafts(storage, saved)).toBe(true);
    expect(readDrafts(storage, () => 'b')).toEqual(saved);
    expect(activeDraft(saved)).toMatchObject({ id: 'a', name: 'Untitled', text: 'gateway: {}\n' });
  });

  it.each([
    '',
    'x',
    'null',
    '[]',
    '{"activeId":1,"drafts":[]}',
    '{"activeId":"a","drafts":[{"id":"a"},3,null]}',
  ])('do not mind %j in their place', (stored) =>
    expect(readDrafts(memory(stored), () => 'n').drafts).toEqual([]),
  );

  it('say when the browser refuses', () => {
    const full = {
      getItem: () => null,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    };
    expect(writeDrafts(full, { activeId: 'a', drafts: [] })).toBe(false);
    const forbidden = {
      getItem: () => {
        throw new Error('SecurityError');
      },
      setItem: () => {},
    };
    expect(readDrafts(forbidden, () => 'a')).toEqual({ activeId: 'a', drafts: [] });
  });

  it('are begun, named and removed, but never the one that is worked on', () => {
    const first: Draft = { id: 'a', name: 'A', ...content('a: 1') };
    const second: Draft = { id: 'b', name: 'B', ...content('b: 1') };
    const both = beginDraft(beginDraft({ activeId: '', drafts: [] }, first), second);
    expect(both.drafts.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(removeDraft(both, 'b')).toBe(both);
    expect(removeDraft(both, 'a').drafts).toEqual([second]);
    expect(renameDraft(both, 'a', '  Prod ').drafts[1]?.name).toBe('Prod');
    expect(renameDraft(both, 'a', ' ')).toBe(both);
  });
});

describe('drafts of several tabs', () => {
  const mine: Draft = { id: 'a', name: 'A', ...content('a: 1') };
  const other: Draft = { id: 'b', name: 'B', ...content('b: 1') };
  const both = { activeId: 'b', drafts: [other, mine] };

  it('are told apart: a tab gets its own back, and the last one of all when it has none', () => {
    const tab = memory();
    expect(ofThisTab(both, tab).activeId).toBe('b');
    rememberTab(tab, 'a');
    expect(ofThisTab(both, tab).activeId).toBe('a');
    rememberTab(tab, 'gone');
    expect(ofThisTab(both, tab).activeId).toBe('b');
  });

  it('are taken when another tab has written other work, not when it gave another name', () => {
    const all = { activeId: 'a', drafts: [mine] };
    expect(isTakenElsewhere(all, mine)).toBe(false);
    expect(isTakenElsewhere(renameDraft(all, 'a', 'Prod'), mine)).toBe(false);
    expect(isTakenElsewhere(saveActive(all, content('a: 2')), mine)).toBe(true);
    expect(copyName(all)).toBe('Copy of A');
  });

  it('are lost when they are missing or older than what the tab wrote', () => {
    const earlier = { ...mine, text: 'a: 0', savedAt: '2025-01-01T00:00:00Z' };
    expect(isLost({ activeId: 'b', drafts: [other] }, mine)).toBe(true);
    expect(isLost({ activeId: 'b', drafts: [other, earlier] }, mine)).toBe(true);
    expect(isLost(both, mine)).toBe(false);
    expect(isLost({ activeId: 'b', drafts: [{ ...earlier, savedAt: '2027-01-01T00:00:00Z' }] }, mine)).toBe(
      false,
    );
  });
});
