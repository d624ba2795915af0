// What an earlier chart of this plane got wrong, one test for each defect that the rendered objects show.
// docs/defects.md lists all of them, with the tests that run the real parts. Longer than most files because
// the list is one: each test stands for one line of it.
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { renderPlane } from './index';
import {
  containersOf,
  podsOf,
  renderedObjects,
  type Container,
  type RenderedObject,
} from './testing/rendered';

const openSearch = { address: 'http://search:9200', password: 'p' };
/** Everything that runs pods. */
const everything = {
  hyperdx: { replicas: 2, scheduledTasks: { external: true } },
  collectors: { enabled: true, kubeletStats: { enabled: true } },
  observer: { openSearch, telemetry: { dualRead: true } },
  migration: { shadowWrite: { enabled: true }, validation: { enabled: true }, cleanup: { enabled: true } },
};

/** A container with the parts that these tests look at. The API server checks the rest. */
interface WholeContainer extends Container {
  command?: string[];
  args?: string[];
  ports?: { name: string; containerPort: number }[];
  startupProbe?: unknown;
  livenessProbe?: unknown;
  readinessProbe?: unknown;
  resources?: { limits?: { memory?: string } };
}

const objects = renderedObjects(everything);
const containers = podsOf(objects).flatMap((pod) =>
  containersOf(pod).map((container: WholeContainer) => ({ pod, container })),
);

function object(kind: string, name: string, among = objects): RenderedObject {
  const found = among.find((one) => one.kind === kind && one.metadata.name === name);
  if (!found) throw new Error(`the plane has no ${kind}/${name}`);
  return found;
}

function containerOf(owner: string, name: string, among = objects): WholeContainer {
  const pod = podsOf(among).find((one) => one.owner === owner);
  const found = pod && containersOf(pod).find((one) => one.name === name);
  if (!found) throw new Error(`${owner} has no container ${name}`);
  return found;
}

function variable(container: WholeContainer, name: string) {
  return container.env?.find((one) => one.name === name);
}

function schemaOf(values: unknown): string {
  return object('ConfigMap', 'clickstack-schema', renderedObjects(values)).data?.['schema.sql'] ?? '';
}

function configOf(name: string, values: unknown = everything): Record<string, never> {
  const text = object('ConfigMap', name, renderedObjects(values)).data?.['config.yaml'] ?? '';
  return load(text) as Record<string, never>;
}

function decoded(secret: RenderedObject): Record<string, string> {
  const data = Object.entries(secret.data ?? {});
  return Object.fromEntries(data.map(([key, value]) => [key, atob(value)]));
}

