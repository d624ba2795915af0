import { parseDuration } from '../types/duration';
import { conflict, questionable, type Rule } from './rule';

/** Prometheus refuses a scrape that may take longer than the time until the next one. */
const scrapesInTime: Rule = ({ monitoring: { serviceMonitors } }, report) => {
  if (!serviceMonitors.enabled) return;
  const interval = parseDuration(serviceMonitors.interval) ?? 0n;
  const timeout = parseDuration(serviceMonitors.scrapeTimeout) ?? 0n;
  if (timeout > interval)
    report(
      'monitoring.serviceMonitors.scrapeTimeout',
      conflict(`is longer than the interval of ${serviceMonitors.interval}`),
    );
};

/** Rules select by the labels that the operator gives to what it scrapes. */
const alertsScraped: Rule = ({ monitoring: { alerts, serviceMonitors } }, report) => {
  if (alerts.enabled && !serviceMonitors.enabled)
    report(
      'monitoring.serviceMonitors.enabled',
      questionable('without it most alerts have no metrics to look at', 'Turn it on.'),
      'warning',
    );
};

/** A lag below the time that a batch may wait is no lag. */
const lagBeyondBatches: Rule = ({ gateway, monitoring: { alerts } }, report) => {
  if (!alerts.enabled || !gateway.enabled || alerts.ingestionLagSeconds === 0) return;
  const wait = (parseDuration(gateway.batch.flushTimeout) ?? 0n) / 1_000_000_000n;
  if (BigInt(alerts.ingestionLagSeconds) <= wait)
    report(
      'monitoring.alerts.ingestionLagSeconds',
      questionable(
        `batches may wait ${gateway.batch.flushTimeout}, so this fires without cause`,
        `Use more, or lower gateway.batch.flushTimeout.`,
      ),
      'warning',
    );
};

/** Rules over what the cluster's monitoring gets. */
export const monitoringRules: readonly Rule[] = [scrapesInTime, alertsScraped, lagBeyondBatches];
