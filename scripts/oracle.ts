import fc from 'fast-check';
import { parseArgs } from 'node:util';
import { arbitraryCase } from '../lib/helm/testing/arbitrary-chart';
import { chartCases } from '../lib/helm/testing/chart-cases';
import { errorCases } from '../lib/helm/testing/error-cases';
import { askEngine, askHelm, hasOracle, profiles, type OracleCase } from '../lib/helm/testing/helm-oracle';
import { arbitraryValue, arbitraryYaml, compareReaders, compareWriters } from '../lib/helm/testing/yaml-fuzz';

/**
 * `npm run oracle -- --minutes N [--seed S]`: compares the engine with the real Helm of every profile,
 * first on all fixed cases, then on generated values, texts and charts until the time is up. A chart
 * that differs is shrunk. Exits 1 when anything differs.
 */
const { values: options } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
const deadline = Date.now() + Number(options.minutes ?? '5') * 60_000;
let seed = Number(options.seed ?? Date.now() % 1_000_000);
let compared = 0;
let differing = 0;

function differs(profile: (typeof profiles)[number], test: OracleCase): boolean {
  compared += 1;
  return JSON.stringify(askEngine(profile, test)) !== JSON.stringify(askHelm(profile, test));
}

function report(title: string, detail: unknown): void {
  differing += 1;
  process.stdout.write(`DIFFERS ${title}\n${JSON.stringify(detail, null, 2)}\n`);
}

function fixedCases(): void {
  const cases: [string, OracleCase][] = [
    ...Object.entries(chartCases),
    ...errorCases.map((test, i): [string, OracleCase] => [`error case ${i}`, test]),
  ];
  for (const [name, test] of cases) {
    for (const profile of profiles) {
      if (differs(profile, test)) {
        report(`${profile} ${name}`, { helm: askHelm(profile, test), ours: askEngine(profile, test) });
      }
    }
  }
}

function generated(): void {
  while (Date.now() < deadline) {
    seed += 1;
    for (const profile of profiles) {
      const values = fc.sample(arbitraryValue, { numRuns: 1000, seed });
      const texts = fc.sample(arbitraryYaml, { numRuns: 1000, seed });
      const found = [
        ...compareWriters(profile, values),
        ...compareWriters(profile, values, true),
        ...compareReaders(profile, texts),
        ...compareReaders(profile, texts, true),
      ];
      compared += 4000;
      for (const difference of found) report(`${profile} yaml, seed ${seed}`, difference);
      // fast-check shrinks what fails; a failing check throws with the smallest chart it found.
      const result = fc.check(
        fc.property(arbitraryCase, (test) => !differs(profile, test)),
        { numRuns: 20, seed, interruptAfterTimeLimit: 60_000 },
      );
      if (result.failed) report(`${profile} chart, seed ${seed}`, result.counterexample);
    }
    process.stdout.write(`seed ${seed}: ${compared} compared, ${differing} differ\n`);
  }
}

if (!hasOracle()) {
  process.stdout.write('no helm binaries found in node_modules/.cache/oracle: nothing to compare with\n');
} else {
  fixedCases();
  process.stdout.write(`fixed cases: ${compared} compared, ${differing} differ\n`);
  generated();
  process.exitCode = differing === 0 ? 0 : 1;
}
