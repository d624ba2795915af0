// The OpenTelemetry Collector, built with the components that the gateway's configuration names.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedBuild } from './cache';
import { announce, runBuild } from './go-build';

/**
 * The chart's image is 0.155.0. The module proxy does not offer the ClickHouse exporter at that version;
 * this is the next one it has, and everything else follows it.
 */
const collectorVersion = '0.161.0';
/** The stable modules of the same release have a number of their own. */
const stableVersion = '1.67.0';
/** The newest routing connector that the proxy has, and the internal module it was written against. */
const routingVersion = '0.149.0';

const core = 'go.opentelemetry.io/collector';
const contrib = 'github.com/open-telemetry/opentelemetry-collector-contrib';

/** Modules by the builder's sections. */
const components = {
  receivers: [`${core}/receiver/otlpreceiver v${collectorVersion}`],
  processors: [
    `${core}/processor/memorylimiterprocessor v${collectorVersion}`,
    `${core}/processor/batchprocessor v${collectorVersion}`,
    // Not in the generated configuration; the example of gateway.config adds it.
    `${contrib}/processor/resourceprocessor v${collectorVersion}`,
  ],
  exporters: [
    `${core}/exporter/debugexporter v${collectorVersion}`,
    `${contrib}/exporter/clickhouseexporter v${collectorVersion}`,
  ],
  connectors: [`${contrib}/connector/routingconnector v${routingVersion}`],
  extensions: [
    `${contrib}/extension/healthcheckextension v${collectorVersion}`,
    `${contrib}/extension/bearertokenauthextension v${collectorVersion}`,
  ],
  providers: [
    `${core}/confmap/provider/envprovider v${stableVersion}`,
    `${core}/confmap/provider/fileprovider v${stableVersion}`,
  ],
};
const replaces = [`${contrib}/internal/coreinternal => ${contrib}/internal/coreinternal v${routingVersion}`];

/** Returns the path of the collector's binary, building it on first use. Throws when the build fails. */
export function buildCollector(): string {
  const inputs = { collectorVersion, components, replaces };
  const folder = cachedBuild('otelcol', inputs, (workplace) => {
    announce('building the OpenTelemetry Collector from Go modules (once; kept in the cache)');
    runBuild(workplace, ['go', 'install', `${core}/cmd/builder@v${collectorVersion}`], { GOBIN: workplace });
    const configuration = {
      dist: { name: 'otelcol', output_path: join(workplace, 'sources'), version: collectorVersion },
      ...Object.fromEntries(
        Object.entries(components).map(([section, modules]) => [
          section,
          modules.map((gomod) => ({ gomod })),
        ]),
      ),
      replaces,
    };
    writeFileSync(join(workplace, 'builder.json'), JSON.stringify(configuration));
    runBuild(workplace, [join(workplace, 'builder'), '--config', 'builder.json']);
    mkdirSync(join(workplace, 'bin'));
    copyFileSync(join(workplace, 'sources', 'otelcol'), join(workplace, 'bin', 'otelcol'));
  });
  return join(folder, 'bin', 'otelcol');
}
