'use client';

import { Button, NativeSelect } from '@mantine/core';
import { useFormContext } from 'react-hook-form';
import {
  exampleWorkload,
  signals,
  workloadBounds as bounds,
  type Signal,
  type SignalLoad,
  type Workload,
} from '@/lib/plane/sizing';
import type { PlaneDraft } from '../form/use-field';
import { NumberBox } from './number-box';
import { planeOf } from './plane-settings';
import { useStatement } from './use-statement';
import { writeStatement } from './workload-store';
import classes from './sizing.module.css';

const titles: Record<Signal, string> = {
  logs: 'Logs',
  traces: 'Traces',
  metrics: 'Metrics',
  sessions: 'Sessions',
};

/** What the plane has to carry, as a form. */
export function SizingInputs() {
  const { workload } = useStatement();
  const { getValues } = useFormContext<PlaneDraft>();
  const state = (change: Partial<Workload>) =>
    writeStatement({ workload: { ...workload, ...change }, isStated: true });
  const number = (key: Exclude<keyof Workload, 'signals'>) => ({
    value: workload[key],
    bounds: bounds[key],
    onChange: (value: number) => state({ [key]: value }),
  });

  return (
    <div className={classes.pane}>
      <header className={classes.head}>
        <div className={classes.titleRow}>
          <h2 className={classes.title}>Sizing</h2>
          <span className={classes.actions}>
            <Button size="xs" variant="default" onClick={() => state(planeOf(getValues(), workload))}>
              Take from the plane
            </Button>
            <Button
              size="xs"
              variant="default"
              onClick={() => writeStatement({ workload: exampleWorkload, isStated: false })}
            >
              Example
            </Button>
          </span>
        </div>
        <p className={classes.lead}>
          State what the plane has to carry. It stays in this browser; findings then look at disks and queues
          too.
        </p>
      </header>
      <div className={classes.scroller}>
        <form className={classes.form} aria-label="Workload" onSubmit={(event) => event.preventDefault()}>
          <fieldset className={classes.fieldset}>
            <legend className={classes.legend}>What arrives on an average day, before compression</legend>
            <div className={classes.signals}>
              <div className={classes.signalHead} aria-hidden>
                <span />
                <span>Amount</span>
                <span>Unit</span>
                <span>Event size</span>
                <span>Kept for</span>
              </div>
              {signals.map((signal) => (
                <SignalRow
                  key={signal}
                  title={titles[signal]}
                  load={workload.signals[signal]}
                  onChange={(load) => state({ signals: { ...workload.signals, [signal]: load } })}
                />
              ))}
            </div>
          </fieldset>
          <fieldset className={classes.fieldset}>
            <legend className={classes.legend}>How it behaves</legend>
            <div className={classes.grid}>
              <NumberBox label="Busiest hour" unit="× average" {...number('peakFactor')} />
              <NumberBox label="Queries at busy times" unit="per second" {...number('queriesPerSecond')} />
              <NumberBox label="Growth" unit="% a month" {...number('growthPercentPerMonth')} />
              <NumberBox label="Must last" unit="months" isWhole {...number('horizonMonths')} />
            </div>
          </fieldset>
          <fieldset className={classes.fieldset}>
            <legend className={classes.legend}>How the plane stores it</legend>
            <div className={classes.grid}>
              <NumberBox
                label="ClickHouse servers"
                description="Each holds all data. One is the minimal mode."
                isWhole
                {...number('replicas')}
              />
              <NumberBox
                label="Compression"
                description="10 is what ClickStack reckons with."
                unit="to 1"
                {...number('compression')}
              />
              <NumberBox
                label="Copies of a log record"
                description="2: one for HyperDX, one for the observer."
                isWhole
                {...number('logCopies')}
              />
              <NumberBox
                label="Outage to survive"
                description="For so long gateways hold what arrives."
                unit="minutes"
                {...number('outageMinutes')}
              />
            </div>
          </fieldset>
        </form>
      </div>
    </div>
  );
}

interface SignalRowProps {
  title: string;
  load: SignalLoad;
  onChange: (load: SignalLoad) => void;
}

function SignalRow({ title, load, onChange }: SignalRowProps) {
  const number = (key: 'amount' | 'eventBytes' | 'retentionDays') => ({
    value: load[key],
    bounds: bounds[key],
    onChange: (value: number) => onChange({ ...load, [key]: value }),
    isBare: true,
  });
  return (
    <div className={classes.signal} role="group" aria-label={title}>
      <span className={classes.signalTitle}>{title}</span>
      <NumberBox label={`Amount of ${title.toLowerCase()}`} {...number('amount')} />
      <NativeSelect
        aria-label={`Unit of ${title.toLowerCase()}`}
        value={load.unit}
        // The options are the units.
        onChange={(event) => onChange({ ...load, unit: event.currentTarget.value as SignalLoad['unit'] })}
        data={[
          { value: 'gb-per-day', label: 'GB/day' },
          { value: 'events-per-second', label: 'events/s' },
        ]}
      />
      <NumberBox label={`Event size of ${title.toLowerCase()}`} unit="B" {...number('eventBytes')} />
      <NumberBox label={`Retention of ${title.toLowerCase()}`} unit="d" {...number('retentionDays')} />
    </div>
  );
}
