// Objects of other projects' kinds (certificates, routes, monitors, rules) fit the definitions that these
// projects publish: known fields only, right types, everything required.
import { Validator } from '@cfworker/json-schema';
import { beforeAll, expect, it } from 'vitest';
import {
  customResourceDefinitions,
  type CustomResourceDefinition,
} from '../../scripts/plane-parts/custom-resources';
import { type KubernetesObject, renderVariants } from '../../scripts/plane-parts/rendered-chart';
import {
  largeChoices,
  leafVariants,
  sampleVariants,
  switchVariants,
} from '../../scripts/plane-parts/variants';

const groups = ['cert-manager.io', 'gateway.networking.k8s.io', 'monitoring.coreos.com'];

/** Returns what is wrong with an object of a custom kind; empty when nothing is. */
let faultsOf: (object: KubernetesObject) => string[];

beforeAll(() => {
  const validators = new Map(
    customResourceDefinitions().flatMap((definition) =>
      schemasOf(definition).map(([kind, schema]) => [kind, new Validator(schema, '7', false)] as const),
    ),
  );
  faultsOf = (object) => {
    const validator = validators.get(`${object.apiVersion} ${object.kind}`);
    if (!validator) return [`no definition of ${object.apiVersion} ${object.kind}`];
    return validator.validate(object).errors.map((fault) => `${fault.instanceLocation} ${fault.error}`);
  };
});

it('every variant of the chart fits', async () => {
  const touching = [...switchVariants(), ...leafVariants()].filter(({ name }) =>
    /^(certManager|monitoring|\w+\.(grpcRoute|route|ingress|tls|extraLabels|mongodb\.tls)|global)\b/.test(
      name,
    ),
  );
  const rendered = await renderVariants([...largeChoices, ...touching, ...sampleVariants()]);
  const faults: string[] = [];
  const kinds = new Set<string>();
  for (const { variant, objects } of rendered)
    for (const object of objects.filter(({ apiVersion }) => groups.includes(apiVersion.split('/')[0]!))) {
      kinds.add(object.kind);
      for (const fault of faultsOf(object))
        faults.push(`${variant.name}: ${object.kind}/${object.metadata.name}: ${fault}`);
    }
  expect(faults).toEqual([]);
  // Every kind was among them, so the check means something.
  expect([...kinds].sort()).toEqual([
    'Certificate',
    'GRPCRoute',
    'HTTPRoute',
    'Issuer',
    'PodMonitor',
    'PrometheusRule',
    'ServiceMonitor',
  ]);
});

it('an unknown field and a wrong type do not fit', () => {
  const issuer = { apiVersion: 'cert-manager.io/v1', kind: 'Issuer', metadata: { name: 'i' } };
  expect(faultsOf({ ...issuer, spec: { selfSigned: {} } })).toEqual([]);
  expect(faultsOf({ ...issuer, spec: { selfsigned: {} } }).join()).toContain('selfsigned');
  expect(faultsOf({ ...issuer, spec: { ca: { secretName: 1 } } }).join()).toContain('string');
});

/** Returns the closed schema of each served version under `<apiVersion> <kind>`. */
function schemasOf({ spec }: CustomResourceDefinition): [string, object][] {
  return spec.versions
    .filter(({ served }) => served)
    .map(({ name, schema }) => [
      `${spec.group}/${name} ${spec.names.kind}`,
      closed(schema.openAPIV3Schema) as object,
    ]);
}

/** The API server refuses fields that a structural schema does not name; JSON schema has to be told. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const isOpen =
    !('properties' in inner) ||
    'additionalProperties' in inner ||
    inner['x-kubernetes-preserve-unknown-fields'] === true;
  // A field may itself be called properties: only a schema has a type beside it.
  return isOpen || inner['type'] !== 'object' ? inner : { ...inner, additionalProperties: false };
}
