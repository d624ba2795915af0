// Who may import whom. The table in ARCHITECTURE.md says the same in words; this file is what holds.

/** The rooms of lib/ and what each may import besides itself and packages. */
const rooms = {
  base: [],
  values: ['base'],
  helm: ['base'],
  plane: ['base', 'values', 'helm'],
  bundle: ['base', 'values', 'helm', 'plane'],
  cluster: ['base', 'helm', 'plane'],
};

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `lib/${room} may import ${['itself', ...allowed].join(', ')}`,
  severity: 'error',
  from: { path: `^lib/${room}/`, pathNot: '(\\.test\\.ts$|/testing/)' },
  to: {
    path: '^(app|components|lib|bin|bench|scripts|e2e)/',
    pathNot: `^lib/(${[room, ...allowed].join('|')})/`,
  },
}));

export default {
  forbidden: [
    ...roomRules,
    {
      name: 'parse-knows-no-execution',
      comment: 'the template parser stands alone: nothing in it may reach the executor',
      severity: 'error',
      from: {
        path: '^lib/helm/template/(lexer|parser|nodes|lex|parse)[^/]*\\.ts$',
        pathNot: '\\.test\\.ts$',
      },
      to: { path: '^lib/helm/(template/(exec|printf|builtin)|functions|engine|render)' },
    },
    {
      name: 'components-stay-below-app',
      comment: 'components know lib; pages and server actions know components',
      severity: 'error',
      from: { path: '^components/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(app/(?!actions/)|bin|bench|scripts|e2e)' },
    },
    {
      name: 'no-cluster-client-in-the-page',
      comment: 'the Kubernetes client and the kubeconfig stay on the server',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^lib/cluster/kube/', reachable: true },
    },
    {
      name: 'only-kube-uses-the-client',
      severity: 'error',
      from: { path: '^(lib|components|app|bin)/', pathNot: '^lib/cluster/kube/' },
      to: { path: '@kubernetes/client-node' },
    },
    {
      name: 'no-node-in-pure-rooms',
      comment: 'pure rooms run in the browser',
      severity: 'error',
      from: { path: '^lib/', pathNot: '(^lib/cluster/kube/|\\.test\\.ts$|/testing/)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: '\\.test\\.tsx?$' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { path: '^(lib|components|app|bin)/', pathNot: '(\\.test\\.tsx?$|/testing/)' },
      to: { path: '(\\.test\\.tsx?$|/testing/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
