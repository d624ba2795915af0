// Prints how many milliseconds the first render of a process takes: reading and parsing the chart included.
import { renderPlane } from '../lib/plane';

const started = performance.now();
const result = renderPlane({});
if (!result.ok) throw new Error(result.message);
process.stdout.write(String(performance.now() - started));
