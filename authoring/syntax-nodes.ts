import ts from "typescript";

/** All nodes of a program, each before what is in it. No recursion: code can be nested deeper than a stack holds. */
export function* syntaxNodes(source: ts.SourceFile): Iterable<ts.Node> {
  const left: ts.Node[] = [source];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    yield node;
    const inside: ts.Node[] = [];
    ts.forEachChild(node, (child) => void inside.push(child));
    left.push(...inside.reverse());
  }
}
