'use client';

import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { Kbd, Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useCommandRegistry } from './commands';
import { listCommands, searchCommands, type FoundCommand } from './search-commands';
import classes from './palette.module.css';

/** Goes anywhere and does anything, by name. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const registry = useCommandRegistry();
  const [commands] = useState(() => listCommands(registry.sources()));
  const [query, setQuery] = useState('');
  const [selected, setSelected] = useState(0);
  const found = useMemo(() => searchCommands(commands, query), [commands, query]);

  useEffect(() => {
    document.getElementById(`command-${selected}`)?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  const run = ({ command }: FoundCommand) => {
    onClose();
    // The dialog gives the focus back first; what the command does with it comes after.
    requestAnimationFrame(() => requestAnimationFrame(() => command.run()));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = found.length - 1;
    const next = {
      ArrowDown: selected === last ? 0 : selected + 1,
      ArrowUp: selected === 0 ? last : selected - 1,
      PageDown: Math.min(last, selected + 8),
      PageUp: Math.max(0, selected - 8),
    }[event.key];
    const target = found[selected];
    if (next !== undefined && last >= 0) setSelected(next);
    else if (event.key === 'Enter' && target) run(target);
    else return;
    event.preventDefault();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size={620}
      padding={0}
      transitionProps={{ duration: 0 }}
      attributes={{ content: { 'aria-label': 'Command palette' } }}
    >
      <div className={classes.search}>
        <IconSearch size={16} aria-hidden />
        <input
          data-autofocus
          className={classes.input}
          role="combobox"
          aria-label="Command palette"
          aria-expanded
          aria-controls="commands"
          aria-activedescendant={found[selected] ? `command-${selected}` : undefined}
          placeholder="Go to a field, object or finding, or do something"
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setSelected(0);
          }}
          onKeyDown={onKeyDown}
          autoComplete="off"
          spellCheck={false}
        />
        <Kbd size="xs">Esc</Kbd>
      </div>
      <div id="commands" role="listbox" aria-label="Commands" className={classes.list}>
        {found.map((item, index) => (
          <div key={`${item.group} ${item.command.id}`} role="presentation">
            {item.group !== found[index - 1]?.group && (
              <div className={classes.group} role="presentation">
                {item.group}
              </div>
            )}
            <div
              id={`command-${index}`}
              role="option"
              aria-selected={index === selected}
              className={classes.option}
              onMouseMove={() => setSelected(index)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => run(item)}
            >
              <span className={classes.title}>{item.command.title}</span>
              <span className={classes.trail}>{item.command.trail}</span>
              {item.command.shortcut && <Kbd size="xs">{item.command.shortcut}</Kbd>}
            </div>
          </div>
        ))}
        {found.length === 0 && (
          <p className={classes.nothing}>
            Nothing matches “{query.trim()}”. Try a word of a title, of a values path, or of an object’s name.
          </p>
        )}
      </div>
    </Modal>
  );
}
