import fc from 'fast-check';
import { parseArgs } from 'node:util';
import { probeExpressions } from '../lib/helm/functions/testing/expressions';
import { compareWithHelm } from '../lib/helm/functions/testing/probe';
import { isAccepted } from '../lib/helm/testing/accepted-differences';
import { arbitraryCase } from '../lib/helm/testing/arbitrary-chart';
import { compareSubcharts, compareTemplates } from '../lib/helm/testing/batch';
import { chartCases } from '../lib/helm/testing/chart-cases';
import { dependencyCases } from '../lib/helm/testing/dependency-cases';
import { errorCases } from '../lib/helm/testing/error-cases';
import { askEngine, askHelm, hasOracle, profiles, type OracleCase } from '../lib/helm/testing/helm-oracle';
import { templateCases, templateValues } from '../lib/helm/testing/template-cases';
import { valueCases } from '../lib/helm/testing/value-cases';
import { arbitraryValue, arbitraryYaml, compareReaders, compareWriters } from '../lib/helm/testing/yaml-fuzz';

/**
 * `npm run oracle -- --minutes N [--seed S]`: compares the engine with the real Helm of every profile,
 * first on all fixed cases (of which `npm test` takes a share), then on generated values, texts and
 * charts until the time is up. A chart that differs is shrunk. Exits 1 when anything differs.
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

function tell(what: string): void {
  process.stdout.write(`${what}: ${compared} compared, ${differing} differ\n`);
}

function fixedCases(): void {
  const cases: [string, OracleCase][] = [
    ...Object.entries({ ...chartCases, ...dependencyCases, ...valueCases }),
    ...errorCases.map((test, i): [string, OracleCase] => [`error case ${i}`, test]),
  ];
  for (const [name, test] of cases) {
    for (const profile of profiles) {
      if (differs(profile, test)) {
        report(`${profile} ${name}`, { helm: askHelm(profile, test), ours: askEngine(profile, test) });
      }
    }
  }
  tell('charts and faults');
  const expressions = [...new Set(probeExpressions())].filter((expression) => !isAccepted(expression));
  for (const profile of profiles) {
    const probes = compareWithHelm(expressions, profile);
    for (const difference of probes.differences) report(`${profile} function`, difference);
    compared += probes.compared;
    tell(`functions, ${profile}`);
    const tables = { templates: templateCases, values: templateValues };
    for (const one of compareTemplates(profile, tables)) {
      report(`${profile} template`, { template: templateCases[one.probe], ...one });
    }
    compared += templateCases.length;
    tell(`templates, ${profile}`);
  }
}

function generated(): void {
  while (Date.now() < deadline) {
    seed += 1;
    for (const profile of profiles) {
      const values = fc.sample(arbitraryValue, { numRuns: 2000, seed });
      const texts = fc.sample(arbitraryYaml, { numRuns: 2000, seed });
      const found = [
        ...compareWriters(profile, values),
        ...compareWriters(profile, values, true),
        ...compareReaders(profile, texts),
        ...compareReaders(profile, texts, true),
      ];
      compared += 8000;
      for (const difference of found) report(`${profile} yaml, seed ${seed}`, difference);
      const cases = fc.sample(arbitraryCase, { numRuns: 50, seed });
      for (const one of compareSubcharts(profile, cases)) {
        report(`${profile} subchart, seed ${seed}`, { test: cases[one.probe], ...one });
      }
      compared += cases.length;
      // fast-check shrinks what fails and says which chart is the smallest that does.
      const result = fc.check(
        fc.property(arbitraryCase, (test) => !differs(profile, test)),
        { numRuns: 20, seed, interruptAfterTimeLimit: 60_000 },
      );
      if (result.failed) report(`${profile} chart, seed ${seed}`, result.counterexample);
    }
    tell(`seed ${seed}`);
  }
}

if (!hasOracle()) {
  process.stdout.write('no helm binaries found in node_modules/.cache/oracle: nothing to compare with\n');
} else {
  fixedCases();
  generated();
  process.exitCode = differing === 0 ? 0 : 1;
}
