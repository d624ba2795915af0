import { expect, it } from 'vitest';
import { bytesOfText, loadChartDirectory, renderChart } from './core';

/** Renders a chart of one template with the core alone: nothing here imports `extras`. */
function render(template: string) {
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'templates/a.yaml': template,
  };
  const chart = loadChartDirectory(
    Object.entries(files).map(([path, text]) => ({ path, data: bytesOfText(text) })),
    { profile: '4.2' },
  );
  return renderChart(chart);
}

it('renders without the extras', () => {
  const result = render('a: {{ "x" | upper | quote }}\n');
  expect(result.ok && result.documents.map(({ text }) => text)).toEqual(['a: "X"\n']);
});

it.each([
  ['htpasswd', 'htpasswd "u" "p"'],
  ['derivePassword', 'derivePassword 1 "long" "p" "u" "s"'],
  ['toToml', 'dict | toToml'],
])('says at the call that %s is left out', (name, call) => {
  const result = render(`a: 1\nb: {{ ${call} }}\n`);
  expect(result.ok).toBe(false);
  expect(!result.ok && result.message).toContain('c/templates/a.yaml:2:');
  expect(!result.ok && result.message).toContain(`${name} is not loaded: this program leaves it out`);
});

it('parses a call of a function that is left out and never called', () => {
  const result = render('a: {{ if false }}{{ htpasswd "u" "p" }}{{ else }}1{{ end }}\n');
  expect(result.ok && result.documents.map(({ text }) => text)).toEqual(['a: 1\n']);
});
