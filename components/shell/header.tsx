'use client';

import { useSyncExternalStore } from 'react';
import {
  ActionIcon,
  Button,
  SegmentedControl,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { IconCommand, IconDownload, IconMoon, IconPlayerPlay, IconSun } from '@tabler/icons-react';
import { useWatch } from 'react-hook-form';
import { openPaletteEvent } from '../palette/palette-host';
import { HeaderActions } from '../values/header-actions';
import { useApplyPatch } from '../session/use-plane-document';
import { InlineName } from './inline-name';
import { useViewState } from './use-view-state';
import { releasesPlace } from './view-state';
import { Wordmark } from './wordmark';
import classes from './header.module.css';

const modePath: string = 'global.installationMode';

/** The bar at the top: what is configured, its mode, the theme, and the way out. */
export function Header({ onDownload }: { onDownload: () => void }) {
  const { view, navigate } = useViewState();
  return (
    <header className={classes.header}>
      <Wordmark />
      <div className={classes.target}>
        <InlineName
          label="Release name"
          longest={53}
          value={view.releaseName}
          onChange={(releaseName) => navigate({ releaseName })}
        />
        <span className={classes.separator}>in</span>
        <InlineName
          label="Namespace"
          longest={63}
          value={view.namespace}
          onChange={(namespace) => navigate({ namespace })}
        />
      </div>
      <div className={classes.actions}>
        <HeaderActions />
        <ModeSwitch />
        <Tooltip label="Command palette (Ctrl K)">
          <ActionIcon
            size={32}
            aria-label="Command palette"
            onClick={() => window.dispatchEvent(new Event(openPaletteEvent))}
          >
            <IconCommand size={17} />
          </ActionIcon>
        </Tooltip>
        <ThemeToggle />
        <Button
          variant="default"
          aria-label="Download bundle"
          leftSection={<IconDownload size={15} />}
          onClick={onDownload}
        >
          Bundle
        </Button>
        <Button
          leftSection={<IconPlayerPlay size={15} />}
          onClick={() => navigate({ section: releasesPlace, pane: 'plan' })}
        >
          Apply
        </Button>
      </div>
    </header>
  );
}

/** Minimal or standard: the value that decides most about the size of the plane. */
function ModeSwitch() {
  const applyPatch = useApplyPatch();
  const mode: unknown = useWatch({ name: modePath });
  return (
    <SegmentedControl
      aria-label="Installation mode"
      value={mode === 'minimal' ? 'minimal' : 'standard'}
      onChange={(next) => applyPatch([{ path: modePath, set: next }], 'Change Installation mode')}
      data={[
        { value: 'minimal', label: 'Minimal' },
        { value: 'standard', label: 'Standard' },
      ]}
      transitionDuration={0}
      classNames={{ root: classes.segments, label: classes.segment }}
    />
  );
}

const subscribeToNothing = () => () => {};

function ThemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const computed = useComputedColorScheme('light');
  // The server cannot know what the browser remembers, so the first paint in the browser repeats its guess.
  const scheme = useSyncExternalStore(
    subscribeToNothing,
    () => computed,
    () => 'light',
  );
  const next = scheme === 'dark' ? 'light' : 'dark';
  return (
    <Tooltip label={`Use the ${next} theme`}>
      <ActionIcon size={32} aria-label={`Use the ${next} theme`} onClick={() => setColorScheme(next)}>
        {scheme === 'dark' ? <IconSun size={17} /> : <IconMoon size={17} />}
      </ActionIcon>
    </Tooltip>
  );
}
