'use client';

import { TextInput } from '@mantine/core';
import { costOf, type Prices, type Sizing } from '@/lib/plane/sizing';
import { NumberBox } from './number-box';
import { useStatement } from './use-statement';
import { writeStatement } from './workload-store';
import classes from './sizing.module.css';

const priceBounds = { min: 0, max: 1_000_000 };

/** What the proposal costs a month, by prices that the user gives. */
export function CostTable({ sizing }: { sizing: Sizing }) {
  const { prices, currency } = useStatement();
  const lines = costOf(sizing, prices);
  const total = lines.reduce((sum, { perMonth }) => sum + perMonth, 0);
  const price = (key: keyof Prices) => ({
    value: prices[key],
    bounds: priceBounds,
    onChange: (value: number) => writeStatement({ prices: { ...prices, [key]: value } }),
  });
  const money = (amount: number) =>
    amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <section className={classes.block} aria-label="Cost">
      <h3 className={classes.blockTitle}>Cost a month</h3>
      <p className={classes.blockLead}>
        The prices are examples and nobody&apos;s offer: put in your own. HyperDX, MongoDB and the observer,
        which hardly grow, are not counted.
      </p>
      <div className={classes.prices}>
        <NumberBox label="TB of volume" {...price('storagePerTB')} />
        <NumberBox label="vCPU" {...price('perVcpu')} />
        <NumberBox label="GiB of memory" {...price('perGiB')} />
        <div className={classes.box}>
          <label htmlFor="sizing-currency" className={classes.boxLabel}>
            Currency
          </label>
          <TextInput
            id="sizing-currency"
            value={currency}
            maxLength={8}
            onChange={(event) => writeStatement({ currency: event.currentTarget.value })}
          />
        </div>
      </div>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">How much</th>
            <th scope="col">{currency} a month</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ title, quantity, perMonth }) => (
            <tr key={title}>
              <td>{title}</td>
              <td>{quantity}</td>
              <td>{money(perMonth)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Together</th>
            <td />
            <td>{money(total)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
