import type { ComponentChildren } from "preact";

type Fact = readonly [name: string, value: ComponentChildren];

/** What is known of one thing, by name; in pairs where a name may come twice. */
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
