/** The package types its entry points; this part of it has none that registers it, so it is named by its file. */
declare module 'monaco-editor/editor/contrib/suggest/browser/suggestController';
