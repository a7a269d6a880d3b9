/** Those who wait for room: each is let in as soon as there is some. */
export class Room {
  #waiting: (() => void)[] = [];

  /** Resolves when `hasRoom` is true: at once, or after a `tell`. */
  async when(hasRoom: () => boolean): Promise<void> {
    while (!hasRoom()) await this.next();
  }

  /** Resolves after the next `tell`. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Something has changed: all who wait look again. */
  tell(): void {
    for (const look of this.#waiting.splice(0)) look();
  }
}
