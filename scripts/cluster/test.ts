// npm run test:cluster: the chart against a real control plane. Uses the cluster that
// PLANE_STUDIO_TEST_KUBECONFIG names, else builds and starts one of its own (version:
// PLANE_STUDIO_TEST_KUBERNETES, newest by default), else skips with one line.
import { BuildTooLong, reasonWithoutGo } from '../plane-parts/go-build';
import { stopAllOnSignals } from '../plane-parts/processes';
import { type Counts, concludeSuite, runSuite, skipSuite } from '../plane-parts/suite';
import { unpackOracleBinaries } from '../oracle-binaries.mjs';
import { startControlPlane } from './control-plane';
import { type Programs, buildPrograms, kubernetesVersion } from './programs';

stopAllOnSignals();
await unpackOracleBinaries();
const given = process.env.PLANE_STUDIO_TEST_KUBECONFIG;
const withoutGo = given ? undefined : reasonWithoutGo();
if (given) concludeSuite('cluster', await runSuite('cluster', { KUBECONFIG: given }));
else concludeSuite('cluster', withoutGo ? skipSuite('cluster', withoutGo) : await runWithOwnCluster());

async function runWithOwnCluster(): Promise<Counts> {
  let programs: Programs;
  try {
    programs = buildPrograms(kubernetesVersion(process.env.PLANE_STUDIO_TEST_KUBERNETES));
  } catch (error) {
    if (error instanceof BuildTooLong) return skipSuite('cluster', error.message);
    throw error;
  }
  const plane = await startControlPlane(programs);
  try {
    return await runSuite('cluster', { KUBECONFIG: plane.kubeconfig });
  } finally {
    await plane.stop();
  }
}
