import { MemoryPool } from "../core/lent-memory";

/**
 * The memory of long answers, which the servers give back when they have sent one. With new memory for each, a
 * GetRecords of 500 × 1 KB takes a third more processor time.
 */
export const answerMemory = new MemoryPool({ pieceBytes: 1024 * 1024, maxFree: 16 });
