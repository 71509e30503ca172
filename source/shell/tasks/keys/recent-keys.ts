/** Keys, and bytes of keys, that each of the two generations holds at most. */
const MOST_KEYS = 50_000;
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Remembers the last 50,000 to 100,000 keys (fewer, when they are long), in two generations, so that it never grows beyond
 * some 20 MB: a key that comes twice, as SCAN may give it, mostly does so soon.
 */
export class RecentKeys {
  #young = new Set<string>();
  #old = new Set<string>();
  #bytes = 0;

  /** Remembers a key; false when it is remembered already. */
  add(key: Buffer): boolean {
    const text = key.toString('latin1');
    if (this.#young.has(text) || this.#old.has(text)) return false;
    if (this.#young.size >= MOST_KEYS || this.#bytes >= MOST_BYTES) {
      this.#old = this.#young;
      this.#young = new Set();
      this.#bytes = 0;
    }
    this.#young.add(text);
    this.#bytes += text.length;
    return true;
  }
}
