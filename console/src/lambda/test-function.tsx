import { useState } from "preact/hooks";
import { isTexts, useStoredState } from "../read-stored";
import { CopyText } from "../widgets/copy-text";
import { Notice } from "../widgets/notice";
import { invoke, type InvocationResult } from "./functions";

const createRecord = (data: object): string => btoa(JSON.stringify(data));

/** Example events, as AWS sends them to functions. */
const EVENT_TEMPLATES: Readonly<Record<string, object>> = {
  hello: { hello: "world" },
  "Kinesis records": {
    Records: [
      {
        eventID: "shardId-000000000000:49545115243490985018280067714973144582180062593244200961",
        eventSource: "aws:kinesis",
        eventSourceARN: "arn:aws:kinesis:us-east-1:000000000000:stream/example",
        eventName: "aws:kinesis:record",
        awsRegion: "us-east-1",
        kinesis: {
          kinesisSchemaVersion: "1.0",
          partitionKey: "1",
          sequenceNumber: "49545115243490985018280067714973144582180062593244200961",
          data: createRecord({ hello: "world" }),
          approximateArrivalTimestamp: 1893456000,
        },
      },
    ],
  },
  "SQS messages": {
    Records: [
      {
        messageId: "19dd0b57-b21e-4ac1-bd88-01bbb068cb78",
        receiptHandle: "MessageReceiptHandle",
        body: JSON.stringify({ hello: "world" }),
        attributes: { ApproximateReceiveCount: "1", SentTimestamp: "1893456000000" },
        messageAttributes: {},
        eventSource: "aws:sqs",
        eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:example",
        awsRegion: "us-east-1",
      },
    ],
  },
  "Firehose records to transform": {
    invocationId: "invocationIdExample",
    deliveryStreamArn: "arn:aws:firehose:us-east-1:000000000000:deliverystream/example",
    region: "us-east-1",
    records: [
      {
        recordId: "49546986683135544286507457936321625675700192471156785154",
        approximateArrivalTimestamp: 1893456000000,
        data: createRecord({ hello: "world" }),
      },
    ],
  },
};

const indentJson = (event: object): string => JSON.stringify(event, null, 2);

/** Invokes the function with an event, which can be saved in this browser. */
export function TestFunction({ name }: { name: string }) {
  const [saved, save] = useStoredState<Readonly<Record<string, string>>>(`lambda.${name}`, {}, isTexts);
  const [event, setEvent] = useState(Object.values(saved)[0] ?? indentJson(EVENT_TEMPLATES["hello"] ?? {}));
  const [called, setCalled] = useState<InvocationResult>();
  const [error, setError] = useState<string>();
  const [isRunning, setRunning] = useState(false);
  const test = (submitted: Event): void => {
    submitted.preventDefault();
    const mistake = findMistake(event);
    setError(mistake);
    setCalled(undefined);
    if (mistake !== undefined) return;
    setRunning(true);
    invoke(name, event)
      .then(setCalled, (refused: unknown) => setError(String(refused)))
      .finally(() => setRunning(false));
  };
  return (
    <>
      <h2>Test</h2>
      <form class="tall" onSubmit={test}>
        <SavedEvents event={event} saved={saved} onSave={save} onChoose={setEvent} />
        <label>
          Event (JSON)
          <textarea
            rows={8}
            spellcheck={false}
            value={event}
            onInput={({ currentTarget }) => setEvent(currentTarget.value)}
          />
        </label>
        <div class="bar">
          <button type="submit" disabled={isRunning}>
            Test
          </button>
          <span role="status">{isRunning ? "running …" : describeCall(called)}</span>
        </div>
      </form>
      <Notice error={error} />
      {called === undefined ? null : (
        <>
          <CopyText label="Result" text={called.payload} />
          <CopyText label="Log of this call" text={called.log} />
        </>
      )}
    </>
  );
}

function describeCall(called: InvocationResult | undefined): string {
  if (called === undefined) return "";
  return called.error === undefined ? "succeeded" : `the function failed: ${called.error}`;
}

/** Why a text isn't JSON; undefined if it is. */
function findMistake(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `The event is not JSON, so it was not sent: ${error instanceof Error ? error.message : String(error)}`;
  }
}

interface SavedEventsProps {
  readonly event: string;
  readonly saved: Readonly<Record<string, string>>;
  readonly onSave: (saved: Readonly<Record<string, string>>) => void;
  readonly onChoose: (event: string) => void;
}

/** This function's events that are saved in this browser, by name; and examples of AWS's events. */
function SavedEvents({ event, saved, onSave, onChoose }: SavedEventsProps) {
  const [as, setAs] = useState(Object.keys(saved)[0] ?? "");
  const choose = (value: string): void => {
    const template = EVENT_TEMPLATES[value.slice(2)];
    if (value.startsWith("t ") && template !== undefined) return onChoose(indentJson(template));
    setAs(value.slice(2));
    onChoose(saved[value.slice(2)] ?? event);
  };
  const isSaved = Object.hasOwn(saved, as);
  return (
    <div class="bar">
      <label>
        {"Begin with "}
        <select value="" onChange={({ currentTarget }) => (choose(currentTarget.value), (currentTarget.value = ""))}>
          <option value="">choose an event</option>
          <optgroup label="Saved in this browser">
            {Object.keys(saved).map((item) => (
              <option key={item} value={`s ${item}`}>
                {item}
              </option>
            ))}
          </optgroup>
          <optgroup label="Examples">
            {Object.keys(EVENT_TEMPLATES).map((item) => (
              <option key={item} value={`t ${item}`}>
                {item}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      <label>
        {"Save as "}
        <input value={as} onInput={({ currentTarget }) => setAs(currentTarget.value)} />
      </label>
      <button type="button" disabled={as === ""} onClick={() => onSave({ ...saved, [as]: event })}>
        Save
      </button>
      <button
        type="button"
        disabled={!isSaved}
        onClick={() => onSave(Object.fromEntries(Object.entries(saved).filter(([name]) => name !== as)))}
      >
        Forget
      </button>
      <span role="status">{isSaved ? (saved[as] === event ? "saved" : "changed since it was saved") : ""}</span>
    </div>
  );
}
