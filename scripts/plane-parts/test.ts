// npm run test:plane: the chart's configuration in the real collector, its SQL in a real ClickHouse
// engine, its scripts in real shells. Needs Go and Python 3; without them it skips with one line.
import { unpackOracleBinaries } from '../oracle-binaries.mjs';
import { installClickHouse, reasonWithoutPython } from './clickhouse';
import { buildCollector } from './collector';
import { BuildTooLong, reasonWithoutGo } from './go-build';
import { cleanUpAfterDeadRuns, stopAllOnSignals } from './processes';
import { installShellcheck } from './shellcheck';
import { type Counts, concludeSuite, runSuite, skipSuite } from './suite';

stopAllOnSignals();
cleanUpAfterDeadRuns();
await unpackOracleBinaries();
const reason = reasonWithoutGo() ?? reasonWithoutPython();
concludeSuite('plane', reason ? skipSuite('plane', reason) : await runWithRealParts());

async function runWithRealParts(): Promise<Counts> {
  let environment: Record<string, string>;
  try {
    environment = {
      PLANE_STUDIO_OTELCOL: buildCollector(),
      PLANE_STUDIO_CHDB: installClickHouse(),
      PLANE_STUDIO_SHELLCHECK: installShellcheck(),
    };
  } catch (error) {
    if (error instanceof BuildTooLong) return skipSuite('plane', error.message);
    throw error;
  }
  return runSuite('plane', environment);
}
