import type { Delivery } from '../../../src-preload/contract/delivery.ts';

/** Those who wait for the end of a delivery. */
export class Waiters {
  readonly #byId = new Map<string, ((delivery: Delivery) => void)[]>();

  whenOver(id: string): Promise<Delivery> {
    return new Promise((resolve) => this.#byId.set(id, [...(this.#byId.get(id) ?? []), resolve]));
  }

  /** It will never be over, because it was never made. */
  forget(id: string): void {
    this.#byId.delete(id);
  }

  tell(delivery: Delivery): void {
    for (const answer of this.#byId.get(delivery.id) ?? []) answer(delivery);
    this.#byId.delete(delivery.id);
  }
}
