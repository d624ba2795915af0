/** The values of a plane with everything on that production asks for. */
export const production = {
  global: { imageRegistry: 'registry.example.com/mirror', imagePullSecrets: ['pull'] },
  certManager: { enabled: true },
  clickstack: { tls: { enabled: true }, priorityClassName: 'high', nodeSelector: { pool: 'data' } },
  gateway: { replicas: 2, tls: { enabled: true }, auth: { enabled: true }, autoscaling: { enabled: true } },
  hyperdx: {
    replicas: 2,
    scheduledTasks: { external: true },
    mongodb: { tls: { enabled: true } },
  },
  observer: {
    replicas: 2,
    autoscaling: { enabled: true },
    telemetry: { dualRead: true },
    openSearch: {
      address: 'https://search.example.com:9200',
      existingSecret: 'search',
      caSecret: 'search-ca',
    },
  },
  collectors: { enabled: true, kubeletStats: { enabled: true }, hostMetrics: { enabled: true } },
  migration: {
    shadowWrite: { enabled: true },
    validation: { enabled: true },
    cleanup: { enabled: true },
  },
  networkPolicy: { enabled: true, restrictEgress: true, egressCIDRs: ['203.0.113.0/24'] },
  monitoring: {
    serviceMonitors: { enabled: true },
    alerts: { enabled: true },
    dashboards: { enabled: true },
  },
};

const off = { enabled: false };

/** The values of a cluster whose telemetry is stored elsewhere. */
export const collectorsAlone = {
  clickstack: off,
  gateway: off,
  hyperdx: off,
  observer: off,
  collectors: { enabled: true, otlp: { endpoint: 'https://otlp.example.com', tokenSecret: 'token' } },
  networkPolicy: production.networkPolicy,
  monitoring: { serviceMonitors: { enabled: true }, alerts: { enabled: true } },
};
