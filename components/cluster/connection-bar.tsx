'use client';

import { ActionIcon, Autocomplete, NativeSelect, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { nameFault } from '../shell/name-fault';
import { useViewState } from '../shell/use-view-state';
import { FaultNote } from './fault-note';
import { useCluster, useClusterStore } from './use-cluster';
import classes from './cluster.module.css';

// Below this, nobody has to care about clocks.
const noticeableSkew = 5000;

/** Which cluster the page works on, how it is doing, and who we are there. */
export function ConnectionBar() {
  const store = useClusterStore();
  const { view, navigate } = useViewState();
  const offer = useCluster((state) => state.offer);
  const context = useCluster((state) => state.context);
  const connection = useCluster((state) => state.connection);
  const { value, fault, isWaiting } = connection;

  return (
    <>
      <div className={classes.connection}>
        <NativeSelect
          aria-label="Cluster"
          value={context}
          data={(offer.value?.contexts ?? []).map(({ name }) => name)}
          disabled={(offer.value?.contexts.length ?? 0) === 0}
          onChange={(event) => {
            navigate({ context: event.currentTarget.value });
            void store.connect(event.currentTarget.value);
          }}
          className={classes.contexts}
        />
        <Autocomplete
          key={view.namespace}
          aria-label="Namespace"
          defaultValue={view.namespace}
          data={[...(value?.namespaces ?? [])]}
          maxDropdownHeight={320}
          onOptionSubmit={(namespace) => navigate({ namespace })}
          onBlur={(event) => {
            const namespace = event.currentTarget.value.trim();
            if (namespace !== view.namespace && nameFault(namespace, 63) === undefined)
              navigate({ namespace });
          }}
          className={classes.contexts}
        />
        <span className={classes.state} data-state={fault ? 'bad' : value ? 'good' : 'waiting'}>
          {isWaiting ? 'connecting' : fault ? 'not connected' : value ? 'connected' : 'no cluster'}
        </span>
        {value && (
          <dl className={classes.facts}>
            <Fact name="Version" text={value.version.gitVersion} />
            <Fact name="Server" text={value.place.server} />
            <Fact name="As" text={value.identity.username} />
            <Fact name="Answers in" text={`${Math.round(value.milliseconds)} ms`} />
          </dl>
        )}
        {offer.value?.isReadOnly && <span className={classes.readOnly}>read-only</span>}
        <Tooltip label="Connect again">
          <ActionIcon
            aria-label="Connect again"
            disabled={context === ''}
            loading={isWaiting}
            onClick={() => void store.connect(context)}
            className={classes.again}
          >
            <IconRefresh size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      {offer.fault && <FaultNote fault={offer.fault} />}
      {fault && <FaultNote fault={fault} />}
      {value && Math.abs(value.clockSkew) > noticeableSkew && (
        <p className={classes.hint}>
          The clock of this studio is {Math.round(Math.abs(value.clockSkew) / 1000)} s{' '}
          {value.clockSkew > 0 ? 'ahead of' : 'behind'} the cluster’s.
        </p>
      )}
    </>
  );
}

function Fact({ name, text }: { name: string; text: string }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}
