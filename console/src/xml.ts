import { AwsError } from "./aws";

/** An element of an answer in XML, read by the names of its children. */
export class XmlElement {
  readonly #element: Element;

  constructor(element: Element) {
    this.#element = element;
  }

  /** The text of a child; empty if there is none. */
  getText(name: string): string {
    return this.findChild(name)?.content ?? "";
  }

  findChild(name: string): XmlElement | undefined {
    return this.listChildren(name)[0];
  }

  listChildren(name: string): XmlElement[] {
    return [...this.#element.children].filter((item) => item.localName === name).map((item) => new XmlElement(item));
  }

  get content(): string {
    return this.#element.textContent;
  }
}

interface TrustedText {
  readonly [trusted]: true;
}
declare const trusted: unique symbol;
declare const trustedTypes:
  | {
      createPolicy(
        name: string,
        rules: { createHTML(text: string): string },
      ): { createHTML(text: string): TrustedText };
    }
  | undefined;

/**
 * The only Trusted Types policy that the page may have. It is used to parse XML into a separate document, in which no
 * script runs.
 */
const policy =
  typeof trustedTypes === "undefined" ? undefined : trustedTypes.createPolicy("xml", { createHTML: (text) => text });

function parseText(text: string): Document {
  // The border: TypeScript's own types have no Trusted Types.
  const supplied = (policy?.createHTML(text) ?? text) as string;
  return new DOMParser().parseFromString(supplied, "text/xml");
}

/**
 * The root element of an answer, whose content is only put into the page as text.
 *
 * @throws AwsError if the call was refused
 */
export async function readXml(response: Response): Promise<XmlElement> {
  const root = parseText(await response.text()).documentElement;
  const element = new XmlElement(root);
  if (response.ok) return element;
  const error = element.findChild("Error") ?? element;
  throw new AwsError(error.getText("Code") || `HTTP ${response.status}`, error.getText("Message"));
}
