import type { MiddlewareStack } from "@smithy/types";

interface Sender<I extends object, O extends object> {
  readonly middlewareStack: MiddlewareStack<I, O>;
}

/** Adds a header to all requests of a client, or to those of a command. @returns the client or command */
export function addHeader<I extends object, O extends object, S extends Sender<I, O>>(
  sender: S & Sender<I, O>,
  name: string,
  value: string,
): S {
  sender.middlewareStack.add(
    (next) => (args) => {
      (args as { request: { headers: Record<string, string> } }).request.headers[name] = value;
      return next(args);
    },
    { step: "build" },
  );
  return sender;
}
