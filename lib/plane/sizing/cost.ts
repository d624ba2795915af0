import type { Sizing } from './sizing';

/** What a month costs, in any one currency. The defaults are examples, not anybody's offer. */
export interface Prices {
  /** For a TB (10¹² bytes) of volume. */
  storagePerTB: number;
  perVcpu: number;
  /** For a GiB of memory. */
  perGiB: number;
}

/** Round numbers to start from. */
export const examplePrices: Prices = { storagePerTB: 100, perVcpu: 25, perGiB: 3.5 };

/** One line of the bill. */
export interface CostLine {
  title: string;
  /** "3 × 2 vCPU". */
  quantity: string;
  perMonth: number;
}

/** Returns the lines of a month's bill. HyperDX, MongoDB and the observer, which hardly grow, are not in it. */
export function costOf({ figures, workload }: Sizing, prices: Prices): readonly CostLine[] {
  const servers = workload.replicas;
  const gateways = figures.gatewayReplicas.value;
  const line = (title: string, count: number, each: { text: string; price: number }): CostLine => ({
    title,
    quantity: `${count} × ${each.text}`,
    perMonth: count * each.price,
  });
  const cpu = (value: number) => ({ text: `${value} vCPU`, price: value * prices.perVcpu });
  const memory = (bytes: number) => {
    const gib = Math.ceil((bytes / 1024 ** 3) * 10) / 10;
    return { text: `${gib} GiB`, price: gib * prices.perGiB };
  };
  const terabytes = figures.disk.value / 1e12;
  return [
    line('ClickHouse disk', servers, {
      text: `${terabytes.toFixed(2)} TB`,
      price: terabytes * prices.storagePerTB,
    }),
    line('ClickHouse CPU', servers, cpu(figures.serverCpu.value)),
    line('ClickHouse memory', servers, memory(figures.serverMemory.value)),
    line('Gateway CPU', gateways, cpu(figures.gatewayCpu.value)),
    line('Gateway memory', gateways, memory(figures.gatewayMemory.value)),
  ];
}

/** Returns the prices that `input` holds; what is missing or no price is an example's. */
export function pricesOf(input: unknown): Prices {
  const given =
    typeof input === 'object' && input !== null ? (input as Partial<Record<keyof Prices, unknown>>) : {};
  const price = (key: keyof Prices): number => {
    const value = given[key];
    return typeof value === 'number' && value >= 0 && value <= 1_000_000 ? value : examplePrices[key];
  };
  return { storagePerTB: price('storagePerTB'), perVcpu: price('perVcpu'), perGiB: price('perGiB') };
}
