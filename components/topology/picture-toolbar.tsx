'use client';

import { ActionIcon, Menu, Switch, Tooltip } from '@mantine/core';
import { IconDownload, IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { useReactFlow } from '@xyflow/react';
import { saveFile } from '../download/save-file';
import { useViewState } from '../shell/use-view-state';
import type { PlacedTopology } from './layout';
import { printSvg } from './svg';
import { useFit } from './use-fit';
import classes from './picture.module.css';

/** What the picture shows beyond the workloads, and in which form. */
export interface PictureOptions {
  showsSecrets: boolean;
  showsVolumes: boolean;
  /** A list instead of a diagram, for screen readers and for those who prefer text. */
  isList: boolean;
}

interface PictureToolbarProps {
  placed: PlacedTopology;
  options: PictureOptions;
  onOptions: (options: PictureOptions) => void;
}

/** The bar above the picture. */
export function PictureToolbar({ placed, options, onOptions }: PictureToolbarProps) {
  const { zoomIn, zoomOut } = useReactFlow();
  const fit = useFit(placed);
  const { view } = useViewState();
  const save = (theme: 'light' | 'dark' | 'both') => {
    const title = `${view.releaseName} in ${view.namespace}`;
    const file = new Blob([printSvg(placed, { title, theme })], { type: 'image/svg+xml' });
    saveFile(`${view.releaseName}.svg`, file);
  };
  const tool = (label: string, icon: React.ReactNode, run: () => void) => (
    <Tooltip label={label}>
      <ActionIcon size={24} aria-label={label} disabled={options.isList} onClick={run}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  const toggle = (label: string, key: keyof PictureOptions) => (
    <Switch
      size="xs"
      label={label}
      checked={options[key]}
      onChange={(event) => onOptions({ ...options, [key]: event.currentTarget.checked })}
    />
  );
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="Picture">
      {toggle('Secrets', 'showsSecrets')}
      {toggle('Volumes', 'showsVolumes')}
      {toggle('As a list', 'isList')}
      <span className={classes.spring} />
      {tool('Zoom out', <IconMinus size={15} />, () => void zoomOut({ duration: 0 }))}
      {tool('Zoom in', <IconPlus size={15} />, () => void zoomIn({ duration: 0 }))}
      {tool('Fit the picture', <IconFocusCentered size={15} />, fit)}
      <Menu position="bottom-end" withinPortal transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Tooltip label="Save as SVG">
            <ActionIcon size={24} aria-label="Save as SVG">
              <IconDownload size={15} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => save('both')}>For both themes</Menu.Item>
          <Menu.Item onClick={() => save('light')}>Light</Menu.Item>
          <Menu.Item onClick={() => save('dark')}>Dark</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
