'use client';

import { Button, Menu } from '@mantine/core';
import {
  IconArrowsDiff,
  IconChevronDown,
  IconDeviceFloppy,
  IconFolderOpen,
  IconHistory,
  IconLink,
  IconTemplate,
} from '@tabler/icons-react';
import { useViewState } from '../shell/use-view-state';
import { useWorkspace } from './workspace';

/** What one does with the values as a whole. */
export default function DocumentMenu({ isOpenAtFirst }: { isOpenAtFirst: boolean }) {
  const { chooseFile, openDialog, save, share } = useWorkspace();
  const { navigate } = useViewState();
  const item = (icon: React.ReactNode, [text, keys]: [string, string?], onClick: () => void) => (
    <Menu.Item leftSection={icon} rightSection={keys && <kbd>{keys}</kbd>} onClick={onClick}>
      {text}
    </Menu.Item>
  );
  return (
    <Menu defaultOpened={isOpenAtFirst} position="bottom-end" width={248} transitionProps={{ duration: 80 }}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} />}>
          Values
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {item(<IconFolderOpen size={15} />, ['Open a file', 'Ctrl O'], () => chooseFile('open'))}
        {item(<IconTemplate size={15} />, ['Start from a template'], () => openDialog('start'))}
        {item(<IconHistory size={15} />, ['Drafts'], () => openDialog('drafts'))}
        <Menu.Divider />
        {item(<IconDeviceFloppy size={15} />, ['Save values.yaml', 'Ctrl S'], save)}
        {item(<IconLink size={15} />, ['Copy a share link'], share)}
        {item(<IconArrowsDiff size={15} />, ['Compare'], () => navigate({ tab: 'differences' }))}
      </Menu.Dropdown>
    </Menu>
  );
}
