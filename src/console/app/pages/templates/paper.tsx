import { useEffect, useRef, type ReactNode } from 'react';

/** What may stand in a paper: the server writes no other attribute. */
const ATTRIBUTES = new Set([
  'class',
  'colspan',
  'rowspan',
  'width',
  'viewbox',
  'd',
  'role',
  'aria-label',
  'shape-rendering',
]);
const FORBIDDEN = 'script, iframe, object, embed, link, meta, base, form';

/**
 * A paper as the server makes it, in the page but with its own looks: in a shadow tree neither has anything of the other's.
 * The page's policy runs no script; what could be more than text and tables is taken out all the same.
 */
export function Paper({ html, label }: { readonly html: string; readonly label: string }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const host = place.current;
    if (host === null) return;
    const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    // a style that stands in a page is the page's to allow; one that is handed over is not
    const [written = '', look = ''] = /<style>([^]*?)<\/style>/.exec(html) ?? [];
    const paper = new DOMParser().parseFromString(html.replace(written, ''), 'text/html');
    for (const element of paper.querySelectorAll(`${FORBIDDEN}, style, title`)) element.remove();
    for (const element of paper.body.querySelectorAll('*'))
      for (const { name } of [...element.attributes])
        if (!ATTRIBUTES.has(name.toLowerCase())) element.removeAttribute(name);
    const sheet = document.createElement('div');
    sheet.className = 'paper';
    sheet.lang = paper.documentElement.lang;
    sheet.append(...paper.body.childNodes);
    shadow.replaceChildren(sheet);
    // what is said of the page's body is said of the sheet
    const style = new CSSStyleSheet();
    style.replaceSync(look.replace(/(^|\n)body\{/g, '$1.paper{').replace(/@media print\{[^]*$/, ''));
    shadow.adoptedStyleSheets = [style];
  }, [html]);
  return <div ref={place} className="template-paper" tabIndex={0} role="document" aria-label={label} />;
}