describe('what stopped the install', () => {
  it('1 and 2: shells run files of the chart, which are POSIX; nothing runs under bash or inline', () => {
    for (const { container } of containers) {
      const command = [...(container.command ?? []), ...(container.args ?? [])].join(' ');
      expect(command).not.toMatch(/bash|pipefail/);
      if (/\bsh\b/.test(command)) expect(command).toMatch(/^\/bin\/sh \/etc\/plane\/[a-z-]+\.sh$/);
    }
    const scripts = objects.flatMap(({ data = {} }) =>
      Object.entries(data).filter(([key]) => key.endsWith('.sh')),
    );
    expect(scripts.length).toBeGreaterThan(5);
    for (const [name, text] of scripts) {
      expect(text, name).toMatch(/^#!\/bin\/sh\n/);
      expect(text, name).not.toMatch(/pipefail|\w+=\(|\[\[/);
    }
  });

  it('3: a pod that must not run as root has the numeric user of its image', () => {
    const users: [RegExp, number][] = [
      [/clickhouse/, 101],
      [/opentelemetry/, 10001],
      [/hyperdx\/hyperdx/, 1000],
      [/mongo/, 999],
      [/observer/, 65532],
      [/alpine\/k8s/, 65532],
    ];
    for (const { pod, container } of containers) {
      const context = { ...(pod.spec.securityContext as object), ...container.securityContext } as {
        runAsNonRoot?: boolean;
        runAsUser?: number;
      };
      if (pod.owner === 'DaemonSet/collectors') continue;
      // MongoDB's shell runs in HyperDX's pod, as its user: a client needs no user of its own.
      const isClient = container.name === 'wait-for-mongodb';
      const expected = isClient ? 1000 : users.find(([image]) => image.test(container.image))?.[1];
      expect(expected, container.image).toBeDefined();
      expect(context, `${pod.owner} ${container.name}`).toMatchObject({
        runAsNonRoot: true,
        runAsUser: expected,
      });
    }
  });

  it('4: persistence gives claims to the StatefulSet, and no persistence gives none', () => {
    const claims = (values: unknown, name: string): unknown =>
      object('StatefulSet', name, renderedObjects(values)).spec?.volumeClaimTemplates;
    expect(claims({}, 'clickstack')).toHaveLength(1);
    expect(claims({}, 'hyperdx-mongodb')).toHaveLength(1);
    const volatile = { hyperdx: { mongodb: { persistence: { enabled: false } } } };
    expect(claims(volatile, 'hyperdx-mongodb')).toBeUndefined();
    for (const pod of podsOf(objects)) expect(JSON.stringify(pod.spec)).not.toContain('volumeClaimTemplates');
  });

  it('5: HyperDX listens where its Service leads', () => {
    for (const port of [3000, 3100]) {
      const rendered = renderedObjects({ hyperdx: { service: { port } } });
      const container = containerOf('Deployment/hyperdx', 'hyperdx', rendered);
      expect(variable(container, 'HYPERDX_APP_PORT')?.value).toBe(String(port));
      expect(container.ports).toContainEqual({ name: 'http', containerPort: port });
      expect(object('Service', 'hyperdx', rendered).spec).toMatchObject({
        ports: [{ port, targetPort: 'http' }],
      });
    }
  });

  it('6: no statement reads or changes a table before it is created', () => {
    const created = new Set<string>();
    for (const statement of schemaOf({})
      .replace(/--[^\n]*/g, '')
      .split(';')) {
      for (const [, name] of statement.matchAll(/(?:FROM|ALTER TABLE|\bTO) (telemetry\.\w+)/g))
        expect(created, statement.trim().slice(0, 80)).toContain(name);
      const [, name] =
        /CREATE (?:TABLE|MATERIALIZED VIEW|VIEW|OR REPLACE VIEW) (?:IF NOT EXISTS )?(telemetry\.\w+)/.exec(
          statement,
        ) ?? [];
      if (name) created.add(name);
    }
    expect(created).toContain('telemetry.logs_mv_ingest');
  });

  it('7: another schema makes another Job, and the same one the same', () => {
    const job = (values: unknown): string | undefined =>
      renderedObjects(values).find(
        ({ kind, metadata }) => kind === 'Job' && metadata.name.startsWith('clickstack-init'),
      )?.metadata.name;
    const names = [
      job({}),
      job({ clickstack: { initSQL: { schema: 'SELECT 1;' } } }),
      job({ clickstack: { retention: { logs: '24h' } } }),
    ];
    expect(new Set(names).size).toBe(3);
    expect(job({ gateway: { replicas: 2 } })).toBe(names[0]);
    for (const { kind, metadata } of objects.filter(({ kind: one }) => one === 'Job'))
      expect(metadata.annotations?.['helm.sh/hook'], `${kind}/${metadata.name}`).toBeUndefined();
  });

  it('8: a Secret that the user makes is not rendered as well', () => {
    const rendered = renderedObjects({
      clickstack: { credentials: { existingSecret: 'clickstack-credentials' } },
    });
    expect(
      rendered.filter(
        ({ kind, metadata }) => kind === 'Secret' && metadata.name === 'clickstack-credentials',
      ),
    ).toEqual([]);
    expect(JSON.stringify(podsOf(rendered))).toContain('"name":"clickstack-credentials"');
  });

  it('9: clients reach servers that are ready, peers reach each other before', () => {
    expect(object('Service', 'clickstack').spec?.clusterIP).toBeUndefined();
    expect(object('Service', 'clickstack').spec?.publishNotReadyAddresses).toBeUndefined();
    expect(object('Service', 'clickstack-headless').spec).toMatchObject({
      clusterIP: 'None',
      publishNotReadyAddresses: true,
    });
    expect(object('StatefulSet', 'clickstack').spec?.serviceName).toBe('clickstack-headless');
  });

  it('10: every account, ConfigMap and Secret that a pod names is there', () => {
    const names = (kind: string): Set<string> =>
      new Set(objects.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name));
    for (const pod of podsOf(objects)) {
      expect(names('ServiceAccount'), pod.owner).toContain(pod.spec.serviceAccountName);
      const text = JSON.stringify(pod.spec);
      for (const [, name] of text.matchAll(/"configMap":\{"name":"([^"]+)"/g))
        expect(names('ConfigMap'), pod.owner).toContain(name);
      for (const [, name] of text.matchAll(/"configMapKeyRef":\{"(?:key":"[^"]+",")?name":"([^"]+)"/g))
        expect(names('ConfigMap'), pod.owner).toContain(name);
      for (const [, name] of text.matchAll(/"secretKeyRef":\{"name":"([^"]+)"/g))
        expect(names('Secret'), pod.owner).toContain(name);
    }
    // The comparison counts in the table that the schema makes, as a user that may read it.
    const validation = containers.find(({ pod }) =>
      pod.owner.startsWith('Job/migration-validation'),
    )?.container;
    expect(validation && variable(validation, 'CLICKHOUSE_TABLE')?.value).toBe('telemetry.logs_mv');
    expect(schemaOf({})).toContain('CREATE TABLE IF NOT EXISTS telemetry.logs_mv ');
  });
});

describe('what ran and was wrong', () => {
  it('11: several servers replicate every table, one does not try', () => {
    const engines = (values: unknown): string[] =>
      [...schemaOf(values).matchAll(/ENGINE = (\w+)/g)].map(([, engine]) => engine ?? '');
    expect(new Set(engines({}))).toEqual(new Set(['ReplicatedMergeTree']));
    expect(new Set(engines({ global: { installationMode: 'minimal' } }))).toEqual(new Set(['MergeTree']));
  });

  it('12: HyperDX reads ClickHouse by HTTP, through the connection that it really reads', () => {
    const [connection] = JSON.parse(
      decoded(object('Secret', 'clickstack-credentials'))['hyperdx-connections'] ?? '',
    ) as {
      host: string;
    }[];
    expect(connection?.host).toBe('http://clickstack.obs.svc:8123');
    expect(object('Service', 'clickstack').spec?.ports).toContainEqual(
      expect.objectContaining({ port: 8123 }),
    );
    const container = containerOf('Deployment/hyperdx', 'hyperdx');
    expect(container.env?.filter(({ name }) => name.startsWith('CLICKHOUSE_'))).toEqual([]);
  });

  it('13: the tables that the observer is told to read are created', () => {
    const container = containerOf('Deployment/observer', 'observer');
    for (const name of ['CLICKSTACK_LOGS_TABLE', 'CLICKSTACK_TRACES_TABLE']) {
      const table = variable(container, name)?.value ?? '';
      expect(schemaOf({}), table).toMatch(new RegExp(`CREATE [A-Z ]+ ${table.replace('.', '\\.')}\\b`));
    }
  });

  it('14: labels become the attributes that the schema reads, for pods that can be found', () => {
    const config = configOf('collectors') as unknown as {
      receivers: { filelog: { operators: { type: string }[]; include_file_path: boolean } };
      processors: {
        k8s_attributes: {
          pod_association: { sources: { from: string }[] }[];
          extract: { labels: { tag_name: string; key: string }[] };
        };
      };
      service: { pipelines: { logs: { processors: string[] } } };
    };
    // Only the container operator reads the pod's uid out of the path.
    expect(config.receivers.filelog.operators[0]?.type).toBe('container');
    expect(config.receivers.filelog.include_file_path).toBe(true);
    const { pod_association, extract } = config.processors.k8s_attributes;
    for (const { sources } of pod_association)
      for (const { from } of sources) expect(['connection', 'resource_attribute']).toContain(from);
    expect(config.service.pipelines.logs.processors).toContain('k8s_attributes');
    const read = [
      ...schemaOf({}).matchAll(
        /ResourceAttributes\['((?:organization|project|component|environment)\.id)'\]/g,
      ),
    ];
    expect(read.length).toBeGreaterThan(0);
    for (const [, id] of read) expect(extract.labels.map(({ tag_name }) => tag_name)).toContain(id);
  });

  it("15: fallbacks ask for '', because a missing key of a map is never NULL", () => {
    expect(schemaOf({})).not.toMatch(/coalesce|ifNull/i);
  });

  it('16: nothing is dropped, and no obsolete setting is set', () => {
    for (const values of [{}, { global: { installationMode: 'minimal' } }])
      expect(schemaOf(values)).not.toMatch(/\bDROP\b|\bTRUNCATE\b|allow_experimental_object_type/i);
  });

  it('17: every table with rows has a time to live', () => {
    const text = schemaOf({});
    const tables = [...text.matchAll(/CREATE TABLE IF NOT EXISTS (telemetry\.\w+)/g)].map(([, name]) => name);
    expect(tables.length).toBeGreaterThan(8);
    for (const table of tables)
      expect(text).toMatch(
        new RegExp(`ALTER TABLE ${table?.replace('.', '\\.')} ON CLUSTER clickstack MODIFY TTL `),
      );
  });

  it('18: the collector limits itself below what its container may use', () => {
    for (const [name, owner, container] of [
      ['otlp-gateway', 'Deployment/otlp-gateway', 'collector'],
      ['collectors', 'DaemonSet/collectors', 'collector'],
    ] as const) {
      const { processors, service } = configOf(name) as unknown as {
        processors: { memory_limiter: Record<string, unknown> };
        service: { pipelines: Record<string, { receivers: string[]; processors?: string[] }> };
      };
      expect(processors.memory_limiter).not.toHaveProperty('limit_mib');
      expect(processors.memory_limiter.limit_percentage).toBeLessThan(100);
      for (const { receivers, processors: steps } of Object.values(service.pipelines))
        if (!receivers.every((receiver) => /routing|forward/.test(receiver)))
          expect(steps?.[0]).toBe('memory_limiter');
      const { env, resources } = containerOf(owner, container);
      const limit = Number.parseInt(resources?.limits?.memory ?? '', 10) * 1024 * 1024;
      const goLimit = Number(env?.find((one) => one.name === 'GOMEMLIMIT')?.value);
      expect(goLimit).toBeLessThan(limit);
      expect(goLimit).toBeGreaterThan(limit / 2);
    }
  });

  it('19: receivers and health checks listen on every address', () => {
    for (const name of ['otlp-gateway', 'collectors']) {
      const { receivers, extensions } = configOf(name) as unknown as {
        receivers: { otlp: { protocols: Record<string, { endpoint?: string }> } };
        extensions: { health_check: { endpoint: string } };
      };
      const { grpc, http } = receivers.otlp.protocols;
      expect([grpc?.endpoint, http?.endpoint, extensions.health_check.endpoint]).toEqual([
        '0.0.0.0:4317',
        '0.0.0.0:4318',
        '0.0.0.0:13133',
      ]);
    }
  });

  it('20: who reads log files runs as the user they belong to, with nothing else of its power', () => {
    const pod = podsOf(objects).find(({ owner }) => owner === 'DaemonSet/collectors');
    expect(pod?.spec.securityContext).toMatchObject({ runAsUser: 0 });
    expect(containerOf('DaemonSet/collectors', 'collector').securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('21: nought stays nought', () => {
    const rendered = renderedObjects({
      gateway: { replicas: 0 },
      observer: { openSearch, telemetry: { dualRead: true, dualSampleRate: 0 } },
    });
    expect(object('Deployment', 'otlp-gateway', rendered).spec?.replicas).toBe(0);
    const container = containerOf('Deployment/observer', 'observer', rendered);
    expect(variable(container, 'TELEMETRY_DUAL_SAMPLE_RATE')?.value).toBe('0');
  });

  it('22: the notes say that the published observer reads no ClickStack, until another is named', () => {
    const notes = (values: unknown): string => {
      const render = renderPlane(values);
      return render.ok ? render.notes : render.message;
    };
    expect(notes({})).toContain('The published observer image does not read ClickStack');
    expect(notes({ observer: { image: { tag: '1.2.3-clickstack' } } })).not.toContain(
      'does not read ClickStack',
    );
  });
});

describe('what was open or could not be operated', () => {
  it('24: no password is the same twice, and none stands outside a Secret', () => {
    const secrets = objects.filter(({ kind }) => kind === 'Secret').map(decoded);
    const passwords = secrets.flatMap((data) =>
      Object.entries(data)
        .filter(([key]) => /password$|secret|api-key/.test(key))
        .map(([, value]) => value),
    );
    expect(passwords.length).toBeGreaterThan(6);
    expect(new Set(passwords).size).toBe(passwords.length);
    const elsewhere = JSON.stringify(objects.filter(({ kind }) => kind !== 'Secret'));
    for (const password of passwords.filter((text) => text.length > 8))
      expect(elsewhere).not.toContain(password);
    expect(containerOf('StatefulSet/hyperdx-mongodb', 'mongodb').env?.map(({ name }) => name)).toContain(
      'MONGO_INITDB_ROOT_USERNAME',
    );
    const signed = renderedObjects({
      hyperdx: { signing: { key: 'A-Signing-Key-1', baseUrl: 'https://ui.example.com' } },
    });
    const key = variable(containerOf('Deployment/observer', 'observer', signed), 'HYPERDX_SIGNING_KEY');
    expect(key?.value).toBeUndefined();
    expect(key?.valueFrom?.secretKeyRef).toBeDefined();
  });

  it('25: whoever reads, writes or administers ClickHouse does so as its own user', () => {
    const users = object('ConfigMap', 'clickstack-config').data ?? {};
    const grants = Object.values(users).join('\n');
    expect(grants).toMatch(/otel_ingest:[^]*GRANT SHOW, SELECT, INSERT ON telemetry\.\*/);
    const passwordOf = (owner: string, container: string, name: string): string | undefined =>
      variable(containerOf(owner, container), name)?.valueFrom?.secretKeyRef?.key;
    expect([
      passwordOf('Deployment/otlp-gateway', 'collector', 'CLICKSTACK_PASSWORD'),
      passwordOf('Deployment/observer', 'observer', 'CLICKSTACK_PASSWORD'),
    ]).toEqual(['ingest-password', 'observer-password']);
    const connections = decoded(object('Secret', 'clickstack-credentials'))['hyperdx-connections'];
    expect(connections).toContain('"username":"hyperdx_ui"');
  });

  it('26: every image names a version', () => {
    for (const { pod, container } of containers) {
      expect(container.image, pod.owner).toMatch(/:[^:/]*\d[^:/]*$/);
      expect(container.image, pod.owner).not.toMatch(/:(latest|\d+)$/);
    }
  });

  it('27: every container has a security context, and every server its probes', () => {
    for (const { pod, container } of containers) {
      expect(container.securityContext, `${pod.owner} ${container.name}`).toMatchObject({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      });
      const serves =
        pod.spec.containers.some((one) => one === container) &&
        /^(Deployment|StatefulSet|DaemonSet)/.test(pod.owner);
      if (serves)
        for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'] as const)
          expect(container[probe], `${pod.owner} ${container.name} ${probe}`).toBeDefined();
    }
  });

  it('28: what an operator asks for is there, and two releases share no name', () => {
    const asked = {
      global: { namePrefix: 'second', imagePullSecrets: ['pull'] },
      gateway: { autoscaling: { enabled: true } },
      observer: { replicas: 2 },
      networkPolicy: { enabled: true },
    };
    const rendered = renderedObjects(asked);
    const kinds = new Set(rendered.map(({ kind }) => kind));
    for (const kind of ['PodDisruptionBudget', 'HorizontalPodAutoscaler', 'NetworkPolicy'])
      expect(kinds).toContain(kind);
    for (const pod of podsOf(rendered))
      expect(pod.spec.imagePullSecrets, pod.owner).toEqual([{ name: 'pull' }]);
    const idOf = ({ kind, metadata }: RenderedObject): string => `${kind}/${metadata.name}`;
    const first = new Set(renderedObjects({ ...asked, global: {} }).map(idOf));
    for (const id of rendered.map(idOf)) expect(first).not.toContain(id);
    const gateway = podsOf(rendered).find(({ owner }) => owner === 'Deployment/second-otlp-gateway');
    expect(gateway?.spec.topologySpreadConstraints).toHaveLength(2);
    const template = object('Deployment', 'second-otlp-gateway', rendered).spec?.template as RenderedObject;
    expect(template.metadata.annotations).toHaveProperty('checksum/config');
  });

  it('29: no web site may send unless it is named', () => {
    const cors = (values: unknown): unknown => {
      const { receivers } = configOf('otlp-gateway', values) as unknown as {
        receivers: { otlp: { protocols: { http: { cors?: unknown } } } };
      };
      return receivers.otlp.protocols.http.cors;
    };
    expect(cors({})).toBeUndefined();
    expect(cors({ gateway: { cors: { allowedOrigins: ['https://shop.example.com'] } } })).toMatchObject({
      allowed_origins: ['https://shop.example.com'],
    });
  });
});
