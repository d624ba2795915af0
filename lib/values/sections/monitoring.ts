import { decimal, flag, integer, percent } from '../model/leaves';
import { group } from '../model/node';
import { duration } from '../types/duration';
import { labels } from '../types/labels';
import { line } from '../types/text';

const off = 'no such alert';

/** Returns the threshold of one alert in seconds; zero leaves the alert out. */
function seconds(title: string, description: string, threshold: number) {
  const range = { min: 0, max: 86_400, unit: 'seconds', zeroMeans: off };
  return integer({ title, description, default: threshold, ...range });
}

/** Returns the threshold of one alert in percent; zero leaves the alert out. */
function share(title: string, description: string, threshold: number) {
  return percent({ title, description, default: threshold, min: 0, max: 100, zeroMeans: off });
}

/** Alerts by the Prometheus operator; each has one threshold. */
const alerts = group(
  {
    title: 'Alerts',
    description: 'Rules for Prometheus on the metrics of the plane; a threshold of 0 leaves its alert out.',
  },
  {
    enabled: flag({
      title: 'Create alert rules',
      description: 'Whether a PrometheusRule is created; needs the Prometheus operator and scraped metrics.',
      default: false,
    }),
    holdFor: duration({
      title: 'Lasting for',
      description: 'How long a condition must last before its alert fires; longer spares short disturbances.',
      default: '5m',
      atLeast: '30s',
      wholeSeconds: true,
      examples: ['5m', '15m'],
    }),
    ingestionLagSeconds: seconds(
      'Ingestion lag',
      'Time that telemetry waits in the gateway: items in its queue divided by items stored per second.',
      30,
    ),
    queueUsagePercent: share(
      'Queue in use',
      'Share of the queue of a gateway or of a collector in use; at 100 % senders are refused.',
      70,
    ),
    refusedPercent: share(
      'Telemetry refused',
      'Share of what senders offer that gateway or collectors refuse; they try again, then drop it.',
      1,
    ),
    memoryUsagePercent: share(
      'Memory in use',
      'Share of its memory limit that ClickHouse, a gateway or a collector uses; each then refuses work.',
      90,
    ),
    queryAverageSeconds: seconds(
      'Average query time',
      'Average time of SELECT queries in ClickHouse, which has no percentiles among its metrics.',
      5,
    ),
    failedQueriesPercent: share('Queries failed', 'Share of the queries that ClickHouse fails to answer.', 5),
    minCompressionRatio: decimal({
      title: 'Compression at least',
      description: 'Uncompressed by compressed size of what is inserted; a fall means unusual telemetry.',
      default: 3,
      min: 0,
      max: 1000,
      zeroMeans: off,
      examples: [3, 10],
    }),
    replicaDelaySeconds: seconds(
      'Replica delay',
      'Time that a ClickHouse replica lies behind the others; only with several servers.',
      300,
    ),
    maxPartsPerPartition: integer({
      title: 'Parts of a partition',
      description:
        'Unmerged parts in one partition; ClickHouse slows inserts down at 1000 and refuses at 3000.',
      default: 300,
      min: 0,
      max: 100_000,
      unit: 'parts',
      zeroMeans: off,
    }),
    diskFreePercent: share(
      'Disk left',
      'Share of a volume that is free; ClickHouse stops merging and then inserting when none is.',
      15,
    ),
  },
);

/** What a monitoring system of the cluster gets of the plane. */
export const monitoringSection = group(
  {
    title: 'Monitoring',
    summary: 'Scraping, alerts, dashboards, cost',
    description: 'What Prometheus and Grafana of the cluster are told of the plane itself.',
  },
  {
    labels: labels({
      title: 'Labels of monitors and rules',
      description: 'Labels by which Prometheus selects monitors and rules; look at its selectors.',
      default: {},
      examples: [{ release: 'kube-prometheus-stack' }],
    }),
    serviceMonitors: group(
      { title: 'Scraping', description: 'Of ClickHouse, the gateway and the collectors.' },
      {
        enabled: flag({
          title: 'Create monitors',
          description:
            'Whether the Prometheus operator is told to scrape ClickHouse, the gateway and the collectors.',
          default: false,
        }),
        interval: duration({
          title: 'Interval',
          description: 'How often metrics are scraped; alerts see changes no sooner.',
          default: '30s',
          atLeast: '1s',
          wholeSeconds: true,
          examples: ['30s', '1m'],
        }),
        scrapeTimeout: duration({
          title: 'Timeout',
          description: 'How long one scrape may take; no longer than the interval.',
          default: '10s',
          atLeast: '1s',
          wholeSeconds: true,
          examples: ['10s'],
        }),
      },
    ),
    alerts,
    dashboards: group(
      { title: 'Dashboards', description: 'For Grafana, on Prometheus and on the ClickHouse of the plane.' },
      {
        enabled: flag({
          title: 'Create dashboards',
          description:
            "Whether ConfigMaps with dashboards are created; Grafana's sidecar finds them by their label.",
          default: false,
        }),
        labels: labels({
          title: 'Dashboard labels',
          description:
            'Labels of the dashboards beside grafana_dashboard: "1", by which the sidecar finds them.',
          default: {},
          examples: [{ team: 'platform' }],
        }),
        folder: line({
          title: 'Folder',
          description: 'Folder of Grafana that the dashboards go to, where the sidecar reads the annotation.',
          default: '',
          emptyMeans: "Grafana's general folder",
          examples: ['Observability'],
        }),
      },
    ),
    cost: group(
      { title: 'Cost', description: 'Prices with which a dashboard estimates what the plane costs.' },
      {
        storagePerTbUsd: decimal({
          title: 'Price of storage',
          description:
            'What one terabyte on disk costs in a month; the dashboard multiplies it by the replicas.',
          default: 100,
          min: 0,
          max: 1_000_000,
          unit: 'USD',
          examples: [0.5, 25, 100],
        }),
        queryPerSecondUsd: decimal({
          title: 'Price of queries',
          description: 'What one second of query time in ClickHouse costs.',
          default: 0.0002,
          min: 0,
          max: 1000,
          unit: 'USD',
          examples: [0.0002, 0.001],
        }),
      },
    ),
  },
);
