import { type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Request } from 'express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import helmet from 'helmet';

import { AppModule } from './app.module.js';
import { Config } from './platform/config/config.js';
import { Refusals } from './platform/history/refusals.service.js';
import { hallPage } from './platform/http/hall-page.js';
import { jsonBody } from './platform/http/json-body.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { requestLog } from './platform/http/request-log.js';
import { validationPipe } from './platform/http/validation.js';
import { verifyPage } from './platform/http/verify-page.js';
import { Log } from './platform/log/log.js';
import { httpFigures } from './platform/metrics/http-figures.js';
import { Metrics } from './platform/metrics/metrics.js';
import { SITE_ROUTES } from './site/site-addresses.js';
import { siteFiles } from './site/frame/site-assets.js';

/** Files are brought as they are, whatever their sender calls them (on-site/files). */
const takesBytes = ({ method, path }: Request): boolean =>
  method === 'PUT' && /^\/api\/v1\/inspections\/[^/]+\/files\/[^/]+$/.test(path);

/** Composes the application, ready to listen. */
export async function createApplication(): Promise<NestExpressApplication> {
  const log = new Log(Config.fromProcess());
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    bodyParser: false,
    // from the first line on: a start that fails says so once, in our own words (cli/explain.ts)
    logger: log,
    abortOnError: false,
  });
  app.set('trust proxy', app.get(Config).trustedProxies);
  app.use(
    helmet({
      // of the API's own documentation page, which draws itself with inline styles; other pages bring stricter ones
      contentSecurityPolicy: {
        directives: {
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          // in an office the server is reached over plain HTTP; whoever puts TLS before it says so there
          upgradeInsecureRequests: null,
        },
      },
      strictTransportSecurity: false,
    }),
  );
  app.use(httpFigures(app.get(Metrics)), requestLog(log), ...jsonBody(takesBytes));
  app.use('/verify', verifyPage());
  app.use('/hall', hallPage());
  app.use('/public/assets', siteFiles());
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready', 'metrics', 'verify.py', ...SITE_ROUTES] });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter(log, app.get(Refusals)));
  SwaggerModule.setup('api/docs', app, () => openApi(app), { jsonDocumentUrl: 'api/openapi.json' });
  return app;
}

/** The OpenAPI document, generated from the routes and their classes. `config/openapi.json` is its committed copy. */
export function openApi(app: INestApplication): OpenAPIObject {
  const options = new DocumentBuilder()
    .setTitle('Sortis 公签')
    .setDescription('双随机、一公开：可由任何人复核的随机抽查 / Random inspection that anyone can check')
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  return SwaggerModule.createDocument(app, options, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
}
