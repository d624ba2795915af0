/** Where a figure comes from. */
export interface Source {
  title: string;
  /** Absent for what this chart does itself. */
  url?: string;
}

/** The published figures that the model stands on, and the chart's own behaviour. */
export const sources = {
  estimating: {
    title: 'ClickStack: estimating resources',
    url: 'https://clickhouse.com/docs/clickstack/managing/estimating-resources',
  },
  // The table of vCPUs by monthly ingest; later editions of the page have only the model above.
  production: {
    title: 'ClickStack: baseline sizing',
    url: 'https://github.com/ClickHouse/clickhouse-docs/blob/08954aa0169fd8155c07e0227edf03e13b8bb29c/docs/use-cases/observability/clickstack/production.md#recommended-sizing',
  },
  collector: {
    title: 'ClickStack: OpenTelemetry collector',
    url: 'https://clickhouse.com/docs/clickstack/ingesting-data/collector',
  },
  exporter: {
    title: 'OpenTelemetry Collector contrib: ClickHouse exporter',
    url: 'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/exporter/clickhouseexporter/README.md',
  },
  tips: { title: 'ClickHouse: usage recommendations', url: 'https://clickhouse.com/docs/operations/tips' },
  chart: { title: 'this chart' },
} as const satisfies Record<string, Source>;

/** What a figure measures; `bytes` are shown in decimal units, memory in binary ones. */
export type FigureUnit = 'bytes' | 'memory' | 'vCPU' | 'pods' | 'items' | 'MB/s' | 'events/s';

/** One number of a proposal, with how it comes about. */
export interface Figure {
  id: string;
  title: string;
  value: number;
  unit: FigureUnit;
  /** The formula in words and numbers: "1.2 MB/s ÷ 10 MB/s per vCPU = 0.12 vCPU". */
  formula: string;
  sources: readonly Source[];
}

const decimal = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Returns a number with about three digits that matter: 1,234; 12.3; 0.0123. */
export function printNumber(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const rounded = Number(value.toFixed(Math.min(digits, 6)));
  const [whole = '0', fraction] = String(rounded).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Returns the text of a value in its unit: "420 GB", "8 GiB", "2 vCPU", "104,000 items". */
export function printFigure(value: number, unit: FigureUnit): string {
  if (unit === 'bytes') return scaled(value, 1000, decimal);
  if (unit === 'memory') return scaled(value, 1024, binary);
  return `${printNumber(value)} ${unit === 'pods' && value === 1 ? 'pod' : unit}`;
}

function scaled(value: number, base: number, names: readonly string[]): string {
  let step = 0;
  let rest = value;
  while (rest >= base && step < names.length - 1) {
    rest /= base;
    step += 1;
  }
  return `${printNumber(rest)} ${names[step]}`;
}
