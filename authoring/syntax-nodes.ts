import ts from "typescript";

/** All nodes of a program, each before its children. Without recursion: code can be nested too deeply for the stack. */
export function* walkSyntaxNodes(source: ts.SourceFile): Iterable<ts.Node> {
  const left: ts.Node[] = [source];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    yield node;
    const inside: ts.Node[] = [];
    ts.forEachChild(node, (child) => void inside.push(child));
    left.push(...inside.reverse());
  }
}
