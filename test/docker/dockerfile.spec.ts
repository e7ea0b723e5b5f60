import { describe, expect, it } from '@jest/globals';
import { validate } from 'dockerfile-utils';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';

import { ROOT } from '../support/server.js';
import { altered } from './altered.js';
import { environmentOf, execForm, isVisible, of, readDockerfile, type Stage } from './dockerfile.js';
import { settingsRead } from './settings.js';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const DOCKERFILE = read('docker/Dockerfile');
const DOCKERIGNORE = read('.dockerignore');
const manifest = JSON.parse(read('package.json')) as {
  bin: Record<string, string>;
  scripts: Record<string, string>;
  engines: { node: string };
};

/** What is wrong with the image that these two files would make. */
function faultsOf(dockerfile: string, dockerignore = DOCKERIGNORE): string[] {
  const faults = validate(dockerfile).map(({ message }) => (typeof message === 'string' ? message : message.value));
  const { args, stages } = readDockerfile(dockerfile);
  const last = stages.at(-1);
  if (last === undefined) return [...faults, 'no stage'];
  const settings = settingsRead();
  const named = (name: string): Stage | undefined => stages.find((stage) => stage.name === name);
  const runs = (stage: Stage | undefined, command: RegExp): boolean =>
    stage !== undefined && of(stage, 'RUN').some(({ rest }) => command.test(rest));

  // the ground that it stands on
  const bases = new Set(stages.map(({ image }) => image.replace(/-slim$/, '')));
  if (bases.size !== 1) faults.push(`stages on different grounds: ${[...bases].join(', ')}`);
  for (const { image } of stages)
    if (!/^node:\d+(\.\d+)*-[a-z]+(-slim)?$/.test(image)) faults.push(`${image} is not a version of Node on a Debian`);
  const wanted = Number(/\d+/.exec(manifest.engines.node)?.[0]);
  if (!(Number(args.NODE_VERSION) >= wanted)) faults.push(`Node ${args.NODE_VERSION} is below ${wanted}`);
  if (!last.image.endsWith('-slim')) faults.push(`the last stage is on ${last.image}`);

  // what is put in
  for (const stage of stages) {
    for (const { flags, rest } of of(stage, 'COPY')) {
      const sources = rest.split(/\s+/).slice(0, -1);
      const from = flags.from;
      if (from !== undefined) {
        if (stages.findIndex(({ name }) => name === from) === -1) faults.push(`nothing is named ${from}`);
        for (const source of sources) {
          if (source === '/app/node_modules' && !runs(named(from), /npm ci --omit=dev\b/))
            faults.push(`${from} has packages that are for development`);
          if (source === '/app/dist' && !runs(named(from), /npm run build\b/)) faults.push(`${from} builds nothing`);
        }
        continue;
      }
      for (const source of sources) {
        const path = source.replace(/^\.\//, '');
        if (path === '.') faults.push('everything is copied');
        else if (!existsSync(join(ROOT, path))) faults.push(`${path} does not exist`);
        else if (!isVisible(path, dockerignore)) faults.push(`${path} is hidden by .dockerignore`);
      }
    }
    for (const { rest } of of(stage, 'RUN')) {
      const script = /npm run (\S+)/.exec(rest)?.[1];
      if (script !== undefined && !(script in manifest.scripts)) faults.push(`there is no script ${script}`);
      if (/npm (install|i)\b/.test(rest)) faults.push('npm install does not keep to the lock file');
    }
    for (const name of [...of(stage, 'ARG').map(({ rest }) => rest), ...Object.keys(environmentOf(stage))])
      if (/PASSWORD|SECRET|TOKEN(?!_SECONDS)|DATABASE_URL/.test(name)) faults.push(`${name} would be in a layer`);
  }
  const brought = of(last, 'COPY').map(({ rest }) => rest);
  for (const needed of ['/app/node_modules', '/app/dist', 'package.json'])
    if (!brought.some((rest) => rest.split(/\s+/).includes(needed))) faults.push(`the last stage has no ${needed}`);
  if (runs(last, /npm/)) faults.push('the last stage installs');

  // how it runs
  const environment = environmentOf(last);
  for (const name of Object.keys(environment)) if (!settings.includes(name)) faults.push(`nobody reads ${name}`);
  if (environment.NODE_ENV !== 'production') faults.push('not in production');
  if (environment.SORTIS_HOST !== '0.0.0.0') faults.push('listens on the loopback of the container');
  const user = of(last, 'USER').at(-1)?.rest;
  if (user === undefined || !/^[1-9]\d*(:[1-9]\d*)?$/.test(user)) faults.push(`runs as ${user ?? 'root'}`);
  const volumes = of(last, 'VOLUME').flatMap(({ rest }) => execForm(rest) ?? []);
  if (volumes.join() !== environment.SORTIS_DATA_DIR) faults.push(`the data are not in the volume ${volumes.join()}`);
  if (!runs(last, new RegExp(`--owner=node .*${volumes.join()}$`))) faults.push('the data folder is not its own');
  if (of(last, 'EXPOSE')[0]?.rest !== environment.PORT) faults.push('exposes another port than it listens on');

  const command = execForm(of(last, 'CMD').at(-1)?.rest ?? '');
  if (command === undefined) faults.push('SIGTERM would go to a shell');
  const [program, entry, verb] = command ?? [];
  if (program !== 'node' || entry !== manifest.bin.sortis) faults.push(`${entry} is not the command`);
  if (verb === undefined || !new RegExp(`^ {2}${verb}: \\{`, 'm').test(read('src/cli/main.ts')))
    faults.push(`sortis has no ${verb}`);

  const check = of(last, 'HEALTHCHECK').at(-1)?.rest ?? '';
  if (execForm(check)?.[0] !== 'node') faults.push('the health check is not run by node');
  const [, controller, path] = /127\.0\.0\.1:[^/]*\/([\w-]+)\/([\w-]+)/.exec(check) ?? [];
  const health = read('src/platform/health/health.controller.ts');
  if (!health.includes(`@Controller('${controller}')`) || !health.includes(`@Get('${path}')`))
    faults.push(`nothing answers at /${controller}/${path}`);
  for (const [, name = ''] of check.matchAll(/process\.env\.(\w+)/g))
    if (!(name in environment)) faults.push(`the health check asks for ${name}, which is not set`);
  return faults;
}

/** Runs the image's health check as it is written, and returns its status. */
async function checkHealth(port: number): Promise<number | null> {
  const stage = readDockerfile(DOCKERFILE).stages.at(-1);
  const [, ...args] = execForm(of(stage!, 'HEALTHCHECK').at(-1)?.rest ?? '') ?? [];
  const check = spawn(process.execPath, args, { env: { PORT: String(port) }, stdio: 'ignore' });
  return new Promise((resolve) => check.once('exit', resolve));
}

describe('the image', () => {
  it('is well made', () => {
    expect(faultsOf(DOCKERFILE)).toEqual([]);
  });

  it.each<[fault: RegExp, passage: string, replacement: string]>([
    [/unknown instruction/i, 'EXPOSE 3000', 'EXPOSES 3000'],
    [/unknown flag/i, '--timeout=5s', '--patience=5s'],
    [/different grounds/, '-bookworm-slim', '-trixie-slim'],
    [/not a version of Node/, 'node:${NODE_VERSION}-bookworm AS build', 'node AS build'],
    [/Node 18 is below 20/, 'NODE_VERSION=22', 'NODE_VERSION=18'],
    [/the last stage is on/, '-slim AS', ' AS'],
    [/nothing is named depends/, '--from=dependencies', '--from=depends'],
    [/packages that are for development/, '--from=dependencies', '--from=build'],
    [/dependencies builds nothing/, '--from=build', '--from=dependencies'],
    [/everything is copied/, 'COPY src ./src', 'COPY . .'],
    [/sources does not exist/, 'COPY src ./src', 'COPY sources ./src'],
    [/README.zh-CN.md (is hidden|does not exist)/, 'LICENSE ./', 'README.zh-CN.md ./'],
    [/test is hidden/, 'COPY src ./src', 'COPY src test ./'],
    [/no script compile/, 'npm run build', 'npm run compile'],
    [/lock file/, 'npm ci --omit=dev', 'npm install --omit=dev'],
    [/would be in a layer/, 'PORT=3000', 'PORT=3000 SORTIS_ADMIN_PASSWORD=1234567890'],
    [/would be in a layer/, 'WORKDIR /app', 'ARG NPM_TOKEN\nWORKDIR /app'],
    [/no \/app\/node_modules/, 'COPY --from=dependencies /app/node_modules ./node_modules\n', ''],
    [/last stage installs/, 'USER 1000:1000', 'RUN npm ci\nUSER 1000:1000'],
    [/nobody reads SORTIS_PORT/, ' PORT=3000', ' SORTIS_PORT=3000'],
    [/not in production/, 'NODE_ENV=production', 'NODE_ENV=development'],
    [/loopback of the container/, 'SORTIS_HOST=0.0.0.0', 'SORTIS_HOST=127.0.0.1'],
    [/runs as root/, 'USER 1000:1000\n', ''],
    [/runs as 0/, 'USER 1000:1000', 'USER 0'],
    [/not in the volume/, 'VOLUME ["/data"]', 'VOLUME ["/var/data"]'],
    [/not its own/, '--owner=node', '--owner=root'],
    [/exposes another port/, 'EXPOSE 3000', 'EXPOSE 8080'],
    [/SIGTERM/, 'CMD ["node", "dist/cli/main.js", "serve"]', 'CMD node dist/cli/main.js serve'],
    [/is not the command/, '"dist/cli/main.js"', '"dist/main.js"'],
    [/sortis has no server/, '"serve"', '"server"'],
    [/not run by node/, 'CMD ["node", "-e"', 'CMD ["curl", "-e"'],
    [/nothing answers/, '/health/ready', '/health/readiness'],
    [/which is not set/, 'process.env.PORT', 'process.env.HTTP_PORT'],
  ])('would be found out: %s', (fault, passage, replacement) => {
    expect(faultsOf(altered(DOCKERFILE, passage, replacement)).join('\n')).toMatch(fault);
  });

  it('gets only what it is built from', () => {
    const hidden = ['.env', '.git/config', 'config/.env.local', 'data/sortis.sqlite', 'node_modules/a/index.js'];
    const sources = ['src/cli/main.ts', 'config/tsconfig.build.json', 'package-lock.json'];
    const seen = (dockerignore: string): string[] =>
      [...hidden, ...sources].filter((path) => isVisible(path, dockerignore));
    expect(seen(DOCKERIGNORE)).toEqual(sources);
    expect(seen(altered(DOCKERIGNORE, '\n*\n', '\n'))).toContain('data/sortis.sqlite');
    expect(seen(altered(DOCKERIGNORE, '**/.env*\n', ''))).toContain('config/.env.local');
    expect(faultsOf(DOCKERFILE, altered(DOCKERIGNORE, '!src\n', ''))).toEqual(['src is hidden by .dockerignore']);
  });

  it('is healthy as long as the server says that it is ready', async () => {
    let status = 200;
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      expect(await checkHealth(port)).toBe(0);
      status = 503;
      expect(await checkHealth(port)).toBe(1);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
    expect(await checkHealth(port)).toBe(1);
    expect(asked).toEqual(['/health/ready', '/health/ready']);
  });
});
