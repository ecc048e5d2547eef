// The package types its entry points. These parts of it have none, so they are named by their files.

declare module 'monaco-editor/editor/contrib/suggest/browser/suggestController';

declare module 'monaco-editor/platform/storage/common/storage' {
  interface Storage {
    /** Scope and target are numbers: 0 is the profile, and the user. */
    store(key: string, value: boolean, scope: number, target: number): void;
  }
  export const IStorageService: { readonly type: Storage };
}

declare module 'monaco-editor/editor/standalone/browser/standaloneServices' {
  export const StandaloneServices: { get<Service>(id: { readonly type: Service }): Service };
}
