import { describe, expect, it } from 'vitest';
import { chartFiles } from '../chart.generated';
import { renderPlane, type PlaneRender } from '../render';
import type { PlaneTrace } from '../trace';
import { absentObjects, explainLine, litLines, pathsInObjects } from './index';

function traced(values: unknown): { render: PlaneRender; trace: PlaneTrace } {
  const render = renderPlane(values, { trace: true });
  if (!render.ok || !render.trace) throw new Error(render.ok ? 'no trace' : render.message);
  return { render, trace: render.trace };
}

const { render, trace } = traced({});

function lineOf(id: string, text: string): number {
  const object = render.objects.find((one) => one.id === id);
  const index = object?.text.split('\n').findIndex((line) => line.includes(text)) ?? -1;
  if (index < 0) throw new Error(`${id} has no line with ${text}`);
  return index;
}

function explained(id: string, text: string) {
  const line = trace.linesOfObject(id)[lineOf(id, text)];
  if (!line) throw new Error(`${id} has no such line`);
  return explainLine(line);
}

describe('explainLine', () => {
  it('names the value in a line, the values that decide, and the template behind it', () => {
    const explanation = explained('StatefulSet/clickstack', 'replicas: 3');
    expect(explanation.values).toEqual(['clickstack.replicas.standard']);
    expect(explanation.decides).toContain('global.installationMode');
    expect(explanation.isLiteral).toBe(false);
    const [place] = explanation.places;
    expect(place?.action).toContain('.Values.clickstack.replicas.standard');
    expect(place?.file).toBe('templates/_clickstack.tpl');
    expect(place?.frames.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['include clickstack.replicas']);
  });

  it('says of literal text what decides that it is there', () => {
    const explanation = explained('Deployment/otlp-gateway', 'apiVersion');
    expect(explanation.isLiteral).toBe(true);
    expect(explanation.values).toEqual([]);
    expect(explanation.decides).toContain('gateway.enabled');
    expect(explanation.places.map(({ action }) => action)).toEqual(['']);
  });

  it('names a path once, by the closest relation', () => {
    for (const { id } of render.objects) {
      for (const line of trace.linesOfObject(id)) {
        const { values, shapes, decides } = explainLine(line);
        const all = [...values, ...shapes, ...decides];
        expect(new Set(all).size, id).toBe(all.length);
      }
    }
  });
});

describe('litLines', () => {
  it('gives the one line of a value, in the one object', () => {
    const lit = litLines(trace.linesOfPath('clickstack.storage.size'));
    expect([...lit.keys()]).toEqual(['StatefulSet/clickstack']);
    const line = lineOf('StatefulSet/clickstack', 'storage: 200Gi') + 1;
    expect([...(lit.get('StatefulSet/clickstack') ?? [])]).toEqual([[line, 'value']]);
  });

  it('tells lines that are there because of a value from lines that show it', () => {
    const lit = litLines(trace.linesOfPath('hyperdx.enabled'));
    const lights = [...(lit.get('Deployment/hyperdx')?.values() ?? [])];
    expect(lights.length).toBeGreaterThan(50);
    expect(new Set(lights)).toEqual(new Set(['decides']));
  });
});

describe('pathsInObjects', () => {
  it('names the values in an object, the special ones first', () => {
    const paths = pathsInObjects(trace, ['Service/otlp-gateway']).map(({ path }) => path);
    expect(paths).toContain('gateway.service.otlpGrpcPort');
    expect(paths).not.toContain('observer.replicas');
  });

  it('leaves out digests of everything', () => {
    const paths = pathsInObjects(trace, ['Deployment/otlp-gateway']).map(({ path }) => path);
    expect(paths).toContain('gateway.replicas');
    expect(paths).not.toContain('gateway.queue.size');
  });
});

describe('absentObjects', () => {
  const absent = absentObjects(trace, chartFiles);
  const kindsOf = (source: string) => absent.filter((one) => one.source === source).map(({ kind }) => kind);

  it('names the objects that a condition left out, with the condition and who decided', () => {
    const autoscaler = absent.find(({ source }) => source === 'templates/gateway-hpa.yaml');
    expect(autoscaler?.kind).toBe('HorizontalPodAutoscaler');
    expect(autoscaler?.action).toContain('.Values.gateway.autoscaling.enabled');
    expect(autoscaler?.paths.map(({ path }) => path)).toContain('gateway.autoscaling.enabled');
  });

  it('looks through what a template includes', () => {
    expect(kindsOf('templates/network-policies.yaml')).toEqual(['NetworkPolicy']);
    expect(kindsOf('templates/observer/observer-pdb.yaml')).toEqual(['PodDisruptionBudget']);
  });

  it('no longer names an object that is there', () => {
    const now = absentObjects(traced({ networkPolicy: { enabled: true } }).trace, chartFiles);
    expect(now.filter(({ action }) => action === '{{if .Values.networkPolicy.enabled}}')).toEqual([]);
  });

  it('names no object of the plane whose only template made it', () => {
    const rendered = new Set(render.objects.map(({ source }) => source.replace(/^[^/]*\//, '')));
    for (const { source, kind } of absent.filter((one) => rendered.has(one.source))) {
      const here = render.objects.filter((object) => object.source.endsWith(source));
      // A file may hold several objects of one kind; then some are there and some are not.
      expect(here.length > 0, `${source} ${kind}`).toBe(true);
      expect(['Secret', 'ServiceAccount'], `${source} ${kind}`).toContain(kind);
    }
  });
});
