import { describe, expect, it } from 'vitest';
import { loadChartDirectory } from '../chart';
import { bytesOfText } from '../text';
import { hardCharts } from './testing/hard-charts';
import { mutateChart } from './testing/mutation';

describe('changing each value of a chart, alone', () => {
  it.each(hardCharts.map((chart) => [chart.name, chart] as const))(
    '[PV1] [PV4] [PV5] [PV16] [PV18] names it on every line that differs: %s',
    (_, { files }) => {
      const chart = loadChartDirectory(
        Object.entries(files).map(([path, text]) => ({ path, data: bytesOfText(text) })),
        { profile: '4.2' },
      );
      const result = mutateChart(chart);
      expect(result.missed).toEqual([]);
      expect(result.lines).toBeGreaterThan(10);
      // Most changes must render and show, or the chart tests nothing.
      expect(result.failed.length / result.changes).toBeLessThan(0.3);
      expect(result.silent.length / result.changes).toBeLessThan(0.6);
    },
  );
});
