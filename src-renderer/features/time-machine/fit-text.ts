const fitted = new Map<string, string>();
let context: CanvasRenderingContext2D | null = null;

/** How wide a text is in the font of the window, in pixels. */
export function measureText(text: string, size: number, weight = 400): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (context === null) return text.length * size * 0.55;
  context.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return context.measureText(text).width;
}

/** A text that fits, cut with an ellipsis where it is too long: text in a picture has none of its own. */
export function fitText(text: string, width: number, size: number, weight = 400): string {
  const key = `${width} ${size} ${weight} ${text}`;
  const known = fitted.get(key);
  if (known !== undefined) return known;
  if (fitted.size > 1000) fitted.clear();
  let fit = text;
  if (measureText(text, size, weight) > width) {
    let [low, high] = [0, text.length];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (measureText(`${text.slice(0, middle)}…`, size, weight) <= width) low = middle;
      else high = middle - 1;
    }
    fit = `${text.slice(0, low).trimEnd()}…`;
  }
  fitted.set(key, fit);
  return fit;
}
