import { AwsFault } from "../../core/faults";
import { awsJson } from "../../protocols/aws-json";
import { awsQuery } from "../../protocols/aws-query";
import type { Protocol } from "../../protocols/protocol";

const query = awsQuery("http://queue.amazonaws.com/doc/2012-11-05/");

/**
 * The query wire of SQS. Its requests may go to the queue's own URL and leave QueueUrl out; its errors have an empty
 * `Detail`, and an unknown queue has other words than on the JSON wire (measured).
 */
const queueQuery: Protocol = {
  ...query,
  async open(request, service, readBody) {
    const open = await query.open(request, service, readBody);
    return {
      ...open,
      async input(schema) {
        const input = await open.input(schema);
        const isQueue = /^\/\d{12}\/[^/]+$/.test(request.path);
        return isQueue && input["QueueUrl"] === undefined ? { ...input, QueueUrl: request.path } : input;
      },
    };
  },
  fault(fault, context) {
    const reply = query.fault(spoken(fault), context);
    return { ...reply, body: String(reply.body).replace("</Message>", "</Message><Detail/>") };
  },
};

const spoken = (fault: AwsFault): AwsFault =>
  fault.code === "QueueDoesNotExist"
    ? new AwsFault(fault.code, "The specified queue does not exist for this wsdl version.", fault)
    : fault;

/** What SQS speaks: JSON 1.0, and the query wire of older clients (SVC-001). */
export const wires: readonly Protocol[] = [awsJson("1.0"), queueQuery];
