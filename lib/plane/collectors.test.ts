import { describe, expect, it } from 'vitest';
import { validateValues } from '../values';
import { renderPlane } from './index';
import { collectorsAlone, production } from './testing/production';
import { podsOf, renderedObjects, type RenderedObject } from './testing/rendered';

const names = (objects: readonly RenderedObject[], kind: string) =>
  objects.filter((object) => object.kind === kind).map((object) => object.metadata.name);

describe('monitoring', () => {
  const objects = renderedObjects(production);
  const labelsOf = (object: RenderedObject): Record<string, string> => object.metadata.labels ?? {};

  it('scrapes every part that has metrics, by a port that is there', () => {
    const scraped = objects.filter(({ kind }) => /^(Pod|Service)Monitor$/.test(kind));
    expect(scraped.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
      'PodMonitor collectors',
      'ServiceMonitor clickstack',
      'ServiceMonitor otlp-gateway',
    ]);
    for (const monitor of scraped) {
      const { matchLabels } = monitor.spec?.['selector'] as { matchLabels: Record<string, string> };
      const fits = (labels: Record<string, string>) =>
        Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
      const found =
        monitor.kind === 'PodMonitor'
          ? podsOf(objects).filter(({ labels }) => fits(labels))
          : objects.filter((object) => object.kind === 'Service' && fits(labelsOf(object)));
      const named = found.filter((one) => JSON.stringify(one.spec).includes('"name":"metrics"'));
      expect(named, monitor.metadata.name).toHaveLength(1);
    }
  });

  it('follows the collectors into a namespace of their own', () => {
    const apart = renderedObjects({
      ...production,
      gateway: { ...production.gateway, tls: {} },
      collectors: { ...production.collectors, namespace: { name: 'logs' } },
    });
    const monitor = apart.find(({ kind }) => kind === 'PodMonitor');
    expect(monitor?.spec?.['namespaceSelector']).toEqual({ matchNames: ['logs'] });
    const rules = JSON.stringify(apart.find(({ kind }) => kind === 'PrometheusRule')?.spec);
    // The operator names the job of a PodMonitor after its own namespace, and the namespace after the pod's.
    expect(rules).toContain(JSON.stringify('namespace="logs",job="obs/collectors"').slice(1, -1));
    expect(rules).toContain(JSON.stringify('namespace="logs",daemonset="collectors"').slice(1, -1));
  });
});

describe('collectors', () => {
  const secretVolumes = (values: unknown) =>
    podsOf(renderedObjects(values))
      .filter(({ owner }) => owner === 'DaemonSet/collectors')
      .flatMap(({ spec }) => (spec.volumes ?? []).flatMap(({ secret }) => secret ?? []));
  const issued = { certManager: { enabled: true }, gateway: { tls: { enabled: true } } };
  const warned = (values: unknown) =>
    validateValues(values).filter(({ path }) => path === 'collectors.otlp.tls.enabled').length;

  it('take the authority from the certificate that cert-manager writes, and not the private key', () => {
    const values = { ...issued, collectors: { enabled: true } };
    expect(secretVolumes(values)).toMatchObject([
      { secretName: 'otlp-gateway-tls', items: [{ key: 'ca.crt', path: 'ca.crt' }] },
    ]);
    expect(warned(values)).toBe(0);
  });

  it.each<[string, Record<string, unknown>]>([
    ['in another namespace', { ...issued, collectors: { enabled: true, namespace: { name: 'logs' } } }],
    [
      'of a given certificate',
      {
        certManager: { enabled: true },
        gateway: { tls: { enabled: true, secretName: 'given' } },
        collectors: { enabled: true },
      },
    ],
  ])('are not given what they cannot mount, %s: the field and the notes say what to do', (_name, values) => {
    expect(secretVolumes(values)).toEqual([]);
    expect(warned(values)).toBe(1);
    const render = renderPlane(values, { releaseName: 'plane', namespace: 'obs' });
    expect(render.ok && render.notes).toContain('name it in collectors.otlp.tls');
  });

  it('alone need nothing of a store', () => {
    expect(validateValues(collectorsAlone)).toEqual([]);
    const objects = renderedObjects(collectorsAlone);
    expect(podsOf(objects).map(({ owner }) => owner)).toEqual(['DaemonSet/collectors']);
    expect(names(objects, 'Secret')).toEqual([]);
    expect(names(objects, 'ServiceAccount')).toEqual(['collectors']);
    expect(names(objects, 'NetworkPolicy')).toEqual(['collectors']);
    expect(JSON.stringify(objects)).not.toContain('clickstack-scripts');

    // An external ClickHouse that is named gets its schema, as before.
    const withSchema = {
      clickstack: { enabled: false, external: { host: 'ch' }, credentials: { existingSecret: 's' } },
    };
    const owners = podsOf(renderedObjects({ ...collectorsAlone, ...withSchema })).map(({ owner }) => owner);
    expect(owners.some((owner) => owner.startsWith('Job/clickstack-init-'))).toBe(true);

    const nowhere = { ...collectorsAlone, collectors: { enabled: true } };
    expect(validateValues(nowhere).map(({ path }) => path)).toEqual(['collectors.otlp.endpoint']);
    expect(() => renderedObjects(nowhere)).toThrow(
      'collectors.otlp.endpoint: the plane has no gateway to send to',
    );
  });
});
