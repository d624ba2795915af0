import { openPackedCharts } from './chart';
import { readChartArchive } from './chart/archive';
import { openDoors } from './functions/doors';
import { extraFunctions } from './functions/extra-functions';

/**
 * What few charts need and large libraries do: functions for passwords, certificates, encryption and
 * TOML, and charts packed as archives. Importing this makes them work; `lib/helm` does, `lib/helm/core`
 * does not.
 */
openDoors(extraFunctions);
openPackedCharts(readChartArchive);
