// The OpenTelemetry Collector, built with the components that the chart's configurations name.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedBuild } from './cache';
import { announce, neededGo, runBuild } from './go-build';

/** The version of the chart's image; the builder and every component are of the same release. */
const collectorVersion = '0.155.0';
/** The stable modules of the same release have a number of their own. */
const stableVersion = '1.61.0';
/** The newest routing connector that the proxy has. */
const routingVersion = '0.152.0';

const core = 'go.opentelemetry.io/collector';
const contrib = 'github.com/open-telemetry/opentelemetry-collector-contrib';

/** Modules by the builder's sections. */
const components = {
  receivers: [
    `${core}/receiver/otlpreceiver v${collectorVersion}`,
    `${contrib}/receiver/filelogreceiver v${collectorVersion}`,
    `${contrib}/receiver/kubeletstatsreceiver v${collectorVersion}`,
    `${contrib}/receiver/hostmetricsreceiver v${collectorVersion}`,
  ],
  processors: [
    `${core}/processor/memorylimiterprocessor v${collectorVersion}`,
    `${core}/processor/batchprocessor v${collectorVersion}`,
    `${contrib}/processor/k8sattributesprocessor v${collectorVersion}`,
    `${contrib}/processor/transformprocessor v${collectorVersion}`,
    `${contrib}/processor/filterprocessor v${collectorVersion}`,
    `${contrib}/processor/resourceprocessor v${collectorVersion}`,
  ],
  exporters: [
    `${core}/exporter/debugexporter v${collectorVersion}`,
    `${core}/exporter/otlpexporter v${collectorVersion}`,
    `${core}/exporter/otlphttpexporter v${collectorVersion}`,
    `${contrib}/exporter/clickhouseexporter v${collectorVersion}`,
  ],
  connectors: [
    `${core}/connector/forwardconnector v${collectorVersion}`,
    `${contrib}/connector/routingconnector v${routingVersion}`,
  ],
  extensions: [
    `${contrib}/extension/healthcheckextension v${collectorVersion}`,
    `${contrib}/extension/bearertokenauthextension v${collectorVersion}`,
    `${contrib}/extension/basicauthextension v${collectorVersion}`,
    `${contrib}/extension/storage/filestorage v${collectorVersion}`,
  ],
  providers: [
    `${core}/confmap/provider/envprovider v${stableVersion}`,
    `${core}/confmap/provider/fileprovider v${stableVersion}`,
  ],
};
/** Internal modules that the proxy lacks at the version above, and the newest of each that it has. */
const replaces = [
  ['internal/kubelet', '0.149.0'],
  ['internal/gopsutilenv', '0.154.0'],
].map(([name, version]) => `${contrib}/${name} => ${contrib}/${name} v${version}`);

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
    // Left alone, the builder tidies the module graph, and so asks for modules that only tests import.
    const generateOnly = ['--skip-get-modules', '--skip-compilation'];
    runBuild(workplace, [join(workplace, 'builder'), '--config', 'builder.json', ...generateOnly]);
    const sources = join(workplace, 'sources');
    writeFileSync(join(sources, 'go.mod'), goModule());
    const target = join(workplace, 'bin', 'otelcol');
    runBuild(sources, ['go', 'build', '-mod=mod', '-trimpath', '-ldflags=-s -w', '-o', target]);
    rmSync(join(workplace, 'sources'), { recursive: true });
  });
  return join(folder, 'bin', 'otelcol');
}

/** The go.mod of the sources that the builder generates. */
function goModule(): string {
  const modules = [...Object.values(components).flat(), `${core}/otelcol v${collectorVersion}`];
  return [
    'module plane-studio.invalid/otelcol',
    `go ${neededGo}`,
    ...modules.map((module) => `require ${module}`),
    ...replaces.map((line) => `replace ${line}`),
    '',
  ].join('\n');
}
