import { describe, expect, it, vi } from 'vitest';
import { renderPlane } from '@/lib/plane';
import { sections } from '@/lib/values';
import { indexFields } from '../shell/search-fields';
import type { CommandSource } from './commands';
import { listCommands, searchCommands } from './search-commands';

const nothing = vi.fn();
const sources: CommandSource[] = [
  {
    group: 'Fields',
    list: () => [
      {
        id: 'size',
        title: 'Size in standard mode',
        trail: 'ClickStack › Storage',
        keywords: 'clickstack.storage.size',
        run: nothing,
      },
      { id: 'class', title: 'Storage class', trail: 'ClickStack › Storage', run: nothing },
    ],
  },
  { group: 'Actions', list: () => [{ id: 'download', title: 'Download bundle', run: nothing }] },
  { group: 'Objects', list: () => [{ id: 'Service/storage', title: 'Service storage', run: nothing }] },
];
const commands = listCommands(sources);
const ids = (query: string) => searchCommands(commands, query).map(({ command }) => command.id);

describe('searchCommands', () => {
  it('lists groups in their order, whatever the order of the sources', () => {
    expect(commands.map(({ group }) => group)).toEqual(['Actions', 'Fields', 'Fields', 'Objects']);
  });

  it('shows what one can do before one types', () => {
    expect(ids('')).toEqual(['download']);
    expect(ids('  ')).toEqual(['download']);
  });

  it('puts a title that begins with the query before titles and trails that have it', () => {
    expect(ids('storage')).toEqual(['class', 'size', 'Service/storage']);
  });

  it('wants every word, somewhere', () => {
    expect(ids('storage size')).toEqual(['size']);
    expect(ids('clickstack.storage.size')).toEqual(['size']);
    expect(ids('storage zebra')).toEqual([]);
  });
});

it('finds every field by its path and every object by its id, first', () => {
  const plane = renderPlane({});
  if (!plane.ok) throw new Error(plane.message);
  const all = listCommands([
    {
      group: 'Fields',
      list: () =>
        indexFields(sections).map(({ field, section }) => ({
          id: field.path,
          title: field.title,
          trail: section.title,
          keywords: field.path,
          run: nothing,
        })),
    },
    {
      group: 'Objects',
      list: () =>
        plane.objects.map(({ id, kind, name }) => ({
          id,
          title: `${kind} ${name}`,
          keywords: id,
          run: nothing,
        })),
    },
  ]);
  expect(all.length).toBeGreaterThan(500);
  const missed = all.filter(({ command }) => searchCommands(all, command.id)[0]?.command.id !== command.id);
  expect(missed.map(({ command }) => command.id)).toEqual([]);
});
