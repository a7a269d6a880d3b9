import { useRef, useState } from "preact/hooks";
import { useFeed } from "../feed";
import { formatTime, formatCount } from "../formats";
import { useLoaded } from "../loaded";
import { ResourceLink } from "../resource-link";
import { to, type Route } from "../route";
import { AskFirst } from "../widgets/ask-first";
import { CopyText } from "../widgets/copy-text";
import { Facts } from "../widgets/facts";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { EventList } from "./event-list";
import {
  findCause,
  deleteStack,
  describeStack,
  listStacks,
  listStackEvents,
  listStackResources,
  readTemplate,
  type Stack,
  type StackEvent,
  type StackResource,
} from "./stacks";

/** The stacks, or one of them, by its name or its id. */
export const CloudFormationPage = ({ route: [name] }: { route: Route }) =>
  name === undefined ? <Stacks /> : <NamedStack name={name} />;

const Status = ({ status }: { status: string }) => (
  <span class={/FAILED|ROLLBACK/.test(status) ? "bad" : ""}>{status}</span>
);

function Stacks() {
  const { value = [], error } = useLoaded(listStacks, "stacks", ["cloudformation"]);
  return (
    <>
      <h1>CloudFormation stacks</h1>
      <Notice error={error} />
      <Table
        caption="Stacks"
        columns={["Stack", "Status", "Why", "Created"]}
        none="There is no stack yet."
        rows={value.map(({ id, name, status, reason, created }) => [
          <a href={to("cloudformation", status === "DELETE_COMPLETE" ? id : name)}>{name}</a>,
          <Status status={status} />,
          reason,
          formatTime(created),
        ])}
      />
    </>
  );
}

interface StackContents {
  readonly stack: Stack;
  readonly events: readonly StackEvent[];
  readonly resources: readonly StackResource[];
  readonly template: string;
}

async function look(nameOrId: string): Promise<StackContents> {
  const [stack, events, resources, template] = await Promise.all([
    describeStack(nameOrId),
    listStackEvents(nameOrId),
    listStackResources(nameOrId),
    readTemplate(nameOrId),
  ]);
  return { stack, events, resources, template };
}

function NamedStack({ name }: { name: string }) {
  const { message } = useFeed();
  // A stack that is deleted while the page is open can then only be found by its id.
  const id = useRef(name);
  const figures = message?.live["cloudformation"] ?? {};
  const happened = Object.entries(figures).reduce(
    (sum, [of, { events }]) => (of === name || of.split("/")[1] === name ? sum + Number(events) : sum),
    0,
  );
  const { value, error } = useLoaded(
    async () => {
      const seen = await look(id.current);
      id.current = seen.stack.id;
      return seen;
    },
    name,
    ["cloudformation", happened],
  );
  return (
    <>
      <p>
        <a href={to("cloudformation")}>All stacks</a>
      </p>
      <h1>{value?.stack.name ?? name}</h1>
      <Notice error={error} />
      {value === undefined ? null : <StackDetails {...value} />}
    </>
  );
}

function StackDetails({ stack, events, resources, template }: StackContents) {
  return (
    <>
      <Cause stack={stack} events={events} />
      <Facts
        facts={{
          Status: <Status status={stack.status} />,
          Created: formatTime(stack.created),
          Description: stack.description || "(none)",
          "Termination protection": stack.isProtected ? "on" : "off",
          Id: stack.id,
        }}
      />
      <Remove stack={stack} count={resources.length} />
      <h2>Resources</h2>
      <Table
        caption="Resources"
        columns={["Logical id", "Type", "Physical id", "Status", "Why"]}
        none="The stack has no resource."
        rows={resources.map(({ logicalId, type, physicalId, status, reason }) => [
          logicalId,
          type,
          <ResourceLink type={type} id={status === "DELETE_COMPLETE" ? "" : physicalId} />,
          <Status status={status} />,
          reason,
        ])}
      />
      <EventList events={events} />
      <h2>Parameters</h2>
      <Table
        caption="Parameters"
        columns={["Parameter", "Value"]}
        none="The template has no parameter."
        rows={stack.parameters.map(({ key, value }) => [key, value])}
      />
      <h2>Outputs</h2>
      <Table
        caption="Outputs"
        columns={["Output", "Value", "Description", "Export"]}
        none="There is no output, at least not yet."
        rows={stack.outputs.map(({ key, value, description, exportName }) => [key, value, description, exportName])}
      />
      <CopyText label="Template" text={template} />
    </>
  );
}

/** Why a stack failed, at the top of the page. */
function Cause({ stack, events }: { stack: Stack; events: readonly StackEvent[] }) {
  const cause = /FAILED|ROLLBACK/.test(stack.status) ? findCause(events) : undefined;
  return (
    <Notice
      error={cause === undefined ? undefined : `${cause.logicalId} (${cause.type}) ${cause.status}: ${cause.reason}`}
    />
  );
}

function Remove({ stack: { id, name, status }, count }: { stack: Stack; count: number }) {
  const [error, setError] = useState<string>();
  const remove = (): void => {
    deleteStack(id).then(
      () => setError(undefined),
      (refused: unknown) => setError(String(refused)),
    );
  };
  return (
    <>
      <AskFirst
        label="Delete the stack"
        question={`${name} and its ${formatCount(count, "resource")} are deleted, with all that is in them. A bucket must be empty first.`}
        disabled={/^DELETE_(?:IN_PROGRESS|COMPLETE)$/.test(status)}
        onYes={remove}
      />
      <Notice error={error} />
    </>
  );
}
