/** The data of a sample event as JSON text, laid out to be read and edited. */
export function toDataText(data: object): string {
  return JSON.stringify(data, null, 2);
}
