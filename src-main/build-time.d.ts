/** What Vite writes into the code when it builds it. */
interface ImportMeta {
  readonly env: { readonly DEV: boolean };
}
