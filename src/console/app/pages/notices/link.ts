/** Notices name what they are about by its address in the API; here is the page that shows it. Undefined where there is none. */
export function pathOf(link: string): string | undefined {
  const [, inspection] = /^\/api\/v1\/inspections\/(\d+)$/.exec(link) ?? [];
  if (inspection !== undefined) return `/inspections/${inspection}`;
  const [, draw] = /^\/api\/v1\/draws\/(\d+)$/.exec(link) ?? [];
  if (draw !== undefined) return `/draws/${draw}`;
  const [, plan] = /^\/api\/v1\/plans\/(\d+)$/.exec(link) ?? [];
  if (plan !== undefined) return `/plans/${plan}`;
  const [, agency] = /^\/api\/v1\/coverage(?:\/proposal)?\?agency=([^&]+)/.exec(link) ?? [];
  if (agency !== undefined) return `/?agency=${agency}`;
  if (link.startsWith('/api/v1/inspections')) return '/inspections';
  return link.startsWith('/api/v1/alerts') ? '/' : undefined;
}
