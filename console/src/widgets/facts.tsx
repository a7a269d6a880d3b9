import type { ComponentChildren } from "preact";

type Fact = readonly [name: string, value: ComponentChildren];

/** A list of names and values of one resource; as pairs if a name may occur twice. */
export const Facts = ({ facts }: { facts: Readonly<Record<string, ComponentChildren>> | readonly Fact[] }) => (
  <dl class="facts">
    {(isPairs(facts) ? facts : Object.entries(facts)).map(([name, value], n) => (
      <div key={n}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

const isPairs = (facts: object): facts is readonly Fact[] => Array.isArray(facts);
