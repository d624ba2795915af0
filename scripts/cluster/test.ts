// npm run test:cluster: the chart against a real control plane. Uses the cluster that
// PLANE_STUDIO_TEST_KUBECONFIG names, else builds and starts one of its own (version:
// PLANE_STUDIO_TEST_KUBERNETES, newest by default), else skips with one line.
import { reasonWithoutGo } from '../plane-parts/go-build';
import { stopAllOnSignals } from '../plane-parts/processes';
import { concludeSuite, runSuite, skipSuite } from '../plane-parts/suite';
import { unpackOracleBinaries } from '../oracle-binaries.mjs';
import { startControlPlane } from './control-plane';
import { buildPrograms, kubernetesVersion } from './programs';

stopAllOnSignals();
await unpackOracleBinaries();
const given = process.env.PLANE_STUDIO_TEST_KUBECONFIG;
const withoutGo = given ? undefined : reasonWithoutGo();
if (given) {
  concludeSuite('cluster', await runSuite('cluster', { KUBECONFIG: given }));
} else if (withoutGo) {
  concludeSuite('cluster', skipSuite('cluster', withoutGo));
} else {
  const plane = await startControlPlane(
    buildPrograms(kubernetesVersion(process.env.PLANE_STUDIO_TEST_KUBERNETES)),
  );
  try {
    concludeSuite('cluster', await runSuite('cluster', { KUBECONFIG: plane.kubeconfig }));
  } finally {
    await plane.stop();
  }
}
