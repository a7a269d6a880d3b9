/** The resources to close when a cloud stops or is reset: processes, threads, open files. */
export class Closing {
  #closers: (() => void | Promise<void>)[] = [];
  #stopping = new AbortController();

  /**
   * Fires when a stop or a reset begins, before it waits for the work under way: work that may take minutes then ends
   * early.
   */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  begin(): void {
    this.#stopping.abort();
  }

  /** Registers a function that is called once, at the next stop or reset. */
  add(close: () => void | Promise<void>): void {
    this.#closers.push(close);
  }

  /** Calls all registered functions, the last one first. */
  async run(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
    this.#stopping = new AbortController();
  }
}
