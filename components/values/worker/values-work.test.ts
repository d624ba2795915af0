import { expect, it } from 'vitest';
import { createBundle } from '@/lib/bundle';
import { doValuesWork } from './values-work';

const target = { releaseName: 'a', namespace: 'b', profile: '4.2' } as const;

it('reads the values of a bundle of the studio', async () => {
  const { bytes } = await createBundle({
    ...target,
    overrides: { gateway: { replicas: 3 } },
    includeSecrets: false,
    randomSecret: () => 'x',
  });
  const answer = await doValuesWork('archive', { bytes });
  expect(answer.ok && answer.text).toContain('replicas: 3');
});

it.each([
  ['text', new TextEncoder().encode('gateway: {}')],
  ['nothing', new Uint8Array()],
])('refuses %s for a bundle', async (_name, bytes) => {
  const answer = await doValuesWork('archive', { bytes });
  expect(!answer.ok && answer.message).toContain('not a bundle');
});

it('compares values and manifests, with secrets hidden but told apart', async () => {
  const { left, right } = await doValuesWork('compare', {
    left: { clickstack: { credentials: { password: 'MARK-one-1' } } },
    right: { gateway: { replicas: 3 }, clickstack: { credentials: { password: 'MARK-two-2' } } },
    target,
  });
  expect(left.valuesText).toContain('password: (secret)');
  expect(right.valuesText).toContain('password: (another secret)');
  expect(left.valuesText + right.valuesText).not.toContain('MARK');
  const gateway = (side: typeof left) =>
    side.objects.find(({ id }) => id === 'Deployment/otlp-gateway')?.text;
  expect(gateway(left)).toContain('replicas: 1');
  expect(gateway(right)).toContain('replicas: 3');
});
