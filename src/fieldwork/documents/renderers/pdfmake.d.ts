/** What is used of pdfmake. Its own types bring the browser's along, which are not those of Node. */
declare module 'pdfmake' {
  export interface Node {
    readonly headlineLevel?: number;
    /** In points from the top of the page. */
    readonly startPosition: { readonly top: number };
  }

  /** An element: text, columns, stack, table, canvas … as https://pdfmake.github.io/docs describes them. */
  export type Content = string | Readonly<Record<string, unknown>>;

  export interface DocumentDefinition {
    readonly pageSize: string;
    readonly pageMargins: readonly [number, number, number, number];
    readonly info: Readonly<Record<string, string | Date>>;
    readonly defaultStyle: Readonly<Record<string, string | number>>;
    readonly content: readonly Content[];
    readonly footer: (page: number, pages: number) => Content;
    readonly pageBreakBefore: (node: Node) => boolean;
  }

  interface Maker {
    setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
    setLocalAccessPolicy(allowed: (path: string) => boolean): void;
    setUrlAccessPolicy(allowed: (url: string) => boolean): void;
    createPdf(definition: DocumentDefinition): { getBuffer(): Promise<Buffer> };
  }

  const maker: Maker;
  export default maker;
}
