/**
 * The value that a colour token has now, as `#rrggbb`, for what cannot use CSS variables (an editor's theme, a canvas).
 * Read again when the theme changes. An unknown token is black.
 */
export function readToken(name: `--${string}`): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name}, #000)`;
  document.body.append(probe);
  const parts = getComputedStyle(probe).color.match(/[\d.]+/g) ?? [];
  probe.remove();
  const [red = '0', green = '0', blue = '0'] = parts;
  return `#${[red, green, blue].map((part) => Math.round(Number(part)).toString(16).padStart(2, '0')).join('')}`;
}
