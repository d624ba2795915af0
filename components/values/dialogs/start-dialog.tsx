'use client';

import { useState } from 'react';
import { ActionIcon, Button, Modal, TextInput, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { applyPatch } from '@/lib/values/patch';
import { planeTemplates, type PlaneTemplate } from '@/lib/values/templates/templates';
import { untitled, type Draft } from '../drafts/draft-store';
import { askValuesWorker } from '../worker/ask';
import { useWorkspace, type WorkspaceDialog } from '../workspace';
import classes from './dialogs.module.css';

/** Where a plane starts: from a template, or from a draft that the browser keeps. */
export default function StartDialog({ dialog }: { dialog: WorkspaceDialog }) {
  const { openDialog } = useWorkspace();
  return (
    <Modal
      opened
      onClose={() => openDialog(undefined)}
      size={640}
      title={dialog === 'start' ? 'Start from a template' : 'Drafts in this browser'}
      classNames={{ title: classes.title }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.body}>{dialog === 'start' ? <Templates /> : <Drafts />}</div>
    </Modal>
  );
}

function Templates() {
  const { replace } = useWorkspace();
  const start = async ({ title, patch }: PlaneTemplate) => {
    replace(title, await askValuesWorker('print', { values: applyPatch({}, patch) }));
  };
  return (
    <>
      <p className={classes.lead}>
        A template changes a few values over the defaults. What you have now stays among your drafts.
      </p>
      <ul className={classes.choices}>
        {planeTemplates.map((template) => (
          <li key={template.id}>
            <button type="button" className={classes.choice} onClick={() => void start(template)}>
              <span className={classes.choiceTitle}>
                {template.title} <span className={classes.count}>{template.patch.length} values</span>
              </span>
              <span className={classes.choiceText}>{template.description}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Drafts() {
  const { drafts, openDialog } = useWorkspace();
  const { activeId, drafts: list } = drafts.all;
  const active = list.find(({ id }) => id === activeId);
  const [name, setName] = useState(active?.name === untitled ? '' : (active?.name ?? ''));

  if (list.length === 0) {
    return (
      <p className={classes.lead}>
        No draft yet. Change a value: it is kept in this browser by itself, without secrets.
      </p>
    );
  }
  return (
    <>
      <p className={classes.lead}>Kept in this browser by themselves, without secret values.</p>
      {active && (
        <form
          className={classes.name}
          onSubmit={(event) => {
            event.preventDefault();
            drafts.rename(active.id, name);
          }}
        >
          <TextInput
            label="Name of this draft"
            value={name}
            placeholder={untitled}
            maxLength={80}
            onChange={(event) => setName(event.currentTarget.value)}
            className={classes.nameInput}
            data-autofocus
          />
          <Button
            type="submit"
            variant="default"
            disabled={name.trim() === '' || name.trim() === active.name}
          >
            Rename
          </Button>
          <Button
            variant="default"
            onClick={() => {
              drafts.flush();
              drafts.begin(
                name.trim() === '' || name.trim() === active.name ? `Copy of ${active.name}` : name.trim(),
              );
            }}
          >
            Save as another
          </Button>
        </form>
      )}
      <ul className={classes.choices} aria-label="Drafts">
        {list.map((draft) => (
          <DraftRow
            key={draft.id}
            draft={draft}
            isActive={draft.id === activeId}
            onOpen={() => {
              drafts.open(draft);
              openDialog(undefined);
            }}
            onRemove={() => drafts.remove(draft.id)}
          />
        ))}
      </ul>
    </>
  );
}

interface DraftRowProps {
  draft: Draft;
  isActive: boolean;
  onOpen: () => void;
  onRemove: () => void;
}

function DraftRow({ draft, isActive, onOpen, onRemove }: DraftRowProps) {
  const lines = draft.text === '' ? 0 : draft.text.trimEnd().split('\n').length;
  return (
    <li className={classes.draft}>
      <button type="button" className={classes.choice} onClick={onOpen} disabled={isActive}>
        <span className={classes.choiceTitle}>
          {draft.name} {isActive && <span className={classes.count}>open now</span>}
        </span>
        <span className={classes.choiceText}>
          {new Date(draft.savedAt).toLocaleString()} · {lines === 1 ? 'one line' : `${lines} lines`}
          {draft.removed.length > 0 &&
            ` · ${draft.removed.length === 1 ? 'one secret' : `${draft.removed.length} secrets`} left out`}
        </span>
      </button>
      {!isActive && (
        <Tooltip label="Delete">
          <ActionIcon aria-label={`Delete ${draft.name}`} onClick={onRemove}>
            <IconTrash size={15} />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}
