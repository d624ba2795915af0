const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** Returns a Kubernetes quantity as a number of its unit; 0 for what is none. */
export function quantityOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return 0;
  const match = /^([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)([numkMGTPE]|[KMGTPE]i)?$/.exec(value);
  return match ? Number(match[1]) * (factors[match[2] ?? ''] ?? 1) : 0;
}

/** Returns an amount of a resource for people: cores, or bytes in Gi. */
export function printAmount(resource: string, amount: number): string {
  const round = (value: number): string => String(Math.round(value * 100) / 100);
  return /memory|storage/.test(resource) ? `${round(amount / 2 ** 30)}Gi` : round(amount);
}
