import { type Request, type RequestHandler, type Response } from 'express';

import { text } from '../text.js';
import { type Metrics } from './metrics.js';

/** Seconds. */
const BUCKETS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** What is served beside the routes. */
const BESIDE = ['/verify', '/hall', '/public/assets', '/api/docs'];

/** Counts and times requests. Stands before all else, and tells them apart by what has few values only. */
export function httpFigures(metrics: Metrics): RequestHandler {
  const count = metrics.counter({
    name: 'sortis_http_requests_total',
    help: text(
      'HTTP 请求数，按方法、路由和状态类别；broken 为未答完即断开。',
      'HTTP requests by method, route and class of status; broken: cut before the answer was out.',
    ),
    labels: ['method', 'route', 'status'],
  });
  const time = metrics.histogram(
    {
      name: 'sortis_http_request_duration_seconds',
      help: text('HTTP 请求用时（秒），按方法和路由。', 'How long HTTP requests took, by method and route.'),
      labels: ['method', 'route'],
    },
    BUCKETS,
  );
  return (request, response, next) => {
    const started = performance.now();
    response.once('close', () => {
      const method = METHODS.has(request.method) ? request.method : 'other';
      const route = routeOf(request);
      count({ method, route, status: statusOf(response) });
      time({ method, route }, (performance.now() - started) / 1000);
    });
    next();
  };
}

/** The pattern of the route that took it (`/api/v1/targets/:id`), never the address itself, of which there are endlessly many. */
function routeOf(request: Request): string {
  const route = request.route as { readonly path?: unknown } | undefined;
  // a route for whatever is left, as the framework has one, says no more than none
  if (typeof route?.path === 'string' && !route.path.includes('*')) return route.path;
  return BESIDE.find((path) => request.originalUrl.startsWith(path)) ?? 'other';
}

function statusOf(response: Response): string {
  return response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : 'broken';
}
