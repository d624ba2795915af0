/** The signals that a plane stores, in the order of the values. */
export const signals = ['logs', 'traces', 'metrics', 'sessions'] as const;

export type Signal = (typeof signals)[number];

/** How much of one signal arrives and how long it stays. */
export interface SignalLoad {
  /** How much arrives on an average day, in `unit`. */
  amount: number;
  /** GB (10⁹ bytes, uncompressed) a day, or events a second. */
  unit: 'gb-per-day' | 'events-per-second';
  /** Uncompressed bytes of one log record, span, metric point or session event on average. */
  eventBytes: number;
  retentionDays: number;
}

/** What a plane has to carry. */
export interface Workload {
  signals: Record<Signal, SignalLoad>;
  /** Queries a second at busy times, of people and alerts together. */
  queriesPerSecond: number;
  /** How many times the average ingest the busiest hour has. */
  peakFactor: number;
  growthPercentPerMonth: number;
  /** For how long the proposal must last. */
  horizonMonths: number;
  /** ClickHouse servers, each of which holds all data. */
  replicas: number;
  /** Uncompressed bytes for each byte on disk. */
  compression: number;
  /** How often a log record is stored: 2 with the table that the observer reads beside the one of HyperDX. */
  logCopies: number;
  /** How long gateways must hold what arrives while ClickHouse is away. */
  outageMinutes: number;
}

const secondsPerDay = 86_400;

/** Returns the uncompressed bytes that a signal brings on an average day. */
export function bytesPerDay({ amount, unit, eventBytes }: SignalLoad): number {
  return unit === 'gb-per-day' ? amount * 1e9 : amount * eventBytes * secondsPerDay;
}

/** Returns the events that a signal brings in an average second. */
export function eventsPerSecond({ amount, unit, eventBytes }: SignalLoad): number {
  if (unit === 'events-per-second') return amount;
  return eventBytes > 0 ? (amount * 1e9) / eventBytes / secondsPerDay : 0;
}

/** Returns the sum of what `measure` says of every signal. */
export function sumOfSignals(
  workload: Workload,
  measure: (load: SignalLoad, signal: Signal) => number,
): number {
  return signals.reduce((sum, signal) => sum + measure(workload.signals[signal], signal), 0);
}

/** Returns by how much ingest is multiplied after `months` of growth. */
export function growthAfter({ growthPercentPerMonth }: Workload, months: number): number {
  return (1 + growthPercentPerMonth / 100) ** months;
}

/** Returns the uncompressed MB a second of the busiest hour at the end of the horizon. */
export function peakMegabytesPerSecond(workload: Workload): number {
  const average = sumOfSignals(workload, bytesPerDay) / secondsPerDay / 1e6;
  return average * workload.peakFactor * growthAfter(workload, workload.horizonMonths);
}

/** Returns the events a second of the busiest hour at the end of the horizon. */
export function peakEventsPerSecond(workload: Workload): number {
  const average = sumOfSignals(workload, eventsPerSecond);
  return average * workload.peakFactor * growthAfter(workload, workload.horizonMonths);
}

/** Returns the uncompressed bytes of an event, over all signals; 0 when nothing arrives. */
export function averageEventBytes(workload: Workload): number {
  const events = sumOfSignals(workload, eventsPerSecond);
  return events === 0 ? 0 : sumOfSignals(workload, bytesPerDay) / secondsPerDay / events;
}

/** A small production plane, to start from: three servers, 30 days, 90 for metrics. */
export const exampleWorkload: Workload = {
  signals: {
    logs: { amount: 50, unit: 'gb-per-day', eventBytes: 1000, retentionDays: 30 },
    traces: { amount: 30, unit: 'gb-per-day', eventBytes: 800, retentionDays: 30 },
    metrics: { amount: 10, unit: 'gb-per-day', eventBytes: 300, retentionDays: 90 },
    sessions: { amount: 0, unit: 'gb-per-day', eventBytes: 4000, retentionDays: 30 },
  },
  queriesPerSecond: 1,
  peakFactor: 3,
  growthPercentPerMonth: 5,
  horizonMonths: 12,
  replicas: 3,
  compression: 10,
  logCopies: 2,
  outageMinutes: 5,
};

/** The bounds of every number of a workload: what the model was made for, and what a form offers. */
export const workloadBounds = {
  amount: { min: 0, max: 10_000_000 },
  eventBytes: { min: 10, max: 1_000_000 },
  retentionDays: { min: 1, max: 3650 },
  queriesPerSecond: { min: 0, max: 1000 },
  peakFactor: { min: 1, max: 20 },
  growthPercentPerMonth: { min: 0, max: 50 },
  horizonMonths: { min: 1, max: 36 },
  replicas: { min: 1, max: 9 },
  compression: { min: 1, max: 50 },
  logCopies: { min: 1, max: 2 },
  outageMinutes: { min: 0, max: 240 },
} as const;

/**
 * Returns the workload that `input` holds, whatever it is: text from a store, an older version. What is
 * missing, no number or out of bounds takes its place from `exampleWorkload`.
 */
export function workloadOf(input: unknown): Workload {
  const given = asMap(input);
  const loads = asMap(given.signals);
  const number = (
    map: Record<string, unknown>,
    key: keyof typeof workloadBounds,
    fallback: number,
  ): number => {
    const value = map[key];
    const { min, max } = workloadBounds[key];
    return typeof value === 'number' && value >= min && value <= max ? value : fallback;
  };
  const load = (signal: Signal): SignalLoad => {
    const example = exampleWorkload.signals[signal];
    const map = asMap(loads[signal]);
    const unit = map.unit === 'gb-per-day' || map.unit === 'events-per-second' ? map.unit : example.unit;
    return {
      amount: number(map, 'amount', example.amount),
      unit,
      eventBytes: number(map, 'eventBytes', example.eventBytes),
      retentionDays: number(map, 'retentionDays', example.retentionDays),
    };
  };
  const whole = (key: keyof typeof workloadBounds & keyof Workload): number =>
    number(given, key, Number(exampleWorkload[key]));
  return {
    signals: {
      logs: load('logs'),
      traces: load('traces'),
      metrics: load('metrics'),
      sessions: load('sessions'),
    },
    queriesPerSecond: whole('queriesPerSecond'),
    peakFactor: whole('peakFactor'),
    growthPercentPerMonth: whole('growthPercentPerMonth'),
    horizonMonths: whole('horizonMonths'),
    replicas: Math.round(whole('replicas')),
    compression: whole('compression'),
    logCopies: Math.round(whole('logCopies')),
    outageMinutes: whole('outageMinutes'),
  };
}

function asMap(input: unknown): Record<string, unknown> {
  // A value that is an object has keys of any value.
  return typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {};
}
