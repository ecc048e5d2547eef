/** The app's mark: a hook, drawn on the 16 px grid. Decoration. */
export function HookMark() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden="true">
      <circle cx="10.5" cy="2.75" r="1.75" stroke="var(--accent)" strokeWidth="1.5" />
      <path
        d="M10.5 4.5v5.75a3.75 3.75 0 0 1-7.5 0V8.5m0 0 2.25 2M3 8.5 1.5 10.75"
        stroke="var(--accent)"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
