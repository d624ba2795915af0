'use client';

import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from 'react';

/** Something that the palette can do or go to. */
export interface Command {
  id: string;
  title: string;
  /** Where it is, e.g. `ClickStack › Storage`; also searched. */
  trail?: string;
  /** More words to find it by. */
  keywords?: string;
  /** As the shortcuts list writes it. */
  shortcut?: string;
  run: () => void;
}

/** Commands of one kind; listed only when the palette opens, so that registering costs nothing. */
export interface CommandSource {
  /** The heading in the palette; sources of the same heading stand together. */
  group: CommandGroup;
  list: () => readonly Command[];
}

/** The headings of the palette, in its order. */
export const commandGroups = ['Actions', 'Findings', 'Sections', 'Fields', 'Objects'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** The sources of all commands on the page. */
export interface CommandRegistry {
  /** Adds a source; the result takes it away. */
  register: (source: CommandSource) => () => void;
  sources: () => readonly CommandSource[];
}

const RegistryContext = createContext<CommandRegistry | undefined>(undefined);

/** Lets its children add commands to the palette. */
export function CommandsProvider({ children }: { children: ReactNode }) {
  const sources = useRef(new Set<CommandSource>());
  const registry = useMemo<CommandRegistry>(
    () => ({
      register(source) {
        sources.current.add(source);
        return () => sources.current.delete(source);
      },
      sources: () => [...sources.current],
    }),
    [],
  );
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

/** Returns the registry of commands. */
export function useCommandRegistry(): CommandRegistry {
  const registry = useContext(RegistryContext);
  if (!registry) throw new Error('commands need a CommandsProvider above them');
  return registry;
}

/** Adds the commands that `list` gives, for as long as the component is on the page. */
export function useCommands(group: CommandGroup, list: () => readonly Command[]): void {
  const { register } = useCommandRegistry();
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  }, [list]);
  useEffect(() => register({ group, list: () => latest.current() }), [register, group]);
}
