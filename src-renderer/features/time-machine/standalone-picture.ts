const SVG = 'http://www.w3.org/2000/svg';

/** What the look of a drawn element depends on; everything else has its default. */
const properties = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'font-variant-numeric',
  'color',
] as const;

function writeStyles(from: Element, to: Element): void {
  const computed = getComputedStyle(from);
  const style = properties
    .map((name) => `${name}:${computed.getPropertyValue(name)}`)
    .join(';')
    // A style sheet would resolve it; in a file of its own a reference has to be as it stands in the document.
    .replace(/url\("#([^"]+)"\)/g, "url('#$1')");
  to.setAttribute('style', style);
  to.removeAttribute('class');
  for (const [index, child] of [...from.children].entries()) {
    const twin = to.children[index];
    if (twin !== undefined) writeStyles(child, twin);
  }
}

function copyPart(svg: SVGSVGElement, y: number): Element {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  writeStyles(svg, copy);
  copy.setAttribute('y', String(y));
  for (const gone of copy.querySelectorAll('[data-live]')) gone.remove();
  for (const element of copy.querySelectorAll('*')) {
    for (const name of ['tabindex', 'role', 'aria-pressed', 'data-testid']) element.removeAttribute(name);
  }
  return copy;
}

/** The drawn parts of an element, one under the other, as a picture that needs no style sheet. */
export function drawStandalone(host: HTMLElement, title: string): { svg: string; width: number; height: number } {
  const parts = [...host.querySelectorAll<SVGSVGElement>('svg[data-part]')];
  const width = Math.max(...parts.map((part) => part.clientWidth));
  const picture = document.createElementNS(SVG, 'svg');
  const ground = document.createElementNS(SVG, 'rect');
  const name = document.createElementNS(SVG, 'title');
  name.textContent = title;
  picture.append(name, ground);
  let height = 0;
  for (const part of parts) {
    picture.append(copyPart(part, height));
    height += part.clientHeight;
  }
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', getComputedStyle(parts[0]?.parentElement ?? host).backgroundColor);
  picture.setAttribute('xmlns', SVG);
  picture.setAttribute('width', String(width));
  picture.setAttribute('height', String(height));
  picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
  return { svg: new XMLSerializer().serializeToString(picture), width, height };
}

/** The same as a bitmap of twice the size, in base64. */
export async function toPng({ svg, width, height }: { svg: string; width: number; height: number }): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * 2;
  canvas.height = height * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, width * 2, height * 2);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}
