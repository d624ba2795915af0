// npx tsx scripts/cluster/up.ts: starts the simulated cluster for work by hand, until interrupted.
import { stopAllOnSignals } from '../plane-parts/processes';
import { unpackOracleBinaries } from '../oracle-binaries.mjs';
import { startControlPlane } from './control-plane';
import { buildPrograms, kubernetesVersion } from './programs';

stopAllOnSignals();
await unpackOracleBinaries();
const plane = await startControlPlane(buildPrograms(kubernetesVersion(process.argv[2])));
console.log(`export KUBECONFIG=${plane.kubeconfig}`);
// Programs run in groups of their own and do not keep this process alive.
setInterval(() => {}, 1 << 30);
