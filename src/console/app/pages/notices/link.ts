/** Notices name what they are about by its address in the API; here is the page that shows it. Undefined where there is none. */
export function pathOf(link: string): string | undefined {
  // what is asked for about an inspection stands on its page
  const [, inspection] = /^\/api\/v1\/inspections\/(\d+)(?:\/(?:recusals|retractions))?$/.exec(link) ?? [];
  if (inspection !== undefined) return `/inspections/${inspection}`;
  const [, draw] = /^\/api\/v1\/draws\/(\d+)$/.exec(link) ?? [];
  if (draw !== undefined) return `/draws/${draw}`;
  const [, plan] = /^\/api\/v1\/plans\/(\d+)$/.exec(link) ?? [];
  if (plan !== undefined) return `/plans/${plan}`;
  const [, rectifications] = /^\/api\/v1\/rectifications(\?[\w=&]+)$/.exec(link) ?? [];
  if (rectifications !== undefined) return `/rectifications${rectifications}`;
  const [, rectification] = /^\/api\/v1\/rectifications\/(\d+)$/.exec(link) ?? [];
  if (rectification !== undefined) return `/rectifications/${rectification}`;
  if (/^\/api\/v1\/agencies\/\d+\/notice-channels\/\d+$/.test(link)) return '/channels';
  const [, agency] = /^\/api\/v1\/coverage(?:\/proposal)?\?agency=([^&]+)/.exec(link) ?? [];
  if (agency !== undefined) return `/?agency=${agency}`;
  if (link.startsWith('/api/v1/inspections')) return '/inspections';
  return link.startsWith('/api/v1/alerts') ? '/' : undefined;
}
