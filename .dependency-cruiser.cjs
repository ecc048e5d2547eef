// What may import what: the order of the house, checked. Packages are matched by path, because one that does not resolve keeps its bare name.
const npm = (...names) => `(^|node_modules/)(@types/)?(${names.join('|')})(/|$)`;
const ENGINE = '^src-main/engine/';
const CONTRACT = '^src-preload/contract/';
const room = (...names) => `^src-main/engine/(${names.join('|')})/`;

const DESIGN_ROOMS = ['template', 'signing', 'providers', 'channels'];
const KEEPING_ROOMS = ['vault', 'settings'];
const ROOMS = [
  ...DESIGN_ROOMS,
  ...KEEPING_ROOMS,
  'compose',
  'webhooks',
  'schemes',
  'dispatch',
  'capture',
  'imports',
  'exports',
  'recognition',
  'log',
  'notify',
  'store',
  'transfer',
];

const oneDoor = (name, packages, door, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^src-', pathNot: door },
  to: { path: npm(...packages) },
});

const notLater = (from, later) => ({
  name: 'engine-rooms-go-one-way',
  comment:
    'Data goes template/signing/providers/channels -> compose -> dispatch -> webhooks -> capture -> log; nothing imports a later room.',
  severity: 'error',
  from: { path: room(...from) },
  to: { path: room(...later) },
});

module.exports = {
  forbidden: [
    {
      name: 'contract-imports-nothing-of-ours',
      comment: 'The contract is read by every process: it may use zod and itself.',
      severity: 'error',
      from: { path: CONTRACT },
      to: { pathNot: [CONTRACT, npm('zod')] },
    },
    {
      name: 'preload-imports-contract-and-electron',
      comment: 'The preload is one small sandboxed file.',
      severity: 'error',
      from: { path: '^src-preload/index\\.ts$' },
      to: { pathNot: [CONTRACT, npm('electron', 'zod')] },
    },
    {
      name: 'engine-imports-contract-and-node',
      comment: 'The engine runs in plain Node: no shell, no page, no package beyond the listed ones.',
      severity: 'error',
      from: { path: ENGINE },
      to: {
        pathNot: [
          ENGINE,
          CONTRACT,
          '^\\.(?!.*node_modules/)',
          npm('better-sqlite3', 'undici', 'nodemailer', 'zod', 'diff', 'har-format'),
        ],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'electron-through-shell',
      comment:
        'Electron enters through src-main/shell and src-preload/index.ts, so that everything else runs without it.',
      severity: 'error',
      from: { path: '^src-', pathNot: ['^src-main/shell/', '^src-preload/index\\.ts$'] },
      to: { path: npm('electron') },
    },
    oneDoor('sqlite-through-store', ['better-sqlite3'], '^src-main/engine/store/', 'SQL lives in one room.'),
    oneDoor('undici-through-dispatch', ['undici'], '^src-main/engine/dispatch/', 'One room puts bytes on the wire.'),
    oneDoor('nodemailer-through-notify', ['nodemailer'], '^src-main/engine/notify/', 'One room sends mail.'),
    oneDoor(
      'monaco-through-editor',
      ['monaco-editor'],
      '^src-renderer/editor/',
      'Monaco is loaded, and can be replaced, in one place.',
    ),
    notLater([...DESIGN_ROOMS, ...KEEPING_ROOMS], ['compose', 'webhooks', 'dispatch', 'capture', 'log']),
    notLater(['compose'], ['dispatch', 'webhooks', 'capture', 'log']),
    // What a delivery's outcome does to its webhook: it hears of dispatch, dispatch does not know of it.
    notLater(['webhooks'], ['capture', 'log']),
    notLater(['dispatch'], ['webhooks', 'capture', 'log']),
    notLater(['capture'], ['log']),
    // Imported requests are kept like sent ones; the rooms that send and show them do not know of it.
    notLater(
      [...DESIGN_ROOMS, ...KEEPING_ROOMS, 'compose', 'dispatch', 'webhooks', 'capture', 'log'],
      ['imports', 'exports'],
    ),
    notLater(['imports', 'exports'], ['webhooks', 'capture', 'log']),
    {
      name: 'notify-is-wired-not-imported',
      comment: 'Rooms say what happened; engine.ts decides that a mail is due.',
      severity: 'error',
      from: { path: room(...ROOMS.filter((name) => name !== 'notify')) },
      to: { path: room('notify') },
    },
    {
      name: 'store-imports-no-room',
      comment: 'The store knows rows, not what they are for.',
      severity: 'error',
      from: { path: room('store') },
      to: { path: room(...ROOMS.filter((name) => name !== 'store')) },
    },
    {
      name: 'store-is-given-not-imported',
      comment: 'Rooms take repositories as arguments and import only their types.',
      severity: 'error',
      from: { path: room(...ROOMS.filter((name) => name !== 'store')) },
      to: { path: room('store'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'rooms-do-not-import-the-wiring',
      comment: 'engine.ts wires the rooms; a room that imports it turns the house round.',
      severity: 'error',
      from: { path: room(...ROOMS) },
      to: { path: '^src-main/engine/engine\\.ts$' },
    },
    {
      name: 'renderer-imports-no-other-process',
      comment: 'The page is a client: it knows the contract and nothing behind it.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: ['^src-main/', '^src-preload/'], pathNot: CONTRACT },
    },
    {
      name: 'renderer-imports-contract-types-only',
      comment: 'Schemas are checked in the main process; in the page they would be dead weight.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: CONTRACT, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'renderer-imports-no-node',
      comment: 'The page is sandboxed: a Node module cannot load there.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'main-imports-no-renderer',
      comment: 'The page is loaded over the app protocol, never imported.',
      severity: 'error',
      from: { path: ['^src-main/', '^src-preload/'] },
      to: { path: '^src-renderer/' },
    },
    {
      name: 'features-do-not-import-each-other',
      comment: 'Features meet in stores and commands, so that each can be read and removed alone.',
      severity: 'error',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: { path: '^src-renderer/features/', pathNot: '^src-renderer/features/$1/' },
    },
    {
      name: 'ui-knows-no-data',
      comment: 'Buttons, panes and grids get everything through props.',
      severity: 'error',
      from: { path: '^src-renderer/ui/' },
      to: { path: '^src-renderer/(stores|client|features|editor|commands)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Without this, imports of types are invisible, and most of the rules above are about them.
    tsPreCompilationDeps: true,
    skipAnalysisNotInRules: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json', '.css'],
    },
  },
};
