/**
 * The capstone. The design is yours, as long as this file exports three functions:
 *
 * - `deploy(): Promise<void>` creates everything
 * - `produce(lines: AsyncIterable<string>): Promise<void>` takes the lines that the scanners send
 * - `cleanUp(): Promise<void>` deletes everything
 *
 * Each call is a process of its own, which knows nothing of earlier ones. The notebook's brief says what they have to achieve.
 */

// ### START CODE HERE ### (~ 140 lines of code)
// Your design.
// ### END CODE HERE ###
