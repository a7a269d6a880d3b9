import type { CommEvent } from "../run/comms";
import type { Message } from "../jupyter/message";
import type { Client } from "./client";

/** Sends a comm's message to the notebook. @param parent the request that the message belongs to */
export function sendComm(client: Client, parent: Message | undefined, { type, id, ...event }: CommEvent): void {
  const target = type === "comm_open" ? { target_name: event.targetName } : {};
  const { metadata = {}, buffers = [] } = event;
  const content = { comm_id: id, ...target, data: event.data ?? {} };
  client.broadcast(parent, { msgType: type, content, metadata, buffers });
}

/** Reads a comm's message from the notebook; undefined if the message is of another kind. */
export function readComm({ header, content, metadata, buffers }: Message): CommEvent | undefined {
  const type = header.msg_type;
  if (type !== "comm_open" && type !== "comm_msg" && type !== "comm_close") return undefined;
  const target = typeof content["target_name"] === "string" ? { targetName: content["target_name"] } : {};
  const id = String(content["comm_id"]);
  return { type, id, ...target, data: content["data"] ?? {}, metadata, buffers: buffers ?? [] };
}
