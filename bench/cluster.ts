// npm run bench:cluster: planning and applying the standard plane against `helm upgrade --install` of the
// same chart, by turns on the same control plane. Needs a cluster as npm run test:cluster does:
// PLANE_STUDIO_TEST_KUBECONFIG, else one of its own. Exits 1 when a budget is missed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startControlPlane } from '../scripts/cluster/control-plane';
import { buildPrograms, kubernetesVersion } from '../scripts/cluster/programs';
import { reasonWithoutGo } from '../scripts/plane-parts/go-build';
import { stopAllOnSignals } from '../scripts/plane-parts/processes';
import { chartFolder } from '../scripts/plane-parts/rendered-chart';
import { runProgram } from '../scripts/plane-parts/run-program';
import { helm, kubectl } from '../scripts/plane-parts/tools';
import { unpackOracleBinaries } from '../scripts/oracle-binaries.mjs';
import { executePlan, makePlan, type ClusterSession, type Plan } from '../lib/cluster';
import { openSession } from '../lib/cluster/kube';
import { planeChart } from '../lib/plane';
import { withFolder } from '../e2e/cluster/studio';
import { figuresOf, milliseconds, printTable, type Row } from './statistics';

const rounds = 5;

stopAllOnSignals();
await unpackOracleBinaries();
const given = process.env.PLANE_STUDIO_TEST_KUBECONFIG;
const withoutGo = given ? undefined : reasonWithoutGo();
if (withoutGo) console.log(`cluster benchmark skipped: ${withoutGo}`);
else if (given) await bench(given);
else {
  const plane = await startControlPlane(
    buildPrograms(kubernetesVersion(process.env.PLANE_STUDIO_TEST_KUBERNETES)),
  );
  try {
    await bench(plane.kubeconfig);
  } finally {
    await plane.stop();
  }
}

/** Installs and upgrades by turns, so that whatever slows the machine down slows both. */
async function bench(kubeconfig: string): Promise<void> {
  process.env.KUBECONFIG = kubeconfig;
  const session = openSession({ kubeconfig });
  const helmInstalls: number[] = [];
  const helmUpgrades: number[] = [];
  const plans: number[] = [];
  const installs: number[] = [];
  const upgradePlans: number[] = [];
  const upgrades: number[] = [];
  await withFolder(async (folder) => {
    // The first use of either warms up discovery, the server and the compiler.
    await oneRound(session, { folder, round: -1 });
    for (let round = 0; round < rounds; round += 1) {
      const times = await oneRound(session, { folder, round });
      helmInstalls.push(times.helmInstall);
      helmUpgrades.push(times.helmUpgrade);
      plans.push(times.plan);
      installs.push(times.install);
      upgradePlans.push(times.upgradePlan);
      upgrades.push(times.upgrade);
    }
  });
  const rows: Row[] = [
    ...compare('install', { helm: helmInstalls, plan: plans, apply: installs }),
    ...compare('upgrade', { helm: helmUpgrades, plan: upgradePlans, apply: upgrades }),
  ];
  console.log(printTable(rows));
  process.exitCode = rows.some((row) => row.kept === false) ? 1 : 0;
}

function compare(what: string, times: { helm: number[]; plan: number[]; apply: number[] }): Row[] {
  const base = figuresOf(times.helm).p50;
  const plan = figuresOf(times.plan).p50 / base;
  const apply = figuresOf(times.apply).p50 / base;
  return [
    { what: `${what}: helm upgrade --install, p50 of ${rounds}`, value: milliseconds(base) },
    {
      what: `${what}: plan, p50`,
      value: milliseconds(plan * base),
      ratio: `${plan.toFixed(2)} x of helm`,
      budget: '0.5 x',
      kept: plan <= 0.5,
    },
    {
      what: `${what}: apply of the plan, p50`,
      value: milliseconds(apply * base),
      ratio: `${apply.toFixed(2)} x of helm`,
      budget: '1 x',
      kept: apply <= 1,
    },
  ];
}

async function oneRound(session: ClusterSession, { folder, round }: { folder: string; round: number }) {
  const names = [`bench-helm-${round + 1}`, `bench-studio-${round + 1}`] as const;
  const values = (replicas: number): unknown => ({
    global: { installationMode: 'standard' },
    gateway: { replicas },
    observer: { logLevel: replicas === 2 ? 'info' : 'debug' },
  });
  const file = join(folder, 'values.json');
  const runHelm = async (replicas: number): Promise<number> => {
    writeFileSync(file, JSON.stringify(values(replicas)));
    return timed(async () => {
      const args = [
        'upgrade',
        '--install',
        'plane',
        chartFolder,
        '-n',
        names[0],
        '--create-namespace',
        '-f',
        file,
      ];
      const answer = await runProgram(helm('4.2'), args);
      if (answer.code !== 0) throw new Error(answer.errors);
    });
  };
  const studio = async (replicas: number): Promise<{ plan: number; apply: number }> => {
    let planned: Plan | undefined;
    const plan = await timed(async () => {
      const target = { releaseName: 'plane', namespace: names[1] };
      const result = await makePlan(session, {
        target,
        chart: planeChart('4.2'),
        overrides: values(replicas),
      });
      if (!result.ok) throw new Error(result.message);
      planned = result.plan;
    });
    const apply = await timed(async () => {
      if (!planned) return;
      for await (const event of executePlan(session, planned, { wait: false })) {
        if (event.type === 'finished' && event.outcome !== 'succeeded') throw new Error(event.message);
      }
    });
    return { plan, apply };
  };
  try {
    const helmInstall = await runHelm(2);
    const install = await studio(2);
    const helmUpgrade = await runHelm(3);
    const upgrade = await studio(3);
    return {
      helmInstall,
      helmUpgrade,
      plan: install.plan,
      install: install.apply,
      upgradePlan: upgrade.plan,
      upgrade: upgrade.apply,
    };
  } finally {
    // Pods of earlier rounds would keep the controllers busy.
    await runProgram(kubectl(), ['delete', 'namespace', ...names, '--timeout=120s']);
  }
}

async function timed(act: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}
