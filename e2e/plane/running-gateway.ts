// The gateway's collector, running with the chart's configuration; only addresses and the protocol to the
// store differ from a pod's.
import { writeFileSync } from 'node:fs';
import { connect, type IncomingHttpHeaders } from 'node:http2';
import { join } from 'node:path';
import { freePorts } from '../../scripts/plane-parts/ports';
import { startProgram, waitUntil } from '../../scripts/plane-parts/processes';
import { type Values, parseYaml, renderObjects } from '../../scripts/plane-parts/rendered-chart';
import {
  gatewayConfig,
  gatewayEnvironment,
  makeCertificates,
  otelcol,
  withLocalCertificates,
} from './gateway';
import { type Store } from './store';

/** A collector that runs. */
export interface RunningGateway {
  /** Addresses without a scheme. */
  grpc: string;
  http: string;
  health: string;
  /** Folder of the certificates: ca.crt, tls.crt, tls.key. */
  certificates: string;
  /** Returns the value of one of its own metrics, summed over labels; 0 when it has none yet. */
  metric(name: string): Promise<number>;
  /** Returns its own metrics as Prometheus reads them. */
  metrics(): Promise<string>;
  log(): string;
  stop(): Promise<void>;
}

/** Starts the gateway of `values` with `store` behind it, and returns when it is healthy. */
export async function startGateway(store: Store, values: Values): Promise<RunningGateway> {
  const config = gatewayConfig(await renderObjects(values));
  if (config === undefined) throw new Error('these values have no gateway');
  const [grpcPort = 0, httpPort = 0, healthPort = 0, metricsPort = 0] = await freePorts(4);
  const certificates = join(store.folder, 'certificates');
  await makeCertificates(certificates);
  const generated = join(store.folder, `gateway-${grpcPort}.yaml`);
  const local = join(store.folder, `gateway-${grpcPort}-local.json`);
  writeFileSync(generated, withLocalCertificates(config, certificates));
  writeFileSync(
    local,
    JSON.stringify(localAddresses(config, { grpcPort, httpPort, healthPort, metricsPort, store: store.url })),
  );
  const collector = startProgram({
    name: `gateway-${grpcPort}`,
    command: otelcol,
    args: [`--config=${generated}`, `--config=${local}`],
    folder: store.folder,
    env: gatewayEnvironment,
  });
  await waitUntil(collector, async () => (await fetch(`http://127.0.0.1:${healthPort}/`)).ok);
  const metrics = async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  return {
    grpc: `127.0.0.1:${grpcPort}`,
    http: `127.0.0.1:${httpPort}`,
    health: `127.0.0.1:${healthPort}`,
    certificates,
    metrics,
    metric: async (name) => {
      const lines = (await metrics())
        .split('\n')
        .filter((line) => line.startsWith(name) && /[{ ]/.test(line[name.length] ?? ''));
      return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    },
    log: () => collector.log(),
    stop: () => collector.stop(),
  };
}

/** What differs from a pod: ports of this machine, and HTTP, the only protocol of the embedded engine. */
function localAddresses(
  config: string,
  at: { grpcPort: number; httpPort: number; healthPort: number; metricsPort: number; store: string },
): unknown {
  const exporter = { endpoint: at.store, compress: 'none' };
  return {
    extensions: { health_check: { endpoint: `127.0.0.1:${at.healthPort}` } },
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: `127.0.0.1:${at.grpcPort}` },
          http: { endpoint: `127.0.0.1:${at.httpPort}` },
        },
      },
    },
    exporters: {
      clickhouse: exporter,
      ...(config.includes('clickhouse/sessions') ? { 'clickhouse/sessions': exporter } : {}),
    },
    service: {
      telemetry: {
        metrics: { readers: [localReader(config, at.metricsPort)] },
      },
    },
  };
}

/** The chart's own reader of metrics on another port; a list is replaced as a whole. */
function localReader(config: string, port: number): unknown {
  // The chart's own text, whose shape its tests check.
  const { service } = parseYaml(config) as {
    service: { telemetry: { metrics: { readers: { pull: { exporter: { prometheus: object } } }[] } } };
  };
  const given = service.telemetry.metrics.readers[0]?.pull.exporter.prometheus;
  return { pull: { exporter: { prometheus: { ...given, host: '127.0.0.1', port } } } };
}

/** Sends a log record by OTLP over gRPC and returns gRPC's status code. */
export function exportLogByGrpc(address: string, body: string): Promise<number> {
  // A message is tag and length before its content; every field here has a number below 16.
  const field = (number: number, content: Buffer): Buffer =>
    Buffer.concat([Buffer.from([(number << 3) | 2, content.length]), content]);
  // The time: a fixed field of eight bytes. A record of 1970 would be older than any retention.
  const time = Buffer.alloc(9, (1 << 3) | 1);
  time.writeBigUInt64LE(BigInt(Date.now()) * 1_000_000n, 1);
  const record = Buffer.concat([time, field(5, field(1, Buffer.from(body)))]);
  const message = field(1, field(2, field(2, record)));
  const frame = Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]);
  return new Promise((resolve, reject) => {
    const session = connect(`http://${address}`);
    session.on('error', reject);
    const call = session.request({
      ':method': 'POST',
      ':path': '/opentelemetry.proto.collector.logs.v1.LogsService/Export',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    let status = -1;
    const readStatus = (headers: IncomingHttpHeaders & { 'grpc-status'?: string }) =>
      (status = Number(headers['grpc-status'] ?? status));
    call.on('response', readStatus);
    call.on('trailers', readStatus);
    call.on('error', reject);
    call.on('close', () => {
      session.close();
      resolve(status);
    });
    call.resume();
    call.end(frame);
  });
}
