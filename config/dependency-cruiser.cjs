// The arrows of the house: a module imports only what lies before it. Each rule says why.
const MODULES = [
  'protocol',
  'platform',
  'accounts',
  'registry',
  'notices',
  'planning',
  'drawing',
  'fieldwork',
  'coverage',
  'disclosure',
  'site',
  'backup',
];

/** Modules that a module may not import: all that come after it, and what sits on top. */
const forbiddenArrows = MODULES.map((name, at) => ({
  name: `${name}-imports-only-what-lies-before-it`,
  comment:
    'registry → planning → drawing → fieldwork → coverage → disclosure: data flow one way, so a room can be read without those after it; notices come before planning because every later room tells people of things, and none is told of by name there; a backup is of all of them, and asks the log whether it is right',
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: [...MODULES.slice(at + 1), 'demonstration', 'cli'].map((later) => `^src/${later}/`) },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'a cycle is one module that pretends to be two',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...forbiddenArrows,
    {
      name: 'platform-knows-no-protocol',
      comment: 'what every service needs has never heard of a draw',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/protocol/' },
    },
    {
      name: 'drawing-takes-the-protocol-by-its-door',
      comment: 'what a file in a room of the protocol is called is the protocol’s own business',
      severity: 'error',
      from: { path: '^src/(drawing|backup|cli)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/protocol/', pathNot: '^src/protocol/index\\.ts$' },
    },
    {
      name: 'protocol-is-pure',
      comment: 'server, command line and browser run the same code: no Node, no Nest, no TypeORM, nothing of ours',
      severity: 'error',
      from: { path: '^src/protocol/', pathNot: '\\.spec\\.ts$' },
      to: {
        pathNot: ['^src/protocol/', '(^|/)node_modules/(@noble/hashes|@noble/curves|seedrandom|@types/seedrandom)/'],
      },
    },
    {
      name: 'chance-only-in-the-protocol',
      comment: 'whatever decides a draw is derived from a committed seed',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/protocol/' },
      to: { path: '(^|/)node_modules/seedrandom/' },
    },
    {
      name: 'entities-stay-in-their-module',
      comment: 'other modules talk to a service; only composition (entities.ts) lists them all',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/[^/]+/.*\\.entity\\.ts$', pathNot: '^src/($1|platform)/' },
    },
    {
      name: 'verify-runs-on-the-protocol-alone',
      comment: 'an auditor replays a draw without a database, a network or the rest of the product',
      severity: 'error',
      from: { path: '^src/cli/verify\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(protocol/|cli/printable\\.ts$)' },
    },
    {
      name: 'a-witness-needs-no-server',
      comment: 'a third party keeps watch over a log without a database, settings or any service of ours',
      severity: 'error',
      from: { path: '^src/cli/witness' },
      to: {
        path: '^src/',
        pathNot: '^src/(protocol/|cli/(witness|printable)|platform/(clock/clock|files|text|http/bounded-answer)\\.ts$)',
      },
    },
    {
      name: 'the-site-asks-no-database',
      comment: 'what is public is decided by the rooms that hold it; a page only shows what they hand out',
      severity: 'error',
      from: { path: '^src/site/', pathNot: '\\.spec\\.ts$' },
      to: { path: ['(^|/)node_modules/typeorm/', '^src/platform/database/'] },
    },
    {
      name: 'console-imports-the-protocol-alone',
      comment:
        'what runs in a browser knows the server by its API only; a draw is checked there by the same protocol code, and a text is filled there as on the pages that the server writes',
      severity: 'error',
      from: { path: '^src/console/' },
      to: { path: '^src/', pathNot: '^src/(console|protocol|platform/words)/' },
    },
    {
      name: 'nobody-imports-the-console',
      comment: 'the console is built for browsers; the server serves it and runs none of it',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/console/' },
      to: { path: '^src/console/' },
    },
    {
      name: 'nothing-hangs-in-the-air',
      comment: 'a file that nobody imports is dead, unless it is an entry',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: ['\\.spec\\.ts$', '\\.d\\.ts$'],
      },
      to: {},
    },
    {
      name: 'no-unlisted-package',
      comment: 'what is used is declared',
      severity: 'error',
      from: { path: '^src/', pathNot: ['\\.spec\\.ts$', '^src/console/app/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'what-the-console-is-built-of-is-listed',
      comment: 'the build takes it in: a server needs none of it, so it stands among what is for development',
      severity: 'error',
      from: { path: '^src/console/app/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
