#!/usr/bin/env node
import { parseArgs } from 'node:util';

import { type Bilingual } from '../platform/text.js';

/* The `sortis` command. Each command's code is loaded when it is called: `verify` runs on the protocol alone. */

interface Command {
  readonly usage: string;
  readonly about: Bilingual;
  run(args: readonly string[]): Promise<number>;
}

const USAGE = 2;

const COMMANDS: Readonly<Record<string, Command>> = {
  serve: {
    usage: 'serve',
    about: { zh: '启动服务', en: 'start the server' },
    run: async () => {
      const { serve } = await import('../main.js');
      await serve();
      return -1;
    },
  },
  migrate: {
    usage: 'migrate',
    about: { zh: '建立或更新数据表', en: 'create the tables or bring them up to date' },
    run: async () => (await import('./migrate.js')).migrate(),
  },
  import: {
    usage: 'import matters|targets|inspectors|visits FILE [--agency CODE] [--dry-run] [--create-agencies]',
    about: { zh: '导入名单', en: 'import a list from a spreadsheet' },
    run: async (args) => {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          agency: { type: 'string' },
          'dry-run': { type: 'boolean', default: false },
          'create-agencies': { type: 'boolean', default: false },
        },
      });
      const [register, file] = positionals;
      if (register === undefined || file === undefined || positionals.length !== 2) throw new UsageError('import');
      return (await import('./lists.js')).importList({
        register,
        file,
        agency: values.agency,
        dryRun: values['dry-run'],
        createAgencies: values['create-agencies'],
      });
    },
  },
  export: {
    usage: 'export matters|targets|inspectors|visits FILE.xlsx|FILE.csv [--agency CODE]',
    about: { zh: '导出名单', en: 'export a list to a spreadsheet' },
    run: async (args) => {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: { agency: { type: 'string' } },
      });
      const [register, file] = positionals;
      if (register === undefined || file === undefined || positionals.length !== 2) throw new UsageError('export');
      return (await import('./lists.js')).exportList({ register, file, agency: values.agency });
    },
  },
  'working-days': {
    usage: 'working-days FILE.csv|FILE.xlsx [--year YEAR] [--source NOTICE] [--dry-run]',
    about: { zh: '录入一年的放假调休安排', en: "enter a year's holidays and days worked in exchange" },
    run: async (args) => {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          'dry-run': { type: 'boolean', default: false },
          source: { type: 'string' },
          year: { type: 'string' },
        },
      });
      const [file] = positionals;
      const odd = values.year !== undefined && !/^\d{4}$/.test(values.year);
      if (file === undefined || positionals.length !== 1 || odd) throw new UsageError('working-days');
      return (await import('./working-days.js')).enterWorkingDays({
        file,
        dryRun: values['dry-run'],
        source: values.source,
        year: values.year === undefined ? undefined : Number(values.year),
      });
    },
  },
  verify: {
    usage: 'verify FILE [--key VKEY]… [--with EARLIER] [--witness STATE] [--json]',
    about: {
      zh: '离线复核证据文件、节录或本户证明（- 为标准输入）',
      en: 'check evidence, an extract or a target proof offline (- is standard input)',
    },
    run: async (args) => {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          json: { type: 'boolean', default: false },
          key: { type: 'string', multiple: true, default: [] },
          with: { type: 'string' },
          witness: { type: 'string' },
        },
      });
      const [file] = positionals;
      if (file === undefined || positionals.length !== 1) throw new UsageError('verify');
      return (await import('./verify.js')).verify(file, {
        json: values.json,
        trusted: values.key,
        earlier: values.with,
        witness: values.witness,
      });
    },
  },
  evidence: {
    usage: 'evidence DRAW [--extract | --target ID] [--output FILE]',
    about: {
      zh: '取出一次抽取的证据文件、其节录，或一个检查对象的本户证明',
      en: 'write the evidence file of a draw, its extract, or the proof for one target',
    },
    run: async (args) => {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          extract: { type: 'boolean', default: false },
          target: { type: 'string' },
          output: { type: 'string', short: 'o' },
        },
      });
      const [draw] = positionals;
      const { extract, output, target } = values;
      if (draw === undefined || positionals.length !== 1 || (extract && target !== undefined)) {
        throw new UsageError('evidence');
      }
      const what = extract ? 'extract' : target === undefined ? 'evidence' : { target };
      return (await import('./evidence.js')).writeEvidence(draw, what, output);
    },
  },
  beacon: {
    usage: 'beacon DRAW FILE',
    about: { zh: '带入公共信标的轮次文件', en: "carry in the file of the beacon's round" },
    run: async ([draw, file, ...more]) => {
      if (draw === undefined || file === undefined || more.length > 0) throw new UsageError('beacon');
      return (await import('./beacon.js')).carryRound(draw, file);
    },
  },
  ceremony: {
    usage: 'ceremony secret DRAW NAME',
    about: { zh: '生成见证人的随机数及其哈希', en: "make a witness's secret and its hash" },
    run: async ([what, draw, name, ...more]) => {
      if (what !== 'secret' || draw === undefined || name === undefined || more.length > 0) {
        throw new UsageError('ceremony');
      }
      return (await import('./ceremony.js')).ceremonySecret(draw, name);
    },
  },
  log: {
    usage: 'log check|rotate-key',
    about: {
      zh: '从头复算透明日志，并与导出的检查点核对；更换日志的签名密钥',
      en: 'recompute the transparency log and hold it against the exported checkpoints; change its signing key',
    },
    run: async ([what, ...more]) => {
      if ((what !== 'check' && what !== 'rotate-key') || more.length > 0) throw new UsageError('log');
      const { checkTheLog, rotateKey } = await import('./log.js');
      return what === 'check' ? checkTheLog() : rotateKey();
    },
  },
  backup: {
    usage: 'backup FOLDER [--with-key] [--keep N]',
    about: {
      zh: '把内嵌数据库备份到该目录下的一个新文件夹，服务不必停',
      en: 'back up the embedded database into a new folder inside FOLDER, while the server runs',
    },
    run: async (args) => {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: { 'with-key': { type: 'boolean', default: false }, keep: { type: 'string' } },
      });
      const [folder] = positionals;
      const keep = values.keep === undefined ? undefined : Number(values.keep);
      const odd = keep !== undefined && (!Number.isInteger(keep) || keep < 1);
      if (folder === undefined || positionals.length !== 1 || odd) throw new UsageError('backup');
      return (await import('./backup.js')).backup(folder, values['with-key'], keep);
    },
  },
  restore: {
    usage: 'restore FOLDER [--dry-run] [--replace] [--checkpoint FILE]… [--accept-rollback]',
    about: {
      zh: '核对一份备份并放回原处（先停服务）；--dry-run 只核对',
      en: 'check a backup and put it back (stop the server first); --dry-run only checks',
    },
    run: async (args) => {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          'accept-rollback': { type: 'boolean', default: false },
          checkpoint: { type: 'string', multiple: true, default: [] },
          'dry-run': { type: 'boolean', default: false },
          replace: { type: 'boolean', default: false },
        },
      });
      const [folder] = positionals;
      if (folder === undefined || positionals.length !== 1) throw new UsageError('restore');
      return (await import('./restore.js')).restore({
        folder,
        acceptRollback: values['accept-rollback'],
        checkpoints: values.checkpoint,
        dryRun: values['dry-run'],
        replace: values.replace,
      });
    },
  },
  witness: {
    usage: 'witness URL [--state FILE] [--key VKEY]… [--every SECONDS] [--json]',
    about: {
      zh: '从外部看守透明日志：见到分叉、倒退、换名或陌生公钥即报警（退出码 1）',
      en: 'keep watch over a transparency log from outside: a fork, a rollback, another name or a foreign key is an alarm (exit 1)',
    },
    run: async (args) => {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          every: { type: 'string' },
          json: { type: 'boolean', default: false },
          key: { type: 'string', multiple: true, default: [] },
          state: { type: 'string' },
        },
      });
      const [url] = positionals;
      const every = values.every === undefined ? undefined : Number(values.every);
      const odd = every !== undefined && (!Number.isInteger(every) || every < 1 || every > 86_400);
      if (url === undefined || positionals.length !== 1 || odd) throw new UsageError('witness');
      return (await import('./witness.js')).witness({
        url,
        every,
        json: values.json,
        state: values.state,
        trusted: values.key,
      });
    },
  },
  openapi: {
    usage: 'openapi FILE',
    about: { zh: '写出接口说明（OpenAPI）', en: 'write the OpenAPI document' },
    run: async ([file, ...more]) => {
      if (file === undefined || more.length > 0) throw new UsageError('openapi');
      return (await import('./openapi.js')).writeOpenApi(file);
    },
  },
};

class UsageError extends Error {
  constructor(readonly command: string) {
    super(command);
  }
}

function help(): string {
  const lines = Object.values(COMMANDS).map(({ usage, about }) => `  sortis ${usage}\n      ${about.zh} / ${about.en}`);
  return `用法 / usage:\n${lines.join('\n')}\n`;
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help());
    return name === undefined ? USAGE : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    process.stderr.write(`没有“${name}”这个命令。/ There is no command "${name}".\n${help()}`);
    return USAGE;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (error instanceof UsageError || isArgumentError(error)) {
      const why = error instanceof UsageError ? '' : `${String((error as Error).message)}\n`;
      process.stderr.write(`${why}用法 / usage: sortis ${command.usage}\n`);
      return USAGE;
    }
    const { explain } = await import('./explain.js');
    process.stderr.write(`${explain(error)}\n`);
    return USAGE;
  }
}

function isArgumentError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

const status = await main(process.argv.slice(2));
// the server goes on until it is stopped
if (status >= 0) process.exitCode = status;
