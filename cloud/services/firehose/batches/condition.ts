/** A condition variable: those who wait for something look again whenever it may have come true. */
export class Condition {
  #waiting: (() => void)[] = [];

  /** Resolves when `isTrue` is: at once, or after a `notifyAll`. */
  async when(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await this.next();
  }

  /** Resolves after the next `notifyAll`. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Something has changed: all who wait look again. */
  notifyAll(): void {
    for (const look of this.#waiting.splice(0)) look();
  }
}
