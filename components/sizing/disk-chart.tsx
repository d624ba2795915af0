'use client';

import { useMemo } from 'react';
import { diskOverTime, printFigure, type Sizing } from '@/lib/plane/sizing';
import classes from './sizing.module.css';

const width = 640;
const height = 200;
const margin = { top: 12, right: 12, bottom: 24, left: 64 };

/** The disk use of one server over the horizon, as a curve and as a table. */
export function DiskChart({ sizing }: { sizing: Sizing }) {
  const { workload, figures } = sizing;
  const points = useMemo(() => diskOverTime(workload), [workload]);
  const days = points.at(-1)?.day ?? 1;
  const capacity = figures.disk.value;
  const top = niceCeiling(capacity);
  const x = (day: number) => margin.left + (day / days) * (width - margin.left - margin.right);
  const y = (bytes: number) =>
    height - margin.bottom - (top === 0 ? 0 : bytes / top) * (height - margin.top - margin.bottom);
  const line = points.map(({ day, stored }) => `${x(day).toFixed(1)},${y(stored).toFixed(1)}`).join(' ');
  const months = monthMarks(workload.horizonMonths);
  const largest = points.at(-1)?.stored ?? 0;
  const words = `Data on one server over ${workload.horizonMonths} months: from 0 to ${printFigure(largest, 'bytes')}, on a volume of ${printFigure(capacity, 'bytes')}.`;

  return (
    <section className={classes.block} aria-label="Disk over time">
      <h3 className={classes.blockTitle}>Disk of one server over time</h3>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words} className={classes.chart}>
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line
              className={classes.gridLine}
              x1={margin.left}
              x2={width - margin.right}
              y1={y(top * share)}
              y2={y(top * share)}
            />
            <text className={classes.tick} x={margin.left - 8} y={y(top * share) + 4} textAnchor="end">
              {printFigure(top * share, 'bytes')}
            </text>
          </g>
        ))}
        {months.map((month) => (
          <text
            key={month}
            className={classes.tick}
            x={x(Math.min(month * 30, days))}
            y={height - 6}
            textAnchor="middle"
          >
            {month}
          </text>
        ))}
        <polygon className={classes.area} points={`${x(0)},${y(0)} ${line} ${x(days)},${y(0)}`} />
        <polyline className={classes.curve} points={line} />
        <line
          className={classes.capacity}
          x1={margin.left}
          x2={width - margin.right}
          y1={y(capacity)}
          y2={y(capacity)}
        />
      </svg>
      <p className={classes.legendLine}>
        <span className={classes.curveKey} aria-hidden /> data
        <span className={classes.capacityKey} aria-hidden /> proposed volume, with room for merges
        <span className={classes.axisName}>months</span>
      </p>
      <details className={classes.details}>
        <summary>As a table</summary>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">After</th>
              <th scope="col">Data on one server</th>
              <th scope="col">Share of the volume</th>
            </tr>
          </thead>
          <tbody>
            {months.slice(1).map((month) => {
              const point = points.findLast(({ day }) => day <= month * 30);
              return (
                <tr key={month}>
                  <td>{month === 1 ? '1 month' : `${month} months`}</td>
                  <td>{printFigure(point?.stored ?? 0, 'bytes')}</td>
                  <td>{capacity === 0 ? '0' : Math.round(((point?.stored ?? 0) / capacity) * 100)} %</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </details>
    </section>
  );
}

/** Months to mark on the axis: at most seven, evenly apart, both ends included. */
function monthMarks(horizon: number): number[] {
  const months = Math.max(1, Math.round(horizon));
  const step = Math.max(1, Math.ceil(months / 6));
  const marks: number[] = [];
  for (let month = 0; month < months; month += step) marks.push(month);
  return [...marks.filter((month) => months - month >= step / 2), months];
}

/** Returns a round number of bytes not below `value`: 1, 2, 2.5 or 5 times a power of ten. */
function niceCeiling(value: number): number {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((candidate) => candidate * power >= value) ?? 10;
  return factor * power;
}
