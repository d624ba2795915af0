'use client';

import { useEffect, useState } from 'react';
import { Textarea } from '@mantine/core';
import type { FieldBinding } from '../use-field';
import { sameValue } from '../same-value';
import classes from './fields.module.css';

type YamlText = typeof import('./yaml-text');

/**
 * A free-form object or list, edited as YAML. A text that does not parse stays in the control with
 * its line and column; the value keeps what was last understood.
 */
export default function YamlField({ binding }: { binding: FieldBinding }) {
  const { field, id, value, change, blur, aria } = binding;
  const shape = field.kind === 'objectList' ? 'list' : 'map';
  const [yaml, setYaml] = useState<YamlText>();
  const [draft, setDraft] = useState<string>();
  const [message, setMessage] = useState<string>();

  useEffect(() => {
    let isCurrent = true;
    void import('./yaml-text').then((loaded) => {
      if (isCurrent) setYaml(() => loaded);
    });
    return () => {
      isCurrent = false;
    };
  }, []);

  const reading = yaml && draft !== undefined ? yaml.readYaml(draft, shape) : undefined;
  // A reset from outside wins over the text; unfinished text does not count as another value.
  const isOverruled = reading !== undefined && 'value' in reading && !sameValue(reading.value, value);
  const shown = draft === undefined || isOverruled ? (yaml?.printYaml(value) ?? '') : draft;

  const enter = (text: string) => {
    setDraft(text);
    const next = yaml?.readYaml(text, shape);
    if (!next) return;
    if ('value' in next) change(next.value);
    setMessage('message' in next ? next.message : undefined);
  };

  return (
    <div className={classes.yaml}>
      <Textarea
        id={id}
        {...aria}
        aria-invalid={aria['aria-invalid'] || message !== undefined}
        value={shown}
        disabled={!yaml}
        onChange={(event) => enter(event.currentTarget.value)}
        onBlur={blur}
        onKeyDown={keepIndentation}
        placeholder={shape === 'map' ? 'key: value' : '- entry'}
        error={message !== undefined || aria['aria-invalid']}
        spellCheck={false}
        autosize
        minRows={3}
        maxRows={18}
        classNames={{ input: classes.code }}
      />
      {message !== undefined && (
        <p className={classes.yamlMessage} role="alert">
          {message}. The last text that could be read is in use.
        </p>
      )}
    </div>
  );
}

/** Enter keeps the indentation of its line; Tab stays free to leave the control. */
function keepIndentation(event: React.KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.metaKey || event.ctrlKey) return;
  const area = event.currentTarget;
  const before = area.value.slice(0, area.selectionStart);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const indent = /^ */.exec(line)?.[0] ?? '';
  const more = /:\s*$/.test(line) ? '  ' : '';
  if (indent + more === '') return;
  event.preventDefault();
  // insertText keeps the browser's own undo history, which setting the value would lose.
  document.execCommand('insertText', false, `\n${indent}${more}`);
}
