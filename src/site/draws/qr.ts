import { qrRuns } from '../../fieldwork/documents/renderers/qr-code.js';
import { markup, type Markup } from '../../platform/http/plain-page.js';

/** A square that a telephone reads, drawn into the page itself. */
export function qrPicture(said: string, label: string): Markup {
  const { runs, size } = qrRuns(said);
  const path = runs.map(({ length, x, y }) => `M${x} ${y}h${length}v1h-${length}z`).join('');
  return markup`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}" width="148" height="148" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path fill="#000" d="${path}"/></svg>`;
}
