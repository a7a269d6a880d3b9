import type * as typescript from "typescript";
import type { TypeScript } from "./compiler-api";
import { attachDocs, attachToDeclaration } from "./packages-docs";

/** Parts of TypeScript that its public types leave out. */
interface HiddenServices {
  getTouchingPropertyName(file: typescript.SourceFile, position: number): typescript.Node;
  getContainerNode(node: typescript.Node): typescript.Node | undefined;
  getContainingObjectLiteralElement(node: typescript.Node): typescript.ObjectLiteralElement | undefined;
  getPropertySymbolsFromContextualType(
    element: typescript.ObjectLiteralElement,
    checker: typescript.TypeChecker,
    type: typescript.Type,
    unionToo: boolean,
  ): readonly typescript.Symbol[];
  typeToDisplayParts(
    checker: typescript.TypeChecker,
    type: typescript.Type,
    within?: typescript.Node,
  ): typescript.SymbolDisplayPart[];
  readonly SymbolDisplay: {
    getSymbolDisplayPartsDocumentationAndSymbolKind(
      checker: typescript.TypeChecker,
      symbol: typescript.Symbol,
      file: typescript.SourceFile,
      within: typescript.Node | undefined,
      node: typescript.Node,
    ): Pick<typescript.QuickInfo, "displayParts" | "documentation" | "tags">;
  };
}

/** tslab's arguments for inspecting a cell. */
type InspectionArguments = [
  file: typescript.SourceFile,
  checker: typescript.TypeChecker,
  cancellation: unknown,
  position: number,
];

/** Information about the name at a position: TypeScript gives this only to language services, which make their own program. */
export function createQuickInfo(ts: TypeScript) {
  const hidden = ts as unknown as HiddenServices;
  return (...[file, checker, , position]: InspectionArguments): Partial<typescript.QuickInfo> | undefined => {
    const touched = hidden.getTouchingPropertyName(file, position);
    if (touched === file) return undefined;
    // At `new` the class is meant.
    const isNew = ts.isNewExpression(touched.parent) && touched.pos === touched.parent.pos;
    const node = isNew ? (touched.parent as typescript.NewExpression).expression : touched;
    const within = hidden.getContainerNode(node);
    const textSpan = ts.createTextSpanFromBounds(node.getStart(file), node.end);
    const symbol = findSymbol(hidden, checker, node);
    if (symbol !== undefined && !checker.isUnknownSymbol(symbol)) {
      attachAllDocs(ts, checker, { symbol, node });
      const { displayParts, documentation, tags } =
        hidden.SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(checker, symbol, file, within, node);
      return { textSpan, displayParts, documentation, tags };
    }
    if (!ts.isIdentifier(node) && node.kind !== ts.SyntaxKind.ThisKeyword && node.kind !== ts.SyntaxKind.SuperKeyword)
      return undefined;
    return { textSpan, displayParts: hidden.typeToDisplayParts(checker, checker.getTypeAtLocation(node), within) };
  };
}

/** Attaches the documentation of a symbol, of what it is another name for, and of its signatures. */
function attachAllDocs(
  ts: TypeScript,
  checker: typescript.TypeChecker,
  { symbol, node }: { readonly symbol: typescript.Symbol; readonly node: typescript.Node },
): void {
  attachDocs(ts, checker, symbol);
  if (symbol.flags & ts.SymbolFlags.Alias) attachDocs(ts, checker, checker.getAliasedSymbol(symbol));
  const type = checker.getTypeOfSymbolAtLocation(symbol, node);
  for (const { declaration } of [...type.getCallSignatures(), ...type.getConstructSignatures()])
    if (declaration !== undefined) attachToDeclaration(ts, declaration);
}

/** The symbol of a name; for a member of an object literal, that of the type which the literal has to have. */
function findSymbol(
  hidden: HiddenServices,
  checker: typescript.TypeChecker,
  node: typescript.Node,
): typescript.Symbol | undefined {
  const element = hidden.getContainingObjectLiteralElement(node);
  const type = element && checker.getContextualType(element.parent as typescript.Expression);
  const properties = element && type ? hidden.getPropertySymbolsFromContextualType(element, checker, type, false) : [];
  return properties.length === 1 ? properties[0] : checker.getSymbolAtLocation(node);
}
