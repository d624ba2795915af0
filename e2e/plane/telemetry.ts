// Telemetry as applications send it, in OTLP's JSON form.

type Attributes = Readonly<Record<string, string>>;

/** Nanoseconds since 1970 of a moment, as OTLP writes them. */
export function nanoseconds(moment: Date): string {
  return `${BigInt(moment.getTime()) * 1_000_000n}`;
}

/** One log record for /v1/logs. */
export function logRequest(
  body: string,
  {
    resource = {},
    attributes = {},
    severity = 'INFO',
    at = new Date(),
  }: { resource?: Attributes; attributes?: Attributes; severity?: string; at?: Date } = {},
): unknown {
  const record = {
    timeUnixNano: nanoseconds(at),
    severityText: severity,
    severityNumber: 9,
    body: { stringValue: body },
    attributes: pairs(attributes),
    traceId: '5b8aa5a2d2c872e8321cf37308d69df2',
    spanId: '051581bf3cb55c13',
  };
  return {
    resourceLogs: [
      {
        resource: { attributes: pairs(resource) },
        scopeLogs: [{ scope: { name: 'test' }, logRecords: [record] }],
      },
    ],
  };
}

/** One span of `milliseconds` for /v1/traces. */
export function spanRequest(name: string, milliseconds: number, resource: Attributes): unknown {
  const end = new Date();
  const span = {
    traceId: '5b8aa5a2d2c872e8321cf37308d69df2',
    spanId: '051581bf3cb55c13',
    name,
    kind: 2,
    startTimeUnixNano: nanoseconds(new Date(end.getTime() - milliseconds)),
    endTimeUnixNano: nanoseconds(end),
    attributes: pairs({ 'http.route': '/' }),
    status: { code: 1 },
    events: [{ timeUnixNano: nanoseconds(end), name: 'done' }],
  };
  return {
    resourceSpans: [
      { resource: { attributes: pairs(resource) }, scopeSpans: [{ scope: { name: 'test' }, spans: [span] }] },
    ],
  };
}

/** One metric of each kind for /v1/metrics. */
export function metricsRequest(resource: Attributes): unknown {
  const time = { startTimeUnixNano: nanoseconds(new Date()), timeUnixNano: nanoseconds(new Date()) };
  const buckets = { count: '3', sum: 6, explicitBounds: [1, 2], bucketCounts: ['1', '1', '1'] };
  const metrics = [
    { name: 'a.gauge', gauge: { dataPoints: [{ ...time, asDouble: 1.5 }] } },
    {
      name: 'a.sum',
      sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints: [{ ...time, asDouble: 2.5 }] },
    },
    { name: 'a.histogram', histogram: { aggregationTemporality: 2, dataPoints: [{ ...time, ...buckets }] } },
    {
      name: 'an.exponential.histogram',
      exponentialHistogram: {
        aggregationTemporality: 2,
        dataPoints: [
          {
            ...time,
            count: '2',
            sum: 3,
            scale: 1,
            zeroCount: '0',
            positive: { offset: 0, bucketCounts: ['2'] },
          },
        ],
      },
    },
    {
      name: 'a.summary',
      summary: {
        dataPoints: [{ ...time, count: '1', sum: 1, quantileValues: [{ quantile: 0.5, value: 1 }] }],
      },
    },
  ];
  return {
    resourceMetrics: [
      { resource: { attributes: pairs(resource) }, scopeMetrics: [{ scope: { name: 'test' }, metrics }] },
    ],
  };
}

/** Sends one request over HTTP and returns the status. */
export async function sendByHttp(
  url: string,
  request: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  const answer = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(request),
    headers: { 'content-type': 'application/json', ...headers },
  });
  return answer.status;
}

function pairs(attributes: Attributes): unknown[] {
  return Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}
