'use client';

import dynamic from 'next/dynamic';
import { Switch } from '@mantine/core';
import { assertNever } from '@/lib/base';
import { AmountField } from './fields/amount-field';
import { ChoiceField } from './fields/choice-field';
import { EnvField } from './fields/env-field';
import { ListField } from './fields/list-field';
import { MapField } from './fields/map-field';
import { NumberField } from './fields/number-field';
import { SecretField } from './fields/secret-field';
import { TextField } from './fields/text-field';
import type { FieldBinding } from './use-field';

// These stand in advanced folds only, and bring code that nothing else on the page needs.
const ChoicesField = dynamic(() => import('./fields/choices-field'), { ssr: false });
const LongTextField = dynamic(() => import('./fields/long-text-field'), { ssr: false });
const TolerationsField = dynamic(() => import('./fields/tolerations-field'), { ssr: false });
const YamlField = dynamic(() => import('./fields/yaml-field'), { ssr: false });

/** The control of a field, by its kind. Compiles only while every kind of the model has one. */
export function FieldControl({ binding }: { binding: FieldBinding }) {
  const { kind } = binding.field;
  switch (kind) {
    case 'boolean':
      return <SwitchField binding={binding} />;
    case 'string':
    case 'name':
    case 'url':
    case 'hostPort':
    case 'cron':
      return <TextField binding={binding} />;
    case 'text':
      return <LongTextField binding={binding} />;
    case 'integer':
    case 'number':
    case 'ratio':
    case 'port':
      return <NumberField binding={binding} />;
    case 'enum':
      return <ChoiceField binding={binding} />;
    case 'quantity':
      return <AmountField binding={binding} kind={binding.field.quantity ?? 'memory'} />;
    case 'duration':
      return <AmountField binding={binding} kind="duration" />;
    case 'secret':
      return <SecretField binding={binding} />;
    case 'labels':
    case 'annotations':
    case 'envMap':
      return <MapField binding={binding} />;
    case 'envList':
      return <EnvField binding={binding} />;
    case 'tolerations':
      return <TolerationsField binding={binding} />;
    case 'stringList':
      return binding.field.options ? <ChoicesField binding={binding} /> : <ListField binding={binding} />;
    case 'object':
    case 'objectList':
      return <YamlField binding={binding} />;
    default:
      return assertNever(kind);
  }
}

function SwitchField({ binding }: { binding: FieldBinding }) {
  const { id, value, change, blur, aria } = binding;
  return (
    <Switch
      id={id}
      {...aria}
      checked={value === true}
      onChange={(event) => change(event.currentTarget.checked)}
      onBlur={blur}
      size="sm"
      withThumbIndicator={false}
    />
  );
}
