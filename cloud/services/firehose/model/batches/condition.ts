/** A condition variable: waiting callers check their condition again after each `notifyAll`. */
export class Condition {
  #waiting: (() => void)[] = [];

  /** Resolves when `isTrue` returns true: at once, or after a `notifyAll`. */
  async waitUntil(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await this.waitForNext();
  }

  /** Resolves after the next `notifyAll`. */
  waitForNext(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Lets all waiting callers check their conditions again. */
  notifyAll(): void {
    for (const look of this.#waiting.splice(0)) look();
  }
}
