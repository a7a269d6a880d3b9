/** What has to be ended when a cloud stops or is reset: processes, threads, open files. */
export class Closing {
  #closers: (() => void | Promise<void>)[] = [];
  #stopping = new AbortController();

  /** Fires when a stop or a reset begins, before it waits for what is under way: work that may take minutes breaks off then. */
  get begun(): AbortSignal {
    return this.#stopping.signal;
  }

  begin(): void {
    this.#stopping.abort();
  }

  /** Asks to be called once, at the next stop or reset. */
  add(close: () => void | Promise<void>): void {
    this.#closers.push(close);
  }

  /** Calls all, the last one first. */
  async run(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
    this.#stopping = new AbortController();
  }
}
