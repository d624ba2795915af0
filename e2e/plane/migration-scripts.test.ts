// The migration's scripts with the real curl against servers that are there, come late, answer wrongly or
// never: what they say and do, and how they end.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePorts } from '../../scripts/plane-parts/ports';
import { type KubernetesObject, objectNamed, renderObjects } from '../../scripts/plane-parts/rendered-chart';
import { type Bench, benchFor, shellcheckFindings, shells } from './shells';
import { createSchema, openStore } from './store';

const values = {
  observer: { openSearch: { address: 'https://search:9200', password: 'p' } },
  migration: { validation: { enabled: true }, cleanup: { enabled: true } },
};
let scripts: Record<string, string>;
beforeAll(async () => {
  scripts = objectNamed(await renderObjects(values), 'ConfigMap', 'migration-scripts').data ?? {};
});

it('shellcheck finds nothing to say', async () => {
  expect(Object.keys(scripts)).toEqual(['compare-stores.sh', 'remove-opensearch.sh']);
  expect(await shellcheckFindings(scripts)).toEqual([]);
});

it('the Jobs set every variable that their script insists on', async () => {
  const confirmed = {
    ...values,
    migration: { cleanup: { enabled: true, confirmed: true, explicitFlag: 'default' } },
  };
  const objects = [...(await renderObjects(values)), ...(await renderObjects(confirmed))];
  const environments: [string, KubernetesObject[]][] = [
    ['compare-stores.sh', jobs(objects, 'migration-validation')],
    ['remove-opensearch.sh', jobs(objects, 'migration-cleanup').slice(-1)],
  ];
  for (const [script, [job]] of environments) {
    const text = scripts[script] ?? '';
    // Upper-case words that are read without a fallback; the script's own variables are lower-case.
    const read = new Set([...text.matchAll(/\$\{?([A-Z][A-Z_]+)\}?/g)].map(([, name]) => name));
    for (const [, name] of text.matchAll(/\$\{([A-Z][A-Z_]+):[-+]/g)) read.delete(name);
    const set = JSON.stringify(job);
    for (const name of read) expect(set, `${script}: ${name}`).toContain(`"name":"${name}"`);
  }
});

describe.each(shells.map((shell) => [shell[0], shell] as const))('under %s', (_name, shell) => {
  let folder: string;
  let bench: Bench;
  let servers: FakeServer[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plane-studio-migration-'));
    bench = benchFor(folder, shell);
    servers = [];
  });
  afterEach(async () => {
    for (const server of servers) await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const serve = async (answer: Answer): Promise<FakeServer> => {
    const server = await startServer(answer);
    servers.push(server);
    return server;
  };

  describe('compare-stores.sh', () => {
    const counting =
      (count: number, failed = 0): Answer =>
      () => ({
        body: JSON.stringify({ count, _shards: { total: 5, successful: 5 - failed, skipped: 0, failed } }),
      });
    const rows =
      (count: number): Answer =>
      () => ({ body: `${count}\n` });
    const compare = async (
      clickhouse: { url: string },
      openSearch: { url: string },
      more: Record<string, string> = {},
    ) =>
      bench.run(scripts['compare-stores.sh'] ?? '', {
        CLICKHOUSE_URL: clickhouse.url,
        CLICKHOUSE_TABLE: 'telemetry.logs_mv',
        CLICKHOUSE_USER: 'observer',
        CLICKHOUSE_PASSWORD: 'secret"\\1',
        OPENSEARCH_URL: openSearch.url,
        OPENSEARCH_USERNAME: 'admin',
        OPENSEARCH_PASSWORD: 'secret"\\2',
        OPENSEARCH_INDEX: 'kubernetes-*',
        NAMESPACE: '',
        DURATION_SECONDS: '2',
        WINDOW_SECONDS: '1',
        SETTLE_SECONDS: '0',
        PATIENCE_SECONDS: '2',
        MAX_DRIFT_PERCENT: '1',
        MAX_OVERALL_DRIFT_PERCENT: '5',
        ...more,
      });

    it('finds that the stores agree, window after window without a gap', async () => {
      const [clickhouse, search] = [await serve(rows(1000)), await serve(counting(995))];
      const ended = await compare(clickhouse, search);
      expect(ended).toMatchObject({ code: 0, errors: '' });
      expect(ended.output).toMatch(
        /window 1, \d+ to \d+: ClickHouse 1000, OpenSearch 995, difference 0.50 %\nwindow 2, [^]*\n2 windows, 0 drifting \(0.00 %\): ClickHouse 2000, OpenSearch 1990\nthe stores agree\n$/,
      );
      const windows = [...ended.output.matchAll(/window \d, (\d+) to (\d+)/g)].map(([, from, to]) => [
        from,
        to,
      ]);
      expect(windows[0]?.[1]).toBe(windows[1]?.[0]);
      expect(JSON.parse(search.requests[0]?.body ?? '')).toEqual({
        query: {
          bool: {
            filter: [
              {
                range: {
                  '@timestamp': {
                    gte: Number(`${windows[0]?.[0]}000`),
                    lt: Number(`${windows[0]?.[1]}000`),
                    format: 'epoch_millis',
                  },
                },
              },
            ],
          },
        },
      });
    });

    it('shows its credentials to the servers as they are, and to nobody else', async () => {
      const [clickhouse, search] = [await serve(rows(1)), await serve(counting(1))];
      const ended = await compare(clickhouse, search);
      expect(clickhouse.requests[0]?.headers).toMatchObject({
        'x-clickhouse-user': 'observer',
        'x-clickhouse-key': 'secret"\\1',
      });
      expect(search.requests[0]?.headers.authorization).toBe(
        `Basic ${Buffer.from('admin:secret"\\2').toString('base64')}`,
      );
      expect(ended.output).not.toContain('secret');
    });

    it('fails when too many windows drift, and says by how much', async () => {
      const ended = await compare(await serve(rows(1000)), await serve(counting(900)));
      expect(ended.code).toBe(3);
      expect(ended.output).toContain('difference 10.00 % (drifting)');
      expect(ended.errors.trim()).toBe('the stores differ: 100.00 % of the windows drift, 5 % are allowed');
    });

    it('puts up with as many drifting windows as allowed', async () => {
      const ended = await compare(await serve(rows(1000)), await serve(counting(900)), {
        MAX_OVERALL_DRIFT_PERCENT: '100',
      });
      expect(ended.code).toBe(0);
    });

    it('does not take two empty stores for equal ones', async () => {
      const ended = await compare(await serve(rows(0)), await serve(counting(0)));
      expect(ended.code).toBe(3);
      expect(ended.errors).toContain('nothing was compared');
    });

    it('waits for a store that comes late', async () => {
      const late: Answer = (request, count) =>
        count <= 2 ? { status: 503, body: 'starting' } : counting(7)(request, count);
      const ended = await compare(await serve(rows(7)), await serve(late));
      expect(ended.code).toBe(0);
      expect(ended.output).toContain('waiting for OpenSearch: HTTP 503: starting');
    });

    it.each([
      ['a refusal', () => ({ status: 401, body: 'Unauthorized' }), 'HTTP 401: Unauthorized'],
      ['no number', () => ({ body: '<html>login</html>' }), 'no count of all shards: <html>login</html>'],
      ['the count of some shards only', counting(10, 1), 'no count of all shards'],
    ] as [string, Answer, string][])('gives up on %s', async (_what, answer, message) => {
      const ended = await compare(await serve(rows(10)), await serve(answer));
      expect(ended.code).toBe(1);
      expect(ended.errors).toContain(`gave up after 2 s: OpenSearch does not answer: ${message}`);
    });

    it('gives up on a store that is never there, with the words of curl', async () => {
      const [port = 0] = await freePorts(1);
      const ended = await compare({ url: `http://127.0.0.1:${port}` }, await serve(counting(1)));
      expect(ended.code).toBe(1);
      expect(ended.errors).toMatch(/gave up after 2 s: ClickHouse does not answer: curl: .*connect/i);
    });

    it('counts in the real engine with the real schema, one namespace alone when told', async () => {
      const store = await openStore();
      try {
        await createSchema(store);
        const soon = 'now64(9) + INTERVAL number SECOND';
        await store.run(
          `INSERT INTO telemetry.otel_logs (Timestamp, Body, ResourceAttributes) SELECT ${soon}, 'x', map('k8s.namespace.name', 'dp-a') FROM numbers(20)`,
        );
        const search = await serve(counting(1));
        const all = await compare(store, search, { MAX_DRIFT_PERCENT: '100' });
        expect(all.code, all.errors).toBe(0);
        expect(all.output).toMatch(/2 windows, 0 drifting \(0.00 %\): ClickHouse [12], OpenSearch 2/);
        const other = await compare(store, search, { MAX_DRIFT_PERCENT: '100', NAMESPACE: 'dp-b' });
        expect(other.output).toContain('ClickHouse 0, OpenSearch 2');
        expect(search.requests.at(-1)?.body).toContain(
          '{"term":{"kubernetes.namespace_name.keyword":"dp-b"}}',
        );
      } finally {
        await store.close();
      }
    });
  });

  describe('remove-opensearch.sh', () => {
    const archived: Answer = ({ path }) => ({
      body: path.includes('wait_for_completion')
        ? '{"snapshot":{"state":"SUCCESS","shards":{"total":3,"failed":0}}}'
        : '{"acknowledged":true}',
    });
    /** A cluster with one object of each kind, none of the plane's. */
    const cluster = (objects = 'statefulsets services configmaps persistentvolumeclaims'): void =>
      bench.fake(
        'kubectl',
        `case "$*" in *part-of=*) ;; "get "*) for kind in ${objects}; do [ "$kind" = "$2" ] && echo "$kind/search"; done; true;; delete*) echo "$2 deleted";; esac`,
      );
    const remove = (more: Record<string, string>) =>
      bench.run(scripts['remove-opensearch.sh'] ?? '', {
        NAMESPACE: 'opensearch',
        SELECTOR: 'app.kubernetes.io/name=opensearch',
        KINDS: 'statefulsets services configmaps',
        PLANE: 'openchoreo-observability-plane',
        CONFIRMED: 'true',
        REQUIRE_EXPLICIT_FLAG: 'true',
        EXPLICIT_FLAG: 'opensearch',
        ARCHIVE_INDICES: 'true',
        SNAPSHOT_REPOSITORY: '',
        BACKUP_LOCATION: '/backup/opensearch',
        INDICES: 'kubernetes-*,choreo*',
        OPENSEARCH_USERNAME: 'admin',
        OPENSEARCH_PASSWORD: 'secret',
        WAIT_SECONDS: '1',
        ...more,
      });
    const deletions = (): string[] =>
      bench
        .calls()
        .split('\n')
        .filter((call) => call.startsWith('kubectl delete'))
        .map((call) => call.split(' ')[2] ?? '');

    it('archives, then deletes what was chosen, servers first', async () => {
      cluster();
      const search = await serve(archived);
      const ended = await remove({ OPENSEARCH_URL: search.url });
      expect(ended, ended.errors).toMatchObject({ code: 0 });
      expect(deletions()).toEqual(['statefulsets/search', 'services/search', 'configmaps/search']);
      expect(
        search.requests.map(({ method, path }) => `${method} ${path.replace(/\d{14}/, 'TIME')}`),
      ).toEqual([
        'GET /',
        'PUT /_snapshot/plane-archive',
        'PUT /_snapshot/plane-archive/before-cleanup-TIME?wait_for_completion=true',
      ]);
      expect(JSON.parse(search.requests[1]?.body ?? '')).toEqual({
        type: 'fs',
        settings: { location: '/backup/opensearch' },
      });
      expect(JSON.parse(search.requests[2]?.body ?? '')).toMatchObject({ indices: 'kubernetes-*,choreo*' });
    });

    it('only lists until it is confirmed', async () => {
      cluster();
      const ended = await remove({ CONFIRMED: 'false' });
      expect(ended.code).toBe(0);
      expect(ended.output).toBe(
        'this would be deleted in opensearch once migration.cleanup.confirmed is true:\n  statefulsets/search\n  services/search\n  configmaps/search\n',
      );
      expect(deletions()).toEqual([]);
    });

    it('has nothing to do when nothing is left', async () => {
      cluster('none');
      const ended = await remove({});
      expect(ended).toMatchObject({ code: 0 });
      expect(ended.output).toContain('nothing is left of OpenSearch in opensearch');
    });

    it.each([
      [
        'the namespace is not repeated',
        { EXPLICIT_FLAG: '' },
        'explicitFlag is not the namespace opensearch',
      ],
      [
        'another namespace is repeated',
        { EXPLICIT_FLAG: 'default' },
        'explicitFlag is not the namespace opensearch',
      ],
      ['no labels are given', { SELECTOR: '' }, 'no labels say which objects are OpenSearch'],
      [
        'no namespace is given',
        { NAMESPACE: '', EXPLICIT_FLAG: '' },
        'no namespace says where OpenSearch is',
      ],
    ])('refuses when %s', async (_why, more, message) => {
      cluster();
      const ended = await remove(more);
      expect(ended.code).toBe(3);
      expect(ended.errors).toContain(message);
      expect(deletions()).toEqual([]);
    });

    it("refuses labels that fit the plane's own objects", async () => {
      bench.fake(
        'kubectl',
        'case "$*" in *part-of=*) echo statefulsets/clickstack;; get*) echo statefulsets/clickstack;; esac',
      );
      const ended = await remove({});
      expect(ended.code).toBe(3);
      expect(ended.errors).toContain('also fit objects of the plane: statefulsets/clickstack');
      expect(deletions()).toEqual([]);
    });

    it.each([
      [
        'the snapshot is partial',
        { body: '{"snapshot":{"state":"PARTIAL"}}' },
        'the snapshot is not complete',
      ],
      ['the snapshot fails', { status: 500, body: 'disk full' }, 'the snapshot failed: HTTP 500: disk full'],
    ])('deletes nothing when %s', async (_why, answer, message) => {
      cluster();
      const search = await serve((request, count) =>
        request.path.includes('wait_for_completion') ? answer : archived(request, count),
      );
      const ended = await remove({ OPENSEARCH_URL: search.url });
      expect(ended.code).toBe(1);
      expect(ended.errors).toContain(message);
      expect(ended.errors).toContain('nothing was deleted');
      expect(deletions()).toEqual([]);
    });

    it('deletes nothing when the repository is refused', async () => {
      cluster();
      const search = await serve(({ method }) =>
        method === 'GET' ? { body: '{}' } : { status: 500, body: 'path.repo' },
      );
      const ended = await remove({ OPENSEARCH_URL: search.url });
      expect(ended.code).toBe(1);
      expect(ended.errors).toContain('the repository was not registered: HTTP 500: path.repo');
      expect(deletions()).toEqual([]);
    });

    it('deletes nothing when OpenSearch never answers', async () => {
      cluster();
      const [port = 0] = await freePorts(1);
      const ended = await remove({ OPENSEARCH_URL: `http://127.0.0.1:${port}` });
      expect(ended.code).toBe(1);
      expect(ended.errors).toMatch(
        /gave up after 1 s: OpenSearch does not answer: curl: .*nothing was deleted/,
      );
      expect(deletions()).toEqual([]);
    });

    it('goes on with the rest when a first try has stopped the servers', async () => {
      cluster('services configmaps');
      const ended = await remove({});
      expect(ended).toMatchObject({ code: 0 });
      expect(deletions()).toEqual(['services/search', 'configmaps/search']);
    });

    it('keeps volume claims that nobody can archive any more', async () => {
      cluster('services persistentvolumeclaims');
      const ended = await remove({ KINDS: 'statefulsets services persistentvolumeclaims' });
      expect(ended.code).toBe(3);
      expect(ended.errors).toContain('no server is left that could archive');
      expect(deletions()).toEqual([]);
    });

    it('stops when it may not look', async () => {
      bench.fake('kubectl', 'echo "Forbidden" >&2; exit 1');
      const ended = await remove({});
      expect(ended.code).toBe(1);
      expect(ended.errors).toContain('Forbidden');
    });
  });
});

function jobs(objects: readonly KubernetesObject[], name: string): KubernetesObject[] {
  return objects.filter(({ kind, metadata }) => kind === 'Job' && metadata.name.startsWith(name));
}

interface FakeRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}
/** What a server answers to a request, the first of which has the count 1. */
type Answer = (request: FakeRequest, count: number) => { status?: number; body: string };
interface FakeServer {
  url: string;
  requests: FakeRequest[];
  close(): Promise<void>;
}

async function startServer(answer: Answer): Promise<FakeServer> {
  const [port = 0] = await freePorts(1);
  const requests: FakeRequest[] = [];
  const server: Server = createServer((incoming, response) => {
    let body = '';
    incoming.setEncoding('utf8').on('data', (part: string) => (body += part));
    incoming.on('end', () => {
      const request = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body,
      };
      requests.push(request);
      const { status = 200, body: text } = answer(request, requests.length);
      response.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, requests, close };
}
