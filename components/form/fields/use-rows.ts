'use client';

import { useRef, useState, type KeyboardEvent } from 'react';
import { sameValue } from '../same-value';

/** One line of a list under edit. `id` is stable while the list is on the page. */
export interface Row<Item> {
  id: number;
  item: Item;
}

interface RowsOptions<Item> {
  value: unknown;
  change: (value: unknown) => void;
  /** Reads the rows from the value; gives none for what it does not understand. */
  read: (value: unknown) => Item[];
  /** Writes rows as the value; leaves out rows that are still empty. */
  write: (items: Item[]) => unknown;
  empty: Item;
}

let lastId = 0;

/** Gives every item an id of its own for React; ids never come back, so no row takes another's place. */
function number<Item>(items: readonly Item[]): Row<Item>[] {
  return items.map((item) => {
    lastId += 1;
    return { id: lastId, item };
  });
}

/**
 * Keeps the rows of a list or map while they are edited. Unfinished rows live here only: they reach
 * the value when `write` takes them. A value that changes from outside replaces the rows.
 */
export function useRows<Item>({ value, change, read, write, empty }: RowsOptions<Item>) {
  const container = useRef<HTMLDivElement>(null);
  const [rows, setRows] = useState<Row<Item>[]>(() => number(read(value)));
  const [seen, setSeen] = useState(value);

  // Adjusted while rendering, as React advises for state that follows a prop.
  if (seen !== value) {
    setSeen(value);
    if (!sameValue(write(rows.map((row) => row.item)), value)) setRows(number(read(value)));
  }

  const apply = (next: Row<Item>[]) => {
    setRows(next);
    change(write(next.map((row) => row.item)));
  };
  const focusRow = (index: number) => {
    requestAnimationFrame(() => {
      const row = container.current?.querySelectorAll<HTMLElement>('[data-row]')[index];
      const target =
        row?.querySelector<HTMLElement>('input, select') ?? container.current?.querySelector('button');
      target?.focus();
    });
  };
  const add = (after = rows.length - 1) => {
    setRows([...rows.slice(0, after + 1), ...number([empty]), ...rows.slice(after + 1)]);
    focusRow(after + 1);
  };
  const remove = (index: number) => {
    apply(rows.filter((_, other) => other !== index));
    focusRow(Math.max(0, index - 1));
  };

  return {
    container,
    rows,
    add,
    remove,
    update: (index: number, item: Item) =>
      apply(rows.map((row, other) => (other === index ? { ...row, item } : row))),
    /** Enter opens the next row, as in a spreadsheet. */
    onKeyDown: (index: number) => (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
      event.preventDefault();
      add(index);
    },
  };
}
