/** Whether a message is wanted. */
export type Filter = (message: string) => boolean;
